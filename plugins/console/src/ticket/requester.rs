//! Whose ticket it is: who asked, and putting somebody else there.

use super::Page;
use crate::inbox::subject;
use crate::parts::{isolated, status_badge};
use crate::route::{Act, Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{self, Changes, Ticket};
use ombud_plugin::{Cx, Error, Form, Result};

/// Puts the customer with the address of the form there; a new one if nobody has it.
pub fn put(cx: &Cx, ticket: &Ticket, form: &Form) -> Result<Done> {
    let email = form.filled("email").ok_or_else(|| Error::invalid(texts::give_requester_mail()))?;
    if form.get("was-requester").unwrap_or_default() != ticket.requester.as_deref().unwrap_or_default() {
        return Err(Error::conflict(texts::changed_meanwhile(&[texts::requester()])));
    }
    let name = form.filled("name").unwrap_or(email);
    let requester = cx.ensure_customer(email, name)?.id;
    if Some(&requester) != ticket.requester.as_ref() {
        tickets::update(
            cx,
            &ticket.id,
            ticket.version,
            &Changes { requester: Some(requester), ..Changes::none() },
        )?;
    }
    Ok(Done::Saved)
}

impl Page {
    pub(super) fn requester_card(&self) -> Markup {
        let participants: Vec<String> = self
            .ticket
            .participants
            .iter()
            .filter_map(|id| self.people.name(Some(id)))
            .map(isolated)
            .collect();
        html! {
            section class="card" {
                h2 { (texts::requester()) }
                p {
                    strong dir="auto" { (self.requester_name()) }
                    @if let Some(email) = self.requester.as_ref().and_then(|person| person.email.as_ref()) {
                        br; a href={ "mailto:" (email) } { (email) }
                    }
                }
                (self.other_requester())
                @if !participants.is_empty() {
                    h3 { (texts::participants()) }
                    p { (participants.join(", ")) }
                }
                @if !self.others.is_empty() {
                    h3 { (texts::other_tickets()) }
                    ul class="plain" {
                        @for other in &self.others {
                            li {
                                a href=(Route::ticket(other.number)) dir="auto" { (subject(other)) }
                                " " span class="number" { (texts::number(other.number)) }
                                " " (status_badge(other.status))
                            }
                        }
                    }
                }
            }
        }
    }

    fn other_requester(&self) -> Markup {
        let requester = self.ticket.requester.as_ref();
        let tried = &self.kept.requester;
        html! {
            @if self.may.requester {
                details class="more" open[!tried.is_empty()] {
                    summary { (if requester.is_some() { texts::other_requester() } else { texts::set_requester() }) }
                    form class="fields" method="post" action=(self.form(Act::Requester)) {
                        input type="hidden" name="was-requester" value=[requester];
                        div {
                            label for="requester" { (texts::requester_mail()) }
                            input id="requester" name="email" type="email" inputmode="email" value=(tried) required autocomplete="off"
                                data-endings=(Route::Customers(String::new()));
                        }
                        label { (texts::requester_name()) input name="name" value=(self.kept.requester_name) autocomplete="off" aria-describedby="requester-hint"; }
                        p class="hint" id="requester-hint" { (texts::requester_name_hint()) }
                        div class="actions" { button type="submit" { (texts::save()) } }
                    }
                }
            }
        }
    }
}
