//! What plugins add to pages that others draw.
//!
//! The kernel puts it in when the page is done, for the person who looks and with the rights of that person and of the
//! plugin that adds: so the one that draws the page is not on the way, and sees none of it. Each part runs alone and
//! writes nothing; one that is slow or fails costs its own place and no other.

use crate::convert;
use crate::dispatch::Call;
use crate::entry::{Answered, Entry};
use crate::guest_runtime::side_by_side;
use crate::host::Host;
use crate::manifest::{Contribution, Point};
use crate::problem::CallError;
use crate::registry::{Loaded, Registry};
use crate::sanitise;
use crate::watch::Seen;
use futures_util::FutureExt;
use ombud_access::{Authority, Envelope, RecordRef, Target, Timestamp};
use ombud_identity::Principal;
use ombud_store::UnitOfWork;
use ombud_texts::Language;
use std::sync::Arc;

/// The most HTML that one part has, bytes; the most characters of a badge; and the longest text that is put into what
/// somebody writes, bytes.
const LONGEST: usize = 64 << 10;
pub(crate) const BADGE: usize = 60;
const PUT_IN: usize = 8 << 10;

/// Where parts are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which kind of place.
    pub point: Point,
    /// The record that the page is about, if it is about one.
    pub subject: Option<RecordRef>,
}

/// What one plugin adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whose.
    pub plugin: String,
    /// Its name among the plugin's.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// Where it leads, of the points `navigation`, `search` and `ticket-action`.
    pub path: Option<String>,
    /// Of `navigation`: people go there all day.
    pub daily: bool,
    /// Harmless HTML, of badges plain text; of the point `composer` the text as it is, not escaped; none if there is nothing to show. An error is for the log, not for the
    /// page.
    pub html: Result<Option<String>, String>,
}

/// One place, one person, one moment.
struct Look {
    host: Arc<Host>,
    registry: Arc<Registry>,
    place: Place,
    principal: Principal,
    request_id: String,
    language: Language,
    now: Timestamp,
}

impl Host {
    /// All parts that this person may see in this place, by plugin and name. A part that is slow or fails has an error
    /// in the place of HTML.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn parts(
        self: &Arc<Host>,
        place: Place,
        principal: &Principal,
        request_id: &str,
        language: Language,
    ) -> Result<Vec<Part>, CallError> {
        let registry = self.registry();
        let wanted = registry.all().flat_map(|plugin| {
            let here = plugin.manifest().contributions.iter().filter(|c| c.point == place.point);
            here.map(move |contribution| (plugin.clone(), contribution.clone()))
        });
        let wanted: Vec<_> = wanted.filter(|(plugin, _)| !self.rests(plugin.id())).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let look = Look {
            host: self.clone(),
            registry,
            place,
            principal: *principal,
            request_id: request_id.to_owned(),
            language,
            now: self.clock.now(),
        };
        let mut unit = self.store.begin();
        let mut seen = Vec::new();
        for (plugin, contribution) in wanted {
            if look.rights(&mut unit, &plugin, &contribution)?.is_some() {
                seen.push((plugin, contribution));
            }
        }
        drop(unit);
        let look = Arc::new(look);
        let parts =
            seen.into_iter().map(|(plugin, contribution)| look.clone().part(plugin, contribution).boxed());
        Ok(side_by_side(parts.collect()).await)
    }
}

impl Look {
    /// The rights with which a part is drawn; none if it is not for this person.
    fn rights(
        &self,
        unit: &mut UnitOfWork,
        plugin: &Loaded,
        contribution: &Contribution,
    ) -> Result<Option<Authority>, CallError> {
        let Some(person) = self.host.identity.authority(unit, &self.principal, self.now)? else {
            return Ok(None);
        };
        let mut filed = None;
        if let Some(subject) = &self.place.subject {
            filed = drawable(&self.registry, unit, &person, subject)?;
            if filed.is_none() {
                return Ok(None);
            }
        }
        let both = person.through(plugin.id());
        if let Some(watch) = &self.host.watch {
            watch(Seen::Asked { plugin: plugin.id(), permission: contribution.needs.as_str() });
        }
        let target = filed.as_ref().map_or(Target::Desk, Target::Record);
        Ok(both.check(contribution.needs.as_str(), target).allowed.then_some(both))
    }

