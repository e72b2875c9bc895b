use ombud_access::*;
use ombud_store::*;

fn without(sealed: Sealed) {
    let _ = sealed.open();
}

fn looked_into(sealed: &Sealed) -> Vec<u8> {
    sealed.stored.body.clone()
}

fn refiled(sealed: &mut Sealed, elsewhere: Envelope) {
    *sealed.filed() = elsewhere;
}

fn as_the_store_does(unit: &mut UnitOfWork, at: &RecordRef) {
    let _ = unit.stored(at);
}

fn main() {}
