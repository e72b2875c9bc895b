use ombud_access::{
    Audience, Authority, Envelope, Flags, Id, Mandate, Permission, PermissionName, PluginId, RecordId,
    Scopes, Target, Timestamp, UserId,
};
use ombud_identity::person::search;
use ombud_identity::{
    Installer, NewGuest, Pass, PersonChange, Principal, Registration, Result, guest, person, plugin, token,
    verify,
};
use ombud_store::Draft;

use crate::desk::{DAY, Desk, denied, grant, invalid};

const READ: &str = "chat:chat.read";

fn chat() -> PluginId {
    PluginId::parse("chat").unwrap()
}

fn name(permission: &str) -> PermissionName {
    PermissionName::parse(permission).unwrap()
}

fn id(n: u8) -> UserId {
    UserId(Id::new(Timestamp(u64::from(n)), [n; 10]))
}

/// A desk with a plugin that talks with guests, and what customers may do there.
async fn desk() -> Desk {
    let desk = Desk::new().await;
    register(&desk, "chat", vec![grant("kernel:guest.admit", Scopes::ALL)]).await;
    desk
}

async fn register(desk: &Desk, plugin: &str, grants: Vec<ombud_access::Grant>) {
    let plugin = PluginId::parse(plugin).unwrap();
    let declared = |verb: &str| Permission {
        name: name(&format!("{plugin}:chat.{verb}")),
        title: "Do it".into(),
        description: String::new(),
        scopes: Scopes::ALL | Scopes::OWN,
        flags: Flags::default(),
    };
    let own = grant(&format!("{plugin}:chat.read"), Scopes::OWN);
    let mandate = Mandate { plugin: plugin.clone(), grants, departments: None, enabled: true };
    let registration = Registration::new(
        mandate,
        vec![declared("read"), declared("lead")],
        vec![("customer".to_owned(), own)],
    );
    let mut uow = desk.store.begin();
    desk.identity.register_plugin(&mut uow, Installer::Kernel(desk.now), registration).unwrap();
    desk.commit(uow).await.unwrap();
    desk.identity.refresh().unwrap();
}

fn alone(desk: &Desk, plugin: &str) -> Authority {
    let policy = desk.look(|uow| desk.identity.policy_in(uow));
    Authority::plugin(policy, PluginId::parse(plugin).unwrap(), desk.now)
}

/// The plugin admits somebody, for whoever this authority is.
async fn admit_as(desk: &Desk, who: &Authority, id: UserId, opens: &[&str], days: u16) -> Result<Pass> {
    let permissions: Vec<PermissionName> = opens.iter().map(|one| name(one)).collect();
    let new = NewGuest { id, name: "Vera", language: Some("sl"), permissions: &permissions, days };
    let mut uow = desk.store.begin();
    let pass = guest::admit(&mut uow, who, &new)?;
    desk.commit(uow).await.unwrap();
    Ok(pass)
}

async fn admit(desk: &Desk, n: u8) -> Pass {
    admit_as(desk, &alone(desk, "chat"), id(n), &[READ], 1).await.unwrap()
}

fn opened(desk: &Desk, pass: &Pass) -> Option<Authority> {
    let principal = desk.identity.authenticate(&pass.secret, desk.now).unwrap()?.principal;
    desk.look(|uow| desk.identity.authority(uow, &principal, desk.now))
}

fn filed(of: Option<UserId>) -> Envelope {
    Envelope {
        collection: "chat:chats".into(),
        id: RecordId::from(Id::new(Timestamp(9), [9; 10])),
        version: 0,
        department: None,
        assignee: None,
        requester: of,
        participants: Vec::new(),
        audience: Audience::Everyone,
        parent: None,
        created: Timestamp(9),
        updated: Timestamp(9),
    }
}

async fn clear(desk: &Desk) -> usize {
    let mut uow = desk.store.begin();
    let seen = guest::clear(&mut uow, desk.now, 100).unwrap();
    desk.commit(uow).await.unwrap();
    assert_eq!(verify(&mut desk.store.begin()).unwrap().len(), 0);
    seen
}

