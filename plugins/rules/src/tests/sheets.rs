//! The sheets and the rules.

use super::Desk;
use serde_json::json;

#[test]
fn what_is_on_the_sheets_is_what_is_switched_on_in_its_order_whatever_is_done_to_rules() {
    let desk = Desk::new();
    let cx = desk.kernel.cx();
    let same = |what: &str| {
        desk.kernel.act_as(&desk.sofia);
        assert_eq!(crate::sheet::enabled(&cx).unwrap(), crate::keep::enabled(&cx).unwrap(), "{what}");
    };
    let then = json!({ "do": "note", "text": "ä".repeat(3000) });
    let names: Vec<String> = (0..100).map(|number| format!("r{number}")).collect();
    for name in &names {
        desk.rule(&json!({ "name": name, "on": [{ "event": "opened" }], "then": [then] }));
    }
    same("a hundred rules fill more than one sheet");
    let all = crate::keep::all(&cx).unwrap();
    crate::keep::place(&cx, all[70].id(), 0).unwrap();
    same("one is moved");
    crate::keep::switch(&cx, all[3].id(), false).unwrap();
    same("one is switched off");
    for entry in &all[10..] {
        crate::keep::remove(&cx, entry.id()).unwrap();
    }
    same("most are removed");
    crate::keep::switch(&cx, all[3].id(), true).unwrap();
    same("and one is switched on again");
    assert_eq!(crate::sheet::enabled(&cx).unwrap().len(), 10);
}
