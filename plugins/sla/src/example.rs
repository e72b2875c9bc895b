//! An example that shows what a policy means: a ticket that is opened then is due when?

use crate::reckon::{Reckoned, signed, unsigned};
use crate::route::{Route, View};
use crate::rules::{Kept, Rules, Why};
use crate::texts;
use crate::typed::{PRIORITIES, word};
use maud::{Markup, html};
use ombud_plugin::desk::calendar::{self, Summary};
use ombud_plugin::{Cx, Error, Result, text};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::policy::{Metric, Policy, Priority, Rules as _, Target, Warning};
use ombud_worktime::week::parse_clock;
use ombud_worktime::zone::{Offset, Zone};
use ombud_worktime::{DAY, Instant, MINUTE};

/// One metric, answered.
pub struct Due {
    pub metric: Metric,
    pub target: Target,
    /// None: later than is known, or by hours that are not there.
    pub at: Option<Instant>,
    pub warned: Vec<Instant>,
}

/// So far from now an example may begin.
const FARTHEST: i64 = 366 * DAY;

/// The clocks of a place around now: from before any beginning.
fn zone(cx: &Cx, name: &str) -> Result<Zone> {
    let (from, until) = (cx.now().saturating_sub(unsigned(FARTHEST + DAY)), cx.now() + 800 * 86_400_000);
    let clocks = calendar::clocks_in(cx, name, from, until)?;
    let offsets = clocks.offsets.iter().map(|one| Offset { from: signed(one.from), seconds: one.seconds });
    Ok(Zone::new(offsets.collect()).unwrap_or_else(Zone::utc))
}

/// What a policy says of a ticket that is opened then, if it stays open.
pub fn due(
    cx: &Cx,
    policy: &Policy,
    priority: Priority,
    at: Instant,
    calendars: &[Summary],
) -> Result<Vec<Due>> {
    let kept = Kept { id: String::new(), version: 1, policy: policy.clone() };
    let rules = Rules {
        number: 1,
        at: cx.now(),
        why: Why::Policy,
        by: None,
        policies: vec![kept],
        calendars: calendars.iter().map(|one| (one.id.clone(), one.version)).collect(),
        zone_data: None,
    };
    let reckoned = Reckoned::of(cx, &rules, at);
    let mut answers = Vec::new();
    for (metric, promise) in &policy.promises {
        let priority = if *metric == Metric::ChatAnswer { Priority::Normal } else { priority };
        let Some(target) = promise.targets.get(&priority) else { continue };
        let hours = match &target.calendar {
            Some(id) => reckoned.hours(id),
            None => Some(reckoned.around_the_clock()),
        };
        let warned = |warning: &Warning| hours?.open_after(at, warning.after(target.time));
        answers.push(Due {
            metric: *metric,
            target: target.clone(),
            at: hours.and_then(|hours| hours.add(at, target.time)),
            warned: promise.warnings.iter().filter_map(warned).collect(),
        });
    }
    reckoned.sure(answers)
}

/// By whose clocks it is told: those of the first calendar that is named.
fn place(policy: &Policy, calendars: &[Summary]) -> Option<Summary> {
    let targets = policy.promises.values().flat_map(|promise| promise.targets.values());
    let mut named = targets.filter_map(|target| target.calendar.as_ref());
    named.find_map(|id| calendars.iter().find(|one| one.id == *id)).cloned()
}

struct Answer {
    begins: String,
    zone: Zone,
    place: String,
    at: Instant,
    priority: Priority,
    due: Vec<Due>,
}

fn answer(cx: &Cx, policy: &Policy, calendars: &[Summary], view: &View) -> Result<Answer> {
    let wrong = || Error::invalid(texts::bad_begin());
    let place = place(policy, calendars).map_or_else(|| "UTC".to_owned(), |one| one.zone);
    let zone = zone(cx, &place)?;
    let begins = match &view.begins {
        Some(text) => text.clone(),
        // The next Friday, late: what everybody has a feeling for.
        None => {
            let today = zone.day(signed(cx.now()));
            let friday = (1..=7).map(|days| today.plus(days)).find(|day| day.weekday() == Weekday::Fri);
            format!("{}T16:30", friday.unwrap_or(today))
        }
    };
    let (day, clock) = begins.split_once('T').ok_or_else(wrong)?;
    let day: Day = day.parse().map_err(|_| wrong())?;
    let minute = parse_clock(clock).map_err(|_| wrong())?;
    let at = zone.begins(day.local() + i64::from(minute) * MINUTE);
    if (at - signed(cx.now())).abs() > FARTHEST {
        return Err(wrong());
    }
    let chosen = |priority: &Priority| view.priority.as_deref() == Some(word(*priority).as_str());
    let priority = PRIORITIES.into_iter().find(chosen).unwrap_or(Priority::Normal);
    let due = due(cx, policy, priority, at, calendars)?;
    Ok(Answer { begins, zone, place, at, priority, due })
}

/// The card with the example. `asks`: where the form of the example leads; without, the form around it asks.
pub fn card(cx: &Cx, policy: &Policy, calendars: &[Summary], view: &View, asks: Option<&Route>) -> Markup {
    let answered = answer(cx, policy, calendars, view);
    let shown = |zone: &Zone, at: Instant| texts::moment_there(zone, at);
    html! {
        section class="card" aria-labelledby="example" {
            h2 id="example" { (texts::example()) }
            @match &answered {
                Err(error) => p role="alert" { (error.sentence()) },
                Ok(answer) => {
                    div role="status" id="answer" {
                        p {
                            (text!(
                                "opened-then",
                                when = shown(&answer.zone, answer.at),
                                priority = texts::priority(answer.priority)
                            ))
                        }
                        @if answer.due.is_empty() { p { (texts::promises_nothing()) } }
                        ul {
                            @for due in &answer.due {
                                li {
                                    @let takes = texts::duration(due.target.time);
                                    @match due.at {
                                        Some(at) => (text!("is-due", metric = texts::metric(due.metric), time = takes, due = shown(&answer.zone, at))),
                                        None => (text!("is-never-due", metric = texts::metric(due.metric), time = takes)),
                                    }
                                    @for at in &due.warned {
                                        br;
                                        small { (text!("is-warned", when = shown(&answer.zone, *at))) }
                                    }
                                }
                            }
                        }
                        p class="hint" { (text!("clocks-of", place = &answer.place)) }
                    }
                },
            }
            @if let Some(route) = asks {
                @let priority = answered.as_ref().map_or(Priority::Normal, |answer| answer.priority);
                form class="one-line" method="get" action=(route) {
                    label {
                        (texts::opened())
                        input type="datetime-local" name="begins" required
                            value=(answered.as_ref().map_or("", |answer| answer.begins.as_str()));
                    }
                    label {
                        (texts::priority_title())
                        select name="priority" {
                            @for one in PRIORITIES {
                                option value=(word(one)) selected[one == priority] { (texts::priority(one)) }
                            }
                        }
                    }
                    button type="submit" { (texts::reckon()) }
                }
            }
        }
    }
}

/// For the API: as programs read it.
pub fn told(due: &Due) -> serde_json::Value {
    serde_json::json!({
        "metric": due.metric,
        "target": due.target,
        "due": due.at.map(unsigned),
        "warned": due.warned.iter().map(|at| unsigned(*at)).collect::<Vec<_>>(),
    })
}