    async fn part(self: Arc<Look>, plugin: Arc<Loaded>, contribution: Contribution) -> Part {
        let (id, request_id) = (plugin.id().clone(), self.request_id.clone());
        let Contribution { name, title, path, point, daily, .. } = contribution.clone();
        let title = plugin.inspection.said(self.language, &format!("contribution-{name}"), &title);
        let html = match point {
            Point::Navigation | Point::Search | Point::TicketAction | Point::InboxColumn => Ok(None),
            Point::TicketBadge | Point::TicketPanel | Point::Composer | Point::ChatPanel => {
                let (what, who) = (format!("part {name}"), Some(self.principal));
                let part = self.clone().draw(plugin, contribution);
                self.host.watched((&id, &request_id), || (what, who), |_| 200, part).await
            }
        };
        let html = html.map_err(|error| {
            tracing::warn!(plugin = %id, part = name, request = request_id, %error,
                "a part of a page could not be drawn");
            error.to_string()
        });
        let subject = self.place.subject.as_ref().map_or("", |subject| subject.id.as_str());
        Part {
            path: path.map(|path| format!("/{id}{}", path.filled(subject))),
            daily,
            plugin: id.to_string(),
            name,
            title,
            html,
        }
    }

    async fn draw(
        self: Arc<Look>,
        plugin: Arc<Loaded>,
        contribution: Contribution,
    ) -> Result<Option<String>, CallError> {
        let host = self.host.clone();
        let inside = host.enter(plugin.id().as_str()).await?;
        let stats = plugin.stats.clone();
        let point = contribution.point;
        let work = async move {
            let _inside = inside;
            let enter = |unit: &mut UnitOfWork| {
                let gone = || CallError::NotFound("it is not to be seen any more".into());
                self.rights(unit, &plugin, &contribution)?.ok_or_else(gone)
            };
            let entry = Entry::Render {
                name: contribution.name.clone(),
                subject: self.place.subject.as_ref().map(convert::to_wit_ref),
            };
            let call = Call {
                loaded: plugin.clone(),
                registry: self.registry.clone(),
                request_id: self.request_id.clone(),
                origin: None,
                language: self.language,
                now: self.now,
                looks: true,
                entry,
            };
            self.host.run(&call, enter).await
        };
        let html = match host.guests.run(&stats.manners, work).await? {
            Answered::Part(html) => html,
            _ => None,
        };
        let most = if point == Point::Composer { PUT_IN } else { LONGEST };
        if let Some(length) = html.as_ref().map(String::len).filter(|length| *length > most) {
            return Err(CallError::TooLarge(format!("it has {length} bytes, here a part may have {most}")));
        }
        Ok(html.map(|html| match point {
            Point::TicketBadge => sanitise::badge(&html, BADGE),
            Point::Composer => sanitise::typed(&html),
            _ => sanitise::part(&html),
        }))
    }
}

/// How a record is filed about which something is drawn; none if this person may not read it.
pub(crate) fn drawable(
    registry: &Registry,
    unit: &mut UnitOfWork,
    person: &Authority,
    subject: &RecordRef,
) -> Result<Option<Envelope>, CallError> {
    let rules = registry.collection(&subject.collection);
    let read = rules.and_then(|(_, rules)| rules.read.as_ref());
    let sealed = unit.find(&subject.collection, &subject.id)?;
    let (Some(read), Some(sealed)) = (read, sealed) else { return Ok(None) };
    let filed = sealed.filed();
    Ok(person.check(read.as_str(), Target::Record(filed)).allowed.then(|| filed.clone()))
}
