//! Files of roles: read, written, brought to a desk; and roles edited there.

use crate::chance::Chance;
use crate::model::{Desk, grant};
use crate::run::run;
use ombud_access::*;
use ombud_identity::role_file::{self, READY_MADE, Told};
use ombud_identity::{IdentityError, NewRole, RoleChange, role};

/// Words that mean something in such a file, or nearly.
const WORDS: [&str; 46] = [
    "[[roles]]\n",
    "[roles.grants]\n",
    "roles",
    "name",
    "title",
    "description",
    "staff",
    "collaborator",
    "grants",
    "scopes",
    "until",
    "true",
    "false",
    "\"all\"",
    "\"department\"",
    "\"unassigned\"",
    "\"every\"",
    "[\"all\"]",
    "[]",
    "{}",
    "[",
    "]",
    "{",
    "}",
    "\"\"",
    "'''",
    "\"\"\"",
    "\n",
    " = ",
    "#",
    "\\u0000",
    "\\",
    "\u{202e}",
    "\u{0}",
    "0",
    "-1",
    "1e400",
    "nan",
    "99999999999999999999",
    "2027-01-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
    "1969-12-31T23:59:59Z",
    "1979-05-27",
    "{ scopes = [\"all\"], until = 2027-01-01T00:00:00+23:59 }",
    "\"kernel:role.edit\"",
    "\"notes:desk.sell\"",
];

const PERMISSIONS: [&str; 8] = [
    "kernel:person.read",
    "kernel:role.assign",
    "kernel:membership.edit",
    "kernel:billing.manage",
    "notes:note.read",
    "notes:note.send",
    "notes:desk.sell",
    "gone:thing.do",
];

const NAMES: [&str; 9] =
    ["refunds", "night-shift", "agent", "collaborator", "customer", "owner", "visitor", "lead", "NO SLUG"];

const TEXTS: [&str; 7] =
    ["Refunds", "Pay \"back\"", "", "   ", "Zwei\nZeilen", "ред\u{202e}кция", "tab\there"];

fn scopes(chance: &mut Chance) -> Scopes {
    if chance.one_in(3) {
        return Scopes::ALL;
    }
    Scopes::ANY.iter().filter(|_| chance.one_in(3)).collect()
}

fn grants(chance: &mut Chance) -> Vec<Grant> {
    let until = |chance: &mut Chance| match chance.below(5) {
        0 => Some(Timestamp(1_800_000_000_000)),
        1 => Some(Timestamp(chance.next() >> chance.below(64))),
        _ => None,
    };
    (0..chance.below(5))
        .map(|_| Grant {
            until: until(chance),
            ..grant(PERMISSIONS[chance.below(PERMISSIONS.len())], scopes(chance))
        })
        .collect()
}

/// A role as a file could tell it, sensible or not.
fn told(chance: &mut Chance) -> Told {
    Told {
        name: (*chance.of(&NAMES)).to_owned(),
        title: (*chance.of(&TEXTS)).to_owned(),
        description: (*chance.of(&TEXTS)).repeat(if chance.one_in(30) { 200 } else { 1 }),
        audience: if chance.one_in(4) { Audience::Everyone } else { Audience::Staff },
        collaborator: chance.one_in(3),
        grants: grants(chance),
    }
}

/// As if it were on a desk.
fn as_role(n: usize, told: &Told) -> Role {
    let Told { name, title, description, audience, collaborator, grants } = told.clone();
    Role {
        id: RoleId(Id::from_u128(n as u128)),
        name,
        title,
        description,
        kind: RoleKind::Custom,
        audience,
        collaborator,
        retired: false,
        grants,
    }
}

fn written(all: &[Told], policy: &Snapshot) -> String {
    let roles: Vec<Role> = all.iter().enumerate().map(|(n, told)| as_role(n, told)).collect();
    role_file::write(&roles, policy)
}

/// The same, with the grants in the order in which they are written, and no moment beyond what can be written.
fn in_order(all: &[Told]) -> Vec<Told> {
    let mut all = all.to_vec();
    for told in &mut all {
        told.grants.sort_by(|a, b| a.permission.cmp(&b.permission));
        for until in told.grants.iter_mut().filter_map(|grant| grant.until.as_mut()) {
            until.0 = until.0.min(LAST_MOMENT);
        }
    }
    all
}

/// The last millisecond of the year 9999, which is as far as such a file goes.
const LAST_MOMENT: u64 = 253_402_207_200_999;

/// An error names what is wrong, and is one that somebody can read.
fn assert_told(error: &IdentityError) -> &'static str {
    let text = error.to_string();
    assert!(!text.trim().is_empty() && text.len() < 4_000, "{} bytes: {text}", text.len());
    match error {
        IdentityError::Invalid { expected, .. } => {
            assert!(!expected.to_string().is_empty());
            "refused as invalid"
        }
        IdentityError::Denied(denial) => {
            assert!(!denial.permission.is_empty() && !denial.hidden);
            "denied"
        }
        IdentityError::Conflict(_) | IdentityError::NotFound(_) => "refused as a conflict",
        other => panic!("no fault of the file: {other}"),
    }
}

