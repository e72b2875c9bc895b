//! What others ask, and what becomes of people.

use super::{Desk, Guide, HOUR, MINUTE, NOW, lines};
use crate::Availability;
use ombud_plugin::Plugin;
use ombud_plugin::administration::people::{self, HeldRole, Person};
use ombud_plugin::desk::availability::{self, Cause, Channel, Question, Source, State};
use ombud_plugin::testing::Provided;
use ombud_worktime::channels::{Facts, Standing};
use serde_json::json;
use std::rc::Rc;

#[test]
fn somebody_can_be_given_work_who_is_here_and_accepts_some_and_is_not_away() {
    let desk = Desk::new();
    desk.kernel.availability(Provided::<Availability>::on(desk.kernel.cx()));
    let users = [desk.ana.clone(), "nobody".to_owned()];
    let asked = |channel| availability::states(&desk.kernel.cx(), &users, channel).unwrap();
    let told = asked(Channel::Tickets);
    assert_eq!((told[0].state, told[0].since), (State::Offline, None), "nothing was ever heard of Ana");
    // The answer is of this moment, also before the plugin has heard of it.
    desk.kernel.connect(&desk.ana, true);
    assert_eq!(asked(Channel::Tickets)[0].state, State::Accepting);
    desk.connects(&desk.ana, true);
    let told = asked(Channel::Tickets);
    assert_eq!((told[0].since, told[0].cause), (Some(NOW), Some(Cause::Connection)));
    assert_eq!(told[1].state, State::Offline);
    let until = NOW + HOUR;
    let lunch = json!({ "note": "lunch", "until": until });
    assert_eq!(desk.send("PUT", &format!("/api/away/{}", desk.ana), &lunch).status, 200);
    let told = asked(Channel::Chat);
    assert_eq!((told[0].state, told[0].until), (State::Away, Some(until)));
    desk.kernel.advance(HOUR);
    assert_eq!(asked(Channel::Chat)[0].state, State::Accepting, "before the timer has rung");
    assert_eq!(
        desk.send("PUT", &format!("/api/channels/{}", desk.ana), &json!({ "off": ["chat"] })).status,
        200
    );
    assert_eq!(asked(Channel::Chat)[0].state, State::Online);
    assert_eq!(asked(Channel::Tickets)[0].state, State::Accepting);
    let many = vec![desk.ana.clone(); 501];
    assert!(availability::states(&desk.kernel.cx(), &many, Channel::Chat).is_err());
}

#[test]
fn every_change_is_noted_at_its_own_time_with_its_cause() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.advance(10 * MINUTE);
    let away = format!("/api/away/{}", desk.ana);
    assert_eq!(desk.send("PUT", &away, &json!({ "until": NOW + 40 * MINUTE })).status, 200);
    desk.ring();
    // The timer rings late: the desk was down.
    desk.passes(50 * MINUTE);
    desk.connects(&desk.ana, false);
    assert_eq!(
        lines(&desk.log(&desk.ana)),
        ["0 accepting connection", "10 away away", "40 accepting away-ended", "60 offline connection"]
    );
    let turns = desk.get(&format!("/api/turns/{}", desk.ana));
    assert_eq!(turns["turns"][1]["by"], json!(desk.sofia), "somebody else said so");
    // What is heard twice is no second turn.
    let data = json!({ "user": desk.ana, "connected": false, "at": NOW + HOUR });
    desk.hear("kernel:presence.changed", &data);
    assert_eq!(desk.log(&desk.ana).len(), 4);
}

#[test]
fn a_choice_not_to_accept_work_is_heard_from_the_shifts() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.advance(MINUTE);
    let choice = json!({ "accepting": false });
    let path = format!("/api/availability/{}", desk.ana);
    desk.kernel.act_as(&desk.ana);
    let request = ombud_plugin::Request::json_body("PUT", &path, &choice);
    let answer = ombud_schedule::Schedule::handle(&desk.kernel.cx(), request).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body_text());
    desk.ring();
    assert_eq!(desk.state(&desk.ana, "tickets"), "online");
    assert_eq!(lines(&desk.log(&desk.ana))[1..], ["1 online choice"]);
}

