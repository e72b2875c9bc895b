//! What may happen to a database and not to a folder: it goes away and comes back, connections end, others write.

use super::*;
use crate::StoreError;
use crate::engine::{NotServed, open_database};
use cluster::Cluster;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio_postgres::{Client, NoTls};

const PATIENCE: Duration = Duration::from_secs(60);

/// A schema of the shared cluster, with a name for its connections.
fn fresh(what: &str, name: &str) -> Option<(tempfile::TempDir, Database)> {
    let base = cluster::shared(what)?;
    let dir = tempfile::tempdir().unwrap();
    let address = cluster::address_for(base, dir.path()).replace("application_name=test", name);
    Some((dir, Database::parse(&address).unwrap()))
}

fn opened(database: &Database, holder: &str) -> Box<dyn Engine> {
    open_database(database, holder).unwrap_or_else(|failure| panic!("{failure:?}"))
}

/// Somebody else at the same database.
fn rival(database: &Database, work: impl AsyncFnOnce(&Client)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = database.config.connect(NoTls).await.unwrap();
        let connection = tokio::spawn(connection);
        work(&client).await;
        connection.abort();
    });
}

/// The name of the tables' schema.
fn schema(database: &Database) -> String {
    database.to_string().rsplit_once("schema=").unwrap().1.to_owned()
}

