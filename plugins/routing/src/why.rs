//! The box beside a ticket: to whom the desk gave it, and why.

use crate::keep::{Given, Reason};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::draw::moment;
use ombud_plugin::{Cx, Result};

pub fn draw(cx: &Cx, given: &Given) -> Result<Markup> {
    let faces = cx.faces(std::slice::from_ref(&given.agent))?;
    let name = faces.first().map_or("–", |face| face.name.as_str());
    Ok(html! {
        p {
            (texts::given_to(name)) " "
            (moment(given.at, cx.now()))
        }
        ul {
            @for reason in &given.reasons { li { (said(reason)) } }
            li { (texts::load(given.has, given.most)) }
            @if given.back.is_some() { li { (texts::came_back()) } }
        }
    })
}

fn said(reason: &Reason) -> String {
    match reason {
        Reason::Previous => texts::previous().to_owned(),
        Reason::Skill(skill) => texts::skill(skill),
        Reason::NoSkill(skill) => texts::no_skill(skill),
        Reason::Language(language) => texts::language(language),
    }
}
