use ombud_access::*;
use ombud_store::*;

fn read_to_write(unit: &mut UnitOfWork, permit: Permit<Read>, draft: Draft) {
    let _ = unit.update(permit, draft);
}

fn read_to_create(unit: &mut UnitOfWork, permit: Permit<Read>, draft: Draft) {
    let _ = unit.create(permit, draft);
}

fn write_to_create(unit: &mut UnitOfWork, permit: Permit<Write>, draft: Draft) {
    let _ = unit.create(permit, draft);
}

fn write_to_delete(unit: &mut UnitOfWork, permit: Permit<Write>) {
    let _ = unit.delete(permit, Timestamp(0), None, false);
}

fn write_to_read(sealed: Sealed, permit: Permit<Write>) {
    let _ = sealed.open(permit);
}

fn turned(permit: Permit<Read>) -> Permit<Write> {
    permit.into()
}

fn asked_as(caller: &Authority, filed: &Envelope) -> Result<Permit<Write>, Denial> {
    caller.permit_read(&["tickets:ticket.read"], filed)
}

fn main() {}