#[tokio::test]
async fn a_guest_is_a_customer_without_an_address_whose_pass_opens_what_was_named() {
    let mut desk = desk().await;
    let pass = admit(&desk, 1).await;
    let vera = desk.look(|uow| person::get(uow, pass.user)).unwrap();
    assert_eq!((vera.name.as_str(), vera.email, vera.language.as_deref()), ("Vera", None, Some("sl")));
    assert_eq!(vera.roles, [desk.held("customer")]);
    let known = desk.identity.authenticate(&pass.secret, desk.now).unwrap().unwrap();
    assert_eq!(known.pass_of, Some(chat()));
    let may = |desk: &Desk, permission: &str, of| {
        opened(desk, &pass).is_some_and(|who| who.check(permission, Target::Record(&filed(of))).allowed)
    };
    assert!(may(&desk, READ, Some(pass.user)));
    assert!(!may(&desk, READ, Some(id(7))), "somebody else's");
    assert!(!may(&desk, "chat:chat.lead", Some(pass.user)), "it was not named");
    register(&desk, "shop", vec![]).await;
    assert!(!may(&desk, "shop:chat.read", Some(pass.user)), "customers may, and the pass does not say so");
    desk.wait(DAY);
    assert!(opened(&desk, &pass).is_none(), "the day is over");
}

#[tokio::test]
async fn a_pass_names_permissions_of_its_plugin_and_no_others() {
    let desk = desk().await;
    let plugin = alone(&desk, "chat");
    for wrong in ["kernel:person.read", "chat:no.such"] {
        invalid(admit_as(&desk, &plugin, id(1), &[READ, wrong], 1).await);
    }
    invalid(admit_as(&desk, &plugin, id(1), &[], 1).await);
    for days in [0, 91] {
        invalid(admit_as(&desk, &plugin, id(1), &[READ], days).await);
    }
    register(&desk, "shop", vec![]).await;
    denied(admit_as(&desk, &alone(&desk, "shop"), id(1), &["shop:chat.read"], 1).await);
    assert!(desk.look(|uow| person::get(uow, id(1))).is_none());
}

#[tokio::test]
async fn whoever_is_signed_in_is_no_guest_and_a_guest_who_asks_again_stays_who_it_is() {
    let mut desk = desk().await;
    register(&desk, "shop", vec![grant("kernel:guest.admit", Scopes::ALL)]).await;
    let ana = desk.hire("Ana", "agent").await;
    let by = |desk: &Desk, who: &Principal, plugin: &str| {
        let who = desk.look(|uow| desk.identity.authority(uow, who, desk.now)).unwrap();
        who.own(&PluginId::parse(plugin).unwrap())
    };
    let anas = by(&desk, &Principal::User(ana), "chat");
    denied(admit_as(&desk, &anas, id(1), &[READ], 1).await);
    let first = admit(&desk, 2).await;
    let token = desk.identity.authenticate(&first.secret, desk.now).unwrap().unwrap().principal;
    denied(admit_as(&desk, &by(&desk, &token, "shop"), id(3), &["shop:chat.read"], 1).await);
    desk.wait(DAY / 2);
    let again = admit_as(&desk, &by(&desk, &token, "chat"), id(4), &[READ], 30).await.unwrap();
    assert_eq!(again.user, first.user);
    assert!(opened(&desk, &first).is_some() && opened(&desk, &again).is_some());
    for _ in 0..20 {
        admit_as(&desk, &by(&desk, &token, "chat"), id(4), &[READ], 30).await.unwrap();
        let passes = desk.look(|uow| token::list(uow, &by_owner(&desk), first.user)).len();
        assert!(passes <= 8, "{passes} passes");
        if opened(&desk, &first).is_none() {
            return;
        }
    }
    panic!("the one that ends first makes room");
}

fn by_owner(desk: &Desk) -> Authority {
    desk.authority(&mut desk.store.begin(), desk.owner)
}

#[tokio::test]
async fn the_pass_of_a_plugin_that_was_taken_out_opens_nothing_until_it_is_back() {
    let desk = desk().await;
    let pass = admit(&desk, 1).await;
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &chat())).await.unwrap();
    desk.identity.refresh().unwrap();
    assert!(desk.identity.authenticate(&pass.secret, desk.now).unwrap().is_none());
    register(&desk, "chat", vec![grant("kernel:guest.admit", Scopes::ALL)]).await;
    assert!(opened(&desk, &pass).is_some());
}

