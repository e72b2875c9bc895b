//! One or several calls of each function, with what the calling plugin must hold for them.

use super::errand::At;
use ombud_testkit::{Value, json};

/// A call, and the permissions without any one of which it is refused.
pub struct Try {
    pub function: &'static str,
    pub with: Value,
    /// Where in the answer there must be something; where there is nothing, that is a refusal too.
    pub at: &'static str,
    /// Each with its name in the interface: `read` is the collection's, the others have their own.
    pub needs: Vec<(&'static str, &'static str)>,
    /// No plugin does it with its own rights alone.
    pub in_person: bool,
    /// It is done for whoever is not signed in, and for nobody who is.
    pub of_strangers: bool,
}

impl Try {
    /// Without which it is refused.
    pub fn permissions(&self) -> Vec<&'static str> {
        self.needs.iter().map(|(_, permission)| *permission).collect()
    }

    /// It asks about a permission that a plugin holds because it is its own; a person may well lack it.
    pub fn is_about_the_plugin(&self) -> bool {
        self.function == "ombud:kernel/access.require"
    }

    /// The same, for which there must be a person.
    pub fn in_person(self) -> Try {
        Try { in_person: true, ..self }
    }

    /// The same, for which there must be nobody in particular.
    pub fn of_strangers(self) -> Try {
        Try { of_strangers: true, ..self }
    }

    /// The same, looked at more closely.
    pub fn at(self, at: &'static str) -> Try {
        Try { at, ..self }
    }
}

/// `needs` are permissions with spaces in between; `read=tickets:ticket.read` has another name in the interface,
/// and `ticket.read` is short for `tickets:ticket.read`.
pub fn call(function: &'static str, with: Value, needs: &'static str) -> Try {
    let need = |text: &'static str| text.split_once('=').unwrap_or((text, text));
    Try {
        function,
        with,
        at: "",
        needs: needs.split_whitespace().map(need).collect(),
        in_person: false,
        of_strangers: false,
    }
}

pub fn all(at: &At) -> Vec<Try> {
    let administration = super::administration::tries(at);
    [of_the_call(at), directory(at), records(at), tickets(at), writing(at), splitting(at), administration]
        .into_iter()
        .flatten()
        .collect()
}

/// What is about the call and the plugin alone, and files.
fn of_the_call(at: &At) -> Vec<Try> {
    let read = "tickets:ticket.read";
    vec![
        call("ombud:kernel/access.may", json!([read, null]), ""),
        call("ombud:kernel/access.may-ever", json!([read]), ""),
        call("ombud:kernel/access.require", json!(["errand:errand.go", null]), ""),
        call("ombud:kernel/access.explain", json!([read, null]), ""),
        call("ombud:kernel/blobs.put", json!([[1, 2, 3]]), ""),
        call("ombud:kernel/blobs.read", json!([at.file, 0, 9]), "read=tickets:ticket.read"),
        call("ombud:kernel/context.get-caller", json!([]), ""),
        call("ombud:kernel/context.now", json!([]), ""),
        call("ombud:kernel/context.random", json!([9]), ""),
        call("ombud:kernel/context.new-id", json!([]), ""),
        call("ombud:kernel/counters.next", json!(["errands"]), ""),
        call(
            "ombud:kernel/events.emit",
            json!(["errand:errand.gone", { "collection": "tickets:tickets", "id": at.ticket }, "{}"]),
            "read=tickets:ticket.read",
        ),
        call(
            "ombud:kernel/guests.admit",
            json!(["Vera", "sl", ["errand:errand.go"], 1]),
            "kernel:guest.admit",
        )
        .of_strangers(),
        call("ombud:kernel/guests.arrive", json!([]), "kernel:guest.admit").of_strangers(),
        call("ombud:kernel/html.sanitise", json!(["<p>x</p>", []]), ""),
        call("ombud:kernel/later.set", json!(["soon", 9, "{}"]), "").in_person(),
        call(
            "ombud:kernel/orders.give",
            json!(["fetch", "Fetch it", ["tickets:ticket.read"]]),
            "kernel:order.give permissions=tickets:ticket.read",
        )
        .in_person(),
        call("ombud:kernel/orders.withdraw", json!(["wait"]), ""),
        call("ombud:kernel/orders.get", json!(["wait"]), ""),
        call("ombud:kernel/orders.set-timer", json!(["wait", "soon", 9, "{}"]), ""),
        call("ombud:kernel/log.write", json!(["gone"]), ""),
        call("ombud:kernel/post.queue", json!(["gone", ["a@nowhere.test"], "Hello", {}]), "kernel:mail.send"),
        call("ombud:kernel/post.desk", json!([]), "kernel:mail.send"),
        call("ombud:kernel/texts.speak", json!(["sl"]), ""),
        call("ombud:kernel/texts.speaks", json!([]), ""),
        call("ombud:kernel/texts.get", json!(["errand-done", "ann"]), ""),
        call("ombud:kernel/texts.tell", json!([1_700_000_000_000_u64]), ""),
        call("ombud:kernel/texts.count", json!([1234.5]), ""),
        call(
            "ombud:kernel/outbound.enqueue",
            json!(["gone", { "method": "POST", "url": "https://nowhere.test/", "headers": [], "body": [], "sign": null }]),
            "",
        ),
        call("ombud:kernel/settings.get", json!([]), ""),
        call("ombud:kernel/timers.set", json!(["later", 9, "{}"]), ""),
        call("ombud:kernel/timers.cancel", json!(["later"]), ""),
    ]
}

