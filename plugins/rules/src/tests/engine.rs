//! The engine against slow ones that are written another way.

use crate::model::action::{self, Action};
use crate::model::condition::{Check, Condition, Is, Of, Verdict, What};
use crate::model::engine::{Placed, Run};
use crate::model::facts::{Facts, tests::plain};
use crate::model::rule::Rule;
use crate::model::trigger::{Happening, Trigger};
use ombud_plugin::desk::tickets::{Priority, Status};
use proptest::prelude::*;

fn check(what: What, is: Is, values: &[&str]) -> Condition {
    Condition::Check(Check { what, is, values: values.iter().map(|value| (*value).to_owned()).collect() })
}

fn rule(id: &str, place: u32, on: Vec<Trigger>, when: Condition, then: Vec<Action>) -> Placed {
    let rule = Rule { name: id.into(), enabled: true, stop: false, once: None, on, when, then };
    Placed { id: id.into(), place, rule }
}

/// Runs to the end, as the plugin does; answers which rules did something, in order, and which go in a circle.
fn runs(rules: &[Placed], facts: &mut Facts, happenings: Vec<Happening>) -> (Vec<String>, Vec<String>) {
    let mut run = Run::begin(happenings);
    let mut did = Vec::new();
    while let Some(rule) = run.next(rules, facts, 0, &|_| true) {
        let rule = rule.clone();
        let outcome =
            action::apply(&rule.rule.then, facts, &|text, _| text.to_owned(), &|_| String::new(), None);
        let more = outcome.after.since(facts);
        *facts = outcome.after;
        did.push(rule.id.clone());
        run.did(&rule, more);
    }
    let circles = run.circles(rules, facts, 0).into_iter().map(|rule| rule.id.clone()).collect();
    (did, circles)
}

fn changed(field: &str) -> Trigger {
    Trigger::Changed { field: Some(field.into()) }
}

#[test]
fn a_later_rule_sees_what_an_earlier_one_made_and_an_earlier_one_hears_of_it_in_the_next_round() {
    let added = |tag: &str| Trigger::TagAdded { tag: Some(tag.into()) };
    let tag = |tag: &str| vec![Action::AddTags { tags: vec![tag.into()] }];
    let always = Condition::default;
    let rules = [
        rule("last", 1, vec![added("two")], always(), tag("three")),
        rule("first", 2, vec![Trigger::Opened], always(), tag("one")),
        rule("second", 3, vec![added("one")], check(What::Tags, Is::AnyOf, &["one"]), tag("two")),
    ];
    let mut facts = plain();
    let (did, circles) = runs(&rules, &mut facts, vec![Happening::Opened]);
    assert_eq!(did, ["first", "second", "last"]);
    assert_eq!(facts.tags, ["VIP", "one", "three", "two"]);
    assert_eq!(circles, [""; 0]);
}

#[test]
fn two_rules_that_undo_each_other_end_and_are_told() {
    let set = |to| vec![Action::SetPriority { to }];
    let rules = [
        rule(
            "down",
            1,
            vec![changed("priority")],
            check(What::Priority, Is::AnyOf, &["urgent"]),
            set(Priority::Low),
        ),
        rule(
            "up",
            2,
            vec![changed("priority")],
            check(What::Priority, Is::AnyOf, &["low"]),
            set(Priority::Urgent),
        ),
    ];
    let mut facts = plain();
    facts.priority = Priority::Urgent;
    let (did, circles) = runs(&rules, &mut facts, vec![Happening::Changed { field: "priority".into() }]);
    assert_eq!(did, ["down", "up"]);
    assert_eq!(circles, ["down"]);
}