#[test]
fn whoever_is_new_is_found_by_itself_and_each_hour_everybody_is_looked_at() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    assert_eq!(desk.state(&desk.sofia, "chat"), "offline", "one event made everybody known");
    // Something changes of which nobody tells.
    desk.kernel.connect(&desk.sofia, true);
    desk.passes(HOUR);
    assert_eq!(desk.state(&desk.sofia, "chat"), "accepting");
    let customer = desk.kernel.customer("Kim", "kim@home.test");
    desk.connects(&customer, true);
    assert_eq!(desk.answer(ombud_plugin::Request::get(&format!("/api/states/{customer}"))).status, 404);
}

#[test]
fn one_may_say_of_oneself_that_one_is_away_before_anything_was_heard() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.ana);
    assert_eq!(desk.send("PUT", "/api/away/me", &json!({ "note": "lunch" })).status, 200);
    assert_eq!(desk.get("/api/states/me")["away"]["note"], "lunch");
    assert_eq!(desk.state("me", "chat"), "offline", "who is not here is not away");
    desk.connects(&desk.ana, true);
    assert_eq!(desk.state("me", "chat"), "away");
    assert_eq!(desk.answer(ombud_plugin::Request::new("DELETE", "/api/away/me")).status, 200);
    assert_eq!(desk.state("me", "chat"), "accepting");
    assert_eq!(desk.send("PUT", "/api/away/me", &json!({ "until": NOW })).status, 422);
    assert_eq!(desk.send("PUT", "/api/away/me", &json!({ "note": "x".repeat(201) })).status, 422);
}

#[test]
fn whoever_is_staff_no_more_is_looked_at_each_hour_as_well() {
    let desk = Desk::new();
    desk.settings(&json!({ "tickets-unseen": true }));
    let facts = Facts {
        active: true,
        accepts: true,
        unseen: [ombud_worktime::channels::Channel::Tickets].into(),
        ..Facts::default()
    };
    let at = crate::keep::signed(NOW);
    let (standing, _) = Standing::begin(at, facts, ombud_worktime::channels::Cause::Account);
    // The directory does not know this one, and colleagues are without.
    crate::keep::save(&desk.kernel.cx(), "gone", None, &crate::keep::Person { standing }).unwrap();
    desk.connects(&desk.ana, true);
    assert_eq!(desk.state("gone", "tickets"), "accepting");
    desk.passes(HOUR);
    assert_eq!(desk.state("gone", "tickets"), "offline");
    assert_eq!(lines(&desk.log("gone")), ["60 offline account"]);
}

#[test]
fn what_is_heard_arms_the_hourly_look_though_its_timer_was_lost_and_puts_off_none_that_is_due() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    for timer in desk.kernel.timers() {
        desk.kernel.cx().cancel_timer(&timer.key).unwrap();
    }
    let dues = || desk.kernel.timers().iter().map(|timer| timer.due - NOW).collect::<Vec<_>>();
    desk.kernel.advance(MINUTE);
    let data = json!({ "user": desk.ana, "connected": true, "at": NOW });
    desk.hear("kernel:presence.changed", &data);
    assert_eq!(dues(), [HOUR]);
    desk.kernel.advance(HOUR);
    desk.hear("kernel:presence.changed", &data);
    assert_eq!(dues(), [HOUR, 2 * HOUR]);
}

#[test]
fn nothing_is_kept_of_a_customer_whoever_says_it() {
    let desk = Desk::new();
    let customer = desk.kernel.customer("Kim", "kim@home.test");
    let away = format!("/api/away/{customer}");
    assert_eq!(desk.send("PUT", &away, &json!({ "note": "lunch" })).status, 404);
    assert_eq!(desk.answer(ombud_plugin::Request::new("DELETE", &away)).status, 404);
    let channels = format!("/api/channels/{customer}");
    assert_eq!(desk.send("PUT", &channels, &json!({ "off": ["chat"] })).status, 404);
    assert_eq!(desk.send("PUT", "/api/away/nobody", &json!({})).status, 404);
    assert_eq!(desk.get("/api/states")["states"], json!([]));
    assert!(desk.kernel.timers().is_empty(), "nobody is looked at");
    assert_eq!(desk.send("PUT", &format!("/api/away/{}", desk.ana), &json!({})).status, 200);
}

/// Ana came an hour after NOW and left two hours later; it is an hour later still, and nothing was heard of that.
fn came_and_left(desk: &Desk) -> [serde_json::Value; 2] {
    desk.kernel.advance(HOUR);
    desk.kernel.connect(&desk.ana, true);
    desk.kernel.advance(2 * HOUR);
    desk.kernel.connect(&desk.ana, false);
    desk.kernel.advance(HOUR);
    let event =
        |connected, hours| json!({ "user": desk.ana, "connected": connected, "at": NOW + hours * HOUR });
    [event(true, 1), event(false, 3)]
}

