//! What was said, and the two composers to say more.

use super::attached::files;
use super::offers::hint;
use super::{Page, is_heard};
use crate::clock::{date, moment};
use crate::parts::{options, parts, statuses};
use crate::prose;
use crate::route::{Act, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Audience;
use ombud_plugin::desk::tickets::{Message, MessageKind, Status};

/// Statuses that make sense right after a reply.
const AFTER_REPLY: [Status; 4] = [Status::Open, Status::Pending, Status::OnHold, Status::Resolved];

impl Page {
    pub(super) fn talk(&self) -> Markup {
        let last = self.messages.last().map(|message| message.id.as_str());
        let last = last.filter(|_| self.held.is_empty());
        html! {
            @if self.messages.is_empty() { p class="empty" { (texts::no_messages()) } }
            ol class="talk" {
                @for message in &self.messages {
                    @let latest = last == Some(message.id.as_str());
                    @if message.kind == MessageKind::System {
                        li class="system" id=[latest.then_some("latest")] data-said=(message.id) {
                            span { (linked(&message.text)) } (date(message.at, self.now))
                        }
                    } @else {
                        li id=[latest.then_some("latest")] data-said=(message.id) data-version=(message.version) {
                            (self.message(message))
                        }
                    }
                }
                (self.waiting())
            }
            @if self.may.split && self.splittable() > 0 {
                form class="picked" id="split" method="get" action=(Route::Split(self.ticket.number, Vec::new())) {
                    p { (texts::split_hint()) }
                    button type="submit" { (texts::split_start()) }
                }
            }
        }
    }

    pub(super) fn splittable(&self) -> usize {
        self.messages.iter().filter(|message| message.kind != MessageKind::System).count()
    }

    fn message(&self, message: &Message) -> Markup {
        let (class, role) = manner(message);
        let name = self.author(message);
        html! {
            article class={ "message " (class) } id={ "m-" (message.id) } aria-label={ (name) ", " (role) } {
                header {
                    span class="avatar" aria-hidden="true" { (initials(name)) }
                    div class="by" {
                        strong dir="auto" { (name) }
                        " "
                        span class=(if class == "note" { "seal" } else { "role" }) { (role) }
                    }
                    (moment(message.at, self.now))
                    @if self.may.split {
                        label class="pick" {
                            input type="checkbox" name="m" value=(message.id) form="split";
                            span { (texts::pick()) }
                        }
                    }
                }
                div class="body" dir="auto" {
                    (self.with_names(message, match &message.html {
                        Some(html) => prose::folded(html),
                        None => prose::plain(&message.text),
                    }))
                }
                (files(&message.attachments, message.html.as_deref()))
            }
        }
    }

    /// As the author was called then; for people with an account the name of today stands in.
    fn author<'a>(&'a self, message: &'a Message) -> &'a str {
        let then = Some(message.author_name.as_str()).filter(|name| !name.is_empty());
        then.or_else(|| self.people.name(message.author.as_ref())).unwrap_or(texts::no_requester())
    }

    pub(super) fn composers(&self) -> Markup {
        let note_first =
            !self.may.reply || (self.has_begun(MessageKind::Note) && !self.has_begun(MessageKind::Reply));
        html! {
            ombud-composers sent=(self.sent.join(" ")) data-saved=(texts::draft_saved()) data-unsaved=(texts::draft_unsaved())
                data-failed=(texts::not_sent_offline()) {
                p class="problem" role="status" hidden data-offline=(texts::offline()) {}
                @if self.may.reply { (self.reply_composer(!note_first)) }
                @if !is_heard(&self.ticket) { p class="hint" { (texts::nobody_to_reply()) } }
                @if self.may.note { (self.note_composer(note_first)) }
                (self.stranded())
                @if !self.may.reply && !self.may.note { p class="empty" { (texts::no_composer()) } }
            }
        }
    }

    /// What was sent does not come back under another key, as browsers would bring it that go back; what was not sent is a
    /// draft.
    fn reply_composer(&self, open: bool) -> Markup {
        let usual = [("", texts::then_usual())].into_iter();
        let then = usual
            .chain(statuses().filter(|(word, _)| AFTER_REPLY.iter().any(|status| status.as_str() == *word)));
        html! {
            details class="composer reply" name="composer" open[open] {
                summary { (texts::reply_to(self.requester_name())) }
                form method="post" action=(self.form(Act::Reply)) autocomplete="off" enctype="multipart/form-data" data-clash[self.clash(MessageKind::Reply).is_some()] {
                    input type="hidden" name="seen" value=[self.messages.last().map(|message| &message.id)];
                    input type="hidden" name="waits" value=(self.waits());
                    (self.state(MessageKind::Reply))
                    label class="hidden" for="reply" { (texts::reply_label()) }
                    textarea id="reply" name="text" autocomplete="off" required[!self.has_files(MessageKind::Reply)] autofocus[self.is_at_work(MessageKind::Reply)] dir="auto" aria-describedby="reply-hint"
                        data-offers=(self.offers()) aria-autocomplete="list" aria-haspopup="listbox" {
                        (leading_line(self.begun(MessageKind::Reply))) (self.begun(MessageKind::Reply))
                    }
                    p class="hint" id="reply-hint" { (texts::reply_hint()) }
                    (self.other_text(MessageKind::Reply))
                    (self.attached(MessageKind::Reply))
                    (self.still_missing())
                    div class="actions" {
                        button class="primary" type="submit" { (texts::send_reply()) }
                        @if self.may.edit {
                            label class="inline" {
                                (texts::then())
                                select name="then" { (options(then, self.then())) }
                            }
                        }
                        (self.onward(texts::onward()))
                        (self.draft_buttons(MessageKind::Reply))
                    }
                    (self.tools())
                }
            }
        }
    }

    /// The same, and on to the next ticket of the list.
    fn onward(&self, words: &str) -> Markup {
        html! { @if self.place.is_some() { button type="submit" name="onward" value="yes" { (words) } } }
    }

    /// Where the forms of this ticket ask for what they offer.
    fn offers(&self) -> Route {
        Route::Answers(self.ticket.number, String::new())
    }

    /// Files, texts of other plugins to put in, and canned answers.
    fn tools(&self) -> Markup {
        html! {
            (self.chooser())
            div class="actions added" { (parts("composer", Some(&self.ticket.id))) }
            (self.insert())
        }
    }

    /// A canned answer, for those who rather choose than type `/`.
    fn insert(&self) -> Markup {
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
                        button type="submit" name="insert" value="yes" formnovalidate { (texts::insert()) }
                    }
                }
            }
        }
    }

    fn note_composer(&self, open: bool) -> Markup {
        html! {
            details class="composer note" name="composer" open[open] {
                summary { (texts::note()) }
                form method="post" action=(self.form(Act::Note)) autocomplete="off" enctype="multipart/form-data" data-clash[self.clash(MessageKind::Note).is_some()] {
                    (self.state(MessageKind::Note))
                    @if !self.kept.unheard.is_empty() { input type="hidden" name="unheard" value=(self.kept.unheard); }
                    label class="hidden" for="note" { (texts::note_label()) }
                    textarea id="note" name="text" autocomplete="off" required[!self.has_files(MessageKind::Note)] autofocus[self.is_at_work(MessageKind::Note)] dir="auto" aria-describedby="note-hint"
                        data-offers=(self.offers()) data-names=(Route::Names(self.ticket.number, String::new()))
                        aria-autocomplete="list" aria-haspopup="listbox" {
                        (leading_line(self.begun(MessageKind::Note))) (self.begun(MessageKind::Note))
                    }
                    p class="hint" id="note-hint" { (texts::note_hint()) }
                    (self.other_text(MessageKind::Note))
                    (self.attached(MessageKind::Note))
                    div class="actions" {
                        button type="submit" { (texts::keep_note()) }
                        (self.onward(texts::onward_note()))
                        (self.draft_buttons(MessageKind::Note))
                    }
                    (self.tools())
                }
            }
        }
    }
}

