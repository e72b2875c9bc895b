//! What it takes to open, make, change and remove a record.

use crate::sentences::{desk, person, ticket};
use crate::spec::Who;
use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

const READ: &[&str] = &["tickets:ticket.read"];
const REPLY: &[&str] = &["tickets:ticket.reply"];

/// Random relations, each changed by some permission or never.
fn relations() -> impl Strategy<Value = Relations> {
    let some = || prop::option::weighted(0.7, (0..4usize).prop_map(|n| name(PERMISSIONS[n])));
    (some(), some(), some(), some(), some(), some(), some()).prop_map(
        |(department, into, assignee, requester, participants, audience, parent)| Relations {
            department,
            into,
            assignee,
            requester,
            participants,
            audience,
            parent,
        },
    )
}

fn parent() -> impl Strategy<Value = Option<RecordRef>> {
    let at = |text: &str| RecordRef {
        collection: "aa:notes".into(),
        id: RecordId::parse(text).expect("a record id"),
    };
    prop_oneof![2 => Just(None), 1 => Just(Some(at("1"))), 1 => Just(Some(at("2")))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn each_changed_relation_needs_its_own_permission(
        world in world(), mut before in record(), mut after in record(), changing in relations(),
        keep in 0..128u8, parents in (parent(), parent()),
    ) {
        (before.parent, after.parent) = parents;
        // Otherwise nearly everything changes nearly always.
        if keep & 1 > 0 { after.department = before.department }
        if keep & 2 > 0 { after.assignee = before.assignee }
        if keep & 4 > 0 { after.requester = before.requester }
        if keep & 8 > 0 { after.participants.clone_from(&before.participants) }
        if keep & 16 > 0 { after.audience = before.audience }
        if keep & 96 > 0 { after.parent.clone_from(&before.parent) }

        let may = |name: &Option<PermissionName>, at: &Envelope| {
            name.as_ref().is_some_and(|name| world.spec(name.as_str(), Some(at)))
        };
        let authority = world.authority();
        let moved = before.parent != after.parent;
        let own_filing = !moved || after.parent.is_none();
        let same_or = |changed: bool, allowed: bool| !changed || allowed;
        let want = world.spec(PERMISSIONS[1], Some(&before))
            && (after.audience == Audience::Everyone || authority.is_staff())
            && (!authority.is_inside_only()
                || after.audience == Audience::Staff
                || before.audience == Audience::Everyone && after.parent.is_none())
            && same_or(before.audience != after.audience, may(&changing.audience, &before))
            && same_or(moved, may(&changing.parent, &before) && may(&changing.parent, &after))
            && same_or(
                own_filing && before.department != after.department,
                may(&changing.department, &before) && may(&changing.into, &after),
            )
            && same_or(own_filing && before.assignee != after.assignee, may(&changing.assignee, &before))
            && same_or(own_filing && before.requester != after.requester, may(&changing.requester, &before))
            && same_or(own_filing && before.participants != after.participants, may(&changing.participants, &before));

        let permit = authority.permit_write(&["nonsense", PERMISSIONS[1]], &changing, &before, &after);
        prop_assert_eq!(permit.is_ok(), want, "{:?}", permit);
        if let Ok(permit) = permit {
            prop_assert!(permit.covers(&after));
            prop_assert_eq!(permit.version(), before.version);
            prop_assert_eq!(permit.covers(&before), {
                let wanted = Envelope { created: before.created, ..after.clone() };
                wanted == before
            });
        }
    }
}

#[test]
fn nobody_reads_a_ticket_by_assigning_it_to_himself() {
    let stranger = World { who: Who::Person(person(2, &[])), ..desk() }.authority();
    let mine = Envelope { assignee: Some(user(2)), ..ticket() };
    let changing = Relations { assignee: Some(name("tickets:ticket.read")), ..Relations::default() };
    assert!(stranger.permit_write(READ, &changing, &ticket(), &mine).is_err());
}

#[test]
fn moving_a_ticket_to_where_one_cannot_put_it_is_refused() {
    let agent = desk().authority();
    let sales = Envelope { department: Some(department(2)), ..ticket() };
    let read = || Some(name("tickets:ticket.read"));
    let changing = Relations { department: read(), into: read(), ..Relations::default() };
    assert!(agent.permit_write(READ, &changing, &ticket(), &ticket()).is_ok());
    let denial = agent.permit_write(READ, &changing, &ticket(), &sales).unwrap_err();
    assert_eq!(denial.permission, "tickets:ticket.read");
}

#[test]
fn a_relation_that_the_collection_names_no_permission_for_never_changes() {
    let owner = World { who: Who::Person(person(9, &[])), ..desk() }.authority();
    let after = Envelope { requester: Some(user(6)), ..ticket() };
    let denial = owner.permit_write(READ, &Relations::default(), &ticket(), &after).unwrap_err();
    assert_eq!(denial.sentence, "The requester of this record never changes.");
}

#[test]
fn a_permit_is_for_one_record() {
    let owner = World { who: Who::Person(person(9, &[])), ..desk() }.authority();
    let other = Envelope { id: RecordId::parse("8").unwrap(), ..ticket() };
    assert!(owner.permit_write(READ, &Relations::default(), &ticket(), &other).is_err());
    let permit = owner.permit_delete(READ, &ticket()).unwrap();
    assert_eq!(permit.record().to_string(), "tickets:tickets/7");
    assert!(permit.covers(&ticket()) && !permit.covers(&other));
}

#[test]
fn who_may_not_read_does_not_learn_that_there_is_something() {
    let stranger = World { who: Who::Person(person(2, &[])), ..desk() }.authority();
    let denial = stranger.permit_read(READ, &ticket()).unwrap_err();
    assert!(denial.hidden);
    assert_eq!(denial.sentence, "There is no such record, or you may not see it.");
    assert!(stranger.permit_read(&[], &ticket()).is_err());
}

#[test]
fn a_customer_cannot_make_an_internal_note() {
    let customer = World { who: Who::Person(person(5, &[4])), ..desk() }.authority();
    assert!(customer.permit_create(READ, &ticket()).is_ok());
    let note = Envelope { audience: Audience::Staff, ..ticket() };
    let denial = customer.permit_create(READ, &note).unwrap_err();
    assert_eq!((denial.hidden, denial.sentence.contains("staff only")), (false, true));
}

#[test]
fn a_private_record_is_its_plugins_own() {
    let draft =
        Envelope { collection: "tickets:drafts".into(), department: None, requester: None, ..ticket() };
    let tickets = plugin("tickets");
    let agent = desk().authority();
    let through = agent.through(&tickets);
    assert!(through.permit_private::<Write>(&tickets, &draft, None).is_ok());
    assert!(agent.own(&tickets).permit_private::<Read>(&tickets, &draft, None).is_ok());
    let left = agent.own(&tickets).without_rights();
    assert!(left.permit_private::<Write>(&tickets, &draft, None).is_ok(), "it tidies up");
    for other in [agent.clone(), agent.through(&plugin("split")), through.through(&plugin("split"))] {
        assert!(other.permit_private::<Read>(&tickets, &draft, None).unwrap_err().hidden);
    }
    assert!(agent.through(&plugin("split")).permit_private::<Read>(&plugin("split"), &draft, None).is_err());
    assert!(agent.through(&plugin("old")).permit_private::<Read>(&plugin("old"), &draft, None).is_err());
}

#[test]
fn a_private_collection_is_listed_by_its_plugin_alone() {
    let (tickets, split, old) = (plugin("tickets"), plugin("split"), plugin("old"));
    let agent = desk().authority();
    for may in [agent.through(&tickets), agent.own(&tickets), agent.through(&split).through(&tickets)] {
        let whole = may.permit_whole(&tickets, "tickets:drafts").unwrap();
        assert_eq!(whole.collection(), "tickets:drafts");
    }
    for other in [agent.clone(), agent.through(&split), agent.through(&tickets).through(&split)] {
        assert!(other.permit_whole(&tickets, "tickets:drafts").unwrap_err().hidden);
    }
    for (plugin, collection) in
        [(&split, "tickets:drafts"), (&tickets, "tickets"), (&tickets, "split:tickets:drafts")]
    {
        assert!(agent.through(plugin).permit_whole(plugin, collection).is_err(), "{plugin} {collection}");
    }
    assert!(agent.through(&old).permit_whole(&old, "old:drafts").is_err(), "it is switched off");
}

#[test]
fn what_is_personal_is_for_its_person_alone_and_for_nobody_who_looks_on() {
    let tickets = plugin("tickets");
    let (mine, hers) = (user(1), user(2));
    let draft = |of| Envelope {
        collection: "tickets:drafts".into(),
        department: None,
        requester: of,
        audience: Audience::Staff,
        ..ticket()
    };
    let agent = desk().authority();
    let through = agent.through(&tickets);
    let may = |who: &Authority, of| {
        let one = who.permit_personal::<Read>(&tickets, &draft(of)).is_ok();
        let listed =
            who.visible_personal(&tickets, "tickets:drafts").is_ok_and(|seen| seen.admits(&draft(of)));
        assert_eq!(one, listed, "a list shows what can be read");
        one
    };
    assert!(may(&through, Some(mine)));
    assert!(through.permit_personal::<Write>(&tickets, &draft(Some(mine))).is_ok());
    assert!(!may(&through, Some(hers)));
    assert!(!may(&through, None), "it is nobody's");
    assert!(!may(&agent.own(&tickets), Some(mine)), "the plugin by itself");
    assert!(!may(&agent.through(&plugin("split")), Some(mine)), "another plugin");
    let seen = through.seen_by(hers);
    assert!(!may(&seen, Some(mine)), "somebody looks at the desk as this person");
    assert!(!may(&seen, Some(hers)));
}

#[test]
fn a_private_record_below_a_ticket_needs_a_look_at_the_ticket() {
    let tickets = plugin("tickets");
    let draft = Envelope {
        collection: "tickets:drafts".into(),
        id: RecordId::parse("d").unwrap(),
        parent: Some(ticket().record()),
        ..ticket()
    };
    let (here, elsewhere) = (ticket(), Envelope { department: Some(department(2)), ..ticket() });
    let other = Envelope { id: RecordId::parse("8").unwrap(), ..ticket() };
    let agent = desk().authority().through(&tickets);
    let ask = |authority: &Authority, parent: Option<&Envelope>| {
        let parent = parent.map(|filed| ParentView { any_of: READ, filed });
        authority.permit_private::<Read>(&tickets, &draft, parent).is_ok()
    };
    assert!(ask(&agent, Some(&here)));
    assert!(!ask(&agent, Some(&elsewhere)));
    assert!(!ask(&agent, Some(&other)), "another record was looked at");
    assert!(!ask(&agent, None));
    assert!(ask(&agent.own(&tickets), None));
    assert!(!ask(&World { who: Who::Visitor, ..desk() }.authority().through(&tickets), Some(&here)));
}

#[test]
fn a_permission_to_answer_is_not_one_to_read() {
    let agent = desk().authority();
    let mine = Envelope { assignee: Some(user(1)), department: None, ..ticket() };
    assert!(agent.permit_read(READ, &mine).is_err());
    assert!(agent.permit_read(REPLY, &mine).is_ok());
    assert!(agent.permit_read(&[READ[0], REPLY[0]], &mine).is_ok());
}