#[test]
fn who_came_and_left_before_anything_was_heard_of_it_was_here_in_between() {
    for first_look in [false, true] {
        let desk = Desk::new();
        desk.connects(&desk.sofia, true);
        assert_eq!(desk.state(&desk.ana, "tickets"), "offline");
        let events = came_and_left(&desk);
        if first_look {
            desk.ring();
        }
        for event in events.iter().chain(&events) {
            desk.hear("kernel:presence.changed", event);
        }
        desk.ring();
        assert_eq!(
            lines(&desk.log(&desk.ana)),
            ["0 offline account", "60 accepting connection", "180 offline connection"]
        );
        let totals = desk.get("/api/totals?from=2026-11-24&until=2026-11-24");
        let all = totals["minutes"].as_array().unwrap();
        let ana = all.iter().find(|row| row["user"] == desk.ana.as_str()).unwrap();
        assert_eq!((&ana["accepting"], &ana["offline"]), (&120.into(), &120.into()), "{ana}");
    }
}

#[test]
fn somebody_is_known_from_the_first_event_also_when_it_comes_late() {
    let desk = Desk::new();
    for event in came_and_left(&desk) {
        desk.hear("kernel:presence.changed", &event);
    }
    assert_eq!(lines(&desk.log(&desk.ana)), ["60 accepting connection", "180 offline connection"]);
}

#[test]
fn an_event_that_comes_late_says_nothing_of_what_was_so_beside_it() {
    let desk = Desk::new();
    desk.connects(&desk.sofia, true);
    desk.kernel.advance(HOUR);
    desk.kernel.connect(&desk.ana, true);
    desk.kernel.advance(HOUR);
    // Nobody tells since when a setting is so.
    desk.settings(&json!({ "accepting-without-shifts": false }));
    desk.hear("kernel:presence.changed", &json!({ "user": desk.ana, "connected": true, "at": NOW + HOUR }));
    assert_eq!(
        lines(&desk.log(&desk.ana)),
        ["0 offline account", "60 accepting connection", "120 online shift"]
    );
}

#[test]
fn a_shift_that_becomes_longer_while_it_runs_is_told_with_its_new_end() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    let works = |hours: &str| {
        desk.works(&desk.ana, "Europe/Ljubljana", hours);
        desk.get(&format!("/api/states/{}", desk.ana))["chat"]["until"].clone()
    };
    assert_eq!(works("08:00-17:00"), NOW + 8 * HOUR);
    assert_eq!(works("08:00-18:00"), NOW + 9 * HOUR);
    let all = desk.get("/api/states");
    let ana = all["states"].as_array().unwrap().iter().find(|one| one["user"] == desk.ana.as_str()).unwrap();
    assert_eq!(ana["tickets"]["until"], NOW + 9 * HOUR);
    let end = ombud_plugin::moment::machine(NOW + 9 * HOUR).to_string();
    assert!(desk.page("/").contains(&end));
}

impl people::Service for Guide {
    fn get(&self, id: &str) -> ombud_plugin::Result<Person> {
        let held = |role: &str, department: Option<&String>, until| HeldRole {
            role: role.to_owned(),
            department: department.cloned(),
            until,
        };
        let roles = vec![
            held("guide", None, None),
            held("lead", Some(&self.support), None),
            held("gone", None, Some(NOW)),
        ];
        Ok(Person {
            id: id.to_owned(),
            name: "Ana".into(),
            alias: None,
            email: None,
            language: None,
            active: true,
            staff: true,
            owner: false,
            created: 0,
            roles,
            departments: Vec::new(),
        })
    }
}