fn directory(at: &At) -> Vec<Try> {
    let address = "customer@demo.test";
    vec![
        call("ombud:kernel/directory.get-person", json!([at.customer]), "kernel:person.read"),
        call(
            "ombud:kernel/directory.get-person",
            json!([at.customer]),
            "kernel:person.read kernel:email.read",
        )
        .at("/email"),
        call("ombud:kernel/directory.find-by-email", json!([address]), "kernel:person.read"),
        call(
            "ombud:kernel/directory.find-by-email",
            json!([address]),
            "kernel:person.read kernel:email.read",
        )
        .at("/email"),
        call("ombud:kernel/directory.colleagues", json!([null]), "kernel:person.read"),
        call(
            "ombud:kernel/directory.colleagues",
            json!([at.support]),
            "kernel:person.read kernel:email.read",
        )
        .at("/0/email"),
        call("ombud:kernel/directory.departments", json!([]), ""),
        call("ombud:kernel/directory.faces", json!([[at.customer]]), "").at("/0"),
        call(
            "ombud:kernel/directory.ensure-customer",
            json!(["new@home.test", "New"]),
            "kernel:customer.create",
        ),
        call("ombud:kernel/directory.ensure-customer", json!([address, ""]), "kernel:customer.create"),
        call(
            "ombud:kernel/directory.ensure-customer",
            json!([address, ""]),
            "kernel:customer.create kernel:email.read",
        )
        .at("/email"),
    ]
}

fn records(at: &At) -> Vec<Try> {
    let draft = |assignee: Option<&String>| {
        json!({
            "department": null, "assignee": assignee, "requester": null, "participants": [],
            "audience": "everyone", "parent": null, "body": [123, 125], "index": [], "blobs": [],
        })
    };
    let query = json!({
        "index": "created", "prefix": [], "descending": false, "department": null, "parent": null, "limit": 9,
        "cursor": null,
    });
    let put = |draft: Value, needs| {
        call("ombud:kernel/records.put", json!(["zoo:animals", at.animal, 1, draft]), needs)
    };
    let paper = json!({
        "department": null, "assignee": null, "requester": null, "participants": [], "audience": "staff",
        "parent": null, "body": [123, 125], "index": [], "blobs": [],
    });
    vec![
        call("ombud:kernel/amendments.ask", json!(["errand:papers", null, paper]), ""),
        call(
            "ombud:kernel/records.create",
            json!(["zoo:animals", null, draft(None)]),
            "create=zoo:animal.make",
        ),
        call("ombud:kernel/records.get", json!(["tickets:tickets", at.ticket]), "read=tickets:ticket.read"),
        put(draft(None), "read=zoo:animal.see write=zoo:animal.feed"),
        // Either of the two writes, so this one is enough for both.
        put(draft(Some(&at.agent)), "read=zoo:animal.see relations=zoo:animal.give"),
        call(
            "ombud:kernel/records.delete",
            json!(["zoo:animals", at.animal, 1]),
            "read=zoo:animal.see delete=zoo:animal.free",
        ),
        call("ombud:kernel/records.find", json!(["tickets:tickets", query]), "read=tickets:ticket.read")
            .at("/entries"),
        call("ombud:kernel/records.count", json!(["tickets:tickets", query, 9]), "read=tickets:ticket.read"),
    ]
}

