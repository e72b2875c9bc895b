//! A refusal remembers everything, and tells whoever was refused nothing that they may not know.

use crate::world::*;
use ombud_access::*;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_account_of_a_refusal_is_the_explanation_with_what_would_have_been_enough(
        world in world(), record in record(), at in 0..PERMISSIONS.len(),
    ) {
        let (authority, name) = (world.authority(), PERMISSIONS[at]);
        let target = Target::Record(&record);
        let (told, enough) = (authority.explain(name, target), authority.enough(name, target));
        let refusals = [
            authority.check(name, target).into_result().err(),
            authority.permit_read(&[name], &record).err(),
            authority.permit_delete(&[name], &record).err(),
        ];
        for denial in refusals.into_iter().flatten() {
            let account = denial.account();
            prop_assert_eq!(account.record.as_ref(), Some(&record.record()));
            prop_assert_eq!(&account.reason, &told.sentence);
            prop_assert_eq!(&account.facts, &told.facts);
            prop_assert_eq!(&account.enough, &enough);
            // The audit keeps it, and tells it later.
            let noted = Telling::noted(told.telling.what.clone(), name, &account.facts);
            prop_assert_eq!((noted.fact, noted.allowed), (told.telling.fact.clone(), false));
            let facts = serde_json::to_string(&account.facts).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Vec<Fact>>(&facts).unwrap(), &account.facts);
            let ways = serde_json::to_string(&enough).unwrap();
            prop_assert_eq!(serde_json::from_str::<Option<Enough>>(&ways).unwrap(), enough.clone());
            prop_assert!(!account.facts.is_empty());
        }
    }

    #[test]
    fn what_is_hidden_is_in_no_word_of_the_refusal(world in world(), record in record()) {
        if let Err(denial) = world.authority().permit_read(&[PERMISSIONS[0]], &record) {
            prop_assert!(denial.hidden);
            let nothing = "There is no such record, or you may not see it.";
            prop_assert_eq!(&denial.sentence, nothing);
            let said = format!("{denial} {denial:?}");
            prop_assert_eq!(said, format!(
                "`{0}` was refused: {nothing} Denial {{ permission: {0:?}, sentence: {nothing:?}, hidden: true, .. }}",
                PERMISSIONS[0],
            ));
        }
    }
}

#[test]
fn a_rule_that_asks_for_no_permission_tells_its_sentence() {
    let denial = Denial::new("kernel:role.edit", "The owner's role stays as it is.");
    let said = Account { record: None, reason: denial.sentence.clone(), facts: vec![], enough: None };
    assert_eq!(denial.account(), said);
}
