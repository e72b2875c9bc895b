use ombud_access::{
    Audience, Authority, Flags, Grant, Mandate, Permission, PermissionName, PluginId, Scopes, Target, UserId,
};
use ombud_identity::{Installer, LeftOut, NewRole, Registration, Result, RoleChange, plugin, role};

use crate::desk::{Desk, denied, grant, invalid};

fn notes() -> PluginId {
    PluginId::parse("notes").unwrap()
}

fn permission(name: &str, flags: Flags) -> Permission {
    Permission {
        name: PermissionName::parse(name).unwrap(),
        title: "Do it".into(),
        description: String::new(),
        scopes: Scopes::ALL | Scopes::OWN,
        flags,
    }
}

fn registration(suggestions: Vec<(&str, Grant)>, mandate: Vec<Grant>) -> Registration {
    Registration::new(
        Mandate { plugin: notes(), grants: mandate, departments: None, enabled: true },
        vec![
            permission("notes:note.read", Flags::default()),
            permission("notes:note.send", Flags { contacts_customer: true, ..Flags::default() }),
        ],
        suggestions.into_iter().map(|(role, grant)| (role.to_string(), grant)).collect(),
    )
}

async fn install(desk: &Desk, registration: Registration) -> Result<Vec<LeftOut>> {
    let mut uow = desk.store.begin();
    let left_out = desk.identity.register_plugin(&mut uow, Installer::Kernel(desk.now), registration)?;
    desk.commit(uow).await.unwrap();
    Ok(left_out)
}

fn may(desk: &Desk, user: UserId, permission: &str) -> bool {
    let mut uow = desk.store.begin();
    desk.authority(&mut uow, user).check(permission, Target::Desk).allowed
}

#[tokio::test]
async fn a_plugin_brings_permissions_a_mandate_and_what_it_suggests_for_roles() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    assert!(!may(&desk, adam, "notes:note.read"));
    let read = grant("notes:note.read", Scopes::ALL);
    let people = vec![grant("kernel:person.read", Scopes::ALL)];
    let left_out =
        install(&desk, registration(vec![("agent", read.clone()), ("no-such", read)], people)).await.unwrap();
    assert_eq!(left_out.len(), 1, "{left_out:?}");
    assert!(may(&desk, adam, "notes:note.read") && may(&desk, adam, "notes:note.send"));
    assert!(may(&desk, ana, "notes:note.read") && !may(&desk, ana, "notes:note.send"));

    let alone = |permission| {
        let policy = desk.look(|uow| desk.identity.policy_in(uow));
        Authority::plugin(policy, notes(), desk.now).check(permission, Target::Desk).allowed
    };
    assert!(alone("kernel:person.read") && alone("notes:note.send") && !alone("kernel:email.read"));
    let off = Mandate { enabled: false, ..desk.look(|uow| plugin::get(uow, &notes())).unwrap() };
    desk.by(adam, |uow, by| plugin::set_mandate(uow, by, off)).await.unwrap();
    assert!(!alone("kernel:person.read") && !alone("notes:note.send"));
}

#[tokio::test]
async fn removing_a_plugin_silences_its_grants_and_its_return_wakes_them() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let read = grant("notes:note.read", Scopes::ALL);
    install(&desk, registration(vec![("agent", read.clone())], vec![])).await.unwrap();
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &notes())).await.unwrap();
    assert!(!may(&desk, ana, "notes:note.read"));
    let agent = desk.look(|uow| role::by_name(uow, "agent")).unwrap();
    assert!(agent.grants.contains(&read), "the grant is gone with its plugin");
    let title = RoleChange { title: Some("Helper".into()), ..RoleChange::default() };
    desk.by(desk.owner, |uow, by| role::update(uow, by, agent.id, title)).await.unwrap();
    install(&desk, registration(vec![], vec![])).await.unwrap();
    assert!(may(&desk, ana, "notes:note.read"));
}

#[tokio::test]
async fn a_suggestion_counts_once_so_what_was_taken_away_stays_away() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let suggestion = || vec![("agent", grant("notes:note.read", Scopes::ALL))];
    install(&desk, registration(suggestion(), vec![])).await.unwrap();
    let nothing = RoleChange { grants: Some(vec![]), ..RoleChange::default() };
    let agent = desk.role("agent");
    desk.by(desk.owner, |uow, by| role::update(uow, by, agent, nothing)).await.unwrap();
    install(&desk, registration(suggestion(), vec![])).await.unwrap();
    assert!(!may(&desk, ana, "notes:note.read"), "an upgrade gave back what was taken");
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &notes())).await.unwrap();
    install(&desk, registration(suggestion(), vec![])).await.unwrap();
    assert!(!may(&desk, ana, "notes:note.read"), "a new install gave back what was taken");
}

