//! One plugin in Rust, JavaScript and Python: the kernel cannot tell them apart.
//!
//! The scenarios are written once, in [`scenario`], and told here for each language. Where the tool for a language
//! cannot be had, they say so and pass.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod desk;
mod same;
mod scenario;
mod slow;
mod stumble;

/// Tells each of these scenarios with the plugin in this folder.
macro_rules! tell {
    ($language:ident: $($scenario:ident)*) => {
        mod $language {
            $(
                #[test]
                fn $scenario() {
                    if let Some(desk) = crate::desk::Desk::with(stringify!($language)) {
                        crate::scenario::$scenario(&desk);
                    }
                }
            )*
        }
    };
}

/// All scenarios, with each language.
macro_rules! tell_all {
    ($($language:ident)*) => {
        $(tell! { $language:
            a_reminder_is_set_listed_and_removed
            customers_and_visitors_are_refused
            who_may_not_see_the_ticket_sees_no_reminder_of_it
            it_rings_when_it_is_due_and_not_before
            a_ticket_stays_open_while_a_reminder_waits
            the_panel_shows_texts_and_no_markup
            nonsense_is_refused_and_leaves_nothing
            it_imports_what_its_manifest_names_and_nothing_else
        })*
    };
}

tell_all! { rust javascript python }
