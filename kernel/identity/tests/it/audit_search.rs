//! Looking things up: the same as reading everything, whatever is asked for.

use crate::desk::{Desk, HOUR, MINUTE};
use ombud_access::{PluginId, Timestamp};
use ombud_identity::audit::chain::seal;
use ombud_identity::audit::search::{Filter, Found, Order, list};
use ombud_identity::audit::{Fact, append};
use ombud_identity::{Actor, department, person};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn pages(desk: &Desk, filter: &Filter, order: Order, limit: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let mut uow = desk.store.begin();
        let authority = desk.authority(&mut uow, desk.owner);
        let page = list(&mut uow, &authority, filter, order, cursor, limit).unwrap();
        assert!(page.entries.len() <= limit);
        found.extend(page.entries);
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

/// A history of some hundred entries by three people over two days, some at the same moment.
async fn desk_with_a_history() -> Desk {
    let mut desk = Desk::new().await;
    let ana = desk.hire("Ana", "administrator").await;
    let ben = desk.hire("Ben", "administrator").await;
    let mut sales = None;
    for n in 0..120_u32 {
        let by = [desk.owner, ana, ben][n as usize % 3];
        match n % 5 {
            0 => sales = Some(desk.department(&format!("Department {n}")).await),
            1 => {
                let title = format!("Shop {n}");
                let id = sales.unwrap();
                desk.by(by, |uow, by| department::rename(uow, by, id, &title)).await.unwrap();
            }
            2 | 3 => {
                let active = n % 5 == 3;
                let because = if n % 2 == 0 { "on leave" } else { "back again" };
                desk.by(desk.owner, |uow, by| {
                    person::set_active(uow, Actor::from(by).because(because), ana, active)
                })
                .await
                .unwrap();
            }
            _ => desk.wait(if n % 3 == 0 { HOUR } else { MINUTE }),
        }
    }
    seal(&desk.store).await.unwrap();
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_what_reading_everything_finds_in_pages_of_any_size() {
    const ACTIONS: [&str; 6] =
        ["person", "person.suspend", "person.sus", "department", "department.edit", "nothing"];
    const TEXTS: [&str; 4] = ["On Leave", "shop 1", "department", "nobody wrote this"];
    let desk = desk_with_a_history().await;
    let everything = pages(&desk, &Filter::default(), Order::OldestFirst, 500);
    assert!(everything.len() > 80);
    assert!(everything.windows(2).all(|pair| pair[0].entry.at <= pair[1].entry.at));
    let targets: Vec<String> = everything.iter().map(|found| found.entry.target.clone()).collect();
    let actors: Vec<_> = everything.iter().filter_map(|found| found.entry.actor).collect();
    let moments: Vec<Timestamp> = everything.iter().map(|found| found.entry.at).collect();

    let filter = (
        prop::option::weighted(0.3, prop::sample::select(targets)),
        prop::option::weighted(0.3, prop::sample::select(actors)),
        prop::option::weighted(0.5, prop::sample::select(&ACTIONS[..])),
        prop::option::weighted(0.4, prop::sample::select(moments.clone())),
        prop::option::weighted(0.4, prop::sample::select(moments)),
        prop::option::weighted(0.3, prop::sample::select(&TEXTS[..])),
    )
        .prop_map(|(target, actor, action, since, until, text)| Filter {
            target,
            actor,
            action: action.map(str::to_owned),
            since,
            until,
            text: text.map(str::to_owned),
            plugin: None,
        });
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let checked = runner.run(&(filter, 1..40_usize, any::<bool>()), |(filter, limit, newest_first)| {
        let mut expected: Vec<_> = everything
            .iter()
            .filter(|found| {
                let entry = &found.entry;
                let line = serde_json::to_string(entry).unwrap().to_lowercase();
                let parts: Vec<_> = entry.action.split('.').collect();
                let by_action = filter.action.as_ref().is_none_or(|wanted| match wanted.split_once('.') {
                    Some(_) => *wanted == entry.action,
                    None => *wanted == parts[0],
                });
                by_action
                    && filter.target.as_ref().is_none_or(|target| entry.target == *target)
                    && filter.actor.is_none_or(|actor| entry.actor == Some(actor))
                    && filter.since.is_none_or(|since| since <= entry.at)
                    && filter.until.is_none_or(|until| entry.at < until)
                    && filter.text.as_ref().is_none_or(|text| line.contains(&text.to_lowercase()))
            })
            .cloned()
            .collect();
        if newest_first {
            expected.reverse();
        }
        let order = if newest_first { Order::NewestFirst } else { Order::OldestFirst };
        prop_assert_eq!(pages(&desk, &filter, order, limit), expected, "{:?}", filter);
        Ok(())
    });
    if let Err(failure) = checked {
        panic!("{failure}");
    }
}

#[tokio::test]
async fn what_a_plugin_did_is_found_by_its_name() {
    let desk = Desk::new().await;
    let plugin = PluginId::parse("notes").unwrap();
    let mut uow = desk.store.begin();
    let authority = desk.authority(&mut uow, desk.owner).through(&plugin);
    let denial = department::create(&mut uow, &authority, "Notes").unwrap_err();
    let ombud_identity::IdentityError::Denied(denial) = denial else { panic!("{denial}") };
    ombud_identity::audit::denied(&mut uow, &authority, "department:new", &denial).unwrap();
    desk.commit(uow).await.unwrap();
    let filter = Filter { plugin: Some(plugin), ..Filter::default() };
    let found = pages(&desk, &filter, Order::NewestFirst, 10);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].entry.action.as_str(), found[0].entry.actor), ("access.denied", Some(desk.owner)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_looks_for_something_rare_ends_in_time_and_goes_on() {
    let desk = Desk::new().await;
    for _ in 0..12 {
        let mut uow = desk.store.begin();
        let owner = desk.authority(&mut uow, desk.owner);
        for n in 0..500 {
            let fact = Fact { action: "desk.look", target: format!("window:{n}"), before: None, after: None };
            append(&mut uow, &owner, fact).unwrap();
        }
        desk.commit(uow).await.unwrap();
    }
    // The first entry of all is how the desk got its owner.
    let filter = Filter { text: Some("olga@example.org".into()), ..Filter::default() };
    let mut uow = desk.store.begin();
    let authority = desk.authority(&mut uow, desk.owner);
    let first = list(&mut uow, &authority, &filter, Order::NewestFirst, None, 10).unwrap();
    assert!(first.entries.is_empty() && first.next.is_some(), "{} and {:?}", first.entries.len(), first.next);
    assert_eq!(pages(&desk, &filter, Order::NewestFirst, 10).len(), 1);
}
