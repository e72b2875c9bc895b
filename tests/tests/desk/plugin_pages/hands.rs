//! Whose work a file is, and as whom a page is seen.

use super::browser::{Browser, filled, leads_to, tick};
use super::{hello, install, mandate};
use crate::forms::stamp;
use ombud_host::SecretKey;
use ombud_tests::world::{World, text};
use serde_json::json;

#[test]
fn a_strangers_key_gets_a_name_and_nothing_more() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let (file, key) = (hello("0.1.0", &json!([]), |_| {}), SecretKey::generate().unwrap());
    let send = |signature: &str| admin.send(&file, signature, Some(&stamp(&admin.get("/plugins"))));
    let odd = send("nonsense");
    assert!(odd.status == 422 && odd.text().contains("This is not a signature"), "{}", odd.text());
    leads_to(&send(&key.sign(&file).to_string()), "/plugins/hello/proposal?done=sent");

    let path = "/plugins/hello/proposal";
    let review = admin.page(path);
    assert!(
        review.contains("Signed by a stranger") && review.contains(&key.public().to_string()),
        "{review}"
    );
    let form = &review[review.find("You know whose key this is?").unwrap()..];
    assert!(form.contains("value=\"trust\""));
    let trust = |name: &str| {
        let mut fields = filled(&review, path);
        tick(&mut fields, "name", name);
        tick(&mut fields, "do", "trust");
        admin.post(path, &fields)
    };
    assert_eq!(trust(" ").status, 422);
    leads_to(&trust("Greeters <Ltd>"), "/plugins/hello/proposal?done=trusted");
    assert!(admin.page(path).contains("Signed by Greeters &lt;Ltd&gt;"));
    desk.person("admin").get("/api/v1/plugins/hello").problem(404);
}

#[test]
fn another_hands_file_is_taken_only_by_whoever_says_that_it_is_meant() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    install(&desk, hello("0.1.0", &json!([]), |_| {}));
    let (file, key) = (hello("0.2.0", &json!([]), |_| {}), SecretKey::generate().unwrap());
    admin.send(&file, &key.sign(&file).to_string(), Some(&stamp(&admin.get("/plugins"))));
    let path = "/plugins/hello/proposal";
    assert!(admin.page(path).contains("It comes from another hand"));
    let back = admin.press(path, "approve", |_| {});
    assert!(back.status == 422 && back.text().contains("tick that you mean it"), "{}", back.text());
    // What was entered about another file counts for nothing.
    let stale = |fields: &mut super::Fields| {
        fields.retain(|(name, _)| name != "sha256");
        tick(fields, "sha256", &"0".repeat(64));
        tick(fields, "take-over", "yes");
    };
    let back = admin.press(path, "approve", stale);
    assert!(back.status == 409 && back.text().contains("look at it again"), "{}", back.text());
    assert!(!filled(&back.text(), path).iter().any(|(name, _)| name == "take-over"));
    let answer = admin.press(path, "approve", |fields| tick(fields, "take-over", "yes"));
    leads_to(&answer, "/plugins/hello?done=upgraded");
    assert_eq!(text(&desk.person("admin").get("/api/v1/plugins/hello").is(200), "version"), "0.2.0");
}

#[test]
fn a_file_that_is_withdrawn_waits_no_more() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    leads_to(&admin.upload(&hello("0.1.0", &json!([]), |_| {})), "/plugins/hello/proposal?done=sent");
    leads_to(&admin.press("/plugins/hello/proposal", "withdraw", |_| {}), "/plugins?done=withdrawn");
    assert_eq!(admin.get("/plugins/hello/proposal").status, 404);
}

#[test]
fn whoever_looks_as_somebody_else_sees_the_pages_and_changes_nothing() {
    let desk = World::demo();
    let owner = Browser::of(&desk, "owner");
    let path = format!("/view-as/{}", text(&desk.person("admin").get("/api/v1/me").is(200), "id"));
    assert_eq!(owner.press(&path, "", |_| {}).status, 303);
    let page = owner.page("/plugins/split");
    assert!(page.contains("You see the desk as") && page.contains("Switch off"), "{page}");
    let refused = owner.press("/plugins/split", "off", |_| {});
    assert!(refused.status == 403 && refused.text().contains("Only looking"), "{}", refused.text());
    assert_eq!(mandate(&desk, "split")["enabled"], true);
}
