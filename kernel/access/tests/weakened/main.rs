//! The rules of the engine, weakened one by one in its source: `tests/prove guards` shows that the small worlds catch
//! each of them. Who changes a rule changes the list, `rules.txt`, too.

mod source;

const RULES: &str = include_str!("rules.txt");

#[test]
fn the_list_of_weakened_rules_is_up_to_date() {
    let rules = source::read(RULES);
    assert!(rules.len() > 100, "only {}", rules.len());
    source::assert_up_to_date(&rules);
}

#[test]
#[ignore = "compiles the engine more than a hundred times; tests/prove guards runs it"]
fn every_weakened_rule_is_caught_by_a_small_world() {
    source::assert_caught(&source::read(RULES), &["access"], "small_worlds");
}
