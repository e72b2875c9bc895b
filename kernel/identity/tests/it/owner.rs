use ombud_access::{HeldRole, Place, UserId};
use ombud_identity::{IdentityError, PersonChange, Result, assignment, owner, person, session};
use proptest::prelude::*;

use crate::desk::{Desk, PASSWORD, conflict, denied};

#[tokio::test]
async fn a_desk_is_set_up_once() {
    let desk = Desk::new().await;
    let mut uow = desk.store.begin();
    conflict(desk.identity.first_owner(&mut uow, "Eve", "eve@example.org", PASSWORD, desk.now));
    drop(uow);
    assert_eq!(desk.look(owner::current), Some(desk.owner));
    assert_eq!(desk.identity.refresh().unwrap().policy().owner, Some(desk.owner));
}

#[tokio::test]
async fn a_transfer_swaps_the_two_and_leaves_the_former_owner_an_administrator() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    desk.by(desk.owner, |uow, by| owner::transfer(uow, by, adam)).await.unwrap();
    assert_eq!(desk.look(owner::current), Some(adam));
    let former = desk.look(|uow| person::get(uow, desk.owner)).unwrap();
    assert_eq!(former.roles, [desk.held("administrator")]);
    denied(desk.by(desk.owner, |uow, by| owner::transfer(uow, by, desk.owner)).await);
    desk.by(adam, |uow, by| owner::transfer(uow, by, desk.owner)).await.unwrap();
    assert_eq!(desk.look(owner::current), Some(desk.owner));
}

#[tokio::test]
async fn ownership_goes_to_active_staff_only() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let carl = desk.hire("Carl", "customer").await;
    conflict(desk.by(desk.owner, |uow, by| owner::transfer(uow, by, carl)).await);
    desk.by(desk.owner, |uow, by| person::set_active(uow, by, ana, false)).await.unwrap();
    conflict(desk.by(desk.owner, |uow, by| owner::transfer(uow, by, ana)).await);
    conflict(desk.by(desk.owner, |uow, by| owner::transfer(uow, by, desk.owner)).await);
}

#[tokio::test]
async fn two_transfers_at_once_make_one_owner() {
    let desk = Desk::new().await;
    let (adam, berta) = (desk.hire("Adam", "administrator").await, desk.hire("Berta", "administrator").await);
    let mut units = Vec::new();
    for heir in [adam, berta] {
        let mut uow = desk.store.begin();
        let authority = desk.authority(&mut uow, desk.owner);
        owner::transfer(&mut uow, &authority, heir).unwrap();
        units.push(uow);
    }
    let second = units.pop().unwrap();
    desk.commit(units.pop().unwrap()).await.unwrap();
    assert!(desk.commit(second).await.is_err(), "both transfers were kept");
    assert_eq!(desk.look(owner::current), Some(adam));
}

#[tokio::test]
async fn administrators_manage_each_other_but_not_the_owner() {
    let desk = Desk::new().await;
    let (adam, berta) = (desk.hire("Adam", "administrator").await, desk.hire("Berta", "administrator").await);
    let rename = || PersonChange { name: Some("Renamed".into()), ..PersonChange::default() };
    desk.by(adam, |uow, by| person::update(uow, by, berta, rename())).await.unwrap();
    desk.by(adam, |uow, by| desk.identity.reset_password(uow, by, berta, "a fresh password")).await.unwrap();
    let agent = vec![desk.held("agent")];
    desk.by(adam, |uow, by| assignment::set(uow, by, berta, agent.clone())).await.unwrap();
    desk.by(adam, |uow, by| person::set_active(uow, by, berta, false)).await.unwrap();

    denied(desk.by(adam, |uow, by| person::update(uow, by, desk.owner, rename())).await);
    denied(
        desk.by(adam, |uow, by| desk.identity.reset_password(uow, by, desk.owner, "a fresh password")).await,
    );
    denied(desk.by(adam, |uow, by| assignment::set(uow, by, desk.owner, agent)).await);
    denied(desk.by(adam, |uow, by| session::sign_out_everywhere(uow, by, desk.owner, None)).await);
    conflict(desk.by(adam, |uow, by| person::set_active(uow, by, desk.owner, false)).await);
    denied(desk.by(adam, |uow, by| owner::transfer(uow, by, adam)).await);
}

/// One step of somebody who may be up to no good.
#[derive(Clone, Copy, Debug)]
enum Step {
    Transfer { by: usize, to: usize },
    Suspend { by: usize, whom: usize },
    Restore { by: usize, whom: usize },
    Give { by: usize, whom: usize, role: usize },
}

const ROLES: [&str; 5] = ["owner", "administrator", "agent", "customer", "collaborator"];

fn step() -> impl Strategy<Value = Step> {
    let who = 0..4_usize;
    prop_oneof![
        (who.clone(), who.clone()).prop_map(|(by, to)| Step::Transfer { by, to }),
        (who.clone(), who.clone()).prop_map(|(by, whom)| Step::Suspend { by, whom }),
        (who.clone(), who.clone()).prop_map(|(by, whom)| Step::Restore { by, whom }),
        (who.clone(), who, 0..ROLES.len()).prop_map(|(by, whom, role)| Step::Give { by, whom, role }),
    ]
}

async fn take(desk: &Desk, people: &[UserId], step: Step) -> Result<()> {
    let (Step::Transfer { by, .. }
    | Step::Suspend { by, .. }
    | Step::Restore { by, .. }
    | Step::Give { by, .. }) = step;
    if !desk.look(|uow| person::get(uow, people[by])).unwrap().active {
        return Ok(());
    }
    let done = desk.by(people[by], |uow, actor| match step {
        Step::Transfer { to, .. } => owner::transfer(uow, actor, people[to]),
        Step::Suspend { whom, .. } => person::set_active(uow, actor, people[whom], false).map(drop),
        Step::Restore { whom, .. } => person::set_active(uow, actor, people[whom], true).map(drop),
        Step::Give { whom, role, .. } => {
            let held = HeldRole { role: desk.role(ROLES[role]), place: Place::Everywhere, until: None };
            assignment::set(uow, actor, people[whom], vec![held]).map(drop)
        }
    });
    match done.await {
        Err(IdentityError::Denied(_) | IdentityError::Conflict(_)) | Ok(()) => Ok(()),
        Err(other) => Err(other),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_there_is_exactly_one_owner_who_is_active(steps in prop::collection::vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::new().await;
            let people = [
                desk.owner,
                desk.hire("Adam", "administrator").await,
                desk.hire("Berta", "administrator").await,
                desk.hire("Ana", "agent").await,
            ];
            for step in steps {
                take(&desk, &people, step).await.unwrap();
                let owner = desk.look(owner::current).expect("an owner");
                let person = desk.look(|uow| person::get(uow, owner)).expect("who exists");
                assert!(person.active, "the owner is suspended after {step:?}");
                assert_eq!(desk.identity.refresh().unwrap().policy().owner, Some(owner));
                let held = desk.role("owner");
                for id in people {
                    let person = desk.look(|uow| person::get(uow, id)).unwrap();
                    assert!(person.roles.iter().all(|role| role.role != held), "the owner's role was given");
                    assert!(!person.roles.is_empty() || id == owner, "somebody is left without a role");
                }
            }
        });
    }
}
