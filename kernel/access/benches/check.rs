//! How long one decision takes, beside a naive reading of the same rules in the same run.
//!
//! `cargo bench -p ombud-access`. Times depend on the machine and on what else it does; ratios much less,
//! because engine and spec take turns.

#[expect(dead_code, reason = "the tests ask as visitors and tokens, too")]
#[path = "../tests/engine/spec.rs"]
mod spec;

use ombud_access::*;
use spec::{Who, spec};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const PERMISSIONS: u64 = 200;
const ROLES: u64 = 53;
const DEPARTMENTS: u64 = 50;
const PEOPLE: u64 = 400;
const QUESTIONS: usize = 2_000;
const ROUNDS: usize = 40;
const NOW: Timestamp = Timestamp(1_000);

fn main() {
    let mut dice = Dice(0x5eed_0bad_cafe);
    let policy = policy(&mut dice);
    let snapshot = Arc::new(Snapshot::compile(policy.clone()).expect("the policy is well-formed"));
    let plugin = PluginId::parse("tickets").expect("a plugin name");
    let questions: Vec<Question> =
        (0..QUESTIONS).map(|_| Question::new(&mut dice, &snapshot, &plugin)).collect();

    let (mut check_ns, mut spec_ns, mut explain_ns, mut visible_ns) = (0, 0, 0, 0);
    let mut allowed = 0;
    for _ in 0..ROUNDS {
        let engine = timed(&mut check_ns, &questions, |q| q.check());
        let naive = timed(&mut spec_ns, &questions, |q| q.naive(&policy));
        assert_eq!(engine, naive, "engine and spec disagree");
        allowed = engine;
    }
    timed(&mut explain_ns, &questions, |q| {
        q.authority.explain(&q.permission, Target::Record(&q.record)).allowed
    });
    timed(&mut visible_ns, &questions, |q| !q.authority.visible(&q.permission).is_never());

    let per = |total: u128, rounds: usize| total as f64 / (rounds * QUESTIONS) as f64;
    let (check, naive) = (per(check_ns, ROUNDS), per(spec_ns, ROUNDS));
    let per_call = 5;
    println!("{ROLES} roles, {PERMISSIONS} permissions, {QUESTIONS} questions, {allowed} of them allowed");
    println!("check     {check:>8.0} ns");
    println!("spec      {naive:>8.0} ns");
    println!("explain   {:>8.0} ns", per(explain_ns, 1));
    println!("visible   {:>8.0} ns", per(visible_ns, 1));
    println!("compile   {:>8.0} us", compile_us(&policy));
    println!(
        "authority {:>8.0} ns for a person through a plugin",
        authority_ns(&questions, &plugin, per_call)
    );
    println!(
        "One decision takes {check:.0} ns, {:.1} times less than reading the rules naively ({naive:.0} ns), with the same answers.",
        naive / check
    );
}

fn timed(total: &mut u128, questions: &[Question], ask: impl Fn(&Question) -> bool) -> usize {
    let start = Instant::now();
    let allowed = questions.iter().filter(|q| black_box(ask(black_box(q)))).count();
    *total += start.elapsed().as_nanos();
    allowed
}

fn compile_us(policy: &Policy) -> f64 {
    let rounds = 20;
    let policies = vec![policy.clone(); rounds];
    let start = Instant::now();
    for policy in policies {
        drop(black_box(Snapshot::compile(policy)));
    }
    start.elapsed().as_micros() as f64 / rounds as f64
}

fn authority_ns(questions: &[Question], plugin: &PluginId, rounds: usize) -> f64 {
    let start = Instant::now();
    for question in (0..rounds).flat_map(|_| questions) {
        let (snapshot, person) = (question.authority.snapshot().clone(), question.person.clone());
        drop(black_box(Authority::person(snapshot, person, NOW).through(plugin)));
    }
    start.elapsed().as_nanos() as f64 / (rounds * questions.len()) as f64
}

/// Somebody, a permission and a record; a third of them through a plugin.
struct Question {
    authority: Authority,
    person: Arc<Subject>,
    who: Who,
    chain: Vec<PluginId>,
    permission: String,
    record: Envelope,
}

