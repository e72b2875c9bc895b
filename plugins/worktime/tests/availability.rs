//! Random connections, choices, shifts, suspensions and absences, heard late and with restarts between, against the same
//! looked up for each minute in plain lists.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use ombud_worktime::channels::{Away, Cause, Channel, Facts, Standing, State, Turn};
use ombud_worktime::day::Day;
use ombud_worktime::shifts::{Availability, By, Choice, Hold, Schedule};
use ombud_worktime::strip::Strip;
use ombud_worktime::timeline::Timeline;
use ombud_worktime::week::{Week, Window};
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, Instant, MINUTE};
use proptest::prelude::*;

const DAYS: i64 = 3;

/// What happens to somebody.
#[derive(Clone, Debug)]
enum Happens {
    Connects(bool),
    Active(bool),
    Chooses(bool, Option<i64>),
    TakesBack,
    Away(Option<i64>),
    Back,
    Off(bool),
    Unseen(bool),
    /// The desk falls over, and for so many minutes nothing is heard.
    Falls(i64),
}

fn happens() -> impl Strategy<Value = Happens> {
    let minutes = || prop::option::of(1_i64..200);
    prop_oneof![
        4 => any::<bool>().prop_map(Happens::Connects),
        1 => any::<bool>().prop_map(Happens::Active),
        2 => (any::<bool>(), minutes()).prop_map(|(accepting, hold)| Happens::Chooses(accepting, hold)),
        1 => Just(Happens::TakesBack),
        3 => minutes().prop_map(Happens::Away),
        2 => Just(Happens::Back),
        1 => any::<bool>().prop_map(Happens::Off),
        1 => any::<bool>().prop_map(Happens::Unseen),
        2 => (1_i64..300).prop_map(Happens::Falls),
    ]
}

fn shifts() -> impl Strategy<Value = Vec<Window>> {
    let window = (0_u16..96, 1_u16..96).prop_map(|(from, long)| {
        Window::new(from * 15, (from * 15 + long * 15) % 1440).unwrap_or(Window::new(480, 1020).unwrap())
    });
    prop::collection::vec(window, 0..3)
}

/// Whether somebody accepts work, as the plugin `schedule` tells it: each flip at its own time.
struct Shifts {
    timeline: Timeline,
    state: Availability,
}

/// What was so when, in the simplest way.
#[derive(Default)]
struct Lists {
    connected: Vec<(Instant, bool)>,
    active: Vec<(Instant, bool)>,
    accepts: Vec<(Instant, bool)>,
    off: Vec<(Instant, bool)>,
    unseen: Vec<(Instant, bool)>,
    /// From, and until.
    away: Vec<(Instant, Instant)>,
}

fn last(list: &[(Instant, bool)], at: Instant, otherwise: bool) -> bool {
    list.iter().rfind(|(since, _)| *since <= at).map_or(otherwise, |(_, what)| *what)
}

impl Lists {
    fn state(&self, at: Instant, channel: Channel) -> State {
        let connected = last(&self.connected, at, false);
        let here = connected || channel == Channel::Chat && last(&self.unseen, at, false);
        let away = self.away.iter().any(|(from, until)| *from <= at && at < *until);
        let accepts = last(&self.accepts, at, false);
        let takes_part = !(channel == Channel::Tickets && last(&self.off, at, false));
        match (last(&self.active, at, true), here, away, accepts && takes_part) {
            (false, ..) | (_, false, ..) => State::Offline,
            (.., true, _) => State::Away,
            (.., true) => State::Accepting,
            _ if connected => State::Online,
            _ => State::Offline,
        }
    }
}

/// The real one, with its log.
struct Person {
    standing: Standing,
    log: Vec<Turn>,
}

impl Person {
    fn learn(&mut self, at: Instant, cause: Cause, change: impl FnOnce(&mut Facts)) {
        let mut facts = self.standing.facts().clone();
        change(&mut facts);
        self.log.extend(self.standing.learn(at, facts, cause));
    }

    /// It is put away and read again, as by a new process.
    fn restarts(&mut self) {
        let kept = serde_json::to_string(&self.standing).unwrap();
        self.standing = serde_json::from_str(&kept).unwrap();
    }
}

/// Everything that happened until now is heard, in the order of its own time.
fn catch_up(person: &mut Person, lists: &mut Lists, shifts: &mut Shifts, now: Instant) {
    for flip in shifts.state.advance(Some(&shifts.timeline), now) {
        lists.accepts.push((flip.at, flip.accepting));
        person.learn(flip.at, Cause::Shift, |facts| facts.accepts = flip.accepting);
    }
    person.log.extend(person.standing.advance(now));
}

