//! Who is given which chat.

use super::Desk;
use crate::keep::State;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::availability::State as Availability;
use proptest::prelude::{any, prop_assert, proptest};
use proptest::test_runner::Config;
use serde_json::json;

#[test]
fn a_chat_rings_at_whoever_has_the_fewest_and_is_theirs_when_they_accept() {
    let desk = Desk::new();
    let (visitor, chat) = desk.begins();
    let first = desk.rings_at(&chat).unwrap();
    let (_, other) = desk.begins();
    assert_ne!(desk.rings_at(&other).unwrap(), first, "the other one has fewer");
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!(
        (&told["state"], &told["position"], &told["agent"]),
        (&json!("waiting"), &json!(1), &json!(null))
    );
    desk.done(&first, &chat, "accept", &json!({}));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!((&told["state"], &told["position"]), (&json!("running"), &json!(null)));
    desk.fits_together();
}

#[test]
fn who_waits_is_told_the_place_and_comes_when_a_place_is_free() {
    let desk = Desk::new();
    let all: Vec<_> = (0..6).map(|_| desk.begins()).collect();
    assert_eq!((desk.has(&desk.ana), desk.has(&desk.boris)), (2, 2));
    let (visitor, chat) = &all[5];
    assert_eq!(desk.get(visitor, &format!("/api/chats/{chat}"))["position"], 6);
    assert_eq!(desk.rings_at(&all[4].1), None);
    let (first, first_chat) = &all[0];
    desk.done(first, first_chat, "end", &json!({}));
    assert!(desk.rings_at(&all[4].1).is_some(), "whoever waited longest is next");
    assert_eq!(desk.rings_at(chat), None);
    assert_eq!(desk.get(visitor, &format!("/api/chats/{chat}"))["position"], 5);
    desk.fits_together();
}

#[test]
fn a_raised_limit_gives_out_what_waits_and_a_lowered_one_drops_nothing() {
    let desk = Desk::new();
    let all: Vec<_> = (0..6).map(|_| desk.begins()).collect();
    desk.is(&desk.ana, Availability::Accepting, 4);
    assert_eq!((desk.has(&desk.ana), desk.has(&desk.boris)), (4, 2));
    desk.is(&desk.ana, Availability::Accepting, 1);
    assert_eq!(desk.has(&desk.ana), 4, "what somebody has stays");
    let (visitor, chat) = &all[0];
    desk.done(visitor, chat, "end", &json!({}));
    desk.fits_together();
}

#[test]
fn who_does_not_answer_has_missed_one_and_the_next_one_is_asked() {
    let desk = Desk::new();
    let (_, chat) = desk.begins();
    let first = desk.rings_at(&chat).unwrap();
    desk.passes(29);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&first));
    desk.passes(2);
    let second = desk.rings_at(&chat).unwrap();
    assert_ne!(first, second);
    assert_eq!(desk.get(&first, "/api/chats")["missed"], 1);
    assert_eq!(desk.post(&first, &format!("/api/chats/{chat}/accept"), &json!({})).status, 409, "too late");
    // Whoever declines is asked again only when nobody else is, and not at once.
    desk.done(&second, &chat, "decline", &json!({}));
    assert_eq!(desk.rings_at(&chat), None);
    desk.passes(20);
    assert!(desk.rings_at(&chat).is_some());
    assert_eq!(desk.get(&second, "/api/chats")["missed"], 0, "declining is no missing");
    desk.fits_together();
}

#[test]
fn who_goes_gives_everything_back_and_it_waits_where_it_stood() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.passes(60);
    desk.is(&desk.boris, Availability::Accepting, 0);
    let (_, later) = desk.begins();
    assert_eq!(desk.rings_at(&later).as_ref(), Some(&desk.ana));
    desk.is(&desk.ana, Availability::Offline, 2);
    assert_eq!((desk.state(&chat), desk.has(&desk.ana)), (State::Waiting, 0));
    assert_eq!(desk.rings_at(&later), None);
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}"))["position"], 1, "it came first");
    desk.is(&desk.boris, Availability::Accepting, 1);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.boris));
    desk.fits_together();
}

#[test]
fn the_agent_of_last_time_comes_first_for_some_seconds_and_nobody_behind_is_held_up() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.done(&visitor, &chat, "end", &json!({}));
    desk.is(&desk.boris, Availability::Accepting, 0);
    let (_, one) = desk.begins();
    let (_, two) = desk.begins();
    desk.done(&desk.ana, &one, "accept", &json!({}));
    desk.done(&desk.ana, &two, "accept", &json!({}));
    desk.is(&desk.boris, Availability::Accepting, 2);
    let again = desk.begins_as(&visitor, "second");
    assert_eq!(desk.rings_at(&again), None, "Ana is there and has no place");
    let (_, behind) = desk.begins();
    assert_eq!(desk.rings_at(&behind).as_ref(), Some(&desk.boris));
    desk.passes(21);
    assert_eq!(desk.rings_at(&again).as_ref(), Some(&desk.boris), "long enough");
    // Who is not there is not waited for.
    desk.done(&visitor, &again, "end", &json!({}));
    desk.is(&desk.ana, Availability::Away, 2);
    let third = desk.begins_as(&visitor, "third");
    assert_eq!(desk.rings_at(&third).as_ref(), Some(&desk.boris));
}

