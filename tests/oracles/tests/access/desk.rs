//! Random desks to ask about: the small ones of the engine's own tests, and larger ones with every
//! built-in role, several plugins and permissions that are special in more than one way.

use crate::cedar::{Answer, Told};
use crate::mistake::Mistake;
use crate::spec::{Who, spec};
use crate::world::{self, department, name, plugin, role_id, user};
use ombud_access::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::fmt;
use std::sync::Arc;

/// As many about each desk, so that figures are easy to read.
pub const QUESTIONS: u64 = 100;
/// Around the two moments at which something ends.
const MOMENTS: [Timestamp; 3] = [Timestamp(100), Timestamp(99), Timestamp(101)];

const NAMES: [&str; 9] = [
    "aa:note.read",
    "aa:note.send",
    "aa:note.sell",
    "bb:note.read",
    "bb:page.send",
    "cc:log.read",
    "cc:log.write",
    "kernel:desk.sell",
    "kernel:desk.write",
];
const UNDECLARED: [&str; 2] = ["gone:note.read", "nonsense"];

/// A desk, somebody who asks, and the records that are asked about.
#[derive(Clone)]
pub struct Desk {
    pub policy: Policy,
    pub who: Who,
    pub chain: Vec<PluginId>,
    pub records: Vec<Envelope>,
}

/// One question: a moment, a permission, and a record (none: the desk).
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub now: Timestamp,
    pub permission: &'a str,
    pub record: Option<usize>,
}

impl Desk {
    pub fn tell(&self, mistake: Option<Mistake>) -> Told {
        Told::tell(&self.policy, &self.who, &self.chain, &self.records, mistake)
    }

    pub fn authorities(&self) -> Vec<(Timestamp, Authority)> {
        let snapshot =
            Arc::new(Snapshot::compile(self.policy.clone()).expect("a policy that holds together"));
        MOMENTS.map(|now| (now, self.authority(snapshot.clone(), now))).into()
    }

    fn authority(&self, snapshot: Arc<Snapshot>, now: Timestamp) -> Authority {
        let mut chain = self.chain.iter();
        let first = match &self.who {
            Who::Person(me) => Authority::person(snapshot, Arc::new(me.clone()), now),
            Who::Token(me, grants) => {
                Authority::token(snapshot, Arc::new(me.clone()), Arc::new(grants.clone()), now)
            }
            Who::Visitor => Authority::visitor(snapshot, now),
            Who::Nobody => {
                let alone = chain.next().expect("a plugin alone is a plugin");
                Authority::plugin(snapshot, alone.clone(), now)
            }
        };
        chain.fold(first, |authority, plugin| authority.through(plugin))
    }

    /// Every permission (and in turn one of two that nobody declares) on every record and on the desk, the
    /// moments in turn.
    pub fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        let targets = (0..self.records.len()).map(Some).chain([None]);
        targets.enumerate().flat_map(move |(turn, record)| {
            let now = MOMENTS[turn % MOMENTS.len()];
            let declared = self.policy.permissions.iter().map(|permission| permission.name.as_str());
            let names = declared.chain([UNDECLARED[turn % UNDECLARED.len()]]);
            names.map(move |permission| Question { now, permission, record })
        })
    }

    /// The first question to which the engine and Cedar give different answers.
    pub fn disagreement<'a>(
        &'a self,
        told: &Told,
        mut seen: impl FnMut(Question<'a>, &Answer),
    ) -> Option<Disagreement<'a>> {
        let authorities = self.authorities();
        self.questions().find_map(|question| {
            let at = authorities.iter().find(|(now, _)| *now == question.now).expect("one of the moments");
            let record = question.record.map(|n| &self.records[n]);
            let engine = at.1.check(question.permission, world::target(record)).allowed;
            let cedar = told.ask(question.now, question.permission, question.record);
            seen(question, &cedar);
            (engine != cedar.allowed).then_some(Disagreement { desk: self, question, engine, cedar })
        })
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Policy { permissions, roles, mandates, owner, .. } = &self.policy;
        permissions.iter().try_for_each(|permission| writeln!(f, "{permission:?}"))?;
        roles.iter().try_for_each(|role| writeln!(f, "{role:?}"))?;
        mandates.iter().try_for_each(|mandate| writeln!(f, "{mandate:?}"))?;
        write!(f, "the owner is {owner:?}; through {:?} asks {:#?}", self.chain, self.who)
    }
}

/// Two answers to one question.
pub struct Disagreement<'a> {
    desk: &'a Desk,
    question: Question<'a>,
    engine: bool,
    cedar: Answer,
}

impl fmt::Display for Disagreement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Question { now, permission, record } = self.question;
        let Desk { policy, who, chain, records } = self.desk;
        let record = record.map(|n| &records[n]);
        let spec = spec(policy, now, who, chain, permission, record);
        let (engine, cedar) = (self.engine, self.cedar.allowed);
        writeln!(f, "{permission} at {now:?}: the engine says {engine}, Cedar {cedar}, the spec {spec}")?;
        writeln!(f, "Cedar decided by {:?}", self.cedar.because)?;
        match record {
            Some(record) => write!(f, "asked about {record:#?}"),
            None => write!(f, "asked about the desk"),
        }
    }
}

pub fn desks() -> impl Strategy<Value = Desk> {
    prop_oneof![1 => small(), 4 => large()]
}