/// How a message looks, and what it is called. What only staff may read is shown so, whatever its kind.
fn manner(message: &Message) -> (&'static str, &'static str) {
    match (message.kind, message.audience, message.from_staff) {
        (MessageKind::Note, ..) | (_, Audience::Staff, _) => ("note", texts::note_seal()),
        (_, _, true) => ("staff", texts::staff_reply()),
        (_, _, false) => ("customer", texts::customer()),
    }
}

/// A line of the desk; a ticket that it names is a link.
fn linked(line: &str) -> Markup {
    html! {
        @for (part, nth) in line.split('#').zip(0..) {
            @let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            @match part[..digits].parse() {
                Ok(number) if nth > 0 => { a href=(Route::ticket(number)) { (texts::number(number)) } (part[digits..]) },
                _ => { @if nth > 0 { "#" } (part) },
            }
        }
    }
}

/// HTML swallows one line end right after `<textarea>`: a text that begins with one gets another.
pub fn leading_line(text: &str) -> &'static str {
    if text.starts_with('\n') { "\n" } else { "" }
}

pub(super) fn initials(name: &str) -> String {
    let words: Vec<char> =
        name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric())).collect();
    let ends = match words.as_slice() {
        [] => vec!['?'],
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    ends.into_iter().flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_desk_leads_to_the_tickets_that_it_names() {
        let line = linked("2 messages <b> moved to #62, not #x").into_string();
        assert_eq!(line, r#"2 messages &lt;b&gt; moved to <a href="/console/tickets/62">#62</a>, not #x"#);
    }

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        assert_eq!(initials("Ana Marija Žagar"), "AŽ");
        assert_eq!(initials("prince@example.org"), "P");
        assert_eq!(initials("(desk)"), "D");
        assert_eq!(initials(""), "?");
    }
}
