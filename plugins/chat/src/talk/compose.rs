//! Where one writes: to the visitor, to the agent; and what else is done at that place.

use super::{Page, leading_line};
use crate::offers::{self, hint};
use crate::work::Act;
use crate::{line, own, texts};
use maud::{Markup, html};

impl Page {
    pub(super) fn composer(&self) -> Markup {
        html! {
            @if self.rings { div class="actions" data-row="rings" { (own::answer(self.chat.id(), None, true)) } }
            @if self.may.pick && !self.rings {
                form class="actions" method="post" action=(self.to(Act::Pick)) { button class="primary" type="submit" { (texts::pick()) } }
            }
            @if self.is_live() {
                // Whoever hears each letter of it hears nothing else.
                p class="muted" role=[(!self.peeks).then_some("status")] dir="auto" data-writing={ (texts::is_writing("%")) " " } {}
            }
            @if self.may.write {
                form id="end" method="post" action=(self.to(Act::End)) {}
                form hidden method="post" action="/api/v1/signals" data-idle="gone" {
                    input type="hidden" name="plugin" value="chat";
                    input type="hidden" name="collection" value="chat:chats";
                    input type="hidden" name="id" value=(self.chat.id());
                    input type="hidden" name="audience" value="everyone";
                }
            }
            @if self.may.write || self.whispers() {
                ombud-composers sent=(self.sent) data-failed=(texts::not_sent_offline()) {
                    p class="problem" role="status" hidden data-offline=(texts::offline()) {}
                    @if self.may.write { (self.answer_form()) }
                    @if self.whispers() { (self.whisper_form()) }
                }
            }
            @if self.may.write && self.tells.tell_may_be_watched { p class="hint" { (texts::may_be_watched()) } }
        }
    }

    pub(super) fn whispers(&self) -> bool {
        self.may.whisper && self.lines.is_some()
    }

    fn answer_form(&self) -> Markup {
        html! {
            form id="answer" class="card fields composer" method="post" action=(self.to(Act::Say)) enctype="multipart/form-data" {
                input type="hidden" name="key" value=(self.key);
                label for="text" { (texts::answer_to(&self.chat.value.name)) }
                textarea id="text" name="text" rows="3" maxlength=(line::TEXT) autofocus dir="auto" aria-describedby="text-hint" data-enter
                    data-offers=(offers::place(self.chat.id())) aria-autocomplete="list" aria-haspopup="listbox" {
                    (leading_line(&self.text)) (self.text)
                }
                p class="hint" id="text-hint" { (texts::answer_hint()) }
                @for file in &self.along {
                    label class="inline" {
                        input type="checkbox" name="along" value=(serde_json::to_string(file).unwrap_or_default()) checked;
                        " " span dir="auto" { (file.name) }
                    }
                }
                label { (texts::add_files()) input type="file" name="file" multiple; }
                div class="actions" {
                    button class="primary" type="submit" accesskey="s" { (texts::send()) }
                }
                (self.canned())
                // Not beside what is clicked after each answer: nobody takes it back.
                details class="more" {
                    summary { (texts::end_ask()) }
                    p class="hint" { (texts::end_hint()) }
                    div class="actions" { button type="submit" form="end" { (texts::end()) } }
                }
            }
        }
    }

    /// For those who rather choose than type `/`.
    fn canned(&self) -> Markup {
        html! {
            @if !self.answers.is_empty() {
                details class="more" {
                    summary { (texts::canned()) }
                    div class="actions" {
                        label class="inline" {
                            (texts::canned_answer())
                            select name="answer" {
                                @for answer in &self.answers { option value=(answer.id) { (answer.title) " (" (hint(answer)) ")" } }
                            }
                        }
                        button type="submit" name="insert" value="canned" formnovalidate { (texts::put_in()) }
                    }
                }
            }
        }
    }

    fn whisper_form(&self) -> Markup {
        html! {
            form class="card fields" method="post" action=(self.to(Act::Whisper)) {
                input type="hidden" name="key" value=(self.key);
                label for="whisper" { (texts::whisper_to_agent()) }
                textarea id="whisper" name="text" rows="3" required maxlength=(line::TEXT) dir="auto" data-enter aria-describedby="whisper-hint" {
                    (leading_line(&self.whisper)) (self.whisper)
                }
                p class="hint" id="whisper-hint" { (texts::whisper_hint()) }
                div class="actions" { button type="submit" { (texts::do_whisper()) } }
            }
        }
    }
}
