//! Where the guards are asked and permissions required, weakened one by one in the source: `tests/prove guards` shows that
//! everybody trying everything catches each. Who changes such a place changes the list, `rules.txt`, too.

#[path = "../../../access/tests/weakened/source.rs"]
mod source;

const RULES: &str = include_str!("rules.txt");

#[test]
fn the_list_of_weakened_places_is_up_to_date() {
    let rules = source::read(RULES);
    assert!(rules.len() > 40, "only {}", rules.len());
    source::assert_up_to_date(&rules);
}

#[test]
#[ignore = "compiles people and their rights fifty times; tests/prove guards runs it"]
fn every_weakened_place_is_caught_by_everybody_trying_everything() {
    source::assert_caught(&source::read(RULES), &["access", "store", "identity"], "everybody");
}