/// Brings what was read to the desk, as the owner and as somebody with less. Nothing of it is kept.
fn bring(desk: &Desk, all: &[Told], leave_out: bool) -> &'static str {
    let mut unit = desk.store.begin();
    let before = desk.roles(&mut unit);
    let by = desk.authority(&mut unit, desk.lead);
    if role_file::import(&mut unit, &by, all.to_vec(), leave_out).is_ok() {
        desk.assert_rules(&mut unit, &before);
        desk.assert_within_lead(&mut unit, &before);
    }
    let mut unit = desk.store.begin();
    let by = desk.authority(&mut unit, desk.owner);
    let done = match role_file::import(&mut unit, &by, all.to_vec(), leave_out) {
        Ok(done) => done,
        Err(error) => return assert_told(&error),
    };
    desk.assert_rules(&mut unit, &before);
    let counted = done.created.len() + done.changed.len() + done.unchanged.len();
    assert_eq!(counted, all.len());
    // The desk as a file, and that file brought to the same desk, changes nothing.
    let policy = desk.identity.policy_in(&mut unit).expect("a policy");
    let by = desk.authority(&mut unit, desk.owner);
    let text = role_file::write(&desk.roles(&mut unit), &policy);
    let again = role_file::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let done =
        role_file::import(&mut unit, &by, again, false).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert!(done.created.is_empty() && done.changed.is_empty(), "{done:?}\n{text}");
    "accepted"
}

/// What the reader makes of a text.
fn read(desk: &Desk, text: &str, leave_out: bool) -> &'static str {
    let all = match role_file::read(text) {
        Ok(all) => all,
        Err(error) => {
            let IdentityError::Invalid { expected, .. } = &error else { panic!("{error}") };
            let expected = expected.to_string();
            let place = ["line ", "moment", "bytes", "recursion limit"];
            assert!(place.iter().any(|words| expected.contains(words)), "{expected}");
            assert_told(&error);
            return "unreadable";
        }
    };
    let text = written(&all, &desk.identity.snapshot());
    let again = role_file::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, in_order(&all), "{text}");
    bring(desk, &all, leave_out)
}

fn seeds(desk: &Desk) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = READY_MADE.iter().map(|(_, text)| text.as_bytes().to_vec()).collect();
    let roles = desk.roles(&mut desk.store.begin());
    seeds.push(role_file::write(&roles, &desk.identity.snapshot()).into_bytes());
    seeds
}

#[test]
fn no_role_file_makes_the_reader_fall_or_the_desk_break_a_rule() {
    let desk = Desk::new();
    let seeds = seeds(&desk);
    let outcomes = run("role files", 4_000, 4, |chance| {
        let mut bytes = match chance.below(3) {
            0 => chance.of(&seeds).clone(),
            _ => {
                let all: Vec<Told> = (0..1 + chance.below(3)).map(|_| told(chance)).collect();
                written(&all, &desk.identity.snapshot()).into_bytes()
            }
        };
        if chance.one_in(2) {
            chance.damage(&mut bytes, &WORDS, &seeds);
        }
        read(&desk, &String::from_utf8_lossy(&bytes), chance.one_in(2))
    });
    for outcome in ["accepted", "unreadable", "denied", "refused as invalid", "refused as a conflict"] {
        assert!(outcomes.contains_key(outcome) || outcomes.values().sum::<u64>() < 2_000, "none {outcome}");
    }
}

#[test]
fn no_series_of_edits_makes_a_role_break_a_rule() {
    let desk = Desk::new();
    let outcomes = run("series of edits of roles", 1_500, 2, |chance| {
        let mut unit = desk.store.begin();
        let before = desk.roles(&mut unit);
        let only_lead = chance.one_in(2);
        let mut accepted = 0;
        for _ in 0..1 + chance.below(6) {
            let who = if only_lead || chance.one_in(3) { desk.lead } else { desk.owner };
            let by = desk.authority(&mut unit, who);
            let roles = desk.roles(&mut unit);
            let told = told(chance);
            let id = chance.of(&roles).id;
            let maybe = |chance: &mut Chance, text: &str| (!chance.one_in(3)).then(|| text.to_owned());
            let done = match chance.below(5) {
                0 | 1 => role::create(&mut unit, &by, NewRole::from(told)).map(drop),
                2 => role::set_retired(&mut unit, &by, id, chance.one_in(2)).map(drop),
                _ => {
                    let change = RoleChange {
                        name: maybe(chance, &told.name),
                        title: maybe(chance, &told.title),
                        description: maybe(chance, &told.description),
                        grants: (!chance.one_in(4)).then_some(told.grants),
                    };
                    role::update(&mut unit, &by, id, change).map(drop)
                }
            };
            match done {
                Ok(()) => accepted += 1,
                Err(error) => _ = assert_told(&error),
            }
            desk.assert_rules(&mut unit, &before);
        }
        if only_lead {
            desk.assert_within_lead(&mut unit, &before);
        }
        if accepted > 0 { "with some accepted" } else { "all refused" }
    });
    assert!(outcomes.contains_key("with some accepted"));
}
