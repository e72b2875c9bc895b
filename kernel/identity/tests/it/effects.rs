use ombud_access::{
    Authority, DepartmentId, Mandate, Permission, PermissionName, PluginId, Region, Scopes, UserId, Which,
};
use ombud_identity::effect::{Affected, Before, Effect, Given};
use ombud_identity::{
    Installer, Registration, Result, RoleChange, assignment, membership, owner, person, plugin, role,
};
use ombud_store::UnitOfWork;

use crate::desk::{Desk, denied, grant};

/// Tries a change by the owner and keeps nothing of it.
fn try_out(
    desk: &Desk,
    touched: &[UserId],
    change: impl FnOnce(&mut UnitOfWork, &Authority) -> Result<()>,
) -> Effect {
    let mut uow = desk.store.begin();
    let by = desk.authority(&mut uow, desk.owner);
    let before = Before::take(&mut uow, touched, desk.now).unwrap();
    change(&mut uow, &by).unwrap();
    before.compare(&mut uow).unwrap()
}

/// Who gains (+) and loses (-) what, in words.
fn told(effect: &Effect) -> Vec<String> {
    effect.people.iter().flat_map(lines).collect()
}

fn lines(one: &Affected) -> Vec<String> {
    let name = one.person.as_ref().map_or("visitors", |person| &person.name);
    let region = |region: &Region| match (region.which, region.department) {
        (Which::Every, None) => "everywhere".to_owned(),
        (which, department) => format!("{which:?} {}", department.map_or("everywhere", |_| "there")),
    };
    one.shifts
        .iter()
        .flat_map(|shift| {
            let permission = &shift.permission;
            let gained = shift.gained.iter().map(move |r| format!("+{name} {permission} {}", region(r)));
            gained.chain(shift.lost.iter().map(move |r| format!("-{name} {permission} {}", region(r))))
        })
        .collect()
}

/// A plugin whose one permission agents shall have in their departments.
pub fn notes(mandate: Vec<ombud_access::Grant>) -> Registration {
    let id = PluginId::parse("notes").unwrap();
    Registration::new(
        Mandate { plugin: id, grants: mandate, departments: None, enabled: true },
        vec![Permission {
            name: PermissionName::parse("notes:note.read").unwrap(),
            title: "Read notes".into(),
            description: String::new(),
            scopes: Scopes::ANY,
            flags: Default::default(),
        }],
        vec![("agent".into(), grant("notes:note.read", Scopes::DEPARTMENT))],
    )
}

#[tokio::test]
async fn a_role_edit_shows_who_gains_and_loses_before_it_is_saved() {
    let desk = Desk::new().await;
    let (ana, _) = (desk.hire("Ana", "agent").await, desk.hire("Rolf", "read-only").await);
    let agent = desk.role("agent");
    let grants = vec![grant("kernel:person.read", Scopes::ALL), grant("kernel:audit.read", Scopes::ALL)];
    let change = RoleChange { grants: Some(grants), ..RoleChange::default() };
    let effect = try_out(&desk, &[], |uow, by| role::update(uow, by, agent, change).map(drop));
    assert_eq!(
        told(&effect),
        [
            "+Ana kernel:audit.read everywhere",
            "-Ana kernel:customer.create everywhere",
            "-Ana kernel:email.read everywhere"
        ]
    );
    let mut uow = desk.store.begin();
    assert!(!desk.authority(&mut uow, ana).can_ever("kernel:audit.read"), "it was only tried");
}

#[tokio::test]
async fn a_change_that_changes_nothing_for_anybody_says_so() {
    let desk = Desk::new().await;
    desk.hire("Ana", "agent").await;
    let agent = desk.role("agent");
    let change = RoleChange { title: Some("Agents".into()), ..RoleChange::default() };
    let effect = try_out(&desk, &[], |uow, by| role::update(uow, by, agent, change).map(drop));
    assert!(effect.people.is_empty() && effect.plugins.is_empty() && effect.not_looked_at == 0);
}

