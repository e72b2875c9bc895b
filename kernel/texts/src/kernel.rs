//! The words of the kernel itself: its pages, its permissions, and how long ago something was.

use crate::{Language, Texts};
use std::sync::LazyLock;

macro_rules! files {
    ($($language:ident: $folder:literal),+ $(,)?) => {
        vec![$(
            (Language::$language, include_str!(concat!("../texts/", $folder, "/moments.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/desk.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/permissions.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/plugins.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/told.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/refused.ftl"))),
            (Language::$language, include_str!(concat!("../texts/", $folder, "/rules.ftl"))),
        )+]
    };
}

static KERNEL: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new(files! { English: "en", Bulgarian: "bg", Polish: "pl", Russian: "ru", Slovene: "sl" })
});

/// The words of the kernel itself.
pub fn kernel() -> &'static Texts {
    &KERNEL
}