impl Question {
    fn new(dice: &mut Dice, snapshot: &Arc<Snapshot>, plugin: &PluginId) -> Question {
        let me = dice.below(PEOPLE);
        let subject = Subject {
            id: user(me),
            active: true,
            departments: (0..=dice.below(9)).map(|_| department(dice.below(DEPARTMENTS))).collect(),
            roles: (0..=dice.below(4))
                .map(|_| HeldRole {
                    role: role_id(1 + dice.below(ROLES - 1)),
                    place: Place::Everywhere,
                    until: None,
                })
                .collect(),
        };
        let near = dice.below(2) == 0;
        let somebody = |dice: &mut Dice| user(if near { me } else { dice.below(PEOPLE) });
        let record = Envelope {
            collection: "tickets:tickets".into(),
            id: RecordId::from(Id::from_u128(7)),
            version: 1,
            department: Some(if near { subject.departments[0] } else { department(dice.below(DEPARTMENTS)) }),
            assignee: (dice.below(2) == 0).then(|| somebody(dice)),
            requester: Some(somebody(dice)),
            participants: (0..dice.below(4)).map(|_| user(dice.below(PEOPLE))).collect(),
            audience: Audience::Everyone,
            parent: None,
            created: NOW,
            updated: NOW,
        };
        let chain = if dice.below(3) == 0 { vec![plugin.clone()] } else { Vec::new() };
        let person = Arc::new(subject.clone());
        let authority = Authority::person(snapshot.clone(), person.clone(), NOW);
        let authority = chain.iter().fold(authority, |authority, plugin| authority.through(plugin));
        let permission = permission_name(dice.below(PERMISSIONS)).to_string();
        Question { authority, person, who: Who::Person(subject), chain, permission, record }
    }

    fn check(&self) -> bool {
        self.authority.check(&self.permission, Target::Record(&self.record)).allowed
    }

    fn naive(&self, policy: &Policy) -> bool {
        spec(policy, NOW, &self.who, &self.chain, &self.permission, Some(&self.record))
    }
}

fn policy(dice: &mut Dice) -> Policy {
    let permissions = (0..PERMISSIONS).map(|n| Permission {
        name: permission_name(n),
        title: format!("Do thing {n}"),
        description: String::new(),
        scopes: Scopes::ANY,
        flags: Flags { contacts_customer: n % 10 == 0, ..Flags::default() },
    });
    let all: Vec<Scopes> = Scopes::ANY.iter().collect();
    let roles = (0..ROLES).map(|n| Role {
        id: role_id(n),
        name: format!("role-{n}"),
        title: format!("Role {n}"),
        description: String::new(),
        kind: if n == 0 { RoleKind::BuiltIn(BuiltIn::Administrator) } else { RoleKind::Custom },
        audience: Audience::Staff,
        collaborator: n % 7 == 1,
        retired: false,
        grants: (0..50).map(|_| grant(dice, &all)).collect(),
    });
    Policy {
        roles: roles.collect(),
        permissions: permissions.collect(),
        mandates: vec![Mandate {
            plugin: PluginId::parse("tickets").expect("a plugin name"),
            grants: Vec::new(),
            departments: None,
            enabled: true,
        }],
        owner: None,
        epoch: 1,
    }
}

fn grant(dice: &mut Dice, all: &[Scopes]) -> Grant {
    // `all` is seldom given.
    let scopes = all[1 + dice.below(5) as usize] | all[dice.below(6) as usize];
    Grant { permission: permission_name(dice.below(PERMISSIONS)), scopes, until: None }
}

fn permission_name(n: u64) -> PermissionName {
    PermissionName::parse(&format!("tickets:thing-{n}.change")).expect("a permission name")
}

fn user(n: u64) -> UserId {
    UserId(Id::from_u128(u128::from(n)))
}

fn department(n: u64) -> DepartmentId {
    DepartmentId(Id::from_u128(u128::from(n)))
}

fn role_id(n: u64) -> RoleId {
    RoleId(Id::from_u128(u128::from(n)))
}

/// The same throws in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % end
    }
}
