use ombud_access::*;
use ombud_store::*;

fn cloned(permit: &Permit<Read>) -> Permit<Read> {
    permit.clone()
}

fn copied(permit: &Permit<Read>) -> Permit<Read> {
    *permit
}

fn opened_twice(first: Sealed, second: Sealed, permit: Permit<Read>) {
    let _ = first.open(permit);
    let _ = second.open(permit);
}

fn written_twice(unit: &mut UnitOfWork, permit: Permit<Write>, draft: Draft) {
    let _ = unit.update(permit, draft.clone());
    let _ = unit.update(permit, draft);
}

fn main() {}
