//! One change to many tickets at once, and the way back.

use crate::own::{self, Own};
use crate::route::{Done, Into, Route};
use crate::seen;
use crate::texts;
use crate::ticket::tags;
use crate::view::{PAGE, View, Whose};
use ombud_plugin::desk::tickets::{self, Changes, Priority, Status, Ticket};
use ombud_plugin::{
    Collection, Cx, Draft, Error, Form, RecordId, Request, Response, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// The last of each person's, under the person's id.
const BULK: Collection<Bulk> = Collection::new("console:bulk");

/// What was done at once, and can be taken back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bulk {
    /// Which one it is: a page of an older one undoes nothing else.
    #[serde(default)]
    pub id: RecordId,
    steps: Vec<Step>,
    /// How many tickets were brought back, if this took another one back.
    #[serde(default)]
    pub undone: usize,
    /// What stayed as it was, and why.
    pub left: Vec<Left>,
    /// What was brought back but for its status.
    #[serde(default)]
    pub nearly: Vec<Left>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    ticket: RecordId,
    number: u64,
    /// As it was when this was done: whoever changed it since meant it.
    version: u64,
    back: Changes,
    /// It was nobody's: JSON knows no difference between that and an assignee who stays.
    #[serde(default)]
    unassign: bool,
}

/// A ticket that is not as it was meant to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// 0: one that the viewer does not see.
    pub number: u64,
    pub reason: String,
}

impl Bulk {
    /// The last one of this person.
    pub fn last(cx: &Cx, me: &UserId) -> Result<Bulk> {
        Ok(cx.find(BULK, me)?.map(|entry| entry.value).unwrap_or_default())
    }

    /// How many tickets were changed.
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    fn keep(&self, cx: &Cx, me: &UserId) -> Result<()> {
        match cx.find(BULK, me)? {
            Some(entry) => cx.update(BULK, &entry, Draft::new(self)).map(drop),
            None => cx.create(BULK, Draft::new(self).id(me.as_str())).map(drop),
        }
    }
}

/// Changes each of the tickets that are ticked. One that cannot be changed keeps no other from it.
pub fn apply(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    if form.get("merge").is_some() {
        let tickets = form.all("t").map(str::to_owned).collect();
        return Ok(Response::redirect(&Route::Merge(Into { tickets, place: String::new() }).to_string()));
    }
    let view = back_to(&form);
    let wish = Wish::read(&form, &Own::of(cx)?)?;
    let chosen: Vec<&str> = form.all("t").collect();
    if chosen.is_empty() || wish == Wish::default() {
        return Err(Error::invalid(texts::choose_and_change()));
    }
    if chosen.len() > PAGE as usize {
        return Err(Error::invalid(texts::too_many_tickets(PAGE)));
    }
    let me = cx.user()?;
    let (mut bulk, mut changed) = (Bulk { id: cx.new_id(), ..Bulk::default() }, Vec::new());
    for id in chosen {
        match tickets::get(cx, id) {
            Ok(before) => match change(cx, &before, &wish.changes(&before, &me)) {
                Ok(Some((step, after))) => {
                    changed.push(after);
                    bulk.steps.push(step);
                }
                Ok(None) => {}
                Err(error) => bulk.left.push(Left { number: before.number, reason: error.sentence() }),
            },
            Err(error) => bulk.left.push(Left { number: 0, reason: error.sentence() }),
        }
    }
    seen::look_at(cx, &me, &changed)?;
    bulk.keep(cx, &me)?;
    Ok(Response::redirect(&Route::Inbox(View { done: Some(Done::Bulk), ..view }).to_string()))
}

/// Puts back what the last bulk change of this person changed, where nobody has changed it since.
pub fn undo(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let view = back_to(&form);
    let me = cx.user()?;
    let last = Bulk::last(cx, &me)?;
    if form.get("bulk") != Some(last.id.as_str()) {
        return Err(Error::invalid(texts::only_the_last()));
    }
    let (mut undone, mut changed) = (Bulk::default(), Vec::new());
    for step in last.steps {
        let number = step.number;
        let said = |error: Error| Left { number, reason: error.sentence() };
        match put_back(cx, step) {
            Ok((after, short)) => {
                changed.push(after);
                undone.undone += 1;
                undone.nearly.extend(short.map(said));
            }
            Err(error) => undone.left.push(said(error)),
        }
    }
    seen::look_at(cx, &me, &changed)?;
    undone.keep(cx, &me)?;
    Ok(Response::redirect(&Route::Inbox(View { done: Some(Done::BulkUndone), ..view }).to_string()))
}

/// Brings one ticket back as far as the rules of the status let it, and says where that fell short.
fn put_back(cx: &Cx, step: Step) -> Result<(Ticket, Option<Error>)> {
    let mut now = tickets::get(cx, &step.ticket)?;
    if now.version != step.version {
        return Err(Error::conflict(texts::changed_since()));
    }
    let (was, mut back) = (step.back.status, step.back);
    if step.unassign {
        back.assignee = Some(None);
    }
    let mut moved = false;
    if let Some(was) = was {
        let goal = nearest(was, back.until, cx.now());
        back.until = back.until.filter(|_| goal == Status::Pending);
        if goes_by_open(now.status, goal) {
            let open = Changes { status: Some(Status::Open), ..Changes::none() };
            now = tickets::update(cx, &now.id, now.version, &open)?;
            moved = true;
        }
        back.status = Some(goal).filter(|goal| *goal != now.status);
    }
    let short = |after: &Ticket| {
        let was = was.filter(|was| *was != after.status)?;
        Some(Error::invalid(texts::status_not_back(after.status, was)))
    };
    if back == Changes::none() {
        // Nothing but the status was changed, and that is as near as it gets.
        return match short(&now) {
            Some(short) if !moved => Err(short),
            short => Ok((now, short)),
        };
    }
    match tickets::update(cx, &now.id, now.version, &back) {
        Ok(after) => {
            let short = short(&after);
            Ok((after, short))
        }
        // Whatever keeps it from this status, such as a field that is to be filled in before, keeps nothing else from it.
        Err(refusal @ Error::Invalid(_)) if back.status.is_some() => {
            let rest = Changes { status: None, until: None, ..back };
            if rest == Changes::none() {
                return if moved { Ok((now, Some(refusal))) } else { Err(refusal) };
            }
            match tickets::update(cx, &now.id, now.version, &rest) {
                Ok(after) => Ok((after, Some(refusal))),
                Err(error) if moved => Ok((now, Some(error))),
                Err(error) => Err(error),
            }
        }
        // It is open by now, which is to be told.
        Err(error) if moved => Ok((now, Some(error))),
        Err(error) => Err(error),
    }
}

