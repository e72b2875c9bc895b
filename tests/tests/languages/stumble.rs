//! A program in JavaScript or Python that makes a mistake: nothing of the call is left, and the log says what it was.

use ombud_testkit::{Client, Desk, Value, pack_if_possible};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What was written to the log of this test program.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn heard() -> String {
    static HEARD: OnceLock<Heard> = OnceLock::new();
    let heard = HEARD.get_or_init(|| {
        let heard = Heard::default();
        let writer = heard.clone();
        tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).init();
        heard
    });
    String::from_utf8_lossy(&heard.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}

fn tell(language: &str, told: &[(&str, &str)]) {
    let Some(component) = pack_if_possible(format!("tests/guests/stumble/{language}")) else { return };
    heard();
    let desk = Desk::start_with(&[]);
    desk.install(&component);
    let agent = desk.as_("agent.support@demo.test");
    let step = |how: &str| agent.fetch("POST", &format!("/stumble/steps/{how}"), &[], "");
    assert_eq!((step("well").status, steps(&agent)), (200, 1));

    for (how, words) in told {
        let before = heard().len();
        assert_eq!(step(how).status, 502, "{how}");
        let told = heard().split_off(before);
        assert!(told.contains(words), "{language}, {how}: no `{words}` in {told}");
    }
    // By its processor time, or on a busy machine by its deadline, whichever is over first.
    let cut_off = step("for-ever").status;
    assert!([502, 504].contains(&cut_off), "{cut_off}");
    assert_eq!(step("much").status, 502, "and so is what wants all memory");
    let answer = step("answer");
    assert_eq!((answer.status, &answer.json()["detail"]), (409, &Value::from("no further")));
    assert_eq!(steps(&agent), 1, "nothing of all that is left");
}

fn steps(agent: &Client) -> u64 {
    agent.get("/stumble/steps").1.as_u64().unwrap()
}

#[test]
fn a_mistake_in_javascript_leaves_nothing_but_a_line_with_its_place() {
    tell("javascript", &[("mistake", "app.js:12"), ("word", "a word"), ("deep", "call stack exhausted")]);
}

#[test]
fn a_mistake_in_python_leaves_nothing_but_a_line_with_its_place() {
    tell("python", &[("mistake", "app.py:22"), ("word", "KeyError"), ("deep", "RecursionError")]);
}
