//! One change to many tickets at once, and the way back.

use crate::own::{self, Own};
use crate::route::{Done, Into, Route};
use crate::seen;
use crate::texts;
use crate::ticket::tags;
use crate::view::{PAGE, View, Whose};
use ombud_plugin::desk::tickets::{self, Changes, Priority, Status, Ticket};
use ombud_plugin::{Collection, Cx, Draft, Error, Form, RecordId, Request, Response, Result, UserId};
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
    /// What stayed as it was, and why.
    pub left: Vec<Left>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    ticket: RecordId,
    number: u64,
    /// As it was when this was done: whoever changed it since meant it.
    version: u64,
    back: Changes,
}

/// A ticket that stayed as it was.
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
        match tickets::update(cx, &step.ticket, step.version, &step.back) {
            Ok(after) => changed.push(after),
            Err(error) => undone.left.push(Left { number: step.number, reason: error.sentence() }),
        }
    }
    seen::look_at(cx, &me, &changed)?;
    undone.keep(cx, &me)?;
    Ok(Response::redirect(&Route::Inbox(View { done: Some(Done::BulkUndone), ..view }).to_string()))
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
    let back = Changes {
        status: changes.status.map(|_| before.status),
        until: changes.status.and(before.until),
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
    let step = Step { ticket: before.id.clone(), number: before.number, version: after.version, back };
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
