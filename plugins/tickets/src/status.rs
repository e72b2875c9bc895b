//! Where a ticket stands, and what moves it. The table in the README is this file.

use ombud_plugin::desk::tickets::Status;
use ombud_plugin::text;

/// What happens to a ticket of itself, apart from a person choosing a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Somebody of the staff was made responsible.
    Assigned,
    /// Staff wrote to the customer.
    StaffReply,
    /// The customer wrote.
    CustomerReply,
    /// The time until which it was postponed is over.
    WaitOver,
    /// It was resolved, and nobody wrote for long.
    SilenceOver,
}

/// The status that follows. `opened`: the ticket has once been more than new.
pub fn after(status: Status, opened: bool, cause: Cause) -> Status {
    match (cause, status) {
        (Cause::Assigned | Cause::StaffReply, Status::New) => Status::Open,
        (Cause::CustomerReply, Status::Pending | Status::OnHold | Status::Resolved) => Status::Open,
        (Cause::WaitOver, Status::Pending) if opened => Status::Open,
        (Cause::WaitOver, Status::Pending) => Status::New,
        (Cause::SilenceOver, Status::Resolved) => Status::Closed,
        _ => status,
    }
}

/// What keeps a person from choosing a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Only with the right to reopen.
    Final,
    /// A closed ticket can only be opened.
    ClosedOnlyOpens,
    /// Nothing becomes new again.
    NeverNew,
    /// Spam is either no spam (open) or closed.
    SpamOnlyOpens,
}

impl Obstacle {
    /// For the person who tried.
    pub fn sentence(self) -> &'static str {
        match self {
            Obstacle::Final => text!("status-final"),
            Obstacle::ClosedOnlyOpens => text!("status-closed-only-opens"),
            Obstacle::NeverNew => text!("status-never-new"),
            Obstacle::SpamOnlyOpens => text!("status-spam-only-opens"),
        }
    }
}

/// Whether a person may set this status by hand.
pub fn choose(from: Status, to: Status, may_reopen: bool) -> Result<(), Obstacle> {
    match (from, to) {
        _ if from == to => Ok(()),
        (Status::Closed, Status::Open) if may_reopen => Ok(()),
        (Status::Closed, Status::Open) => Err(Obstacle::Final),
        (Status::Closed, _) => Err(Obstacle::ClosedOnlyOpens),
        (_, Status::New) => Err(Obstacle::NeverNew),
        (Status::Spam, Status::Open | Status::Closed) => Ok(()),
        (Status::Spam, _) => Err(Obstacle::SpamOnlyOpens),
        _ => Ok(()),
    }
}

/// What a viewer is told. That work waits for somebody else is the staff's business.
pub fn shown(status: Status, staff: bool) -> Status {
    match status {
        Status::OnHold if !staff => Status::Open,
        _ => status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cause::*;
    use Status::*;

    #[test]
    fn taking_up_a_new_ticket_opens_it() {
        assert_eq!(after(New, false, Assigned), Open);
        assert_eq!(after(New, false, StaffReply), Open);
        assert_eq!(after(Pending, true, StaffReply), Pending);
        assert_eq!(after(Resolved, true, Assigned), Resolved);
    }

    #[test]
    fn a_customers_answer_brings_a_waiting_ticket_back() {
        for waiting in [Pending, OnHold, Resolved] {
            assert_eq!(after(waiting, true, CustomerReply), Open);
        }
        for same in [New, Open, Closed, Spam] {
            assert_eq!(after(same, true, CustomerReply), same);
        }
    }

    #[test]
    fn a_postponed_ticket_goes_back_to_where_it_came_from() {
        assert_eq!(after(Pending, true, WaitOver), Open);
        assert_eq!(after(Pending, false, WaitOver), New);
        assert_eq!(after(Resolved, true, WaitOver), Resolved);
    }

    #[test]
    fn only_a_resolved_ticket_closes_of_itself() {
        for status in Status::ALL {
            let want = if *status == Resolved { Closed } else { *status };
            assert_eq!(after(*status, true, SilenceOver), want);
        }
    }

    #[test]
    fn no_event_ever_leaves_closed_or_spam() {
        for cause in [Assigned, StaffReply, CustomerReply, WaitOver, SilenceOver] {
            for opened in [true, false] {
                assert_eq!(after(Closed, opened, cause), Closed);
                assert_eq!(after(Spam, opened, cause), Spam);
            }
        }
    }

    #[test]
    fn closed_opens_only_with_the_right_to_reopen() {
        assert_eq!(choose(Closed, Open, true), Ok(()));
        assert_eq!(choose(Closed, Open, false), Err(Obstacle::Final));
        assert_eq!(choose(Closed, Pending, true), Err(Obstacle::ClosedOnlyOpens));
    }

    #[test]
    fn nothing_is_set_to_new_by_hand() {
        for status in Status::ALL.iter().filter(|s| **s != New) {
            assert!(choose(*status, New, true).is_err(), "{status}");
        }
        assert_eq!(choose(Spam, Pending, true), Err(Obstacle::SpamOnlyOpens));
        assert_eq!(choose(Spam, Open, true), Ok(()));
    }

    #[test]
    fn a_customer_sees_on_hold_as_open() {
        assert_eq!(shown(OnHold, false), Open);
        assert_eq!(shown(OnHold, true), OnHold);
        assert_eq!(shown(Resolved, false), Resolved);
    }
}
