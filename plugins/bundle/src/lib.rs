//! The plugins that come with every desk, built from their folders and embedded.

/// A plugin as it is installed: one component with its manifest inside.
#[derive(Clone, Copy)]
pub struct Bundled {
    /// Its id, as in the manifest.
    pub name: &'static str,
    /// The file.
    pub component: &'static [u8],
}

/// All of them, in the order in which they are to be installed.
pub fn plugins() -> &'static [Bundled] {
    include!(concat!(env!("OUT_DIR"), "/bundled.rs"))
}
