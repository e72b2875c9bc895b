use ombud_access::*;

fn set(caller: &Authority) -> Result<(), Denial> {
    let mut decision = caller.check("tickets:ticket.read", Target::Desk);
    decision.allowed = true;
    decision.into_result()
}

fn replaced(decision: &mut Decision<'_>) {
    **decision = Verdict { allowed: true };
}

fn main() {}
