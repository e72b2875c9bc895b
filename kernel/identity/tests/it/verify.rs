//! What does not fit among people, roles and departments is found.

use crate::desk::Desk;
use ombud_identity::verify;
use ombud_store::{Table, UnitOfWork};
use serde_json::{Value, json};

fn told(desk: &Desk) -> Vec<String> {
    verify(&mut desk.store.begin()).unwrap().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_desk_that_was_worked_with_fits_together_and_whatever_is_changed_past_it_is_told() {
    let desk = Desk::new().await;
    let sales = desk.department("Sales").await;
    let ana = desk.hire("Ana", "agent").await;
    desk.by(desk.owner, |uow, by| ombud_identity::membership::add(uow, by, ana, sales)).await.unwrap();
    assert_eq!(told(&desk), [""; 0]);

    let table = Table::<Value>::new;
    let agent = desk.role("agent");
    let strangers = "01arz3ndektsv4rrffq69g5fav";
    let edit = |uow: &mut UnitOfWork, name: &'static str, key: &str, with: &dyn Fn(&mut Value)| {
        let mut row = uow.get(&table(name), key).unwrap().unwrap();
        with(&mut row);
        uow.put(&table(name), key, &row).unwrap();
    };
    let (ana, owner) = (ana.to_string(), desk.owner.to_string());
    type Tamper<'a> = Box<dyn Fn(&mut UnitOfWork) + 'a>;
    let cases: Vec<(&str, Tamper<'_>)> = vec![
        ("there are 0 in place of one", Box::new(|uow| uow.remove(&table("owner"), "owner").unwrap())),
        ("there are 2 in place of one", Box::new(|uow| uow.put(&table("owner"), "b", &json!(ana)).unwrap())),
        (
            "is suspended or not there",
            Box::new(|uow| edit(uow, "people", &owner, &|row| row["active"] = json!(false))),
        ),
        (
            "address `new@x.test`: is not listed",
            Box::new(|uow| edit(uow, "people", &ana, &|row| row["email"] = json!("new@x.test"))),
        ),
        (
            "is listed, and nobody has it",
            Box::new(|uow| uow.put(&table("people_by_email"), "no@x.test", &json!(ana)).unwrap()),
        ),
        (
            "leads to another",
            Box::new(|uow| edit(uow, "people_by_email", "ana@example.org", &|row| *row = json!(owner))),
        ),
        ("membership", Box::new(|uow| uow.remove(&table("members"), &format!("{sales}/{ana}")).unwrap())),
        (
            "which is not there",
            Box::new(|uow| edit(uow, "people", &ana, &|row| row["departments"] = json!([strangers]))),
        ),
        ("held role", Box::new(|uow| uow.remove(&table("role_holders"), &format!("{agent}/{ana}")).unwrap())),
        (
            "name of a department `sales`",
            Box::new(|uow| uow.remove(&table("departments_by_name"), "sales").unwrap()),
        ),
        ("name of a role `agent`", Box::new(|uow| uow.remove(&table("roles_by_name"), "agent").unwrap())),
        (
            "holds the person",
            Box::new(|uow| {
                let row = uow.get(&table("people"), &ana).unwrap().unwrap();
                uow.put(&table("people"), strangers, &row).unwrap();
            }),
        ),
    ];
    for (finding, tamper) in cases {
        let mut uow = desk.store.begin();
        tamper(&mut uow);
        // Looked at as the unit sees it, and then forgotten.
        let told: Vec<String> = verify(&mut uow).unwrap().iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|line| line.contains(finding)), "`{finding}` is not in {told:?}");
    }
    assert_eq!(told(&desk), [""; 0]);
}
