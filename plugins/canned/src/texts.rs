//! Every word that people read here, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use ombud_plugin::{text, words};

words! {
    product = "product",
    skip = "skip",
    desk_navigation = "desk-navigation",
    inbox = "inbox",
    sign_out = "sign-out",
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
}

/// The heading of a page that tells of an error.
pub fn trouble(status: u16) -> &'static str {
    match status {
        403 => text!("trouble-403"),
        404 => text!("trouble-404"),
        409 => text!("trouble-409"),
        400..500 => text!("trouble-asked"),
        _ => text!("trouble-ours"),
    }
}

/// How an answer is filled in, after the words for it.
pub fn fallback() -> String {
    text!("fallback", example = "{customer.name|…}", brace = "{{")
}
