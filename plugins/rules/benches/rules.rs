//! How long it takes to find which of 200 rules fits, against having none.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

use ombud_plugin::desk::tickets::{Priority, Status};
use ombud_rules::model::action::Action;
use ombud_rules::model::condition::{Check, Condition, Is, What};
use ombud_rules::model::engine::{Placed, Run};
use ombud_rules::model::facts::Facts;
use ombud_rules::model::rule::Rule;
use ombud_rules::model::trigger::{Happening, Trigger};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

const RULES: u32 = 200;
const EVENTS: u32 = 20_000;

fn check(what: What, is: Is, values: &[&str]) -> Condition {
    Condition::Check(Check { what, is, values: values.iter().map(|value| (*value).to_owned()).collect() })
}

/// A rule of five conditions in two levels, none of which fits: the whole list is gone through.
fn rule(number: u32) -> Placed {
    let when = Condition::All(vec![
        check(What::Status, Is::AnyOf, &["new", "open"]),
        Condition::Any(vec![
            check(What::Tags, Is::AnyOf, &[&format!("tag-{number}"), "nothing"]),
            check(What::Subject, Is::Contains, &[&format!("word-{number}"), "unheard of"]),
            check(What::Field("order".into()), Is::AnyOf, &[&format!("A-{number}")]),
        ]),
        Condition::Not(Box::new(check(What::Department, Is::AnyOf, &["billing"]))),
    ]);
    let rule = Rule {
        name: format!("Rule {number}"),
        enabled: true,
        stop: false,
        once: None,
        on: vec![
            Trigger::Opened,
            Trigger::CustomerReplied,
            Trigger::Changed { field: Some("status".into()) },
        ],
        when,
        then: vec![Action::SetPriority { to: Priority::High }],
    };
    Placed { id: format!("{number:026}"), place: number, rule }
}

fn ticket() -> Facts {
    Facts {
        id: "t".into(),
        number: 1,
        version: 1,
        subject: "The printer on the second floor prints everything twice since Monday".into(),
        department: "support".into(),
        assignee: None,
        requester: Some("zoe".into()),
        status: Status::Open,
        priority: Priority::Normal,
        tags: ["hardware", "printer", "floor-2"].map(str::to_owned).to_vec(),
        fields: BTreeMap::from([("order".to_owned(), serde_json::json!("B-17"))]),
        channel: "mail".into(),
        language: Some("en".into()),
        created: 0,
        updated: 0,
        message: None,
        clocks: None,
    }
}

/// Nanoseconds an event, the best of five.
fn measure(rules: &[Placed], facts: &Facts) -> f64 {
    let round = || {
        let begun = Instant::now();
        for _ in 0..EVENTS {
            let mut run = Run::begin(vec![Happening::CustomerReplied]);
            assert!(black_box(run.next(rules, black_box(facts), 0, &|_| true)).is_none());
        }
        begun.elapsed().as_nanos() as f64 / f64::from(EVENTS)
    };
    (0..5).map(|_| round()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let facts = ticket();
    let all: Vec<Placed> = (0..RULES).map(rule).collect();
    let (none, some) = (measure(&[], &facts), measure(&all, &facts));
    println!(
        "finding which of {RULES} rules fits an event takes {:.1} µs, {:.0} ns a rule; with none {none:.0} ns",
        some / 1000.0,
        some / f64::from(RULES)
    );
}
