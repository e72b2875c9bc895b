//! The kernel's own pages about plugins: what is asked for is read and approved here, so no plugin draws them.
//!
//! A page is shown to whoever its door lets in, and shows only what the viewer may do. Its forms are sent to its own
//! address with the kernel's stamp; they do what the API does, by the same functions. What was done leads on to a page
//! that says so; what was refused comes back with the reason and with what was entered.

mod ask;
mod chart;
mod choice;
mod costs;
mod failures;
mod form;
mod frame;
mod list;
mod mandate;
mod outbound;
mod plugin;
mod removal;
mod review;
mod settings;
mod upload;
mod versions;
pub(crate) mod words;

use crate::Desk;
use crate::api::authority;
use crate::http::caller::Caller;
use crate::http::listen::{Asked, may};
use crate::http::page::Page;
use crate::http::parts;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::text;
use form::Form;
use frame::Sheet;
use hyper::Method;
use ombud_access::Authority;
use ombud_host::Preview;
use ombud_identity::person;
use std::sync::Arc;

/// Who looks.
struct Viewer {
    authority: Authority,
    name: String,
}

impl Viewer {
    fn of(desk: &Desk, asked: &Asked) -> Answer<Viewer> {
        let mut unit = desk.store().begin();
        let authority = authority(desk, &asked.caller, &mut unit)?;
        let person = asked.caller.user().map(|id| person::get(&mut unit, id)).transpose()?.flatten();
        Ok(Viewer { authority, name: person.map_or_else(String::new, |person| person.name) })
    }

    /// Whether a door that needs this permission opens.
    fn may(&self, permission: &str) -> bool {
        may(&self.authority, permission)
    }

    fn may_install(&self) -> bool {
        self.may("kernel:plugin.install")
    }

    fn may_manage(&self) -> bool {
        self.may("kernel:plugin.manage")
    }
}

/// What a form led to.
enum Outcome {
    /// It is done: there it can be seen, and this says what.
    Done(Page, Done),
    /// It was only tried.
    Tried(Box<Preview>),
    /// More is to be entered.
    Entered,
}

/// What was done, as it stands in the address of the page that says so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Sent,
    Installed,
    Upgraded,
    Withdrawn,
    Trusted,
    Narrowed,
    SwitchedOff,
    SwitchedOn,
    Released,
    WentBack,
    Limited,
    HandedOver,
    LetGo,
    Chosen,
    Told,
    TakenBack,
    Set,
    Removed,
    Purged,
}

impl Done {
    const ALL: [(Done, &'static str); 19] = [
        (Done::Sent, "sent"),
        (Done::Installed, "installed"),
        (Done::Upgraded, "upgraded"),
        (Done::Withdrawn, "withdrawn"),
        (Done::Trusted, "trusted"),
        (Done::Narrowed, "narrowed"),
        (Done::SwitchedOff, "off"),
        (Done::SwitchedOn, "on"),
        (Done::Released, "released"),
        (Done::WentBack, "back"),
        (Done::Limited, "limited"),
        (Done::HandedOver, "again"),
        (Done::LetGo, "gone"),
        (Done::Chosen, "chosen"),
        (Done::Told, "told"),
        (Done::TakenBack, "taken"),
        (Done::Set, "set"),
        (Done::Removed, "removed"),
        (Done::Purged, "purged"),
    ];

    fn name(self) -> &'static str {
        Done::ALL.iter().find(|(done, _)| *done == self).map_or("", |(_, name)| name)
    }

    /// What a name in an address says; nothing for anything else.
    fn told(name: &str) -> Option<String> {
        Done::ALL.iter().find(|(_, known)| *known == name).map(|(_, name)| text!(&format!("done-{name}")))
    }
}

/// What stands on a page beside what it is about.
#[derive(Default)]
struct Beside<'a> {
    /// What was entered in a form that is shown once more.
    entered: Option<&'a Form>,
    /// What was just done.
    done: Option<String>,
    /// Why something was not done.
    trouble: Option<&'a Problem>,
    /// What a change would do.
    tried: Option<&'a Preview>,
    /// What rights are called there.
    desk: Option<&'a Desk>,
}

