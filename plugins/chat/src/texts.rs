//! Every word that people read here, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use crate::alert::Alert;
use crate::look::Ask;
use crate::mailed::Standing;
use crate::route::Done;
use ombud_plugin::{text, words};

words! {
    no_such_page = "no-such-page",
    show = "show",
    older = "older",
    chats = "chats",
    mine = "mine",
    running = "running",
    archive = "archive",
    watches = "watches",
    watches_lead = "watches-lead",
    nobody_watched = "nobody-watched",
    who_watched = "who-watched",
    queue = "queue",
    none_of_mine = "none-of-mine",
    nobody_waits = "nobody-waits",
    nothing_runs = "nothing-runs",
    ended_silently = "ended-silently",
    nothing_over = "nothing-over",
    lacking = "lacking",
    loads = "loads",
    look = "look",
    look_lead = "look-lead",
    colour = "colour",
    position_of = "position-of",
    on_the_right = "on-the-right",
    on_the_left = "on-the-left",
    asked_before = "asked-before",
    no_kinds = "no-kinds",
    own_words = "own-words",
    own_words_hint = "own-words-hint",
    heading = "heading",
    first_words = "first-words",
    offline_words = "offline-words",
    save = "save",
    preview = "preview",
    preview_hint = "preview-hint",
    contrast = "contrast",
    faint = "faint",
    embed = "embed",
    embed_hint = "embed-hint",
    address_missing = "address-missing",
    visitor = "visitor",
    department = "department",
    any_department = "any-department",
    agent = "agent",
    since = "since",
    until = "until",
    state = "state",
    rings = "rings",
    waits = "waits",
    runs = "runs",
    over = "over",
    accept = "accept",
    decline = "decline",
    pick = "pick",
    send = "send",
    end = "end",
    end_ask = "end-ask",
    end_hint = "end-hint",
    conversation = "conversation",
    about = "about",
    no_lines = "no-lines",
    whisper = "whisper",
    note_seal = "note-seal",
    insert = "insert",
    watch = "watch",
    watch_hint = "watch-hint",
    watch_hint_told = "watch-hint-told",
    watch_first = "watch-first",
    not_to_be_seen = "not-to-be-seen",
    whisper_to_agent = "whisper-to-agent",
    whisper_hint = "whisper-hint",
    do_whisper = "do-whisper",
    supervise = "supervise",
    join = "join",
    take_over = "take-over",
    hand_over = "hand-over",
    to_department = "to-department",
    to_agent = "to-agent",
    anybody = "anybody",
    note_for_colleague = "note-for-colleague",
    email = "email",
    language = "language",
    page = "page",
    came_from = "came-from",
    rating = "rating",
    earlier = "earlier",
    waits_again = "waits-again",
    open_ticket = "open-ticket",
    add_files = "add-files",
    nothing_said = "nothing-said",
    no_such_chat = "no-such-chat",
    no_department = "no-department",
    not_for_staff = "not-for-staff",
    look_changed = "look-changed",
    has_one = "has-one",
    may_not_begin = "may-not-begin",
    not_yours = "not-yours",
    yours_already = "yours-already",
    is_over = "is-over",
    rings_no_more = "rings-no-more",
    rings_elsewhere = "rings-elsewhere",
    waits_no_more = "waits-no-more",
    has_it_already = "has-it-already",
    no_target = "no-target",
    not_over = "not-over",
    sent_otherwise = "sent-otherwise",
    kept_text = "kept-text",
    answer_hint = "answer-hint",
    put_in = "put-in",
    canned = "canned",
    canned_answer = "canned-answer",
    own_answer = "own-answer",
    answer_of_department = "answer-of-department",
    answer_of_all = "answer-of-all",
    offline = "offline",
    not_sent_offline = "not-sent-offline",
    may_be_watched = "may-be-watched",
    next_one = "next-one",
    waits_since = "waits-since",
    tickets = "tickets",
    leave = "leave",
    stop_watching = "stop-watching",
    keep_transcript = "keep-transcript",
    hand_it_over = "hand-it-over",
    cut_lines = "cut-lines",
    too_many = "too-many",
    talk_to_us = "talk-to-us",
    sound = "sound",
    end_it = "end-it",
    close = "close",
    left = "left",
    welcome = "welcome",
    your_name = "your-name",
    your_address = "your-address",
    what_about = "what-about",
    please_choose = "please-choose",
    how_help = "how-help",
    begin = "begin",
    nobody_here = "nobody-here",
    what_was_said = "what-was-said",
    peeked = "peeked",
    your_message = "your-message",
    file = "file",
    it_ended = "it-ended",
    how_was_it = "how-was-it",
    what_better = "what-better",
    thanks = "thanks",
    again = "again",
    forget = "forget",
    save_it = "save-it",
    mail_title = "mail-title",
    mail_it = "mail-it",
    mail_comes = "mail-comes",
    mail_subject = "mail-subject",
    mail_off = "mail-off",
    mail_no_address = "mail-no-address",
    mail_enough = "mail-enough",
    you = "you",
    sending = "sending",
    failed = "failed",
    retry = "retry",
    lost = "lost",
    somebody_soon = "somebody-soon",
    somebody_writes = "somebody-writes",
    sound_on = "sound-on",
    sound_off = "sound-off",
    browser_silent = "browser-silent",
    pages = "pages",
    first_page = "first-page",
    next_page = "next-page",
    visitors = "visitors",
    visitors_lead = "visitors-lead",
    visitors_off = "visitors-off",
    nobody_visits = "nobody-visits",
    visitor_gone = "visitor-gone",
    returning = "returning",
    on_the_site = "on-the-site",
    on_this_page = "on-this-page",
    invitation = "invitation",
    invite = "invite",
    invite_hint = "invite-hint",
    invite_words = "invite-words",
    invited_already = "invited-already",
    nobody_would_answer = "nobody-would-answer",
    is_invited = "is-invited",
    sees_invitation = "sees-invitation",
    declined_it = "declined-it",
    no_thanks = "no-thanks",
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Accepted => text!("done-accepted"),
        Done::Declined => text!("done-declined"),
        Done::Ended => text!("done-ended"),
        Done::HandedOver => text!("done-handed-over"),
        Done::Beyond => text!("done-beyond"),
        Done::Whispered => text!("done-whispered"),
        Done::Joined => text!("done-joined"),
        Done::Left => text!("done-left"),
        Done::Ticket => text!("done-ticket"),
        Done::Mailed => text!("done-mailed"),
        Done::Saved => text!("done-saved"),
        Done::Invited => text!("done-invited"),
    }
}

