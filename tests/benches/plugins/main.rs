//! What it costs that a feature is a plugin: a call beside bare wasmtime, Extism and a webhook, a hop from plugin to
//! plugin, memory, installing, starting. All sides of a comparison take turns in the same minute; the ratio is the figure.
//!
//! `tests/bench plugins` runs all parts, `tests/bench plugins call hop density install start` those that are named.

mod bare;
mod call;
mod copies;
mod density;
mod desk;
#[cfg(feature = "extism")]
mod extism;
mod hop;
mod install;
mod start;
mod turns;
mod webhook;

/// A part, by its name. It says its figures in some words.
type Part = (&'static str, fn() -> String);

const PARTS: [Part; 5] = [
    ("call", call::measure),
    ("hop", hop::measure),
    ("density", density::measure),
    ("install", install::measure),
    ("start", start::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [webhook, desk] = arguments.as_slice()
        && webhook == "webhook"
    {
        return webhook::serve(desk);
    }
    let known = |wanted: &String| PARTS.iter().any(|(name, _)| name == wanted);
    if let Some(unknown) = arguments.iter().find(|argument| !known(argument)) {
        panic!("there is no part `{unknown}`; there are {}", PARTS.map(|(name, _)| name).join(", "));
    }
    let chosen = |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    let told: Vec<String> =
        PARTS.iter().filter(|(name, _)| chosen(name)).map(|(_, measure)| measure()).collect();
    println!("{}.", told.join("; "));
}
