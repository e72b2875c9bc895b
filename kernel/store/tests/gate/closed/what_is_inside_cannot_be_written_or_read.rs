use ombud_access::*;
use ombud_store::*;

fn a_permit(envelope: &Envelope) -> Permit<Read> {
    Permit { record: envelope.record(), version: 1, approved: envelope.clone(), verb: std::marker::PhantomData }
}

fn leave_to_list() -> Whole {
    Whole { collection: "tickets:drafts".into() }
}

fn a_visibility(seen: Visibility) -> Visibility {
    Visibility { facets: Facets { all: true, ..Facets::default() }, ..seen }
}

fn an_authority(caller: Authority) -> Authority {
    Authority { staff: true, ..caller }
}

fn a_decision<'a>(decision: Decision<'a>) -> Decision<'a> {
    Decision { verdict: Verdict { allowed: true }, ..decision }
}

fn a_snapshot(snapshot: Snapshot, policy: Policy) -> Snapshot {
    Snapshot { policy, ..snapshot }
}

fn what_is_sealed(sealed: Sealed) {
    let Sealed { stored, .. } = sealed;
}

fn main() {}
