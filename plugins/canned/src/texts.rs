//! Every word that people read here, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use crate::answer::{FILES, FILES_BYTES};
use ombud_plugin::{text, words};

words! {
    answers = "answers",
    lead = "lead",
    new = "new",
    search = "search",
    nothing = "nothing",
    title = "title",
    shortcut = "shortcut",
    shortcut_hint = "shortcut-hint",
    whose = "whose",
    own = "own",
    all = "all",
    uses = "uses",
    main_text = "main-text",
    main_hint = "main-hint",
    filled = "filled",
    in_language = "in-language",
    language = "language",
    languages = "languages",
    languages_hint = "languages-hint",
    save = "save",
    preview = "preview",
    sample = "sample",
    cancel = "cancel",
    delete = "delete",
    undo = "undo",
    read_only = "read-only",
    kept = "kept",
    deleted = "deleted",
    restored = "restored",
    no_such_page = "no-such-page",
    first_page = "first-page",
    next_page = "next-page",
    pages = "pages",
    files = "files",
}

/// How an answer is filled in, after the words for it.
pub fn fallback() -> String {
    text!("fallback", example = "{customer.name|…}", brace = "{{")
}

/// How many files, and how large.
pub fn files_hint() -> String {
    text!("files-hint", most = FILES, megabytes = FILES_BYTES >> 20)
}

/// What is heard of the button that takes a file out.
pub fn take_out(name: &str) -> String {
    text!("take-out", name = name)
}