/// Reading, opening and changing tickets.
fn tickets(at: &At) -> Vec<Try> {
    let filter = json!({ "sort": "updated", "limit": 9 });
    let mut tries = vec![
        call("ombud:desk/tickets.list", json!([filter]), "tickets:ticket.read").at("/tickets"),
        call("ombud:desk/tickets.get", json!([at.ticket]), "tickets:ticket.read"),
        call("ombud:desk/tickets.by-number", json!([at.number]), "tickets:ticket.read"),
        call("ombud:desk/tickets.messages", json!([at.ticket]), "tickets:ticket.read"),
        call("ombud:desk/tickets.history", json!([at.ticket]), "tickets:ticket.read"),
        call(
            "ombud:desk/tickets.find-mail",
            json!([at.message_id]),
            "tickets:ticket.read tickets:ticket.import",
        ),
    ];
    for (field, value, needs) in [
        ("first", reply(at.me.as_str()), "tickets:ticket.create"),
        ("assignee", json!(at.agent), "tickets:ticket.create tickets:ticket.read tickets:ticket.assign"),
        ("participants", json!([at.agent]), "tickets:ticket.create tickets:ticket.read tickets:ticket.share"),
        (
            "first",
            reply(at.customer.as_str()),
            "tickets:ticket.create tickets:ticket.read tickets:ticket.import",
        ),
    ] {
        tries.push(call("ombud:desk/tickets.create", json!([new_ticket(at, field, value)]), needs));
    }
    let update = |ticket: &str, version: &Value, change: Value, needs| {
        call("ombud:desk/tickets.update", json!([ticket, version, change]), needs)
    };
    for (change, needs) in [
        (json!({ "priority": "high" }), "tickets:ticket.read tickets:ticket.edit"),
        (json!({ "subject": "Another lid" }), "tickets:ticket.read tickets:ticket.edit tickets:ticket.reply"),
        (json!({ "assignee": at.agent }), "tickets:ticket.read tickets:ticket.assign"),
        (json!({ "requester": at.agent }), "tickets:ticket.read tickets:ticket.requester"),
        (json!({ "participants": [at.agent] }), "tickets:ticket.read tickets:ticket.share"),
        (
            json!({ "department": at.sales }),
            "tickets:ticket.read tickets:ticket.move tickets:ticket.move-into",
        ),
    ] {
        tries.push(update(&at.ticket, &at.version, change, needs));
    }
    let open = json!({ "status": "open" });
    let needs = "tickets:ticket.read tickets:ticket.edit tickets:ticket.reopen";
    tries.push(update(&at.closed, &at.closed_version, open, needs));
    tries
}

fn writing(at: &At) -> Vec<Try> {
    let add = |ticket: &str, message: Value, needs| {
        call("ombud:desk/tickets.add-message", json!([ticket, message]), needs)
    };
    let mut note = reply(at.me.as_str());
    note["kind"] = json!("note");
    vec![
        add(&at.ticket, reply(at.me.as_str()), "tickets:ticket.read tickets:ticket.reply"),
        add(&at.ticket, note, "tickets:ticket.read tickets:ticket.note"),
        add(
            &at.ticket,
            reply(at.agent.as_str()),
            "tickets:ticket.read tickets:ticket.reply tickets:ticket.import",
        ),
        add(
            &at.closed,
            reply(at.customer.as_str()),
            "tickets:ticket.read tickets:ticket.reply tickets:ticket.import tickets:ticket.create",
        ),
    ]
}

fn splitting(at: &At) -> Vec<Try> {
    let take = |message: &String, needs| {
        call("ombud:desk/tickets.take-messages", json!([at.ticket, at.other, [message], false]), needs)
    };
    let part = |field, value, needs| {
        let ticket = new_ticket(at, field, value);
        call("ombud:desk/tickets.split-off", json!([at.ticket, ticket, [at.reply], false]), needs)
    };
    let back = |needs| {
        call("ombud:desk/tickets.return-messages", json!([at.whole, at.part, [at.parted], false]), needs)
    };
    let split = |assignee: Option<&String>, needs| {
        let request = json!({
            "ticket": at.ticket, "messages": [at.reply], "subject": "The lid", "department": at.sales,
            "mode": "move", "requester": null, "assignee": assignee, "priority": null, "tags": null,
            "copy_fields": false,
        });
        call("ombud:desk/split.split", json!([request]), needs)
    };
    vec![
        take(&at.note, "tickets:ticket.read tickets:ticket.split tickets:ticket.edit"),
        take(&at.reply, "tickets:ticket.read tickets:ticket.split tickets:ticket.edit tickets:ticket.reply"),
        take(&at.reply, "tickets:ticket.read tickets:ticket.split tickets:ticket.edit tickets:ticket.create"),
        part("first", json!(null), "tickets:ticket.read tickets:ticket.split tickets:ticket.create"),
        part(
            "assignee",
            json!(at.agent),
            "tickets:ticket.read tickets:ticket.split tickets:ticket.create tickets:ticket.assign",
        ),
        part(
            "participants",
            json!([at.agent]),
            "tickets:ticket.read tickets:ticket.split tickets:ticket.create tickets:ticket.share",
        ),
        back("tickets:ticket.read tickets:ticket.split tickets:ticket.reply"),
        back("tickets:ticket.read tickets:ticket.split tickets:ticket.create"),
        split(None, "tickets:ticket.read tickets:ticket.split tickets:ticket.create"),
        split(
            Some(&at.agent),
            "tickets:ticket.read tickets:ticket.split tickets:ticket.create tickets:ticket.assign",
        ),
        call(
            "ombud:desk/split.undo",
            json!([at.split]),
            "tickets:ticket.read tickets:ticket.split tickets:ticket.create",
        ),
    ]
}

/// A ticket in Support, and one thing more.
fn new_ticket(at: &At, field: &str, value: Value) -> Value {
    let mut ticket = json!({
        "subject": "A lid", "department": at.support, "requester": at.customer, "participants": [],
        "priority": "normal", "tags": [], "fields": [], "channel": "api",
    });
    ticket[field] = value;
    ticket
}

fn reply(author: &str) -> Value {
    json!({ "kind": "reply", "author": author, "text": "Here it is.", "attachments": [] })
}
