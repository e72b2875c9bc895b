use ombud_access::*;

enum Everything {}

impl Verb for Everything {}

fn main() {}