#[test]
fn nothing_comes_after_a_rule_that_stops() {
    let mut rules = [
        rule("first", 1, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
        rule("second", 2, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
    ];
    assert_eq!(runs(&rules, &mut plain(), vec![Happening::Opened]).0, ["first", "second"]);
    rules[0].rule.stop = true;
    assert_eq!(runs(&rules, &mut plain(), vec![Happening::Opened]).0, ["first"]);
}

#[test]
fn a_rule_that_fits_stops_though_all_was_so_already_and_has_its_turn_again_when_more_happens() {
    let set = |to| vec![Action::SetPriority { to }];
    let unless_stopped = || {
        let mut rules = [
            rule("high", 1, vec![changed("priority")], Condition::default(), set(Priority::High)),
            rule("low", 2, vec![changed("priority")], Condition::default(), set(Priority::Low)),
        ];
        let mut run = Run::begin(vec![Happening::Changed { field: "priority".into() }]);
        let facts = Facts { priority: Priority::High, ..plain() };
        assert_eq!(run.next(&rules, &facts, 0, &|_| true).unwrap().id, "high");
        rules[0].rule.stop = true;
        (rules, run, facts)
    };
    let (rules, mut run, facts) = unless_stopped();
    run.idle(&rules[0]);
    assert!(run.next(&rules, &facts, 0, &|_| true).is_none(), "the ticket was dealt with");
    // One that does not stop: what comes after it undoes it, so it has something to do.
    let (mut rules, mut run, mut facts) = unless_stopped();
    rules[0].rule.stop = false;
    run.idle(&rules[0]);
    assert_eq!(run.next(&rules, &facts, 0, &|_| true).unwrap().id, "low");
    facts.priority = Priority::Low;
    run.did(&rules[1], vec![Happening::Changed { field: "priority".into() }]);
    assert_eq!(run.next(&rules, &facts, 0, &|_| true).unwrap().id, "high");
}

#[test]
fn a_rule_that_did_nothing_stops_nothing_and_goes_in_no_circle() {
    let mut rules = [
        rule("first", 1, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
        rule("second", 2, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
        rule("third", 3, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
    ];
    rules[0].rule.stop = true;
    let mut run = Run::begin(vec![Happening::Opened]);
    assert_eq!(run.next(&rules, &plain(), 0, &|_| true).unwrap().id, "first");
    run.passed("first");
    let mut run: Run = serde_json::from_str(&serde_json::to_string(&run).unwrap()).unwrap();
    assert_eq!(run.next(&rules, &plain(), 0, &|_| true).unwrap().id, "second");
    run.did(&rules[1], Vec::new());
    assert_eq!(run.next(&rules, &plain(), 0, &|_| true).unwrap().id, "third");
    run.did(&rules[2], vec![Happening::Opened]);
    assert!(run.next(&rules, &plain(), 0, &|_| true).is_none(), "its turn is over");
    let circles: Vec<&str> = run.circles(&rules, &plain(), 0).iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(circles, ["second"]);
}

#[test]
fn a_run_goes_on_where_it_was_after_it_was_written_down() {
    let rules = [
        rule("first", 1, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
        rule("second", 2, vec![Trigger::Opened], Condition::default(), vec![Action::Unassign]),
    ];
    let mut run = Run::begin(vec![Happening::Opened]);
    let first = run.next(&rules, &plain(), 0, &|_| true).unwrap();
    run.did(first, Vec::new());
    let mut again: Run = serde_json::from_str(&serde_json::to_string(&run).unwrap()).unwrap();
    assert_eq!(again.next(&rules, &plain(), 0, &|_| true).unwrap().id, "second");
}

// Conditions, once more, by a table instead of by code.

fn naive(condition: &Condition, facts: &Facts) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().filter(|part| !naive(part, facts)).count() == 0,
        Condition::Any(parts) => parts.iter().filter(|part| naive(part, facts)).count() > 0,
        Condition::Not(part) => !naive(part, facts),
        Condition::Check(check) => naive_check(check, facts),
    }
}

fn naive_check(check: &Check, facts: &Facts) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let mine: Vec<String> = match &check.what {
        What::Status => vec![lower(facts.status.as_str())],
        What::Priority => vec![lower(facts.priority.as_str())],
        What::Tags => facts.tags.iter().map(|tag| lower(tag)).collect(),
        What::Subject => vec![lower(&facts.subject)],
        What::Assignee => vec![facts.assignee.clone().unwrap_or("nobody".into())],
        What::Field(name) => match facts.fields.get(name) {
            Some(serde_json::Value::String(text)) => vec![lower(text)],
            Some(other) => vec![other.to_string()],
            None => vec![],
        },
        other => panic!("not asked here: {other}"),
    };
    let theirs: Vec<String> = check.values.iter().map(|value| lower(value)).collect();
    let common = mine.iter().filter(|one| theirs.contains(one)).count();
    let within = theirs.iter().filter(|value| mine.iter().any(|one| one.contains(value.as_str()))).count();
    let number = |text: &String| -> Option<f64> {
        if check.what == What::Priority {
            return ["low", "normal", "high", "urgent"]
                .iter()
                .position(|word| word == text)
                .map(|at| at as f64);
        }
        text.parse().ok()
    };
    let amounts = mine.first().and_then(number).zip(theirs.first().and_then(number));
    let nothing = mine.is_empty() || mine == ["nobody"] || mine.iter().all(|one| one.trim().is_empty());
    match check.is {
        Is::AnyOf => common > 0,
        Is::NoneOf => common == 0,
        Is::AllOf => theirs.iter().all(|value| mine.contains(value)),
        Is::Contains => within > 0,
        Is::Lacks => within == 0,
        Is::AtLeast => amounts.is_some_and(|(mine, theirs)| mine >= theirs),
        Is::AtMost => amounts.is_some_and(|(mine, theirs)| mine <= theirs),
        Is::Empty => nothing,
        Is::Filled => !nothing,
    }
}

fn some_check() -> impl Strategy<Value = Condition> {
    let words = |all: &'static [&'static str]| {
        prop::collection::vec(prop::sample::select(all).prop_map(str::to_owned), 1..3)
    };
    let of = |what: What, values: BoxedStrategy<Vec<String>>| {
        let asks = what.asks();
        (prop::sample::select(asks), values).prop_map(move |(is, mut values)| {
            if !is.compares() {
                values.clear();
            }
            if matches!(is, Is::AtLeast | Is::AtMost) {
                values.truncate(1);
            }
            Condition::Check(Check { what: what.clone(), is, values })
        })
    };
    prop_oneof![
        of(What::Status, words(&["new", "open", "pending", "closed"]).boxed()),
        of(What::Priority, words(&["low", "normal", "high", "urgent"]).boxed()),
        of(What::Tags, words(&["vip", "VIP", "refund", "none"]).boxed()),
        of(What::Subject, words(&["lamp", "LAMP", "down", "The lamp is down"]).boxed()),
        of(What::Assignee, words(&["nobody", "ana"]).boxed()),
        of(What::Field("order".into()), words(&["A-1", "a-1", "7", "8.5"]).boxed()),
    ]
}

fn some_condition() -> impl Strategy<Value = Condition> {
    some_check().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn some_ticket() -> impl Strategy<Value = Facts> {
    let field =
        prop_oneof![Just(None), Just(Some(serde_json::json!("A-1"))), Just(Some(serde_json::json!(8)))];
    (
        prop::sample::select(Status::ALL),
        prop::sample::select(Priority::ALL),
        prop::sample::subsequence(vec!["vip", "Refund", "odd"], 0..=3),
        prop::sample::select(vec!["The lamp is down", "Lamp", "Bulb"]),
        prop::option::of(Just("ana".to_owned())),
        field,
    )
        .prop_map(|(status, priority, tags, subject, assignee, field)| {
            let mut facts = plain();
            (facts.status, facts.priority, facts.assignee) = (status, priority, assignee);
            facts.tags = tags.into_iter().map(str::to_owned).collect();
            facts.subject = subject.to_owned();
            facts.fields.clear();
            facts.fields.extend(field.map(|value| ("order".to_owned(), value)));
            facts
        })
}

fn some_rules() -> impl Strategy<Value = Vec<Placed>> {
    let trigger = prop_oneof![
        Just(Trigger::Opened),
        Just(Trigger::Changed { field: None }),
        Just(changed("priority")),
        Just(changed("status")),
        Just(Trigger::TagAdded { tag: None }),
        Just(Trigger::TagRemoved { tag: Some("vip".into()) }),
    ];
    let action = prop_oneof![
        prop::sample::select(Priority::ALL).prop_map(|to| Action::SetPriority { to }),
        prop::sample::select(Status::ALL).prop_map(|to| Action::SetStatus { to }),
        Just(Action::AddTags { tags: vec!["vip".into()] }),
        Just(Action::RemoveTags { tags: vec!["vip".into()] }),
        Just(Action::AddTags { tags: vec!["refund".into()] }),
    ];
    let one = (trigger, some_condition(), prop::collection::vec(action, 1..3), any::<bool>());
    prop::collection::vec(one, 0..8).prop_map(|all| {
        let numbered = (1..).zip(all);
        numbered
            .map(|(place, (on, when, then, stop))| {
                let mut made = rule(&format!("r{place}"), place, vec![on], when, then);
                made.rule.stop = stop && place % 4 == 0;
                made
            })
            .collect()
    })
}

/// The rounds once more: a list of what is still to be looked at, with nothing to remember.
fn naive_run(rules: &[Placed], facts: &mut Facts) -> Vec<String> {
    let mut did: Vec<String> = Vec::new();
    let mut all = vec![Happening::Opened];
    let mut from = 0;
    loop {
        let begun = all.len();
        for rule in rules {
            let news = &all[from..];
            let fits = rule.rule.on.iter().any(|trigger| news.iter().any(|is| trigger.fits(is)));
            if did.contains(&rule.id) || !fits || !naive(&rule.rule.when, facts) {
                continue;
            }
            let same = |text: &str| text.to_owned();
            let after = action::apply(&rule.rule.then, facts, &|text, _| same(text), &same, None).after;
            all.extend(after.since(facts));
            *facts = after;
            did.push(rule.id.clone());
            if rule.rule.stop {
                return did;
            }
        }
        if all.len() == begun {
            return did;
        }
        from = begun;
    }
}

fn agrees(verdict: &Verdict) -> bool {
    match &verdict.of {
        Of::All(parts) => verdict.holds == parts.iter().all(|part| part.holds) && parts.iter().all(agrees),
        Of::Any(parts) => verdict.holds == parts.iter().any(|part| part.holds) && parts.iter().all(agrees),
        Of::Not(part) => verdict.holds != part.holds && agrees(part),
        Of::Check { .. } => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn conditions_hold_as_a_slow_reader_says_and_the_reasons_add_up(condition in some_condition(), facts in some_ticket()) {
        prop_assert_eq!(condition.holds(&facts, 0), naive(&condition, &facts));
        let verdict = condition.verdict(&facts, 0);
        prop_assert!(verdict.holds == naive(&condition, &facts) && agrees(&verdict));
    }

    #[test]
    fn every_run_ends_with_each_rule_at_most_once_and_as_a_slow_one_does(rules in some_rules(), facts in some_ticket()) {
        let (mut one, mut other) = (facts.clone(), facts);
        let (did, _) = runs(&rules, &mut one, vec![Happening::Opened]);
        prop_assert_eq!(&did, &naive_run(&rules, &mut other));
        prop_assert_eq!(one, other);
        let mut once = did.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), did.len());
    }

    #[test]
    fn a_rule_is_read_back_from_toml_and_json_as_it_was(rules in some_rules()) {
        for rule in rules {
            let text = crate::exchange::written(&rule.rule).unwrap();
            let table: toml::Table = text.parse().unwrap();
            let again: Rule = table["rule"][0].clone().try_into().unwrap();
            prop_assert_eq!(&again, &rule.rule);
            let again: Rule = serde_json::from_str(&serde_json::to_string(&rule.rule).unwrap()).unwrap();
            prop_assert_eq!(&again, &rule.rule);
        }
    }
}
