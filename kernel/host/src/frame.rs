//! The scripted pages of plugins: which there are, and their files.

use crate::host::Host;
use crate::manifest::{Frame, file_type};
use ombud_texts::Language;
use std::sync::Arc;

/// A file of a frame.
#[derive(Clone, Debug)]
pub struct FrameFile {
    /// For the header `content-type`.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Arc<[u8]>,
}

impl Host {
    /// A frame of an installed plugin, by its name, with its title in this language. None as well while the plugin is left
    /// alone.
    pub fn frame(&self, plugin: &str, name: &str, language: Language) -> Option<Frame> {
        let registry = self.registry();
        let loaded = registry.get(plugin)?;
        if self.rests(loaded.id()) {
            return None;
        }
        let frame = loaded.manifest().frames.iter().find(|frame| frame.name == name)?;
        let title = loaded.inspection.said(language, &format!("frame-{name}"), &frame.title);
        Some(Frame { title, ..frame.clone() })
    }

    /// A file that came with an installed plugin, by its path below `ui/`.
    pub fn frame_file(&self, plugin: &str, path: &str) -> Option<FrameFile> {
        let registry = self.registry();
        let bytes = registry.get(plugin)?.files.get(path)?.clone();
        Some(FrameFile { kind: file_type(path)?, bytes })
    }
}