#[test]
fn limits_are_said_for_people_roles_departments_and_the_desk() {
    let desk = Desk::new();
    desk.kernel.availability(Provided::<Availability>::on(desk.kernel.cx()));
    desk.kernel.administration(&Rc::new(Guide { support: desk.support.clone() }));
    let bound = |department: Option<&String>| {
        let question =
            Question { user: desk.ana.clone(), channel: Channel::Chat, department: department.cloned() };
        let told = availability::limits(&desk.kernel.cx(), &[question]).unwrap();
        (told[0].most, told[0].source)
    };
    let say = |limits: serde_json::Value| {
        let answer = desk.send("PUT", "/api/limits", &json!({ "limits": limits }));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
    };
    assert_eq!(bound(None), (2, Source::Desk), "new agents start low");
    say(json!({ "desk": { "chat": 3 }, "role-gone": { "chat": 9 } }));
    assert_eq!(bound(None), (3, Source::Desk), "a role that is held no more says nothing");
    let there = format!("department-{}", desk.support);
    say(json!({ there.as_str(): { "chat": 4 }, "role-guide": { "chat": 1 }, "role-lead": { "chat": 5 } }));
    assert_eq!(bound(None), (1, Source::Role));
    assert_eq!(bound(Some(&desk.support)), (5, Source::Role), "the role that is held there");
    say(json!({ there.as_str(): { "chat": 4 } }));
    assert_eq!(bound(Some(&desk.support)), (4, Source::Department));
    let me = format!("agent-{}", desk.ana);
    say(json!({ me.as_str(): { "chat": 0 } }));
    assert_eq!(bound(Some(&desk.support)), (0, Source::Agent));
    assert_eq!(
        desk.get(&format!("/api/limits/{}", desk.ana))["tickets"],
        json!({ "most": 10, "source": "desk" })
    );
    for wrong in [json!({ "nobody": {} }), json!({ "desk": { "chat": 10_001 } })] {
        assert_eq!(desk.send("PUT", "/api/limits", &json!({ "limits": wrong })).status, 422);
    }
}

#[test]
fn who_was_there_when_is_forgotten_after_the_days_that_are_chosen() {
    let desk = Desk::new();
    desk.settings(&json!({ "history-days": 31 }));
    desk.connects(&desk.ana, true);
    desk.passes(MINUTE);
    desk.connects(&desk.ana, false);
    let address = format!("/api/turns/{}?from={}&until={}", desk.ana, NOW - HOUR, NOW + HOUR);
    let known = || desk.get(&address)["turns"].as_array().unwrap().len();
    assert_eq!(known(), 2, "{}", desk.get(&address));
    desk.passes(30 * 24 * HOUR);
    assert_eq!(known(), 2);
    desk.passes(2 * 24 * HOUR);
    assert_eq!(known(), 1, "what was so last is still so");
}

#[test]
fn all_flips_of_shifts_that_were_missed_are_learned_at_their_own_time() {
    for heard_first in [true, false] {
        let desk = Desk::new();
        desk.connects(&desk.ana, true);
        desk.works(&desk.ana, "Europe/Ljubljana", "08:00-17:00");
        desk.passes(HOUR);
        // For a day nothing rings: two flips come in one, and of them the last is told.
        desk.kernel.advance(24 * HOUR);
        if heard_first {
            desk.kernel.due_timers();
            let schedule = |key: &str| {
                let user = desk.ana.clone();
                ombud_schedule::Schedule::ring(&desk.kernel.cx(), &format!("{key}{user}"), NOW, "null")
                    .unwrap();
            };
            schedule("wake/");
            schedule("tell/");
            let last = desk.kernel.events().pop().unwrap();
            let data: serde_json::Value = serde_json::from_str(&last.data).unwrap();
            desk.hear("schedule:availability.changed", &data);
        }
        desk.ring();
        let log = desk.log(&desk.ana);
        let wanted = ["0 accepting connection", "480 online shift", "1380 accepting shift"];
        assert_eq!(lines(&log), wanted, "heard first: {heard_first}");
        let turns = desk.get(&format!("/api/turns/{}", desk.ana));
        assert_eq!(turns["turns"][1]["noticed"], json!(NOW + 25 * HOUR));
        let totals = desk.get("/api/totals?from=2026-11-24&until=2026-11-25");
        let rows = totals["minutes"].as_array().unwrap();
        let days: Vec<(i64, i64)> = rows
            .iter()
            .filter(|row| row["user"] == desk.ana.as_str())
            .map(|row| (row["accepting"].as_i64().unwrap(), row["online"].as_i64().unwrap()))
            .collect();
        // Until five and then until midnight; until eight and then until now.
        assert_eq!(days, [(480, 420), (120, 480)]);
        desk.passes(HOUR);
        assert_eq!(desk.log(&desk.ana).len(), 3, "nothing comes twice");
    }
}
