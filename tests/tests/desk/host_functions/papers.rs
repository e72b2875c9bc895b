//! What a plugin keeps for itself below the records of others.

use super::errand::{Errand, Outcome, Whose};
use super::tries::Try;
use ombud_testkit::json;

#[test]
fn a_file_in_a_plugins_own_papers_is_as_hidden_as_the_ticket_that_they_hang_below() {
    let errand = Errand::new();
    let at = &errand.at;
    let read = ["tickets:ticket.read"];
    errand.give(Whose::Plugins, &read);
    let parent = json!({ "collection": "tickets:tickets", "id": at.ticket });
    let paper = json!({
        "department": null, "assignee": null, "requester": null, "participants": [], "audience": "everyone",
        "parent": parent, "body": [], "index": [], "blobs": [at.file],
    });
    errand.keep("ombud:kernel/records.create", &json!(["errand:papers", "paper", paper]));

    let query = json!({
        "index": "created", "prefix": [], "descending": false, "department": null, "parent": parent, "limit": 9,
        "cursor": null,
    });
    let call = |function, with, at| Try {
        function,
        with,
        at,
        needs: Vec::new(),
        in_person: false,
        of_strangers: false,
    };
    let ways = [
        call("ombud:kernel/records.get", json!(["errand:papers", "paper"]), ""),
        call("ombud:kernel/records.find", json!(["errand:papers", query]), "/entries"),
        call("ombud:kernel/records.count", json!(["errand:papers", query, 9]), ""),
        call("ombud:kernel/blobs.read", json!([at.file, 0, 9]), ""),
    ];
    for way in &ways {
        errand.give(Whose::Persons, &read);
        assert!(matches!(errand.go(Whose::Persons, way), Outcome::Got), "{}", way.function);
        errand.give(Whose::Persons, &[]);
        assert!(matches!(errand.go(Whose::Persons, way), Outcome::Refused), "{}", way.function);
        // What is the plugin's own needs nobody's permission when it goes for itself.
        assert!(matches!(errand.go(Whose::Plugins, way), Outcome::Got), "{}", way.function);
    }
}
