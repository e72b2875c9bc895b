//! Who works at the desk, and who asks there: as in `ombud demo`.

use ombud_access::{Authority, HeldRole, Place};
use ombud_identity::{Identity, IdentityError, NewPerson, Principal, department, person, role};
use ombud_store::Store;
use std::error::Error;

/// Everybody's password.
pub const PASSWORD: &str = "demo-only";

/// All departments.
pub const DEPARTMENTS: &[&str] = &["Support", "Sales", "Billing"];

/// Who there is besides `owner@demo.test`: address, name, role, departments.
pub const PEOPLE: &[(&str, &str, &str, &[&str])] = &[
    ("admin@demo.test", "Adam Admin", "administrator", &[]),
    ("supervisor@demo.test", "Sara Supervisor", "supervisor", &["Support", "Sales", "Billing"]),
    ("agent.support@demo.test", "Ana Support", "agent", &["Support"]),
    ("agent.sales@demo.test", "Sam Sales", "agent", &["Sales"]),
    ("collaborator@demo.test", "Cole Collaborator", "collaborator", &["Support"]),
    ("customer@demo.test", "Cleo Customer", "customer", &[]),
];

/// Sets up an empty desk: the owner, the departments and everybody else, all with [`PASSWORD`].
pub(crate) async fn settle_in(
    store: &Store,
    identity: &Identity,
    now: ombud_access::Timestamp,
) -> Result<(), Box<dyn Error>> {
    let mut unit = store.begin();
    let owner = identity.first_owner(&mut unit, "Olga Owner", "owner@demo.test", PASSWORD, now)?;
    unit.commit().await?;
    identity.refresh()?;

    let mut unit = store.begin();
    let owner = identity
        .authority(&mut unit, &Principal::User(owner.id), now)?
        .ok_or("the owner has no authority")?;
    for name in DEPARTMENTS {
        department::create(&mut unit, &owner, name)?;
    }
    for entry in PEOPLE {
        let person = add(&mut unit, &owner, *entry)?;
        identity.reset_password(&mut unit, &owner, person, PASSWORD)?;
    }
    unit.commit().await?;
    identity.refresh()?;
    Ok(())
}

fn add(
    unit: &mut ombud_store::UnitOfWork,
    owner: &Authority,
    (email, name, role, departments): (&str, &str, &str, &[&str]),
) -> Result<ombud_access::UserId, IdentityError> {
    let missing = |what: &str| IdentityError::System(format!("there is no `{what}`"));
    let role = role::by_name(unit, role)?.ok_or_else(|| missing(role))?;
    let mut places = Vec::new();
    for name in departments {
        places.push(department::by_name(unit, name)?.ok_or_else(|| missing(name))?.id);
    }
    let new = NewPerson {
        name: name.into(),
        email: email.into(),
        roles: vec![HeldRole { role: role.id, place: Place::Everywhere, until: None }],
        departments: places,
        ..NewPerson::default()
    };
    Ok(person::create(unit, owner, new)?.id)
}