#[test]
fn a_colleague_is_rung_at_whatever_the_limit_says_and_one_is_told_so() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    for _ in 0..2 {
        let (_, other) = desk.begins();
        if desk.rings_at(&other).unwrap() == desk.ana {
            desk.done(&desk.ana, &other, "decline", &json!({}));
        }
    }
    assert_eq!(desk.has(&desk.boris), 2);
    let wish = json!({ "agent": desk.boris, "note": "She wants the blue one." });
    let told = desk.done(&desk.ana, &chat, "transfer", &wish);
    assert_eq!(told, json!({ "has": 3, "most": 2 }));
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.boris));
    desk.done(&desk.boris, &chat, "accept", &json!({}));
    assert_eq!(desk.has(&desk.boris), 3);
    assert!(desk.page(&desk.boris, &format!("/chats/{chat}")).contains("She wants the blue one."));
    desk.fits_together();
    // Nobody who is not there.
    desk.is(&desk.ana, Availability::Offline, 2);
    let refused =
        desk.post(&desk.boris, &format!("/api/chats/{chat}/transfer"), &json!({ "agent": desk.ana }));
    assert_eq!(refused.status, 422, "{}", refused.body_text());
}

#[test]
fn a_department_is_rung_at_and_the_place_is_free_at_once() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let told = desk.done(&desk.ana, &chat, "transfer", &json!({ "department": desk.sales }));
    assert_eq!(told, json!(null));
    assert_eq!(desk.has(&desk.ana), 0);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.boris), "who is in Sales");
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!((&told["state"], &told["agent"]), (&json!("waiting"), &json!(null)));
    desk.fits_together();
}

#[test]
fn what_waits_is_picked_once_and_only_by_who_has_a_place() {
    let desk = Desk::new();
    desk.is(&desk.ana, Availability::Online, 1);
    desk.is(&desk.boris, Availability::Online, 1);
    let (_, one) = desk.begins();
    let (_, two) = desk.begins();
    desk.done(&desk.ana, &one, "pick", &json!({}));
    assert_eq!(desk.post(&desk.boris, &format!("/api/chats/{one}/pick"), &json!({})).status, 409);
    let full = desk.post(&desk.ana, &format!("/api/chats/{two}/pick"), &json!({}));
    assert_eq!(full.status, 409);
    assert!(full.body_text().contains("1 of 1"), "{}", full.body_text());
    desk.fits_together();
}

#[test]
fn more_than_a_hundred_who_ring_hide_nobody_who_waits() {
    let desk = Desk::new();
    desk.is(&desk.ana, Availability::Accepting, 200);
    desk.is(&desk.boris, Availability::Accepting, 200);
    let all: Vec<_> = (0..230).map(|_| desk.begins()).collect();
    assert!(all.iter().all(|(_, chat)| desk.rings_at(chat).is_some()), "there is a place for each");
    // And all at once, when somebody comes.
    let desk = Desk::new();
    desk.is(&desk.ana, Availability::Online, 300);
    desk.is(&desk.boris, Availability::Online, 300);
    let all: Vec<_> = (0..230).map(|_| desk.begins()).collect();
    desk.is(&desk.ana, Availability::Accepting, 300);
    assert_eq!(desk.has(&desk.ana), 230);
    assert!(all.iter().all(|(_, chat)| desk.rings_at(chat).as_ref() == Some(&desk.ana)));
}

#[test]
fn it_rings_only_at_those_who_may_take_chats() {
    let desk = Desk::new();
    // Whatever else it gives.
    desk.office.gives("collaborator", "chat:chat.write", Scope::Assigned);
    desk.is_collaborator(&desk.ana);
    let (visitor, one) = desk.begins();
    assert_eq!(desk.rings_at(&one).as_ref(), Some(&desk.boris));
    desk.passes(31);
    assert_eq!(desk.rings_at(&one), None, "nobody else is asked");
    desk.passes(16);
    assert_eq!(desk.rings_at(&one).as_ref(), Some(&desk.boris));
    assert_eq!(desk.get(&visitor, "/api/state")["open"], true);
    desk.is_collaborator(&desk.boris);
    assert_eq!(desk.get(&visitor, "/api/state")["open"], false, "nobody is there who could take one");
    // Nor does a right alone do that lets nobody answer.
    desk.office.gives("porter", "chat:chat.take", Scope::Unassigned);
    desk.office.holds(&desk.boris, "porter");
    assert_eq!(desk.get(&visitor, "/api/state")["open"], false, "who takes it could not write");
    desk.office.gives("porter", "chat:chat.write", Scope::Assigned);
    assert_eq!(desk.get(&visitor, "/api/state")["open"], true);
}