/// `GET` shows a page, `POST` does what its form says.
pub(crate) async fn answer(desk: &Arc<Desk>, page: Page, mut asked: Asked) -> Answer {
    let viewer = Viewer::of(desk, &asked)?;
    let caller = asked.caller.clone();
    let request_id = asked.request_id.clone();
    if asked.method != Method::POST {
        let beside =
            Beside { done: asked.query("done").and_then(Done::told), desk: Some(desk), ..Beside::default() };
        let sheet = show(desk, &viewer, &caller, &page, &beside).await?;
        return drawn(desk, &viewer, (&caller, &request_id), 200, &sheet).await;
    }
    let form = Form::read(desk, &page, &mut asked).await?;
    let (status, trouble, tried) = match act(desk, &caller, &page, &form).await {
        Ok(Outcome::Done(to, done)) => return Ok(reply::see_other(&format!("{to}?done={}", done.name()))),
        Ok(Outcome::Tried(preview)) => (200, None, Some(preview)),
        Ok(Outcome::Entered) => (200, None, None),
        Err(problem) => (problem.status, Some(problem), None),
    };
    let beside = Beside {
        entered: Some(&form),
        trouble: trouble.as_ref(),
        tried: tried.as_deref(),
        desk: Some(desk),
        ..Beside::default()
    };
    let sees = viewer.may(page.seen_with());
    let shown = match sees {
        true => show(desk, &viewer, &caller, &page, &beside).await,
        false => Err(Problem::not_found("it is not to be seen")),
    };
    match (shown, trouble) {
        (Ok(sheet), trouble) => {
            if let Some(denial) = trouble.as_ref().and_then(|problem| problem.denied.as_ref()) {
                desk.note_denial(caller.clone(), &page.to_string(), denial);
            }
            drawn(desk, &viewer, (&caller, &request_id), status, &sheet).await
        }
        // There is no page to come back to: what it is about is gone.
        (Err(_), Some(trouble)) => Err(trouble),
        (Err(problem), None) => Err(problem),
    }
}

async fn show(
    desk: &Arc<Desk>,
    viewer: &Viewer,
    caller: &Caller,
    page: &Page,
    beside: &Beside<'_>,
) -> Answer<Sheet> {
    match page {
        Page::Plugins => list::show(desk, viewer, beside).await,
        Page::Plugin(id) => plugin::show(desk, viewer, id, beside).await,
        Page::Proposal(id) => review::show(desk, id, beside).await,
        Page::Mandate(id) => mandate::show(desk, viewer, id, beside),
        Page::Versions(id) => versions::show(desk, viewer, id, beside),
        Page::Costs(id) => costs::show(desk, viewer, id, beside),
        Page::Failures(id) => failures::show(desk, viewer, id, beside),
        Page::Outbound(id) => outbound::show(desk, viewer, id, beside),
        Page::Settings(id) => settings::show(desk, viewer, id, beside),
        Page::Removal(id) => removal::show(desk, caller, id, beside).await,
        Page::Purge(id) => removal::show_purge(desk, id, beside),
    }
}

async fn act(desk: &Arc<Desk>, caller: &Caller, page: &Page, form: &Form) -> Answer<Outcome> {
    match page {
        Page::Plugins => upload::propose(desk, caller, form).await,
        Page::Plugin(id) => plugin::act(desk, caller, id, form).await,
        Page::Proposal(id) => review::act(desk, caller, id, form).await,
        Page::Mandate(id) => mandate::act(desk, caller, id, form).await,
        Page::Versions(id) => versions::act(desk, caller, id, form).await,
        Page::Costs(id) => costs::act(desk, caller, id, form).await,
        Page::Failures(id) => failures::act(desk, caller, id, form).await,
        Page::Outbound(id) => outbound::act(desk, caller, id, form).await,
        Page::Settings(id) => settings::act(desk, caller, id, form).await,
        Page::Removal(id) => removal::remove(desk, caller, id).await,
        Page::Purge(id) => removal::purge(desk, caller, id, form).await,
    }
}

/// The whole page.
async fn drawn(
    desk: &Arc<Desk>,
    viewer: &Viewer,
    (caller, request_id): (&Caller, &str),
    status: u16,
    sheet: &Sheet,
) -> Answer {
    let page = frame::page(viewer, sheet).into_string();
    parts::own_page(desk, caller, request_id, status, &page).await
}

/// What a form asks for that this page knows nothing of.
fn unknown() -> Problem {
    Problem::malformed("this form is none of this page: load the page again")
}
