//! Rating, and reading what was said: each through one door.

use crate::keep::{RATINGS, Rating, Settings, VOTES, Vote};
use crate::subject::{self, Answered};
use crate::survey;
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::{Audience, Cx, Draft, Entry, Error, RecordRef, Result, UserId, Value, text};
use serde::Deserialize;
use serde_json::json;

/// The longest comment, in letters.
pub const COMMENT: usize = 1000;

/// What somebody says: 1 to 5, with words if they like.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub score: u8,
    #[serde(default)]
    pub comment: String,
}

impl Said {
    fn checked(self) -> Result<Said> {
        let comment = self.comment.trim().to_owned();
        match (1..=5).contains(&self.score) && comment.chars().count() <= COMMENT {
            true => Ok(Said { comment, ..self }),
            false => Err(Error::invalid(text!("bad-rating", most = COMMENT))),
        }
    }
}

/// What was said of a ticket or chat, for whoever may read that and its rating. Both are asked of it as it is filed now.
pub fn read(cx: &Cx, subject: &RecordRef) -> Result<Option<Rating>> {
    // Most have none, and there is nothing to hide then.
    let Some(rating) = kept(cx, subject)? else { return Ok(None) };
    let may = subject::envelope(cx, subject)?.is_some() && cx.may("csat:rating.read", Some(subject))?;
    Ok(may.then_some(rating))
}

/// The same for the plugin itself.
pub fn kept(cx: &Cx, subject: &RecordRef) -> Result<Option<Rating>> {
    Ok(cx.find(RATINGS, &subject::key(subject))?.map(|entry| entry.value))
}

/// How a ticket or chat of whoever asks is filed; with this plugin's own rights, so it asks whose it is.
pub fn own(cx: &Cx, subject: &RecordRef) -> Result<ombud_plugin::Envelope> {
    let user = cx.user()?;
    let found = subject::envelope(cx, subject)?.filter(|found| found.requester.as_ref() == Some(&user));
    found.ok_or_else(|| Error::not_found(text!("not-yours")))
}

/// Whoever has a ticket rates it, when it is over or within the while.
pub fn rate_ticket(cx: &Cx, ticket: &Ticket, said: Said, link_by: Option<UserId>) -> Result<Rating> {
    let before = cx.find(RATINGS, &subject::key(&subject::ticket(&ticket.id)))?;
    if before.is_some() {
        return give(cx, before, None, said, link_by);
    }
    if !subject::is_over(ticket) {
        return Err(Error::conflict(text!("not-over")));
    }
    let answered = subject::answered(cx, ticket)?.ok_or_else(|| Error::conflict(text!("not-answered")))?;
    let rating = give(cx, None, Some(answered), said, link_by)?;
    survey::done(cx, &ticket.id)?;
    Ok(rating)
}

/// Whoever asks rates what is theirs.
pub fn rate(cx: &Cx, subject: &RecordRef, said: Said) -> Result<Rating> {
    let filed = own(cx, subject)?;
    if subject::is_ticket(subject) {
        return rate_ticket(cx, &tickets::get(cx, &subject.id)?, said, None);
    }
    let answered = Answered {
        subject: subject.clone(),
        number: 0,
        department: filed.department.unwrap_or_default(),
        agent: filed.assignee,
    };
    give(cx, cx.find(RATINGS, &subject::key(subject))?, Some(answered), said, None)
}

/// The one place where a rating is kept and counted: both say the same.
fn give(
    cx: &Cx,
    before: Option<Entry<Rating>>,
    answered: Option<Answered>,
    said: Said,
    link_by: Option<UserId>,
) -> Result<Rating> {
    let Said { score, comment } = said.checked()?;
    let now = cx.now();
    let commented = !comment.is_empty();
    let rating = match (&before, answered) {
        (Some(read), _) => {
            let Rating { vote, .. } = &read.value;
            if vote.score == score && read.value.comment == comment {
                return Ok(read.value.clone());
            }
            if now > vote.at + Settings::of(cx)?.change() {
                return Err(Error::conflict(text!("rated")));
            }
            let vote = Vote { score, commented, ..vote.clone() };
            Rating { vote, comment, changed: Some(now), link_by: link_by.or(read.value.link_by.clone()) }
        }
        (None, Some(Answered { subject, number, department, agent })) => {
            let vote = Vote { subject, number, score, at: now, department, agent, commented };
            Rating { vote, comment, changed: None, link_by }
        }
        (None, None) => return Err(Error::failed("nobody knows who answered what is rated")),
    };
    let vote = &rating.vote;
    let key = subject::key(&vote.subject);
    let counted = Draft::new(vote)
        .audience(Audience::Staff)
        .department(vote.department.clone())
        .assignee(vote.agent.clone())
        .index("month", [Value::from(ombud_plugin::days::month(vote.at)), Value::from(vote.at)]);
    match before {
        None => {
            cx.create(RATINGS, Draft::new(&rating).id(&key))?;
            cx.create(VOTES, counted.id(&key))?;
        }
        Some(read) => {
            cx.update(RATINGS, &read, Draft::new(&rating))?;
            let counts = cx.get(VOTES, &key)?;
            cx.update(VOTES, &counts, counted)?;
            if counts.value.score == score {
                return Ok(rating);
            }
        }
    }
    cx.emit("csat:rating.given", &VOTES.at(key), &json!({ "subject": vote.subject, "score": score }))?;
    Ok(rating)
}

/// Forgets what was said of something that is gone. That it was counted stays.
pub fn forget(cx: &Cx, subject: &RecordRef) -> Result<()> {
    match cx.find(RATINGS, &subject::key(subject))? {
        Some(read) => cx.delete(RATINGS, &read),
        None => Ok(()),
    }
}
