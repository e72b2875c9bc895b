use ombud_access::*;

fn constructor(envelope: &Envelope) -> Permit<Write> {
    Permit::new(1, envelope)
}

fn default() -> Permit<Delete> {
    Permit::default()
}

fn read_from_text(text: &str) -> Permit<Create> {
    serde_json::from_str(text).unwrap()
}

fn main() {}