pub fn mail_to(address: &str) -> String {
    text!("mail-to", address = address)
}

/// How it stands with a mail.
pub fn mail_standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Scheduled => text!("mail-scheduled"),
        Standing::Delayed => text!("mail-delayed"),
        Standing::Sent => text!("mail-sent"),
        Standing::NotDelivered => text!("mail-not-delivered"),
    }
}

/// Why a chat is to be looked at.
pub fn alert(alert: Alert) -> String {
    match alert {
        Alert::Waits(minutes) => text!("alert-waits", minutes = minutes),
        Alert::Unanswered(minutes) => text!("alert-unanswered", minutes = minutes),
        Alert::AnswerDue(minutes) => text!("alert-due", minutes = minutes),
        Alert::AnswerLate(minutes) => text!("alert-late", minutes = minutes),
        Alert::Unhappy => text!("alert-unhappy").to_owned(),
    }
}

/// Who writes; with a name in its place that the script fills in.
pub fn is_writing(name: &str) -> String {
    text!("is-writing", name = name)
}

/// So many unread.
pub fn unread(count: usize) -> String {
    text!("unread", count = count)
}

/// A ticket was opened.
pub fn ticket_opened(number: &str) -> String {
    text!("ticket-opened", number = number)
}

/// What stands above all that was said.
pub fn transcript(name: &str) -> String {
    text!("transcript", name = name)
}

/// How much of how much.
pub fn load(has: usize, most: u32) -> String {
    text!("load", has = has, most = most)
}

/// The same, short.
pub fn of_so_many(has: usize, most: u32) -> String {
    text!("of-so-many", has = has, most = most)
}

/// How often one rang in vain.
pub fn missed_so_far(count: u32) -> String {
    text!("missed-so-far", count = count)
}

