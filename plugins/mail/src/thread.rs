//! Which ticket a mail belongs to, and what its sender may do there.

use crate::parse::Mail;
use crate::recognise::Own;
use ombud_plugin::desk::tickets::{self, Message, Status, Ticket};
use ombud_plugin::{Cx, Person, Result};

/// The most ids of a thread that are looked up; the nearest come first.
const LOOK_UPS: usize = 30;

/// Where a mail goes on, and as what.
#[derive(Debug)]
pub struct Place {
    /// The ticket.
    pub ticket: Ticket,
    /// What the sender is to it.
    pub standing: Standing,
}

/// What a sender is to a ticket. The address in `From` is easily forged, so it opens no door that it need not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// The requester, a participant, or somebody to whom the message was sent that he answers.
    Customer,
    /// A colleague.
    Staff,
    /// Somebody else, who knows a Message-ID of the thread.
    Stranger,
}

/// The ticket that this mail goes on from, if there is one.
pub fn find(
    cx: &Cx,
    mail: &Mail,
    own: &Own,
    sender: Option<&Person>,
    address: &str,
) -> Result<Option<Place>> {
    if let Some((ticket, answered)) = by_ids(cx, mail.ancestors().into_iter().take(LOOK_UPS))? {
        let standing = standing(&ticket, sender, address, Some(&answered));
        // A note on a closed ticket nobody would see, and answer it only its people may.
        let hidden = standing == Standing::Stranger && ticket.status == Status::Closed;
        return Ok((!hidden).then_some(Place { ticket, standing }));
    }
    for number in numbers(mail, own) {
        let ticket = match tickets::by_number(cx, number) {
            Err(error) if error.is_not_found() => continue,
            other => other?,
        };
        // A number is no secret: it leads only those home who belong there.
        let standing = standing(&ticket, sender, address, None);
        if standing != Standing::Stranger {
            return Ok(Some(Place { ticket, standing }));
        }
    }
    Ok(None)
}

/// The first of these messages that is here, and its ticket.
pub fn by_ids<'a>(cx: &Cx, ids: impl Iterator<Item = &'a str>) -> Result<Option<(Ticket, Message)>> {
    for id in ids {
        if let Some(message) = tickets::find_mail(cx, id)? {
            return Ok(Some((tickets::get(cx, &message.ticket)?, message)));
        }
    }
    Ok(None)
}

fn standing(ticket: &Ticket, sender: Option<&Person>, address: &str, answered: Option<&Message>) -> Standing {
    let id = sender.map(|person| &person.id);
    if id.is_some() && ticket.requester.as_ref() == id {
        return Standing::Customer;
    }
    if sender.is_some_and(|person| person.staff) {
        return Standing::Staff;
    }
    let shared = id.is_some_and(|id| ticket.participants.contains(id));
    let mail = answered.and_then(|message| message.mail.as_ref());
    let addressed =
        mail.is_some_and(|mail| mail.from_address == address || mail.to.iter().any(|to| to == address));
    if shared || addressed { Standing::Customer } else { Standing::Stranger }
}

/// Ticket numbers that the mail names: `[#42]` in the subject, `support+42@…` among the addresses.
fn numbers(mail: &Mail, own: &Own) -> Vec<u64> {
    let subject = mail.subject.split("[#").skip(1).filter_map(|rest| rest.split_once(']')?.0.parse().ok());
    let addressed = mail.to.iter().chain(&mail.cc).filter(|to| own.has(&to.address));
    let plus = addressed.filter_map(|to| to.local().split_once('+')?.1.parse().ok());
    let mut numbers: Vec<u64> = Vec::new();
    for number in subject.chain(plus).take(5) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;

    #[test]
    fn numbers_stand_in_the_subject_and_behind_our_own_address() {
        let own = Own { addresses: vec!["help@desk.test".into()], domain: String::new() };
        let to = |address: &str| Address { name: String::new(), address: address.into() };
        let mail = Mail {
            subject: "Re: [#42] lamp [#x] [#42]".into(),
            to: vec![to("help+7@desk.test"), to("else+8@home.test")],
            ..Mail::default()
        };
        assert_eq!(numbers(&mail, &own), [42, 7]);
    }
}
