use ombud_access::*;

fn another_record(permit: &mut Permit<Write>, other: RecordRef) {
    permit.record = other;
}

fn another_record_by_reference(permit: &mut Permit<Write>, other: RecordRef) {
    *permit.record() = other;
}

fn another_version(permit: &mut Permit<Write>) {
    permit.version = 7;
}

fn another_filing(permit: &mut Permit<Write>, wanted: Envelope) {
    permit.approved = wanted;
}

fn main() {}
