//! Two processes serve a desk, and one of them puts another version of a plugin in.

use crate::cluster;
use crate::desk::Desk;
use crate::versions::{install, schema};
use ombud_store::Database;
use serde_json::json;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_another_process_has_replaced_writes_nothing_into_records_of_another_form() {
    let Some(base) = cluster::shared("what an old version of a plugin does beside a new one") else { return };
    let dir = tempfile::tempdir().unwrap();
    let address = format!("{}&together=yes", cluster::address_for(base, dir.path()));
    let database = Database::parse(&address).unwrap();
    let here = Desk::open_in(&database).await;
    here.trick("keep").await.unwrap();
    let there = here.beside(&database).await;
    assert_eq!(there.trick("forms").await.unwrap()[0][1], json!(null));

    install(&here, schema("0.2.0", 2, Some(1))).await.unwrap();
    // Nobody has told the other one yet.
    for _ in 0..3 {
        let error = there.trick("keep").await.unwrap_err();
        assert_eq!(error.status(), 503, "{error}");
        assert!(error.to_string().contains("is being replaced by another version"), "{error}");
    }
    there.host.start_background();
    let begun = Instant::now();
    while there.trick("keep").await.is_err() {
        assert!(begun.elapsed() < PATIENCE, "the new version does not come");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // One was brought into the new form, one is of the new version; nothing of what was refused is there.
    let forms = there.trick("forms").await.unwrap();
    let forms: Vec<_> = forms.as_array().unwrap().iter().map(|animal| animal[1].clone()).collect();
    assert_eq!(forms.len(), 2, "{forms:?}");
    assert!(forms.contains(&json!(2)), "{forms:?}");
}
