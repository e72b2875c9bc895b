//! Every word that people read here, in the language of whoever looks: the words are in `texts/<language>.ftl`.

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
    loads = "loads",
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
    conversation = "conversation",
    about = "about",
    no_lines = "no-lines",
    whisper = "whisper",
    note_seal = "note-seal",
    insert = "insert",
    watch = "watch",
    watch_hint = "watch-hint",
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
    rated = "rated",
    not_over = "not-over",
    sent_otherwise = "sent-otherwise",
    kept_text = "kept-text",
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
    you = "you",
    sending = "sending",
    failed = "failed",
    retry = "retry",
    lost = "lost",
    somebody_soon = "somebody-soon",
    somebody_writes = "somebody-writes",
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
        Done::Ticket => text!("done-ticket"),
    }
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

/// How often one rang in vain.
pub fn missed_so_far(count: u32) -> String {
    text!("missed-so-far", count = count)
}

/// What the visitor thinks of it.
pub fn score(score: i8) -> String {
    match score {
        -1 => text!("score-bad").to_owned(),
        1..=5 => text!("score", score = i64::from(score)),
        _ => String::new(),
    }
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

/// Likewise.
pub fn bad_rating(most: usize) -> String {
    text!("bad-rating", most = most)
}

/// There is no place left.
pub fn no_place(has: u32, most: u32) -> String {
    text!("no-place", has = has, most = most)
}

/// Somebody to whom nothing can be handed over.
pub fn nowhere(name: &str) -> String {
    text!("nowhere", name = name)
}

/// Likewise.
pub fn not_there(name: &str) -> String {
    text!("not-there", name = name)
}

/// Under a list that is cut.
pub fn only_first(most: u32) -> String {
    text!("only-first", most = most)
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
