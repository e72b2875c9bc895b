//! How long `ombud serve` takes until it answers, and what it holds, with twenty more plugins than it brings.

use crate::copies;
use crate::desk::QUESTION;
use crate::turns::middle;
use ombud_tests::caller::Caller;
use ombud_tests::program::{Program, binary};
use ombud_tests::world::World;
use std::time::Instant;

const PLUGINS: usize = 20;
const ROUNDS: usize = 15;

pub fn measure() -> String {
    println!("building {} if it is not yet", binary().display());
    let (mut without, mut with) = (World::demo(), World::demo());
    let owner = with.person("owner");
    let kind = [("content-type", "application/wasm")];
    let mut size = 0;
    for name in names() {
        let file = copies::clerk(&name, "0.1.0");
        size += file.len();
        let answer = owner.fetch("POST", "/api/v1/plugins?approve=all", &kind, file);
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    for desk in [&mut without, &mut with] {
        assert_eq!(desk.program().stop(), Some(0), "the desk closes in order");
    }
    let (mut few, mut many, mut apart) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let (few_now, many_now) = (start(&without).1, start(&with).1);
        few.push(few_now);
        many.push(many_now);
        apart.push(many_now - few_now);
    }
    let (few, many, apart) = (middle(few), middle(many), middle(apart));

    let bare = start(&without).0.memory();
    let (mut program, _) = start(&with);
    let idle = program.memory();
    let owner = owner.at(program.base());
    for name in names() {
        let json = [("content-type", "application/json")];
        let answer = owner.fetch("POST", &format!("/{name}/stamp"), &json, QUESTION);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let called = program.memory();
    assert_eq!(program.stop(), Some(0), "the desk closes in order");
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    println!(
        "it answers {few:.0} ms after its start with the plugins that it brings and {many:.0} ms with {PLUGINS} more of {} \
         KiB each; it holds {:.1} MiB and {:.1}, and {:.1} when each was called once",
        (size / PLUGINS) >> 10,
        mib(bare),
        mib(idle),
        mib(called),
    );
    format!(
        "a start with {PLUGINS} more plugins from the cache takes {apart:.0} ms more ({many:.0} beside {few:.0}), and the \
         desk then holds {:.0} MiB ({:.0} without them, {:.0} when each was called once)",
        mib(idle),
        mib(bare),
        mib(called),
    )
}

fn names() -> impl Iterator<Item = String> {
    (1..=PLUGINS).map(|number| format!("clerk{number}"))
}

/// The desk, and the milliseconds until it answers.
fn start(desk: &World) -> (Program, f64) {
    let begun = Instant::now();
    let program =
        Program::start(&["serve", "--data", &desk.folder().to_string_lossy(), "--listen", "127.0.0.1:0"]);
    let answer = Caller::visitor(program.base()).get("/api/v1/health");
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (program, took)
}
