//! What several pages draw alike, and the box beside a ticket.

use crate::keep::{Rating, Survey};
use maud::{Markup, html};
use ombud_plugin::draw::{moment, moment_and_age};
use ombud_plugin::{Cx, Result, Timestamp, UserId, text};

/// `★★★★☆`, and in words for whoever does not see it.
pub fn stars(score: u8) -> Markup {
    let full = usize::from(score.min(5));
    html! {
        span aria-hidden="true" { (format!("{}{}", "★".repeat(full), "☆".repeat(5 - full))) }
        " "
        small { (of_five(score)) }
    }
}

/// `4 of 5`.
pub fn of_five(score: u8) -> String {
    text!("of-five", score = u32::from(score))
}

/// The same in a word.
pub fn meaning(score: u8) -> &'static str {
    match score {
        5 => text!("score-5"),
        4 => text!("score-4"),
        3 => text!("score-3"),
        2 => text!("score-2"),
        _ => text!("score-1"),
    }
}

/// The name by which colleagues know somebody.
pub fn name(cx: &Cx, user: &UserId) -> Result<String> {
    let faces = cx.faces(std::slice::from_ref(user))?;
    Ok(faces.into_iter().next().map_or_else(|| user.clone(), |face| face.name))
}

/// Beside a ticket: what was said, or whether the customer was asked. None: neither.
pub fn panel(cx: &Cx, rating: Option<&Rating>, survey: &Survey) -> Result<Option<Markup>> {
    let now = cx.now();
    let Some(rating) = rating else { return Ok(asked(survey, now)) };
    let vote = &rating.vote;
    let agent = vote.agent.as_ref().map(|agent| name(cx, agent)).transpose()?;
    let by = rating.link_by.as_ref().map(|by| name(cx, by)).transpose()?;
    Ok(Some(html! {
        p { (stars(vote.score)) }
        @if vote.commented { blockquote dir="auto" { (rating.comment) } }
        p {
            small {
                (moment_and_age(rating.changed.unwrap_or(vote.at), now))
                @if let Some(agent) = agent { " · " (text!("answered-by", name = agent)) }
            }
        }
        @if let Some(by) = by { p { small { (text!("by-link-of", name = by)) } } }
    }))
}

/// Whether the customer was asked, or will be.
pub fn asked(survey: &Survey, now: Timestamp) -> Option<Markup> {
    match (survey.asked, survey.due) {
        (Some(asked), _) => Some(html! {
            p { @if survey.mailed { (text!("asked-by-mail")) } @else { (text!("asked")) } " " (moment(asked, now)) }
            @if let Some(why) = &survey.failed { p { small { (text!("not-delivered")) " " span dir="auto" { (why) } } } }
        }),
        (None, Some(due)) => Some(html! { p { (text!("to-be-asked")) " " (moment(due, now)) } }),
        (None, None) => None,
    }
}
