//! Many tickets, of which some are odd.

use super::{Desk, as_tickets, policy, reply};
use ombud_plugin::desk::tickets::Provider as _;
use ombud_tickets::Tickets;

/// Lets the sweep ring until it is done; how often it did.
fn sweeps(desk: &Desk) -> usize {
    desk.kernel.act_as_plugin();
    let mut rings = 0;
    loop {
        let due = desk.kernel.due_timers();
        let Some(sweep) = due.iter().find(|timer| timer.key == "sweep") else { break };
        crate::settle::ring(&desk.kernel.cx(), &sweep.key, &sweep.data).unwrap();
        rings += 1;
    }
    desk.kernel.act_as(&desk.sofia);
    rings
}

#[test]
fn a_ticket_that_cannot_be_read_keeps_no_other_waiting_though_nothing_is_known_of_it() {
    let desk = Desk::new();
    let tickets = [desk.opens(), desk.opens(), desk.opens()];
    *desk.unreadable.lock().unwrap() = Some(tickets[0].id.clone());
    assert_eq!(desk.send("POST", "/api/policies", &policy("All", 4, None)).status, 201);
    assert_eq!(sweeps(&desk), 1);
    assert_eq!(desk.due(&tickets[1].id, "first-response"), Some(240));
    assert_eq!(desk.due(&tickets[2].id, "first-response"), Some(240));
    // Once it can be read, the next that happens to it has it follow.
    *desk.unreadable.lock().unwrap() = None;
    desk.hear(&tickets[0].id);
    assert_eq!(desk.due(&tickets[0].id, "first-response"), Some(240));
}

#[test]
fn a_ring_ends_when_many_messages_were_read_and_the_next_goes_on_from_there() {
    let desk = Desk::new();
    let tickets = [desk.opens(), desk.opens(), desk.opens()];
    desk.kernel.act_as(&desk.zoe);
    let cx = desk.kernel.cx();
    as_tickets(&desk.kernel, || {
        for _ in 0..500 {
            Tickets::add_message(&cx, tickets[1].id.clone(), reply("…")).unwrap();
        }
    });
    desk.kernel.act_as(&desk.sofia);
    assert_eq!(desk.send("POST", "/api/policies", &policy("All", 4, None)).status, 201);
    assert_eq!(sweeps(&desk), 2, "the third ticket waits for the next ring");
    for ticket in &tickets {
        assert_eq!(desk.due(&ticket.id, "first-response"), Some(240));
    }
}
