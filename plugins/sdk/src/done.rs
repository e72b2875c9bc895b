//! What a page says was done.

/// The things that pages of a plugin can say were just done: an enum, with the word that stands for each in an address. The
/// address carries only the word, never the sentence, so that no link can make a page say something.
///
/// ```
/// ombud_plugin::done! {
///     pub enum Done {
///         Saved = "saved",
///         /// Into another department.
///         HandedOver = "handed-over",
///     }
/// }
/// assert_eq!(Done::HandedOver.word(), "handed-over");
/// assert_eq!(Done::parse("saved"), Some(Done::Saved));
/// assert_eq!(Done::parse("sold"), None);
/// ```
#[macro_export]
macro_rules! done {
    ($(#[$about:meta])* pub enum $Done:ident { $($(#[$of:meta])* $One:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum $Done { $($(#[$of])* $One,)+ }

        impl $Done {
            fn word(self) -> &'static str {
                match self { $($Done::$One => $word,)+ }
            }

            fn parse(word: &str) -> Option<$Done> {
                match word {
                    $($word => Some($Done::$One),)+
                    _ => None,
                }
            }
        }
    };
}
