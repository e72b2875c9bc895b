//! An older version beside a newer one on one database: what it does not understand it does not touch, and it says so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::time::{Duration, Instant};

const ROWS: Table<u64> = Table::new("rows");
const PATIENCE: Duration = Duration::from_secs(60);

/// Says something to the shared cluster.
fn say(base: &str, words: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(base, tokio_postgres::NoTls).await.unwrap();
        let connection = tokio::spawn(connection);
        client.batch_execute(words).await.unwrap();
        connection.abort();
    });
}

fn schema(database: &Database) -> String {
    database.to_string().rsplit_once("schema=").unwrap().1.split('&').next().unwrap().to_owned()
}

/// As a newer version does that has raised the format.
fn raise(base: &str, schema: &str) {
    say(
        base,
        &format!(
            "UPDATE \"{schema}\".state SET value = '\\x00000002' \
             WHERE length(value) = 4 AND position('\\x666f726d6174'::bytea IN key) > 0"
        ),
    );
}

#[test]
fn a_database_with_a_newer_format_is_not_served_and_the_reason_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let Some(database) = database_for(dir.path()) else { return };
    let base = cluster::shared("what an older version says to a newer format").unwrap();
    drop(Store::open_database(&database, dir.path(), options()).unwrap());
    raise(base, &schema(&database));
    let told = Store::open_database(&database, dir.path(), options()).err().unwrap().to_string();
    for words in ["the database postgres://", "has format 2", "formats up to 1", "start the newer version"] {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_process_that_meets_what_a_newer_version_writes_stops_and_damages_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let Some(base) = cluster::shared("what an older process does beside a newer one") else { return };
    let address = cluster::address_for(base, dir.path());
    let database = Database::parse(&format!("{address}&together=yes")).unwrap();
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    let put = |number: u64| wait(store.run(|unit| Ok::<_, CommitError>(unit.put(&ROWS, "row", &number)?)));
    put(1).unwrap();
    // The newer one commits: its word begins with a format that is not known here.
    let schema = schema(&database);
    say(
        base,
        &format!(
            "BEGIN; UPDATE \"{schema}\".lease SET batch = batch + 1 WHERE id = 1; \
             INSERT INTO \"{schema}\".word (batch, text) SELECT batch, '\\x02ff' FROM \"{schema}\".lease WHERE id = 1; COMMIT"
        ),
    );
    let begun = Instant::now();
    let read = || store.begin().get(&ROWS, "row");
    let refused = loop {
        match read() {
            Err(error) => break error.to_string(),
            Ok(_) => assert!(begun.elapsed() < PATIENCE, "it goes on"),
        }
    };
    let words = "is served by a newer version of Ombud";
    assert!(refused.contains(words) && !refused.contains("damaged"), "{refused}");
    let refused = put(2).unwrap_err();
    assert!(
        matches!(&refused, CommitError::Away(why) if why.contains(words))
            || matches!(&refused, CommitError::Store(StoreError::Database(why)) if why.contains(words)),
        "{refused}"
    );
    drop(store);
    // A version that understands it goes on from there.
    say(base, &format!("DELETE FROM \"{schema}\".word WHERE text = '\\x02ff'"));
    let store = Store::open_database(&database, dir.path(), options()).unwrap();
    assert_eq!(store.begin().get(&ROWS, "row").unwrap(), Some(1));
    assert_eq!(store.verify().unwrap(), []);
}