#[test]
fn the_database_is_killed_while_it_is_written_to_and_what_was_acknowledged_is_there_when_it_is_back() {
    let Some(cluster) = Cluster::start("", "", |_| {}) else {
        return cluster::not_tested("whether a database that is killed keeps what it acknowledged");
    };
    let database = Database::parse(&format!("{}&schema=desk", cluster.address())).unwrap();
    let engine = opened(&database, "me");
    let mut kept = 0;
    for round in 1..=3u64 {
        let error = thread::scope(|scope| {
            let writer = scope.spawn(|| {
                loop {
                    if let Err(error) = engine.apply(&batch(kept + 1)) {
                        return error;
                    }
                    kept += 1;
                }
            });
            thread::sleep(Duration::from_millis(40 * round));
            cluster.kill();
            writer.join().unwrap()
        });
        let StoreError::Database(why) = &error else { panic!("{error}") };
        assert!(why.starts_with("cannot be reached ("), "{why}");
        assert!(matches!(engine.get(b"head"), Err(StoreError::Database(_))));
        assert!(engine.scan(&everything(), false, 1).is_err());
        assert!(engine.away().is_some_and(|why| why.starts_with("cannot be reached")));
        assert!(engine.recover().is_err());
        assert!(engine.apply(&batch(kept + 1)).is_err(), "nothing is taken until it has recovered");
        cluster.begin();
        engine.recover().unwrap();
        let begun = Instant::now();
        while engine.away().is_some() || engine.get(b"head").is_err() {
            assert!(begun.elapsed() < PATIENCE, "it does not come back: {:?}", engine.away());
            thread::sleep(Duration::from_millis(10));
        }
        kept = check_batches(&*engine, kept);
    }
    assert!(kept > 3);
    // It was away, and nobody has written meanwhile: then nobody need notice.
    cluster.kill();
    cluster.begin();
    engine.apply(&batch(kept + 1)).unwrap();
    let begun = Instant::now();
    while engine.get(b"head").is_err() {
        assert!(begun.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(check_batches(&*engine, kept + 1), kept + 1);
}

#[test]
fn connections_that_end_at_any_moment_lose_nothing_and_halve_nothing() {
    let what = "whether connections that end lose anything";
    let Some((_dir, database)) = fresh(what, "application_name=cut_off") else { return };
    let engine = opened(&database, "me");
    let over = AtomicBool::new(false);
    let batches = 150;
    thread::scope(|scope| {
        scope.spawn(|| {
            rival(&database, async |client| {
                let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                           WHERE application_name = 'cut_off' AND pid <> pg_backend_pid()";
                while !over.load(Ordering::Acquire) {
                    client.batch_execute(end).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(60)).await;
                }
            });
        });
        let mut number = 0;
        while number < batches {
            match engine.apply(&batch(number + 1)) {
                Ok(()) => number += 1,
                Err(error) => {
                    assert!(matches!(error, StoreError::Database(_)), "{error}");
                    while engine.recover().is_err() {}
                    // It is there or not; the next look says which.
                    let head = loop {
                        if let Ok(head) = engine.get(b"head") {
                            break head;
                        }
                    };
                    let head = head.map_or(0, |head| u64::from_be_bytes(whole(head).try_into().unwrap()));
                    assert!(head == number || head == number + 1, "{head} after {number}");
                    number = head;
                }
            }
        }
        over.store(true, Ordering::Release);
    });
    drop(engine);
    assert_eq!(check_batches(&*opened(&database, "me"), batches), batches);
}

#[test]
fn a_second_process_is_refused_as_long_as_the_first_one_lives() {
    let Some((_dir, database)) = fresh("whether one process serves a database", "application_name=two")
    else {
        return;
    };
    let first = opened(&database, "one:/srv/desk");
    match open_database(&database, "two:/srv/desk") {
        Err(NotServed::Held(by)) => assert_eq!(by, "one:/srv/desk"),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("two processes serve one desk"),
    }
    first.apply(&batch(1)).unwrap();
    drop(first);
    let second = opened(&database, "two:/srv/desk");
    assert_eq!(check_batches(&*second, 1), 1, "who has gone has given it back");
}

#[test]
fn whoever_gives_no_sign_of_life_is_followed_by_another_and_writes_and_reads_nothing_more() {
    let what = "whether a process that was stalled is kept out";
    let Some((_dir, database)) = fresh(what, "application_name=stalled") else { return };
    let stalled = opened(&database, "one");
    stalled.apply(&batch(1)).unwrap();
    // The same holder as far as the database knows: so the first one must be gone. It is not, as after a long pause.
    let next = opened(&database, "one");
    next.apply(&batch(2)).unwrap();
    for told in [
        stalled.apply(&batch(2)).unwrap_err(),
        stalled.get(b"head").unwrap_err(),
        stalled.scan(&everything(), true, 3).unwrap_err(),
        stalled.recover().unwrap_err(),
    ] {
        assert!(told.to_string().contains("served by another process now"), "{told}");
    }
    assert!(stalled.away().is_some());
    drop(stalled);
    next.apply(&batch(3)).unwrap();
    assert_eq!(check_batches(&*next, 3), 3);
    drop(next);

    // One that is gone for good, without a farewell.
    let name = schema(&database);
    rival(&database, async |client| {
        let gone = format!("UPDATE \"{name}\".lease SET holder = 'elsewhere'");
        client.batch_execute(&gone).await.unwrap();
    });
    let begun = Instant::now();
    assert_eq!(check_batches(&*opened(&database, "one"), 3), 3);
    assert!(begun.elapsed() >= Duration::from_secs(2), "it was waited for");
}

#[test]
fn a_transaction_that_comes_in_between_makes_the_batch_be_written_once_more() {
    let Some((_dir, database)) = fresh("whether a batch is written again", "application_name=between") else {
        return;
    };
    let engine = opened(&database, "me");
    engine.apply(&batch(1)).unwrap();
    let (engine, name) = (&*engine, schema(&database));
    thread::scope(|scope| {
        rival(&database, async move |client| {
            let touch =
                format!("BEGIN ISOLATION LEVEL SERIALIZABLE; UPDATE \"{name}\".state SET value = value");
            client.batch_execute(&touch).await.unwrap();
            let writer = scope.spawn(move || engine.apply(&batch(2)));
            let waits = "SELECT count(*) FROM pg_stat_activity \
                         WHERE application_name = 'between' AND wait_event_type = 'Lock'";
            let begun = Instant::now();
            while client.query_one(waits, &[]).await.unwrap().get::<_, i64>(0) == 0 {
                assert!(begun.elapsed() < PATIENCE, "the batch does not wait for the row");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            client.batch_execute("COMMIT").await.unwrap();
            writer.join().unwrap().unwrap();
        });
    });
    assert_eq!(check_batches(engine, 2), 2);
}

#[test]
fn a_batch_larger_than_a_statement_is_whole() {
    let Some((_dir, database)) = fresh("whether large batches are whole", "application_name=large") else {
        return;
    };
    let engine = opened(&database, "me");
    let row = |number: u64, size| (format!("row/{number:05}").into_bytes(), pattern(number, 0, size));
    let all: Rows = (0..6).map(|n| row(n, 2 << 20)).chain((6..5000).map(|n| row(n, 20))).collect();
    engine.apply(&all.iter().map(|(key, value)| (key.clone(), Some(value.clone()))).collect()).unwrap();
    assert!(rows(&*engine) == all);
    let asked: Vec<&[u8]> = vec![b"row/00003", b"none", b"row/00001"];
    let found: Vec<_> = engine.get_many(&asked).unwrap().into_iter().map(|cell| cell.map(whole)).collect();
    assert!(found == [all.get(asked[0]).cloned(), None, all.get(asked[2]).cloned()]);
    engine.apply(&all.keys().map(|key| (key.clone(), None)).collect()).unwrap();
    assert!(rows(&*engine).is_empty());
}

#[test]
fn a_database_that_is_not_there_is_said_to_be_so() {
    let nowhere = Database::parse("postgres:///desk?host=/nowhere/at/all&user=desk").unwrap();
    match open_database(&nowhere, "me") {
        Err(NotServed::Failed(why)) => assert!(why.starts_with("cannot be reached: "), "{why}"),
        _ => panic!("there is none"),
    }
}

#[test]
fn tls_is_spoken_to_whom_the_certificate_names_and_to_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let (key, certificate) = (dir.path().join("server.key"), dir.path().join("server.crt"));
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .args([&key, Path::new("-out"), &certificate])
        .output();
    if !made.is_ok_and(|made| made.status.success()) {
        eprintln!("NOT TESTED: TLS to the database. It takes openssl, which does not work here");
        return;
    }
    let begun = Cluster::start("127.0.0.1", "-c ssl=on", |data| {
        for (from, name) in [(&key, "server.key"), (&certificate, "server.crt")] {
            let to = data.join(name);
            std::fs::copy(from, &to).unwrap();
            assert!(Command::new("chmod").arg("600").arg(&to).status().unwrap().success());
            // As whose cluster it is.
            let owner = format!("--reference={}", data.display());
            assert!(Command::new("chown").arg(owner).arg(&to).status().unwrap().success());
        }
    });
    let Some(cluster) = begun else { return cluster::not_tested("TLS to the database") };
    let address = |host: &str, mode: &str| {
        let port = cluster.port();
        format!("postgres://ombud@{host}:{port}/postgres?schema=desk{mode}")
    };
    let trusted = format!("&sslmode=require&sslrootcert={}", certificate.display());
    let secure = Database::parse(&address("localhost", &trusted)).unwrap();
    let engine = opened(&secure, "me");
    engine.apply(&batch(1)).unwrap();
    rival(&Database::parse(&address("127.0.0.1", "")).unwrap(), async |client| {
        let count = "SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) \
                     WHERE a.application_name = 'ombud' AND s.ssl AND pid <> pg_backend_pid()";
        assert!(client.query_one(count, &[]).await.unwrap().get::<_, i64>(0) >= 2);
    });
    drop(engine);
    for (address, why) in [
        (address("127.0.0.1", &trusted), "not valid for name"),
        (address("localhost", "&sslmode=require"), "UnknownIssuer"),
    ] {
        match open_database(&Database::parse(&address).unwrap(), "me") {
            Err(NotServed::Failed(told)) => assert!(told.contains(why), "{told}"),
            _ => panic!("{address} was trusted"),
        }
    }
}