#[test]
fn who_may_not_begin_chats_begins_none() {
    let desk = Desk::new();
    let visitor = desk.kernel.customer("Vera", "vera@example.org");
    desk.is_collaborator(&visitor);
    let asked = json!({ "key": "first", "name": "Vera", "department": desk.support });
    assert_eq!(desk.post(&visitor, "/api/chats", &asked).status, 403);
}

#[test]
fn a_ring_whose_timer_was_lost_ends_when_chats_are_given_out_next() {
    let desk = Desk::new();
    desk.is(&desk.boris, Availability::Online, 2);
    let (_, chat) = desk.begins();
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.ana));
    desk.kernel.cx().cancel_timer(&crate::queue::ring_key(&chat)).unwrap();
    desk.passes(60);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.ana), "nothing has ended it");
    desk.is(&desk.boris, Availability::Accepting, 2);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.boris));
    assert_eq!((desk.has(&desk.ana), desk.get(&desk.ana, "/api/chats")["missed"].clone()), (0, json!(1)));
    desk.fits_together();
}

#[test]
fn whoever_hands_over_within_the_department_is_not_rung_at_at_once() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.is(&desk.boris, Availability::Accepting, 0);
    desk.done(&desk.ana, &chat, "transfer", &json!({ "department": desk.support }));
    assert_eq!(desk.rings_at(&chat), None);
    desk.passes(16);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.ana), "nobody else is there");
}

#[test]
fn the_pages_name_whoever_has_chats_and_the_chats_that_one_joined() {
    let desk = Desk::new();
    desk.is(&desk.boris, Availability::Accepting, 0);
    let (_, chat) = desk.begins();
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.ana));
    let page = desk.page(&desk.sofia, "/running");
    assert!(
        page.contains("Agent&lt;/b&gt;") || page.contains("Ana &lt;b&gt;Agent"),
        "it only rings at her: {page}"
    );
    desk.done(&desk.ana, &chat, "accept", &json!({}));
    desk.kernel.act_as(&desk.sofia);
    let row = format!("mine/{chat}");
    assert!(!desk.page(&desk.sofia, "/").contains(&row));
    desk.done(&desk.sofia, &chat, "join", &json!({}));
    assert!(desk.page(&desk.sofia, "/").contains(&row));
    assert_eq!(desk.has(&desk.sofia), 0, "no place is taken by it");
    desk.fits_together();
}

#[test]
fn the_limit_that_is_shown_is_that_of_departments() {
    let desk = Desk::new();
    desk.there.departments([(desk.support.clone(), 5)]);
    assert_eq!(desk.get(&desk.ana, "/api/chats")["most"], 5);
    assert_eq!(desk.get(&desk.boris, "/api/chats")["most"], 5, "where it is most");
    let all: Vec<_> = (0..10).map(|_| desk.begins()).collect();
    assert!(all.iter().all(|(_, chat)| desk.rings_at(chat).is_some()));
}

proptest! {
    #![proptest_config(Config { cases: 40, ..Config::default() })]

    /// Whatever people do in whatever order: nobody has more than the limit, every chat is in one place, and nobody waits beside a
    /// free place once the pauses are over.
    #[test]
    fn limits_hold_whatever_happens(steps in proptest::collection::vec((0_u8..9, any::<proptest::sample::Index>()), 1..60)) {
        let desk = Desk::new();
        let agents = [desk.ana.clone(), desk.boris.clone()];
        let mut most = [2_usize, 2];
        let mut all: Vec<(String, String)> = Vec::new();
        for (what, which) in steps {
            let at = which.index(2);
            let agent = &agents[at];
            match what {
                0..=2 => all.push(desk.begins()),
                3 | 4 => for (_, chat) in &all {
                    if desk.rings_at(chat).as_ref() == Some(agent) {
                        desk.done(agent, chat, if what == 3 { "accept" } else { "decline" }, &json!({}));
                        break;
                    }
                },
                5 if !all.is_empty() => {
                    let (visitor, chat) = all.swap_remove(which.index(all.len()));
                    desk.done(&visitor, &chat, "end", &json!({}));
                }
                6 => desk.passes(31),
                7 => {
                    // Only upwards: a lowered limit drops nothing, and is no limit for what is there.
                    most[at] += 1;
                    desk.is(agent, Availability::Accepting, u32::try_from(most[at]).unwrap());
                }
                8 => {
                    desk.is(agent, Availability::Offline, 0);
                    desk.is(agent, Availability::Accepting, u32::try_from(most[at]).unwrap());
                }
                _ => {}
            }
            desk.fits_together();
            for (agent, most) in agents.iter().zip(most) {
                prop_assert!(desk.has(agent) <= most);
            }
        }
        // Everybody accepts, so that nobody is missed, until nobody need be asked again.
        for _ in 0..all.len() + 2 {
            for (_, chat) in &all {
                if let Some(agent) = desk.rings_at(chat) {
                    desk.done(&agent, chat, "accept", &json!({}));
                }
            }
            desk.passes(16);
        }
        let waits = all.iter().any(|(_, chat)| desk.state(chat) == State::Waiting && desk.rings_at(chat).is_none());
        prop_assert!(!waits || agents.iter().zip(most).all(|(agent, most)| desk.has(agent) >= most));
    }
}
