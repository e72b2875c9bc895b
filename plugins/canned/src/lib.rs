//! Texts that are written again and again, kept once: with names and numbers to be filled in, and in several languages.
//!
//! Whose answer it is stands in the envelope, so the kernel says who may use and edit it. Here is what an answer may say, how it is
//! found, and how it is filled in.

mod answer;
mod api;
mod find;
mod frame;
mod pages;
mod placeholder;
mod route;
mod texts;

use ombud_plugin::desk::canned::{Answer, Provider};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::phrases::{self, Topic};
use ombud_plugin::desk::tickets::Attachment;
use ombud_plugin::{Cx, Plugin, RecordId, Request, Response, Result, Timestamp, export, provide_canned};

/// The plugin.
pub struct Canned;

impl Plugin for Canned {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(pages::answer(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        answer::forget(cx, key)
    }
}

impl Provider for Canned {
    fn find(cx: &Cx, ticket: RecordId, words: String, limit: u32) -> Result<Vec<Answer>> {
        find::find(cx, &ticket, &words, limit)
    }

    fn fill(cx: &Cx, answer: RecordId, ticket: RecordId) -> Result<String> {
        find::fill(cx, &answer, &ticket)
    }
}

impl enclosures::Provider for Canned {
    fn files(cx: &Cx, answer: RecordId) -> Result<Vec<Attachment>> {
        find::files(cx, &answer)
    }
}

impl phrases::Provider for Canned {
    fn find_about(cx: &Cx, topic: Topic, words: String, limit: u32) -> Result<Vec<Answer>> {
        find::find_about(cx, &topic, &words, limit)
    }

    fn fill_about(cx: &Cx, answer: RecordId, topic: Topic) -> Result<String> {
        find::fill_about(cx, &answer, &topic)
    }
}

export!(Canned);
provide_canned!(Canned);

#[cfg(test)]
mod tests;
