//! Five ways to the same answer: the naive spec, the check, the explanation, the list, and the permit.

use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

fn questions(records: &[Envelope]) -> impl Iterator<Item = (&'static str, Option<&Envelope>)> {
    let targets = || records.iter().map(Some).chain([None]);
    PERMISSIONS
        .into_iter()
        .chain(["gone:note.read", "nonsense"])
        .flat_map(move |name| targets().map(move |at| (name, at)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_check_is_what_the_rules_say(world in world(), records in records()) {
        let authority = world.authority();
        for (permission, at) in questions(&records) {
            let want = world.spec(permission, at);
            prop_assert_eq!(authority.check(permission, target(at)).allowed, want, "{} {:?}", permission, at);
        }
    }

    #[test]
    fn the_explanation_tells_the_decision_that_was_made(world in world(), records in records()) {
        let authority = world.authority();
        for (permission, at) in questions(&records) {
            let decision = authority.check(permission, target(at));
            let told = authority.explain(permission, target(at));
            prop_assert_eq!(told.allowed, decision.allowed, "{:?}", told);
            prop_assert!(!told.facts.is_empty());
            prop_assert!(told.sentence.ends_with('.') && !told.sentence.contains("because ."), "{}", told);
            match decision.into_result() {
                Ok(()) => prop_assert!(told.allowed),
                Err(denial) => {
                    prop_assert!(!told.allowed);
                    prop_assert!(denial.hidden || denial.sentence == told.sentence);
                }
            }
        }
    }

    #[test]
    fn a_list_shows_exactly_what_may_be_read_one_by_one(world in world(), records in records()) {
        let authority = world.authority();
        for permission in PERMISSIONS {
            let visible = authority.visible(permission);
            let facets = visible.facets();
            for record in &records {
                let allowed = authority.check(permission, Target::Record(record)).allowed;
                prop_assert_eq!(visible.admits(record), allowed);
                prop_assert!(!allowed || facets.hold(record), "{:?} misses {:?}", facets, record);
                if visible.is_exact() {
                    prop_assert_eq!(facets.hold(record), allowed, "{:?} {:?}", facets, record);
                }
                prop_assert!(!(allowed && visible.is_never()));
                let permit = authority.permit_read(&["nonsense", permission], record);
                prop_assert_eq!(permit.is_ok(), allowed);
            }
            let some = records.iter().map(Some).chain([None]);
            if !authority.can_ever(permission) {
                prop_assert!(some.into_iter().all(|at| !world.spec(permission, at)));
            }
            prop_assert!(!facets.all || facets.within.is_none());
        }
    }
}

/// A person who holds one permission with these scopes at this place, and every way to be related.
#[test]
fn every_scope_with_every_relation_decides_as_the_rules_say() {
    let me = Subject { id: user(0), active: true, departments: vec![department(0)], roles: Vec::new() };
    let sets = (0..64u8).map(|bits| {
        Scopes::ANY
            .iter()
            .enumerate()
            .filter(|(n, _)| bits >> n & 1 == 1)
            .map(|(_, scope)| scope)
            .collect::<Scopes>()
    });
    let mut asked = 0;
    for scopes in sets {
        for place in [Place::Everywhere, Place::In(department(0)), Place::In(department(1))] {
            let mut me = me.clone();
            me.roles.push(HeldRole { role: role_id(0), place, until: None });
            let world = World { policy: one_role(scopes), who: Who::Person(me), chain: Vec::new() };
            let authority = world.authority();
            for record in every_relation() {
                let want = world.spec(PERMISSIONS[0], Some(&record));
                assert_eq!(
                    authority.check(PERMISSIONS[0], Target::Record(&record)).allowed,
                    want,
                    "{record:?}"
                );
                let visible = authority.visible(PERMISSIONS[0]);
                assert!(visible.facets().hold(&record) || !want);
                assert!(!visible.is_exact() || visible.facets().hold(&record) == want);
                asked += 1;
            }
        }
    }
    assert_eq!(asked, 64 * 3 * 72);
}

fn one_role(scopes: Scopes) -> Policy {
    let permission = Permission {
        name: name(PERMISSIONS[0]),
        title: "Read notes".to_owned(),
        description: String::new(),
        scopes: Scopes::ANY,
        flags: Flags::default(),
    };
    let role = Role {
        id: role_id(0),
        name: "helper".to_owned(),
        title: "Helper".to_owned(),
        description: String::new(),
        kind: RoleKind::Custom,
        audience: Audience::Everyone,
        collaborator: false,
        retired: false,
        grants: vec![Grant { permission: name(PERMISSIONS[0]), scopes, until: None }],
    };
    Policy { permissions: vec![permission], roles: vec![role], ..Policy::default() }
}

fn every_relation() -> Vec<Envelope> {
    let mut all = Vec::new();
    let people = [None, Some(user(0)), Some(user(1))];
    for filed in [None, Some(department(0)), Some(department(1))] {
        for assignee in people {
            for requester in &people[1..] {
                for participants in [vec![], vec![user(0)]] {
                    for audience in [Audience::Everyone, Audience::Staff] {
                        all.push(Envelope {
                            collection: "aa:notes".into(),
                            id: RecordId::parse("7").expect("a record id"),
                            version: 1,
                            department: filed,
                            assignee,
                            requester: *requester,
                            participants: participants.clone(),
                            audience,
                            parent: None,
                            created: Timestamp(1),
                            updated: Timestamp(1),
                        });
                    }
                }
            }
        }
    }
    all
}
