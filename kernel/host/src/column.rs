//! Columns that plugins add to the list of tickets: one call draws the cells of all its rows.

use crate::contribution::{BADGE, drawable};
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
use ombud_access::{Authority, Envelope, RecordRef, Target};
use ombud_identity::Principal;
use ombud_store::UnitOfWork;
use ombud_texts::Language;
use std::sync::Arc;

/// The most rows of a list.
pub const ROWS: usize = 200;

/// What one plugin adds to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whose.
    pub plugin: String,
    /// Its name among the plugin's.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// A few words for each of the rows, as in a badge, made harmless; none where there is nothing to show, or where it could not be drawn.
    pub cells: Vec<Option<String>>,
}

/// One list, one person, one moment.
struct Look {
    host: Arc<Host>,
    registry: Arc<Registry>,
    rows: Vec<RecordRef>,
    principal: Principal,
    request_id: String,
    language: Language,
}

impl Host {
    /// The columns that this person may see in a list of these records, by plugin and name; rows after the 200th have
    /// empty cells. A column that is slow or fails is empty.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn columns(
        self: &Arc<Host>,
        rows: Vec<RecordRef>,
        principal: &Principal,
        request_id: &str,
        language: Language,
    ) -> Result<Vec<Column>, CallError> {
        let registry = self.registry();
        let wanted = registry.all().filter(|plugin| !self.rests(plugin.id())).flat_map(|plugin| {
            let here = plugin.manifest().contributions.iter().filter(|c| c.point == Point::InboxColumn);
            here.map(move |contribution| (plugin.clone(), contribution.clone()))
        });
        let wanted: Vec<_> = wanted.collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let (principal, request_id) = (*principal, request_id.to_owned());
        let look = Look { host: self.clone(), registry, rows, principal, request_id, language };
        let mut drawn = Vec::new();
        let mut unit = self.store.begin();
        let now = self.clock.now();
        let Some(person) = self.identity.authority(&mut unit, &look.principal, now)? else {
            return Ok(Vec::new());
        };
        let seen = |row: &RecordRef| drawable(&look.registry, &mut unit, &person, row);
        let seen: Vec<_> = look.rows.iter().take(ROWS).map(seen).collect::<Result<_, _>>()?;
        for (plugin, contribution) in wanted {
            if let Some(places) = look.places(&person, &seen, &plugin, &contribution) {
                drawn.push((plugin, contribution, places));
            }
        }
        drop(unit);
        let look = Arc::new(look);
        let columns =
            drawn.into_iter().map(|(plugin, what, places)| look.clone().column(plugin, what, places).boxed());
        Ok(side_by_side(columns.collect()).await)
    }
}

impl Look {
    /// In which of the rows that the person sees something may stand; none if the column is not for this person at all.
    fn places(
        &self,
        person: &Authority,
        seen: &[Option<Envelope>],
        plugin: &Loaded,
        contribution: &Contribution,
    ) -> Option<Vec<usize>> {
        let both = person.through(plugin.id());
        let needs = contribution.needs.as_str();
        if let Some(watch) = &self.host.watch {
            watch(Seen::Asked { plugin: plugin.id(), permission: needs });
        }
        if !both.can_ever(needs) {
            return None;
        }
        let may = |filed: &Envelope| both.check(needs, Target::Record(filed)).allowed;
        let places = seen.iter().enumerate();
        Some(places.filter(|(_, filed)| filed.as_ref().is_some_and(may)).map(|(place, _)| place).collect())
    }

    async fn column(
        self: Arc<Look>,
        plugin: Arc<Loaded>,
        contribution: Contribution,
        places: Vec<usize>,
    ) -> Column {
        let (id, request_id, rows) = (plugin.id().clone(), self.request_id.clone(), self.rows.len());
        let Contribution { name, title, .. } = contribution.clone();
        let title = plugin.inspection.said(self.language, &format!("contribution-{name}"), &title);
        let mut cells = vec![None; rows];
        if !places.is_empty() {
            let (what, who) = (format!("column {name}"), Some(self.principal));
            let part = self.clone().draw(plugin, contribution, places.clone());
            match self.host.watched((&id, &request_id), || (what, who), |_| 200, part).await {
                Ok(drawn) => {
                    for (place, cell) in places.into_iter().zip(drawn) {
                        cells[place] = cell.map(|cell| sanitise::badge(&cell, BADGE));
                    }
                }
                Err(error) => tracing::warn!(plugin = %id, column = name, request = request_id, %error,
                    "a column of a list could not be drawn"),
            }
        }
        Column { plugin: id.to_string(), name, title, cells }
    }

    async fn draw(
        self: Arc<Look>,
        plugin: Arc<Loaded>,
        contribution: Contribution,
        places: Vec<usize>,
    ) -> Result<Vec<Option<String>>, CallError> {
        let host = self.host.clone();
        let inside = host.enter(plugin.id().as_str()).await?;
        let stats = plugin.stats.clone();
        let count = places.len();
        let work = async move {
            let _inside = inside;
            let now = self.host.clock.now();
            let enter = |unit: &mut UnitOfWork| {
                let person = self.host.identity.authority(unit, &self.principal, now)?;
                let gone = || CallError::NotFound("it is not to be seen any more".into());
                person.map(|person| person.through(plugin.id())).ok_or_else(gone)
            };
            let subjects = places.iter().map(|place| convert::to_wit_ref(&self.rows[*place])).collect();
            let call = Call {
                loaded: plugin.clone(),
                registry: self.registry.clone(),
                request_id: self.request_id.clone(),
                origin: None,
                language: self.language,
                now,
                looks: true,
                entry: Entry::Draw { name: contribution.name.clone(), subjects },
            };
            self.host.run(&call, enter).await
        };
        match host.guests.run(&stats.manners, work).await? {
            Answered::Column(cells) if cells.len() == count => Ok(cells),
            Answered::Column(cells) => Err(CallError::Invalid(format!(
                "it has {} cells for {count} rows: one for each, in their order",
                cells.len()
            ))),
            _ => Ok(Vec::new()),
        }
    }
}
