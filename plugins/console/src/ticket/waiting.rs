//! What was begun and not sent, and what was sent and has not left.

use super::Page;
use super::attached::files;
use super::talk::initials;
use crate::clock::date;
use crate::prose;
use crate::route::{Act, Done};
use crate::texts;
use crate::unsent::Unsent;
use maud::{Markup, html};
use ombud_plugin::desk::outbox::Held;
use ombud_plugin::desk::tickets::MessageKind;

impl Page {
    /// Replies that have not left, after everything that was said.
    pub(super) fn waiting(&self) -> Markup {
        let last = self.held.len().saturating_sub(1);
        html! {
            @for (n, held) in self.held.iter().enumerate() {
                li id=[(n == last).then_some("latest")] data-said={ (held.id) @if held.returned.is_some() { "-returned" } } { (self.held(held)) }
            }
        }
    }

    fn held(&self, held: &Held) -> Markup {
        let mine = held.author == self.me;
        let seconds = held.leaves.saturating_sub(self.now).div_ceil(1000);
        html! {
            article class={ "message " (if held.returned.is_some() { "note" } else { "staff" }) } aria-label=(held.author_name) {
                header {
                    span class="avatar" aria-hidden="true" { (initials(&held.author_name)) }
                    div class="by" { strong dir="auto" { (held.author_name) } }
                    span class="seal" {
                        @if held.returned.is_none() {
                            ombud-left seconds=(seconds) data-say=[mine.then_some(texts::recall_hint())] { (texts::leaves_in(seconds)) }
                        }
                    }
                }
                div class="body" dir="auto" {
                    @if let Some(reason) = &held.returned { p class="problem" { (texts::did_not_leave(reason)) } }
                    @match &held.html {
                        Some(html) => (prose::folded(html)),
                        None => (prose::plain(&held.text)),
                    }
                    (files(&held.attachments, held.html.as_deref()))
                    @if mine {
                        form class="actions" method="post" action=(self.form(Act::Recall)) {
                            input type="hidden" name="held" value=(held.id);
                            button type="submit" data-recall {
                                (if held.returned.is_some() { texts::to_composer() } else { texts::undo() })
                            }
                        }
                    }
                }
            }
        }
    }

    /// The replies that stand on the page and have not left.
    pub(super) fn waits(&self) -> String {
        self.held.iter().map(|held| held.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What was begun while one still might: every word of it can be read, if not sent.
    pub(super) fn stranded(&self) -> Markup {
        let kinds = [(MessageKind::Reply, self.may.reply), (MessageKind::Note, self.may.note)];
        html! {
            @for (kind, may) in kinds {
                @if !may && !self.draft(kind).is_blank() {
                    details class="card" {
                        summary { (texts::draft_here()) }
                        div dir="auto" { (prose::plain(&self.draft(kind).text)) }
                    }
                }
            }
        }
    }

    pub(super) fn draft(&self, kind: MessageKind) -> &Unsent {
        let [reply, note] = &self.begun;
        if kind == MessageKind::Note { note } else { reply }
    }

    /// What stands in a composer: what was typed and could not be done, otherwise the draft.
    pub(super) fn begun(&self, kind: MessageKind) -> &str {
        let typed = if kind == MessageKind::Note { &self.kept.note } else { &self.kept.reply };
        if typed.is_empty() { &self.draft(kind).text } else { typed }
    }

    /// Whether anything stands there.
    pub(super) fn has_begun(&self, kind: MessageKind) -> bool {
        !self.begun(kind).is_empty() || self.has_files(kind)
    }

    /// The status that was chosen for after the reply.
    pub(super) fn then(&self) -> &str {
        if self.kept.reply.is_empty() { &self.draft(MessageKind::Reply).then } else { &self.kept.then }
    }

    /// Whether somebody was just writing there.
    pub(super) fn is_at_work(&self, kind: MessageKind) -> bool {
        let typed = if kind == MessageKind::Note { &self.kept.note } else { &self.kept.reply };
        !typed.is_empty() || (kind == MessageKind::Reply && self.kept.done == Some(Done::Recalled))
    }

    pub(super) fn clash(&self, kind: MessageKind) -> Option<&Unsent> {
        self.kept.clash.as_ref().filter(|(of, _)| *of == kind).map(|(_, other)| other)
    }

    /// What a form says of itself: what it is, the state in which its draft is known, and a name for what is sent.
    pub(super) fn state(&self, kind: MessageKind) -> Markup {
        let typed = if kind == MessageKind::Note { &self.kept.note } else { &self.kept.reply };
        // What could not be done knows no more of other windows than before; a clash tells of the other text.
        let before = self.kept.known.filter(|_| !typed.is_empty() && self.clash(kind).is_none());
        let known = before.unwrap_or(self.draft(kind).at);
        html! {
            input type="hidden" name="kind" value=(kind);
            input type="hidden" name="draft" value=(known) autocomplete="off";
            input type="hidden" name="key" value={ (self.key) "-" (kind) } autocomplete="off";
        }
    }

    /// What another window has saved in its place.
    pub(super) fn other_text(&self, kind: MessageKind) -> Markup {
        html! {
            @if let Some(other) = self.clash(kind) {
                input type="hidden" name="aside" value=(other.text);
                details open {
                    summary { (texts::draft_elsewhere()) }
                    div dir="auto" { (prose::plain(&other.text)) }
                }
            }
        }
    }

    pub(super) fn draft_buttons(&self, kind: MessageKind) -> Markup {
        let draft = self.draft(kind);
        let (place, clash) = (self.form(Act::Draft), self.clash(kind).is_some());
        let button = |what: &str, words: &str, hidden: bool| {
            html! {
                button type="submit" formnovalidate formaction=(place) name="do" value=(what) hidden[hidden] { (words) }
            }
        };
        html! {
            (button("save", texts::save_draft(), false))
            @if clash { (button("other", texts::take_other(), false)) }
            (button("discard", texts::discard_draft(), draft.is_blank()))
            @if draft.has_aside() { (button("back", texts::bring_back(), false)) }
            span class="hint" data-saved {
                @if !draft.is_blank() && !clash { (texts::draft_saved()) " " (date(draft.at, self.now)) }
            }
        }
    }
}