#[tokio::test]
async fn roles_departments_and_suspension_of_one_person_are_compared_too() {
    let desk = Desk::new().await;
    let sales: DepartmentId = desk.department("Sales").await;
    let ana = desk.hire("Ana", "agent").await;
    let mut uow = desk.store.begin();
    desk.identity.register_plugin(&mut uow, Installer::Kernel(desk.now), notes(vec![])).unwrap();
    desk.commit(uow).await.unwrap();

    let joins = try_out(&desk, &[ana], |uow, by| membership::add(uow, by, ana, sales).map(drop));
    assert_eq!(told(&joins), ["+Ana notes:note.read Every there"]);
    let held = vec![desk.held("collaborator")];
    let demoted = try_out(&desk, &[ana], |uow, by| assignment::set(uow, by, ana, held).map(drop));
    assert_eq!(
        told(&demoted),
        ["-Ana kernel:customer.create everywhere", "-Ana kernel:email.read everywhere"]
    );
    let shut_out = try_out(&desk, &[ana], |uow, by| person::set_active(uow, by, ana, false).map(drop));
    assert_eq!(shut_out.people[0].becomes_staff(), Some(false));
    assert_eq!(shut_out.people[0].shifts.len(), 3);
}

#[tokio::test]
async fn a_plugin_that_comes_or_goes_is_shown_with_what_its_permissions_give_to_whom() {
    let desk = Desk::new().await;
    let (ana, sales) = (desk.hire("Ana", "agent").await, desk.department("Sales").await);
    desk.by(desk.owner, |uow, by| membership::add(uow, by, ana, sales)).await.unwrap();
    let mandate = || vec![grant("kernel:person.read", Scopes::ALL)];
    let install = |uow: &mut UnitOfWork, _: &Authority| {
        desk.identity.register_plugin(uow, Installer::Kernel(desk.now), notes(mandate())).map(drop)
    };
    let effect = try_out(&desk, &[], install);
    let want = ["+Ana notes:note.read Every there", "+Olga notes:note.read everywhere"];
    assert_eq!(told(&effect), want);
    let given = |departments: Option<Vec<_>>, except: Vec<_>| {
        let one = |grant| Given { grant, departments: departments.clone(), except: except.clone() };
        mandate().into_iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(effect.plugins[0].gained, given(None, vec![]));

    let mut uow = desk.store.begin();
    install(&mut uow, &desk.authority(&mut desk.store.begin(), desk.owner)).unwrap();
    desk.commit(uow).await.unwrap();
    let id = PluginId::parse("notes").unwrap();
    let effect = try_out(&desk, &[], |uow, by| plugin::unregister(uow, by, &id));
    assert_eq!(told(&effect), want.map(|line| line.replace('+', "-")));
    assert_eq!(effect.plugins[0].lost, given(None, vec![]));
    for (grants, departments, enabled, lost) in [
        (vec![], None, true, given(None, vec![])),
        (mandate(), None, false, given(None, vec![])),
        (mandate(), Some(vec![sales]), true, given(None, vec![sales])),
        (mandate(), None, true, vec![]),
    ] {
        let other = Mandate { plugin: id.clone(), grants, departments, enabled };
        let effect = try_out(&desk, &[], |uow, by| plugin::set_mandate(uow, by, other.clone()));
        assert!(effect.people.is_empty());
        assert_eq!(
            effect.plugins.iter().flat_map(|plugin| &plugin.lost).collect::<Vec<_>>(),
            lost.iter().collect::<Vec<_>>()
        );
    }
    let only_sales =
        Mandate { plugin: id.clone(), grants: mandate(), departments: Some(vec![sales]), enabled: true };
    desk.by(desk.owner, |uow, by| plugin::set_mandate(uow, by, only_sales.clone())).await.unwrap();
    let support = desk.department("Support").await;
    let more = Mandate { departments: Some(vec![sales, support]), ..only_sales };
    let effect = try_out(&desk, &[], |uow, by| plugin::set_mandate(uow, by, more));
    assert_eq!(effect.plugins[0].gained, given(Some(vec![support]), vec![]));
}

#[tokio::test]
async fn an_ownership_that_passes_on_is_shown_for_both() {
    let desk = Desk::new().await;
    let adam = desk.hire("Adam", "administrator").await;
    let effect = try_out(&desk, &[adam, desk.owner], |uow, by| owner::transfer(uow, by, adam).map(drop));
    let told = told(&effect);
    assert!(told.contains(&"+Adam kernel:desk.delete everywhere".to_owned()), "{told:?}");
    assert!(told.contains(&"-Olga kernel:desk.delete everywhere".to_owned()), "{told:?}");
}

#[tokio::test]
async fn who_may_not_make_a_change_may_not_try_it_either() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let mut uow = desk.store.begin();
    let by = desk.authority(&mut uow, ana);
    let change = RoleChange { grants: Some(vec![]), ..RoleChange::default() };
    denied(role::update(&mut uow, &by, desk.role("agent"), change));
}