/// The status that a ticket can have again: nothing becomes new, and nothing waits until a time that is over.
fn nearest(was: Status, until: Option<Timestamp>, now: Timestamp) -> Status {
    match was {
        Status::New => Status::Open,
        Status::Pending if until.is_some_and(|until| until <= now) => Status::Open,
        was => was,
    }
}

/// Whether the way from one status to another leads over `open`.
fn goes_by_open(from: Status, to: Status) -> bool {
    match from {
        Status::Closed => !matches!(to, Status::Closed | Status::Open),
        Status::Spam => !matches!(to, Status::Spam | Status::Open | Status::Closed),
        _ => false,
    }
}

/// The view in which it was done, from its first page.
fn back_to(form: &Form) -> View {
    let view = View::parse(&Request::get(&format!("/?{}", form.get("view").unwrap_or_default())).query);
    View { done: None, ..view }
}

/// Nothing, if the ticket is as it shall be.
fn change(cx: &Cx, before: &Ticket, changes: &Changes) -> Result<Option<(Step, Ticket)>> {
    if *changes == Changes::none() {
        return Ok(None);
    }
    let after = tickets::update(cx, &before.id, before.version, changes)?;
    // Whom somebody makes responsible for a new ticket opens it as well.
    let stands = changes.status.is_some() || after.status != before.status;
    let back = Changes {
        status: stands.then_some(before.status),
        until: before.until.filter(|_| stands),
        priority: changes.priority.map(|_| before.priority),
        assignee: changes.assignee.as_ref().map(|_| before.assignee.clone()),
        department: changes.department.as_ref().map(|_| before.department.clone()),
        tags: changes.tags.as_ref().map(|_| before.tags.clone()),
        fields: changes.fields.as_ref().map(|fields| {
            let was =
                |name: &str| before.fields.iter().find(|(own, _)| own == name).map(|(_, json)| json.clone());
            let back =
                |(name, _): &(String, String)| (name.clone(), was(name).unwrap_or_else(|| "null".into()));
            fields.iter().map(back).collect()
        }),
        ..Changes::none()
    };
    let unassign = back.assignee == Some(None);
    let step =
        Step { ticket: before.id.clone(), number: before.number, version: after.version, back, unassign };
    Ok(Some((step, after)))
}

/// What shall become of each.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wish {
    status: Option<Status>,
    priority: Option<Priority>,
    assignee: Option<Whose>,
    department: Option<String>,
    /// To be added.
    tags: Vec<String>,
    /// To be taken away.
    untag: Vec<String>,
    /// Of own fields, as JSON.
    fields: Vec<(String, String)>,
}

impl Wish {
    fn read(form: &Form, own: &Own) -> Result<Wish> {
        let status = form.filled("status").map(str::parse).transpose().map_err(Error::invalid)?;
        let priority = form.filled("priority").map(str::parse).transpose().map_err(Error::invalid)?;
        Ok(Wish {
            status,
            priority,
            assignee: form.filled("assignee").map(Whose::parse),
            department: form.filled("department").map(str::to_owned),
            tags: tags(form.get("tags").unwrap_or_default()),
            untag: tags(form.get("untag").unwrap_or_default()),
            fields: own
                .fields()
                .filter_map(|field| {
                    let name = &field.field.name;
                    Some((name.clone(), own::read(field, form.filled(&own::form_name(name))?)))
                })
                .collect(),
        })
    }

    /// Only what is not so already.
    fn changes(&self, ticket: &Ticket, me: &UserId) -> Changes {
        let assignee = self.assignee.as_ref().map(|whose| match whose {
            Whose::Mine => Some(me.clone()),
            Whose::Of(user) => Some(user.clone()),
            Whose::Nobody | Whose::Anyone => None,
        });
        let has =
            |tags: &[String], tag: &String| tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
        let mut tags = ticket.tags.clone();
        tags.retain(|tag| !has(&self.untag, tag));
        for tag in &self.tags {
            if !has(&tags, tag) {
                tags.push(tag.clone());
            }
        }
        let fields: Vec<_> =
            self.fields.iter().filter(|field| !ticket.fields.contains(field)).cloned().collect();
        Changes {
            status: self.status.filter(|status| *status != ticket.status),
            priority: self.priority.filter(|priority| *priority != ticket.priority),
            assignee: assignee.filter(|assignee| *assignee != ticket.assignee),
            department: self.department.clone().filter(|department| *department != ticket.department),
            tags: (tags != ticket.tags).then_some(tags),
            fields: (!fields.is_empty()).then_some(fields),
            ..Changes::none()
        }
    }
}
