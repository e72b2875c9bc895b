//! What people see and do; versions and files.

use super::Desk;
use ombud_plugin::desk::tickets::MessageKind;
use ombud_plugin::{Contributes, Request};
use serde_json::{Value, json};

fn form(pairs: &[(&str, &str)]) -> String {
    let encode = ombud_plugin::address::encode;
    pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// A rule with a condition in two levels, as the form sends it.
fn written(step: &str) -> String {
    form(&[
        ("name", "Urgent <b>words</b>"),
        ("enabled", "on"),
        ("once", "hours"),
        ("hours", "24"),
        ("on-event", "opened"),
        ("on-which", ""),
        ("on-after", ""),
        ("on-event", "waited-status"),
        ("on-which", "Pending"),
        ("on-after", "3d"),
        ("when-level", "0"),
        ("when-what", "status"),
        ("when-is", "any-of"),
        ("when-values", "New, on-hold"),
        ("when-level", "0"),
        ("when-what", "any"),
        ("when-is", "any-of"),
        ("when-values", ""),
        ("when-level", "1"),
        ("when-what", "department"),
        ("when-is", "none-of"),
        ("when-values", "Billing"),
        ("when-level", "1"),
        ("when-what", "not"),
        ("when-is", "any-of"),
        ("when-values", ""),
        ("when-level", "2"),
        ("when-what", "subject"),
        ("when-is", "contains"),
        ("when-values", "\"a, b\", down"),
        ("then-do", "assign"),
        ("then-to", "Ana"),
        ("then-text", ""),
        ("then-do", "notify"),
        ("then-to", "bo@desk.test"),
        ("then-text", "look at #{ticket.number}"),
        ("then-do", "field:seats"),
        ("then-to", "3"),
        ("then-text", ""),
        ("then-do", "hand-over-or-keep"),
        ("then-to", ""),
        ("then-text", ""),
        ("from", "2026-11-01"),
        ("until", "2026-12-31"),
        ("ticket", "1"),
        ("step", step),
    ])
}

#[test]
fn a_rule_is_written_in_the_form_and_stands_there_again_as_it_was() {
    let desk = Desk::new();
    let answer = desk.ask(Request::form_body("/new", &written("save")));
    assert_eq!(answer.status, 303, "{}", answer.body_text());
    let rule = desk.get("/api/rules")["rules"][0].clone();
    let id = rule["id"].as_str().unwrap();
    assert_eq!(rule["rule"]["once"], json!({ "per-hours": 24 }));
    assert_eq!(
        rule["rule"]["on"][1],
        json!({ "event": "waited", "clock": "status:pending", "minutes": 4320 })
    );
    assert_eq!(
        rule["rule"]["when"],
        json!({ "all": [
            { "check": { "what": "status", "is": "any-of", "values": ["new", "on-hold"] } },
            { "any": [
                { "check": { "what": "department", "is": "none-of", "values": [desk.billing] } },
                { "not": { "check": { "what": "subject", "is": "contains", "values": ["a, b", "down"] } } },
            ] },
        ] })
    );
    assert_eq!(
        rule["rule"]["then"],
        json!([
            { "do": "assign", "to": desk.ana },
            { "do": "notify", "person": desk.bo, "text": "look at #{ticket.number}" },
            { "do": "set-field", "field": "seats", "to": 3 },
            { "do": "hand-over", "otherwise": "keep" },
        ])
    );
    let page = desk.page(&format!("/rule/{id}?done=saved"));
    for want in [
        "Saved.",
        "value=\"New, On hold\"",
        "value=\"&quot;a, b&quot;, down\"",
        "value=\"3d\"",
        "value=\"Ana\"",
        "value=\"Billing\"",
        "<option value=\"hand-over-or-keep\" selected>",
    ] {
        assert!(page.contains(want), "{want}: {page}");
    }
    assert!(!page.contains("<b>words") && !desk.page("/").contains("<b>words"));
}

#[test]
fn what_is_refused_gives_the_form_again_with_what_was_typed() {
    let desk = Desk::new();
    for (right, wrong, said) in [
        ("on-after=3d", "on-after=soon", "“soon” is no time"),
        ("when-level=2", "when-level=4", "deeper than a group"),
        ("then-to=Ana", "then-to=Nobody+Knows", "there is nobody “Nobody Knows”"),
        ("when-values=Billing", "when-values=Sales", "“Sales” does not fit “Department”. What fits: "),
        ("when-values=New%2C%20on-hold", "when-values=Waiting", "What fits: New, Open, Pending, On hold,"),
        ("on-event=opened", "on-event=", ""),
    ] {
        let body = written("save");
        assert!(body.contains(right), "{right}: {body}");
        let answer = desk.ask(Request::form_body("/new", &body.replace(right, wrong)));
        if said.is_empty() {
            assert_eq!(answer.status, 303, "an empty line is no line");
            continue;
        }
        let text = answer.body_text();
        assert!(
            answer.status == 422
                && text.to_lowercase().contains(&said.to_lowercase())
                && text.contains("look at #{ticket.number}"),
            "{said}: {text}"
        );
    }
    let more = desk.ask(Request::form_body("/new", &written("more")));
    assert_eq!(more.body_text().matches("name=\"then-do\"").count(), 6);
}

#[test]
fn promises_are_typed_as_people_call_them_and_a_line_offers_what_fits_it() {
    let desk = Desk::new();
    let broken = |which: &str| {
        form(&[
            ("name", "Broken"),
            ("enabled", "on"),
            ("on-event", "sla-broken"),
            ("on-which", which),
            ("on-after", ""),
            ("then-do", "note"),
            ("then-to", ""),
            ("then-text", "look"),
            ("step", "save"),
        ])
    };
    let wrong = desk.ask(Request::form_body("/new", &broken("Delivery")));
    let page = wrong.body_text();
    assert!(wrong.status == 422 && page.contains("What fits: First assignment, First response,"), "{page}");
    assert_eq!(desk.ask(Request::form_body("/new", &broken("First response"))).status, 303);
    let rule = desk.get("/api/rules")["rules"][0].clone();
    assert_eq!(rule["rule"]["on"], json!([{ "event": "sla-broken", "metric": "first-response" }]));
    let page = desk.page(&format!("/rule/{}", rule["id"].as_str().unwrap()));
    let line = page.split("name=\"on-which\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(line.contains("value=\"First response\""), "{line}");
    let list = line.split("list=\"").nth(1).unwrap().split('"').next().unwrap();
    let offered =
        page.split(&format!("<datalist id=\"{list}\">")).nth(1).unwrap().split("</datalist>").next().unwrap();
    assert!(offered.contains("\"Resolution\"") && !offered.contains("Urgent"), "{offered}");
}

