use ombud_access::*;
use ombud_store::*;

fn made(unit: &mut UnitOfWork, draft: Draft) {
    let _ = unit.create(draft);
}

fn changed(unit: &mut UnitOfWork, draft: Draft) {
    let _ = unit.update(None, draft);
}

fn removed(unit: &mut UnitOfWork, at: RecordRef) {
    let _ = unit.delete(at, Timestamp(0), None, false);
}

fn below_the_gate(unit: &mut UnitOfWork) {
    unit.write(b"r".to_vec(), None);
    let _ = unit.read(b"r");
    let _ = unit.view();
}

fn as_an_event(unit: &mut UnitOfWork, event: Event) {
    let _ = unit.tell(event);
}

fn main() {}