fn live(windows: Vec<Window>, story: &[(i64, Happens)]) -> Result<(), TestCaseError> {
    let begin = "2026-03-23".parse::<Day>().unwrap().local();
    let week = Week { workdays: windows.clone(), weekend: windows, days: Default::default() };
    let schedule = Schedule { week, ..Schedule::default() };
    let timeline = schedule.timeline(&[], &Zone::utc(), begin - DAY, begin + (DAYS + 3) * DAY);
    let state = Availability::begin(begin, Some(&timeline), false);
    let mut shifts = Shifts { timeline, state };
    let mut lists = Lists::default();
    lists.accepts.push((begin, shifts.state.accepting()));
    let facts = Facts { active: true, accepts: shifts.state.accepting(), ..Facts::default() };
    let (standing, first) = Standing::begin(begin, facts, Cause::Account);
    let mut person = Person { standing, log: vec![first] };
    let mut now = begin;
    for (pause, what) in story {
        now += pause * MINUTE;
        if now >= begin + DAYS * DAY {
            break;
        }
        if let Happens::Falls(minutes) = what {
            // Nothing is heard meanwhile; what was so before stays what was told.
            now += minutes * MINUTE;
            person.restarts();
            continue;
        }
        catch_up(&mut person, &mut lists, &mut shifts, now);
        match *what {
            Happens::Connects(connected) => {
                lists.connected.push((now, connected));
                person.learn(now, Cause::Connection, |facts| facts.connected = connected);
            }
            Happens::Active(active) => {
                lists.active.push((now, active));
                person.learn(now, Cause::Account, |facts| facts.active = active);
            }
            Happens::Chooses(..) | Happens::TakesBack => {
                let choice = match *what {
                    Happens::Chooses(accepting, minutes) => {
                        let hold =
                            minutes.map_or(Hold::Boundary, |minutes| Hold::Until(now + minutes * MINUTE));
                        Some(Choice { accepting, hold, by: By::Person })
                    }
                    _ => None,
                };
                for flip in shifts.state.choose(Some(&shifts.timeline), now, choice) {
                    lists.accepts.push((flip.at, flip.accepting));
                    person.learn(flip.at, Cause::Choice, |facts| facts.accepts = flip.accepting);
                }
            }
            Happens::Away(minutes) => {
                let until = minutes.map(|minutes| now + minutes * MINUTE);
                // Whoever goes away anew is not away any more as before.
                lists.away.iter_mut().for_each(|(_, end)| *end = (*end).min(now));
                lists.away.push((now, until.unwrap_or(i64::MAX)));
                let away = Away { since: now, until, note: String::new() };
                person.log.extend(person.standing.step(now, Some(away)));
            }
            Happens::Back => {
                lists.away.iter_mut().for_each(|(_, end)| *end = (*end).min(now));
                person.log.extend(person.standing.step(now, None));
            }
            Happens::Off(off) => {
                lists.off.push((now, off));
                let off = if off { [Channel::Tickets].into() } else { Default::default() };
                person.learn(now, Cause::Channel, |facts| facts.off = off);
            }
            Happens::Unseen(unseen) => {
                lists.unseen.push((now, unseen));
                let unseen = if unseen { [Channel::Chat].into() } else { Default::default() };
                person.learn(now, Cause::Settings, |facts| facts.unseen = unseen);
            }
            Happens::Falls(_) => {}
        }
        for channel in Channel::ALL {
            prop_assert_eq!(
                person.standing.spell(channel, now).state,
                lists.state(now, channel),
                "{:?} at {}",
                channel,
                now
            );
        }
    }
    let end = (begin + DAYS * DAY).max(now);
    catch_up(&mut person, &mut lists, &mut shifts, end);
    prop_assert!(person.log.windows(2).all(|two| two[0].at <= two[1].at), "the past is told anew");
    for channel in Channel::ALL {
        let strip = Strip::new(person.log.iter().map(|turn| (turn.at, turn.states[&channel])), begin, end);
        let mut took = 0;
        for (span, state) in strip.pieces() {
            let mut at = span.start;
            while at < span.end {
                prop_assert_eq!(
                    *state,
                    lists.state(at, channel),
                    "{:?} at {}",
                    channel,
                    (at - begin) / MINUTE
                );
                at += MINUTE;
            }
            took += span.end - span.start;
        }
        prop_assert_eq!(took, end - begin, "every minute is in the history");
        let all: i64 = State::ALL.iter().map(|state| strip.took(*state, begin, end)).sum();
        prop_assert_eq!(all, took);
    }
    prop_assert!(person.log.windows(2).all(|two| two[0].states != two[1].states), "a turn that is none");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn who_can_be_given_work_is_as_minute_by_minute_whatever_happens_and_however_late_it_is_heard(
        windows in shifts(),
        story in prop::collection::vec((0_i64..240, happens()), 0..60),
    ) {
        live(windows, &story)?;
    }
}