/// Four permissions, nineteen records.
fn small() -> impl Strategy<Value = Desk> {
    (world::world(), vec(world::record(), 19)).prop_map(|(world, records)| Desk {
        policy: world.policy,
        who: world.who,
        chain: world.chain,
        records,
    })
}

/// Nine permissions, nine records, and people who hold much, or most answers would be no.
fn large() -> impl Strategy<Value = Desk> {
    let who = prop_oneof![
        10 => person().prop_map(Who::Person),
        4 => (person(), vec(grant(), 0..20)).prop_map(|(person, grants)| Who::Token(person, grants)),
        1 => Just(Who::Visitor),
        2 => Just(Who::Nobody),
    ];
    let plugins = select(vec!["aa", "aa", "aa", "aa", "bb", "bb", "bb", "cc", "cc", "gone"]).prop_map(plugin);
    let chain = prop_oneof![4 => Just(0..=0), 2 => Just(1..=1), 1 => Just(2..=3)]
        .prop_flat_map(move |length| vec(plugins.clone(), length));
    (policy(), who, chain, vec(world::record(), 9)).prop_map(|(policy, who, mut chain, records)| {
        if matches!(who, Who::Nobody) && chain.is_empty() {
            chain.push(plugin("bb"));
        }
        Desk { policy, who, chain, records }
    })
}

fn person() -> impl Strategy<Value = Subject> {
    let held = (world::held_role(), prop_oneof![1 => 0..2u128, 6 => 2..10u128]).prop_map(|(held, role)| {
        // Ten roles instead of six; the one that nobody knows stays.
        if held.role == role_id(99) { held } else { HeldRole { role: role_id(role), ..held } }
    });
    (0..3u128, prop::bool::weighted(0.94), world::some_departments(), vec(held, 1..9))
        .prop_map(|(n, active, departments, roles)| Subject { id: user(n), active, departments, roles })
}

fn grant() -> impl Strategy<Value = Grant> {
    let permission = prop_oneof![12 => select(NAMES.to_vec()), 1 => Just("gone:note.read")];
    let wider = prop_oneof![Just(Scopes::NONE), Just(Scopes::ALL)];
    (world::grant(), permission, wider).prop_map(|(grant, permission, wider)| Grant {
        permission: name(permission),
        scopes: grant.scopes | wider,
        until: grant.until,
    })
}

fn policy() -> impl Strategy<Value = Policy> {
    let owner = prop_oneof![1 => Just(None), 1 => (0..3u128).prop_map(|n| Some(user(n)))];
    (permissions(), roles(), mandates(), owner, 0..3u64).prop_map(
        |(permissions, roles, mandates, owner, epoch)| Policy { permissions, roles, mandates, owner, epoch },
    )
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    let scopes = prop_oneof![3 => Just(Scopes::ANY), 1 => world::scopes()];
    vec((scopes, prop::bool::weighted(0.1)), NAMES.len()).prop_map(|declared| {
        let declare = |(text, (scopes, odd)): (&&str, (Scopes, bool))| Permission {
            name: name(text),
            title: (*text).to_owned(),
            description: String::new(),
            scopes: if scopes.is_empty() { Scopes::OWN } else { scopes },
            // `odd`: the other way round, so that any permission may be special in both ways.
            flags: Flags {
                contacts_customer: text.ends_with("send") != odd,
                owner_only: text.ends_with("sell"),
                dangerous: odd,
            },
        };
        NAMES.iter().zip(declared).map(declare).collect()
    })
}

fn roles() -> impl Strategy<Value = Vec<Role>> {
    let built_in = [
        BuiltIn::Owner,
        BuiltIn::Administrator,
        BuiltIn::Visitor,
        BuiltIn::Customer,
        BuiltIn::Agent,
        BuiltIn::Collaborator,
    ];
    let role = (
        vec(grant(), 0..14),
        prop::bool::weighted(0.6),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.08),
    );
    vec(role, 10).prop_map(move |roles| {
        let kinds = built_in.map(RoleKind::BuiltIn).into_iter().chain([RoleKind::Custom; 4]);
        let make = |(n, (kind, (grants, staff, collaborator, retired)))| {
            let outside = matches!(kind, RoleKind::BuiltIn(BuiltIn::Visitor | BuiltIn::Customer));
            let whole = matches!(kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator));
            Role {
                id: role_id(n as u128),
                name: format!("role-{n}"),
                title: String::new(),
                description: String::new(),
                kind,
                audience: if (staff || whole) && !outside { Audience::Staff } else { Audience::Everyone },
                collaborator: (collaborator && !whole) || kind == RoleKind::BuiltIn(BuiltIn::Collaborator),
                retired,
                grants,
            }
        };
        kinds.zip(roles).enumerate().map(make).collect()
    })
}

fn mandates() -> impl Strategy<Value = Vec<Mandate>> {
    let departments = subsequence(vec![department(0), department(1), department(2)], 0..=3);
    let ceiling = prop_oneof![3 => Just(None), 1 => departments.prop_map(Some)];
    vec((vec(grant(), 2..16), ceiling, prop::bool::weighted(0.9)), 3).prop_map(|mandates| {
        let make = |(text, (grants, departments, enabled))| Mandate {
            plugin: plugin(text),
            grants,
            departments,
            enabled,
        };
        ["aa", "bb", "cc"].into_iter().zip(mandates).map(make).collect()
    })
}