/// What the visitor thinks of it.
pub fn score(score: u8) -> String {
    text!("score", score = u32::from(score))
}

/// Above the field where one writes.
pub fn answer_to(name: &str) -> String {
    text!("answer-to", name = name)
}

/// Lines of the desk.
pub fn joined(name: &str) -> String {
    text!("joined", name = name)
}

/// Likewise.
pub fn has_left(name: &str) -> String {
    text!("has-left", name = name)
}

/// Likewise.
pub fn watched(name: &str) -> String {
    text!("watched", name = name)
}

/// Likewise.
pub fn unwatched(name: &str) -> String {
    text!("unwatched", name = name)
}

/// Likewise.
pub fn ended_by(name: &str) -> String {
    text!("ended-by", name = name)
}

/// Likewise.
pub fn rang(name: &str) -> String {
    text!("rang", name = name)
}

/// Likewise.
pub fn declined(name: &str) -> String {
    text!("declined", name = name)
}

/// Likewise.
pub fn missed(name: &str) -> String {
    text!("missed", name = name)
}

/// Likewise.
pub fn lacks(skill: &str) -> String {
    text!("lacks", skill = skill)
}

/// What is too much, or not right.
pub fn long_text(most: usize) -> String {
    text!("long-text", most = most)
}

/// Likewise.
pub fn many_files(most: usize) -> String {
    text!("many-files", most = most)
}

/// Likewise.
pub fn bad_name(most: usize) -> String {
    text!("bad-name", most = most)
}

/// Likewise.
pub fn long_word(most: usize) -> String {
    text!("long-word", most = most)
}

/// There is no place left.
pub fn no_place(has: u32, most: u32) -> String {
    text!("no-place", has = has, most = most)
}

/// Somebody to whom nothing can be handed over.
pub fn nowhere(name: &str) -> String {
    text!("nowhere", name = name)
}

/// Likewise: who lacks this right there.
pub fn may_have_none(name: &str, department: &str, permission: &str) -> String {
    match permission {
        "chat:chat.take" => text!("may-take-none", name = name, department = department),
        _ => text!("may-write-none", name = name, department = department),
    }
}

/// Likewise.
pub fn not_there(name: &str) -> String {
    text!("not-there", name = name)
}

/// How many there are of them.
pub fn so_many(waiting: usize, running: usize) -> String {
    format!("{} {}", text!("so-many-wait", count = waiting), text!("so-many-run", count = running))
}

/// Before the words of an invitation: whose it was, or a rule's.
pub fn invited_by(name: &str) -> String {
    match name.is_empty() {
        true => text!("invited-by-rule").to_owned(),
        false => text!("invited-by", name = name),
    }
}

/// With a name in braces that the script of the visitors' page fills in.
pub fn refused(why: &str) -> String {
    text!("refused", why = why)
}

/// With a name in braces that the script of the visitors' page fills in.
pub fn position(n: &str) -> String {
    text!("position", n = n)
}

/// With a name in braces that the script of the visitors' page fills in.
pub fn wait(time: &str) -> String {
    text!("wait", time = time)
}

/// With a name in braces that the script of the visitors' page fills in.
pub fn new_messages(n: &str) -> String {
    text!("new-messages", n = n)
}

/// Whether something is asked.
pub fn ask(ask: Ask) -> &'static str {
    match ask {
        Ask::No => text!("ask-no"),
        Ask::Perhaps => text!("ask-perhaps"),
        Ask::Must => text!("ask-must"),
    }
}

/// What is no colour.
pub fn bad_colour(typed: &str) -> String {
    text!("bad-colour", typed = typed)
}

/// Own words that are too long.
pub fn long_words(heading: usize, words: usize) -> String {
    text!("long-words", heading = heading, words = words)
}

/// How well the words on a colour are read.
pub fn contrast_words(ratio: &str) -> String {
    text!("contrast-words", ratio = ratio)
}

/// How well it is told from what is light.
pub fn contrast_light(ratio: &str) -> String {
    text!("contrast-light", ratio = ratio)
}

/// How well it is told from what is dark.
pub fn contrast_dark(ratio: &str) -> String {
    text!("contrast-dark", ratio = ratio)
}
