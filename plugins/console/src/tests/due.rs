//! The inbox by what is due, on a fake of the plugin that keeps deadlines.

use super::desk::{Desk, NOW};
use ombud_plugin::desk::sla::{self, Deadline, Metric, Next, Queue, Said};
use ombud_plugin::{Error, Result};

/// On these tickets a clock runs, in this order; so many stand on a page.
struct Clocks {
    running: Vec<&'static str>,
    page: usize,
}

impl sla::Service for Clocks {
    fn next_due(&self, which: &Next) -> Result<Queue> {
        let from = which.cursor.as_deref().map_or(0, |cursor| cursor.parse().unwrap());
        let to = self.running.len().min(from + self.page);
        let due = self.running[from..to].iter().map(|ticket| deadline(ticket, true)).collect();
        Ok(Queue { due, next: (to < self.running.len()).then(|| to.to_string()) })
    }

    fn deadlines(&self, ticket: &str) -> Result<Vec<Deadline>> {
        match ticket {
            "t65" => Err(Error::not_found("no such ticket")),
            ticket => Ok(vec![deadline(ticket, self.running.contains(&ticket))]),
        }
    }

    fn past(&self, _: &str) -> Result<Vec<Said>> {
        Ok(Vec::new())
    }
}

fn deadline(ticket: &str, runs: bool) -> Deadline {
    Deadline {
        ticket: ticket.to_owned(),
        metric: Metric::FirstResponse,
        cycle: 1,
        policy: "All".into(),
        since: NOW,
        target: 60_000,
        due: runs.then_some(NOW + 60_000),
        done: None,
        broken: None,
    }
}

/// Ticket 61 to 65.
fn desk(running: &[&'static str], page: usize) -> Desk {
    let desk = Desk::new();
    for number in 62..=65 {
        desk.ticket(number, "One more", |_| {});
    }
    desk.kernel.sla(Clocks { running: running.to_vec(), page });
    desk
}

fn rows(page: &str) -> Vec<&str> {
    page.split("data-ticket=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn tickets_on_which_no_clock_runs_come_behind_what_is_due() {
    let desk = desk(&["t64", "t62"], 50);
    let page = desk.page("/?sort=due");
    assert_eq!(rows(&page), ["64", "62", "61", "63", "65"]);
    assert!(!page.contains(r#"rel="next""#), "each stands there once");
}

#[test]
fn they_come_only_behind_the_last_page_of_what_is_due() {
    let desk = desk(&["t64", "t62", "t63"], 2);
    let first = desk.page("/?sort=due");
    assert_eq!(rows(&first), ["64", "62"]);
    assert!(first.contains("/console/?sort=due&amp;cursor=2"), "{first}");
    *desk.state.next.borrow_mut() = Some("c1".into());
    *desk.state.later.borrow_mut() = vec![61];
    let second = desk.page("/?sort=due&cursor=2");
    assert_eq!(rows(&second), ["63", "65", "61"], "the pages of the rest are gone through, too");
    assert!(!second.contains(r#"rel="next""#), "{second}");
}

#[test]
fn a_page_of_the_rest_goes_on_where_the_one_before_ended() {
    let desk = desk(&["t64", "t62", "t63"], 50);
    *desk.state.next.borrow_mut() = Some("c1".into());
    *desk.state.later.borrow_mut() = vec![61];
    assert_eq!(rows(&desk.page("/?sort=due&cursor=rest%3Ac2")), ["61"]);
    assert_eq!(desk.state.asked.borrow().last().unwrap().cursor.as_deref(), Some("c2"));
    assert_eq!(rows(&desk.page("/?sort=due&cursor=rest%3A")), ["65", "61"], "from its beginning");
}
