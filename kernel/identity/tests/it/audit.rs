use ombud_access::{Audience, Scopes};
use ombud_identity::audit::search::{Filter, Order, list};
use ombud_identity::audit::{self, Entry};
use ombud_identity::{
    Actor, Installer, NewPerson, NewRole, PersonChange, Registration, RoleChange, assignment, department,
    membership, owner, person, plugin, role, session, token,
};

use crate::desk::{Desk, PASSWORD, denied, grant};

fn actions(desk: &Desk, target: Option<&str>) -> Vec<Entry> {
    let filter = Filter { target: target.map(str::to_owned), ..Filter::default() };
    let mut entries = Vec::new();
    let mut before = None;
    loop {
        let mut uow = desk.store.begin();
        let authority = desk.authority(&mut uow, desk.owner);
        let page = list(&mut uow, &authority, &filter, Order::NewestFirst, before, 7).unwrap();
        entries.extend(page.entries.into_iter().map(|found| found.entry));
        before = page.next;
        if before.is_none() {
            return entries;
        }
    }
}

#[tokio::test]
async fn every_change_is_in_the_audit_with_who_and_what_it_was_before() {
    let desk = Desk::new().await;
    let owner = desk.owner;
    let start = actions(&desk, None).len();
    let mut expected = Vec::new();
    macro_rules! change {
        ($action:literal, $change:expr) => {{
            expected.push($action);
            desk.by(owner, $change).await.unwrap()
        }};
    }
    let sales = change!("department.create", |uow, by| department::create(uow, by, "Sales")).id;
    change!("department.edit", |uow, by| department::rename(uow, by, sales, "Shop"));
    let new = NewPerson {
        name: "Ana".into(),
        email: "ana@example.org".into(),
        roles: vec![desk.held("agent")],
        ..NewPerson::default()
    };
    expected.push("person.create");
    let ana = change!("role.assign", |uow, by| person::create(uow, by, new)).id;
    let alias = PersonChange { alias: Some("Annie".into()), ..PersonChange::default() };
    change!("person.edit", |uow, by| person::update(uow, by, ana, alias));
    change!("membership.add", |uow, by| membership::add(uow, by, ana, sales));
    change!("membership.remove", |uow, by| membership::remove(uow, by, ana, sales));
    let administrator = vec![desk.held("administrator")];
    change!("role.assign", |uow, by| assignment::set(uow, by, ana, administrator));
    change!("password.reset", |uow, by| desk.identity.reset_password(uow, by, ana, PASSWORD));
    change!("session.end-all", |uow, by| session::sign_out_everywhere(uow, by, ana, None));
    change!("person.suspend", |uow, by| person::set_active(uow, by, ana, false));
    change!("person.restore", |uow, by| person::set_active(uow, by, ana, true));
    let new = NewRole {
        name: "temp".into(),
        title: "Temp".into(),
        description: String::new(),
        audience: Audience::Staff,
        collaborator: false,
        grants: vec![],
    };
    let temp = change!("role.create", |uow, by| role::create(uow, by, new)).id;
    let title = RoleChange { title: Some("Temporary".into()), ..RoleChange::default() };
    change!("role.edit", |uow, by| role::update(uow, by, temp, title));
    change!("role.retire", |uow, by| role::set_retired(uow, by, temp, true));
    change!("role.restore", |uow, by| role::set_retired(uow, by, temp, false));
    let grants = vec![grant("kernel:person.read", Scopes::ALL)];
    let minted = change!("token.mint", |uow, by| token::mint(uow, by, "report", grants, None)).1;
    change!("token.revoke", |uow, by| token::revoke(uow, by, minted.id));
    let notes = ombud_access::PluginId::parse("notes").unwrap();
    let mandate =
        ombud_access::Mandate { plugin: notes.clone(), grants: vec![], departments: None, enabled: true };
    let registration = Registration::new(mandate.clone(), vec![], vec![]);
    change!("plugin.register", |uow, by| desk.identity.register_plugin(
        uow,
        Installer::Person(by.into()),
        registration
    ));
    let off = ombud_access::Mandate { enabled: false, ..mandate };
    change!("mandate.edit", |uow, by| plugin::set_mandate(uow, by, off));
    change!("plugin.unregister", |uow, by| plugin::unregister(uow, by, &notes));
    change!("ownership.transfer", |uow, by| owner::transfer(uow, by, ana));

    let mut uow = desk.store.begin();
    let authority = desk.authority(&mut uow, ana);
    let page = list(&mut uow, &authority, &Filter::default(), Order::OldestFirst, None, 200).unwrap();
    let new: Vec<_> = page.entries[start..].iter().map(|found| &found.entry).collect();
    assert_eq!(new.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), expected);
    assert!(new.iter().all(|entry| entry.actor == Some(owner) && entry.at == desk.now));
    let edit = new.iter().find(|entry| entry.action == "person.edit").unwrap();
    assert_eq!(edit.before.as_ref().unwrap()["alias"], serde_json::Value::Null);
    assert_eq!(edit.after.as_ref().unwrap()["alias"], "Annie");
    let all = serde_json::to_string(&page).unwrap();
    assert!(!all.contains("argon2") && !all.contains(PASSWORD), "a secret is in the audit");
}