#[test]
fn a_draft_is_tried_on_its_page_before_it_is_saved() {
    let desk = Desk::new();
    desk.opened("<i>all</i> good");
    let over = desk.ask(Request::form_body("/new", &written("try"))).body_text();
    assert!(over.contains("It would have done something 1 time, among 1 ticket and 1 event"), "{over}");
    assert!(
        over.contains("Assignee: nobody → Ana") && over.contains("yes: ") && !over.contains("<i>all"),
        "{over}"
    );
    let one = desk.ask(Request::form_body("/new", &written("try-ticket"))).body_text();
    assert!(one.contains("#1 fits.") && one.contains("it was: New"), "{one}");
    assert_eq!(desk.get("/api/rules")["rules"], json!([]), "nothing was saved");
}

#[test]
fn rules_are_ordered_switched_and_whoever_was_slower_is_told() {
    let desk = Desk::new();
    let rule =
        |name: &str| json!({ "name": name, "on": [{ "event": "opened" }], "then": [{ "do": "unassign" }] });
    let [a, b, c] = ["a", "b", "c"].map(|name| desk.rule(&rule(name)));
    let names = || -> Vec<String> {
        let rules = desk.get("/api/rules");
        rules["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["rule"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let press = |id: &str, step: &str| {
        desk.ask(Request::form_body("/", &form(&[("rule", id), ("step", step)]))).status
    };
    assert_eq!((press(&c, "up"), names().join("")), (303, "acb".into()));
    assert_eq!((press(&a, "down"), names().join("")), (303, "cab".into()));
    assert_eq!((press(&c, "up"), press(&b, "down"), names().join("")), (303, 303, "cab".into()));
    assert_eq!(desk.send("PUT", &format!("/api/rules/{b}/place"), &json!({ "place": 0 })).status, 200);
    assert_eq!(names().join(""), "bca");
    assert_eq!(press(&b, "off"), 303);
    let off = desk.get(&format!("/api/rules/{b}"));
    assert_eq!((&off["rule"]["enabled"], &off["author"]), (&json!(false), &Value::Null));
    assert!(desk.page("/").contains("Switch on"));
    let late = json!({ "version": 1, "rule": rule("b, too") });
    assert_eq!(desk.send("PUT", &format!("/api/rules/{b}"), &late).status, 409);
    let twin = desk.send("POST", "/api/rules", &rule("a"));
    assert!(twin.status == 422 && twin.body_text().contains("another rule “a”"), "{}", twin.body_text());
}

#[test]
fn every_version_can_be_looked_at_and_brought_back() {
    let desk = Desk::new();
    let rule = |to: &str| json!({ "name": "one", "on": [{ "event": "opened" }], "then": [{ "do": "set-priority", "to": to }] });
    let id = desk.rule(&rule("high"));
    let path = format!("/api/rules/{id}");
    assert_eq!(desk.send("PUT", &path, &json!({ "rule": rule("low") })).status, 200);
    assert_eq!(
        desk.send("PUT", &path, &json!({ "rule": rule("low") })).status,
        200,
        "the same is no version"
    );
    let page = desk.page(&format!("/rule/{id}/versions?number=1"));
    assert!(
        page.contains("Version 2") && page.contains("by Sofia") && page.contains("to = &quot;high&quot;"),
        "{page}"
    );
    let back = desk.ask(Request::form_body(&format!("/rule/{id}/versions"), "number=1"));
    assert_eq!(back.status, 303);
    let versions = desk.get(&format!("{path}/versions"));
    let how: Vec<&Value> = versions["versions"].as_array().unwrap().iter().map(|one| &one["how"]).collect();
    assert_eq!(how, [&json!({ "brought-back": 1 }), &json!("written"), &json!("written")]);
    assert_eq!(desk.get(&path)["rule"]["then"][0]["to"], "high");
    assert_eq!(desk.send("POST", &format!("{path}/versions/9"), &Value::Null).status, 404);
}

#[test]
fn all_rules_leave_and_come_back_as_they_were() {
    let desk = Desk::new();
    assert_eq!(desk.ask(Request::form_body("/new", &written("save"))).status, 303);
    desk.rule(&json!({ "name": "quotes \" and \\", "stop": true, "once": "per-ticket", "on": [{ "event": "opened" }], "then": [{ "do": "note", "text": "two\nlines '''\twith tabs" }, { "do": "set-field", "field": "order no", "to": "x" }] }));
    let rules = |desk: &Desk| -> Vec<Value> {
        desk.get("/api/rules")["rules"].as_array().unwrap().iter().map(|one| one["rule"].clone()).collect()
    };
    let before = rules(&desk);
    let file = desk.ask(Request::get("/api/file"));
    let text = file.body_text();
    let put = |address: &str, text: &str| {
        let mut request = Request::get(address);
        request.method = "PUT".into();
        request.body = text.as_bytes().to_vec();
        desk.ask(request)
    };
    let same = put("/api/file", &text).body_json().unwrap();
    assert_eq!(same, json!({ "added": 0, "changed": 0, "same": 2, "removed": 0 }));
    let gone = put("/api/file?replace=yes", "").body_json().unwrap();
    assert_eq!((&gone["removed"], rules(&desk).len()), (&json!(2), 0));
    assert_eq!(put("/api/file", &text).body_json().unwrap()["added"], 2);
    assert_eq!(rules(&desk), before);
    assert_eq!(desk.ask(Request::get("/api/file")).body_text(), text, "to the letter");
    // Names and addresses serve as well as ids.
    let by_hand = "[[rule]]\nname = \"by hand\"\non = [{ event = \"opened\" }]\nwhen = { check = { what = \"department\", is = \"any-of\", values = [\"support\"] } }\nthen = [{ do = \"assign\", to = \"ana@desk.test\" }]\n";
    assert_eq!(put("/api/file?replace=yes", by_hand).status, 200);
    assert_eq!(rules(&desk)[0]["then"][0]["to"], json!(desk.ana));
    assert_eq!(rules(&desk)[0]["when"]["check"]["values"], json!([desk.support]));
    // What is wrong is told with its line, and nothing is done.
    for (wrong, line, said) in [
        (
            "[[rule]]\nname = \"x\"\non = [{ event = \"opened\" }]\nthen = [{ do = \"explode\" }]\n",
            "line 4",
            "explode",
        ),
        (
            "[[rule]]\nname = \"x\"\non = [{ event = \"opened\" }]\nthen = [{ do = \"unassign\" }]\n\n[[rule]]\nname = 5\n",
            "line 7",
            "string",
        ),
        ("\n\n[[rule]]\nname = \"x\"\non = []\nthen = [{ do = \"unassign\" }]\n", "line 3", "say when"),
        ("nonsense", "line 1", ""),
    ] {
        let answer = put("/api/file?replace=yes", wrong);
        let told = answer.body_text();
        assert!(
            answer.status == 422 && told.to_lowercase().contains(line) && told.to_lowercase().contains(said),
            "{line}, {said}: {told}"
        );
    }
    assert_eq!(rules(&desk).len(), 1);
    let page = desk.ask(Request::form_body("/file", &form(&[("text", "nonsense")])));
    assert!(page.status == 422 && page.body_text().contains(">nonsense</textarea>"), "{}", page.body_text());
}

#[test]
fn the_box_beside_a_ticket_and_the_log_tell_what_was_done() {
    let desk = Desk::new();
    desk.rule(&json!({ "name": "tag", "on": [{ "event": "customer-replied" }], "then": [{ "do": "add-tags", "tags": ["again"] }] }));
    let (one, other) = (desk.opened("one"), desk.opened("other"));
    desk.says(&desk.zoe, &one, MessageKind::Reply, "hello");
    desk.kernel.act_as(&desk.ana);
    let cx = desk.kernel.cx();
    let beside = |id: &str| crate::Rules::render(&cx, "did", Some(crate::keep::ticket(id))).unwrap();
    let said = beside(&one).unwrap();
    assert!(said.contains("tag: done") && said.contains("Tags added: again"), "{said}");
    assert_eq!(beside(&other), None);
    assert!(desk.page("/log?ticket=1").contains("Tags added: again"));
    assert!(desk.page("/log?ticket=2").contains("Nothing has been done yet."));
    // Whoever may not read the ticket reads nothing of it.
    desk.kernel.deny_on("tickets:ticket.read", &crate::keep::ticket(&one));
    assert_eq!(desk.log().len(), 0);
}

#[test]
fn a_date_field_is_found_by_its_title_and_what_is_none_is_refused() {
    let desk = Desk::new();
    let typed = |field: &str| {
        let form = written("save").replace("on-event=waited-status", "on-event=waited-field");
        form.replace("on-which=Pending", &format!("on-which={field}"))
    };
    for wrong in ["Renewel", "Seats", ""] {
        let answer = desk.ask(Request::form_body("/new", &typed(wrong)));
        let text = answer.body_text();
        assert!(answer.status == 422 && text.contains("here is no date field"), "{wrong}: {text}");
    }
    assert_eq!(desk.ask(Request::form_body("/new", &typed("RENEWAL"))).status, 303);
    let rule = desk.get("/api/rules")["rules"][0]["rule"].clone();
    assert_eq!(rule["on"][1], json!({ "event": "waited", "clock": "field:renewal", "minutes": 4320 }));
    let mut other = rule;
    other["name"] = json!("other");
    other["on"][1]["clock"] = json!("field:Renewal");
    assert_eq!(desk.send("POST", "/api/rules", &other).status, 422, "programs know the name");
}