#[tokio::test]
async fn whoever_installs_gives_no_more_than_he_holds() {
    let desk = Desk::new().await;
    let grants = ["plugin.install", "plugin.manage", "person.read"]
        .map(|verb| grant(&format!("kernel:{verb}"), Scopes::ALL))
        .to_vec();
    let new = NewRole {
        name: "installer".into(),
        title: "Installer".into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: false,
        grants,
    };
    desk.by(desk.owner, |uow, by| role::create(uow, by, new)).await.unwrap();
    let ivan = desk.hire("Ivan", "installer").await;
    let ana = desk.hire("Ana", "agent").await;
    let install = |uow: &mut _, by: &Authority, registration| {
        desk.identity.register_plugin(uow, Installer::Person(by.into()), registration)
    };
    let greedy = || registration(vec![], vec![grant("kernel:audit.read", Scopes::ALL)]);
    denied(desk.by(ivan, |uow, by| install(uow, by, greedy())).await);
    denied(desk.by(ana, |uow, by| install(uow, by, registration(vec![], vec![]))).await);

    let suggestion = vec![("agent", grant("notes:note.read", Scopes::ALL))];
    let modest = registration(suggestion, vec![grant("kernel:person.read", Scopes::ALL)]);
    let left_out = desk.by(ivan, |uow, by| install(uow, by, modest)).await.unwrap();
    assert_eq!(left_out.len(), 1, "he cannot edit roles, so the suggestion waits for somebody who can");
    assert!(!may(&desk, ana, "notes:note.read"));
    let wider = greedy().mandate;
    denied(desk.by(ivan, |uow, by| plugin::set_mandate(uow, by, wider)).await);
}

#[tokio::test]
async fn an_administrator_who_installs_has_the_suggestions_followed() {
    let desk = Desk::new().await;
    let (adam, ana) = (desk.hire("Adam", "administrator").await, desk.hire("Ana", "agent").await);
    let registration = registration(vec![("agent", grant("notes:note.send", Scopes::ALL))], vec![]);
    let left_out = desk
        .by(adam, |uow, by| desk.identity.register_plugin(uow, Installer::Person(by.into()), registration))
        .await
        .unwrap();
    assert!(left_out.is_empty(), "{left_out:?}");
    assert!(may(&desk, ana, "notes:note.send"));
}

#[tokio::test]
async fn a_plugin_speaks_for_itself_only() {
    let desk = Desk::new().await;
    let mut foreign = registration(vec![], vec![]);
    foreign.permissions.push(permission("other:note.read", Flags::default()));
    invalid(install(&desk, foreign).await);
    let theirs = ("agent", grant("kernel:audit.read", Scopes::ALL));
    invalid(install(&desk, registration(vec![theirs], vec![])).await);
    let sends = ("collaborator", grant("notes:note.send", Scopes::ALL));
    invalid(install(&desk, registration(vec![sends], vec![])).await);
    let scope = ("agent", grant("notes:note.read", Scopes::DEPARTMENT));
    invalid(install(&desk, registration(vec![scope], vec![])).await);
}

#[tokio::test]
async fn an_upgrade_keeps_what_an_administrator_took_away_and_adds_what_is_asked_for_the_first_time() {
    let desk = Desk::new().await;
    let (people, audit) = (grant("kernel:person.read", Scopes::ALL), grant("kernel:audit.read", Scopes::ALL));
    let email = grant("kernel:email.read", Scopes::ALL);
    install(&desk, registration(vec![], vec![people.clone(), audit.clone()])).await.unwrap();
    let narrow = Mandate { plugin: notes(), grants: vec![people.clone()], departments: None, enabled: false };
    desk.by(desk.owner, |uow, by| plugin::set_mandate(uow, by, narrow)).await.unwrap();
    install(&desk, registration(vec![], vec![people.clone(), audit.clone(), email.clone()])).await.unwrap();
    let mandate = desk.look(|uow| plugin::get(uow, &notes())).unwrap();
    assert_eq!((mandate.grants, mandate.enabled), (vec![people, email], false));
}

#[tokio::test]
async fn whoever_may_only_install_does_not_replace_a_plugin_that_holds_more_than_he_does() {
    let desk = Desk::new().await;
    let people = || vec![grant("kernel:person.read", Scopes::ALL)];
    install(&desk, registration(vec![], people())).await.unwrap();
    let grants = ["plugin.install", "person.read"].map(|verb| grant(&format!("kernel:{verb}"), Scopes::ALL));
    let installer = NewRole {
        name: "installer".into(),
        title: "Installer".into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: false,
        grants: grants.to_vec(),
    };
    desk.by(desk.owner, |uow, by| role::create(uow, by, installer)).await.unwrap();
    let ivan = desk.hire("Ivan", "installer").await;
    let replace = |registration: Registration| {
        desk.by(ivan, |uow, by| {
            desk.identity.register_plugin(uow, Installer::Person(by.into()), registration)
        })
    };
    denied(replace(registration(vec![], people())).await);
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &notes())).await.unwrap();
    denied(replace(registration(vec![], people())).await);
    let other = PluginId::parse("other").unwrap();
    let mandate = Mandate { plugin: other, grants: people(), departments: None, enabled: true };
    let new = Registration::new(mandate, vec![], vec![]);
    replace(new).await.unwrap();
}

#[tokio::test]
async fn even_the_kernel_puts_nothing_into_a_role_that_can_never_hold_it() {
    let desk = Desk::new().await;
    let quiet = NewRole {
        name: "quiet".into(),
        title: "Quiet".into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: true,
        grants: vec![],
    };
    desk.by(desk.owner, |uow, by| role::create(uow, by, quiet)).await.unwrap();
    let send = grant("notes:note.send", Scopes::ALL);
    let suggested = ["quiet", "administrator", "owner"].map(|name| (name, send.clone()));
    let left_out = install(&desk, registration(suggested.to_vec(), vec![])).await.unwrap();
    assert_eq!(left_out, [("quiet".to_owned(), send.permission)]);
    for name in ["quiet", "administrator", "owner"] {
        assert!(desk.look(|uow| role::by_name(uow, name)).unwrap().grants.is_empty(), "{name}");
    }
}