#[tokio::test]
async fn sign_ins_and_refusals_are_in_the_audit_of_their_person() {
    let desk = Desk::new().await;
    desk.sign_in("olga@example.org", "wrong password").await.unwrap_err();
    desk.sign_in("olga@example.org", PASSWORD).await.unwrap();
    desk.sign_in("my secret typed in the wrong field", PASSWORD).await.unwrap_err();
    let target = format!("person:{}", desk.owner);
    let entries = actions(&desk, Some(&target));
    let of_sessions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).take(2).collect();
    assert_eq!(of_sessions, ["session.begin", "session.refused"]);
    assert_eq!(entries[0].from.as_deref(), Some("203.0.113.9"));
    assert!(!serde_json::to_string(&actions(&desk, None)).unwrap().contains("my secret"));
}

#[tokio::test]
async fn an_entry_says_from_where_and_why() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    desk.by(desk.owner, |uow, by| {
        let actor = Actor::from(by).at("198.51.100.7").because("left the company");
        person::set_active(uow, actor, ana, false)
    })
    .await
    .unwrap();
    let last = &actions(&desk, Some(&format!("person:{ana}")))[0];
    assert_eq!((last.from.as_deref(), last.why.as_deref()), (Some("198.51.100.7"), Some("left the company")));
}

#[tokio::test]
async fn the_audit_is_newest_first_page_by_page_for_those_who_may() {
    let desk = Desk::new().await;
    for n in 0..20 {
        desk.department(&format!("Department {n}")).await;
    }
    let entries = actions(&desk, None);
    assert!(entries.len() > 20);
    assert!(entries.windows(2).all(|pair| pair[0].number > pair[1].number));
    let ana = desk.hire("Ana", "agent").await;
    denied(desk.by(ana, |uow, by| list(uow, by, &Filter::default(), Order::NewestFirst, None, 10)).await);
}

#[tokio::test]
async fn a_denied_attempt_leaves_nothing_but_its_own_entry() {
    let desk = Desk::new().await;
    let ana = desk.hire("Ana", "agent").await;
    let before = actions(&desk, None).len();
    let denial = desk.by(ana, |uow, by| department::create(uow, by, "Mine")).await.unwrap_err();
    assert_eq!(actions(&desk, None).len(), before);
    let ombud_identity::IdentityError::Denied(denial) = denial else { panic!("{denial}") };
    desk.by(ana, |uow, by| audit::denied(uow, by, "department:new", &denial)).await.unwrap();
    let last = &actions(&desk, None)[0];
    assert_eq!((last.action.as_str(), last.actor), ("access.denied", Some(ana)));
    assert_eq!(last.after.as_ref().unwrap()["permission"], "kernel:department.edit");
}