#[tokio::test]
async fn the_pass_of_a_plugin_that_is_switched_off_or_may_admit_no_more_opens_nothing() {
    let desk = desk().await;
    let pass = admit(&desk, 1).await;
    let mandate = desk.look(|uow| plugin::get(uow, &chat())).unwrap();
    for narrower in
        [Mandate { enabled: false, ..mandate.clone() }, Mandate { grants: vec![], ..mandate.clone() }]
    {
        for (mandate, good) in [(narrower, false), (mandate.clone(), true)] {
            desk.by(desk.owner, |uow, by| plugin::set_mandate(uow, by, mandate)).await.unwrap();
            assert_eq!(opened(&desk, &pass).is_some(), good);
        }
    }
}

#[tokio::test]
async fn passes_do_not_come_alive_for_another_plugin_by_the_name_of_one_that_was_purged() {
    let mut desk = desk().await;
    let pass = admit(&desk, 1).await;
    desk.by(desk.owner, |uow, by| plugin::unregister(uow, by, &chat())).await.unwrap();
    desk.by(desk.owner, |uow, by| plugin::purge(uow, by, &chat())).await.unwrap();
    register(&desk, "chat", vec![grant("kernel:guest.admit", Scopes::ALL)]).await;
    assert!(opened(&desk, &pass).is_none());
    desk.wait(1000);
    assert!(opened(&desk, &admit(&desk, 2).await).is_some(), "those of its own do");
}

#[tokio::test]
async fn whoever_left_nothing_is_cleared_away_when_the_pass_is_over_and_others_stay() {
    let mut desk = desk().await;
    let [gone, wrote, known, later] =
        [admit(&desk, 1).await, admit(&desk, 2).await, admit(&desk, 3).await, {
            admit_as(&desk, &alone(&desk, "chat"), id(4), &[READ], 9).await.unwrap()
        }];
    let mut uow = desk.store.begin();
    let envelope = filed(Some(wrote.user));
    let permit = alone(&desk, "chat").permit_create(&["chat:chat.lead"], &envelope).unwrap();
    let (body, index, blobs) = (b"{}".to_vec(), vec![], vec![]);
    let draft = Draft { envelope, body, index, blobs, now: desk.now, by: None, quiet: false };
    uow.create(permit, draft).unwrap();
    desk.commit(uow).await.unwrap();
    let email = PersonChange { email: Some("kim@example.org".into()), ..PersonChange::default() };
    desk.by(desk.owner, |uow, by| person::update(uow, by, known.user, email)).await.unwrap();
    assert_eq!(clear(&desk).await, 0, "nothing is over yet");
    desk.wait(DAY);
    assert_eq!(clear(&desk).await, 3);
    assert_eq!(clear(&desk).await, 0);
    let listed = |guest| {
        let filter = search::Filter { staff: Some(false), guest: Some(guest), ..search::Filter::default() };
        let seen = desk.look(|uow| search::list(uow, &by_owner(&desk), &filter, None, 9)).people;
        seen.iter().map(|person| person.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(true), [later.user, wrote.user]);
    assert_eq!(listed(false), [known.user], "with an address she is a customer like others");
    let there = |pass: &Pass| desk.look(|uow| person::get(uow, pass.user)).is_some();
    assert_eq!([&gone, &wrote, &known, &later].map(there), [false, true, true, true]);
    assert!(desk.look(|uow| guest::get(uow, gone.user)).is_none());
    assert!(desk.look(|uow| guest::get(uow, wrote.user)).is_some(), "it is known that it was one");
    assert!(opened(&desk, &later).is_some() && opened(&desk, &gone).is_none());
    // What was kept is deleted in the end, and then nothing is left.
    let mut uow = desk.store.begin();
    uow.purge("chat", 9).unwrap();
    desk.commit(uow).await.unwrap();
    desk.wait(60 * DAY);
    clear(&desk).await;
    let there = |pass: &Pass| desk.look(|uow| person::get(uow, pass.user)).is_some();
    assert_eq!([&gone, &wrote, &known, &later].map(there), [false, false, true, false]);
}
