//! Processes that write beside each other. A batch is a transaction that locks the row of the lease first, so there is
//! one at a time; it ends by counting the batches up in that row, and leaves a word for the other processes under the
//! new number. So whoever reads the number together with rows knows which words those rows follow from.

use super::batch::{puts, removes};
use super::fault::Fault;
use super::link::Writer;
use super::sql::BEGIN_TOGETHER;
use super::{BATCH, Postgres, RECOVER, Shared, TRIES};
use crate::engine::{Beside, Words, Writes};
use crate::{Result, StoreError};
use futures_util::future::{join, try_join_all, try_join3};
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::sleep;
use tokio_postgres::Row;

/// So many words are kept for those who are behind.
const WORDS: i64 = 8192;
/// The part of a file that says when it was stored.
const TIME: i64 = -2;
/// How often older ones are removed.
const EVERY: i64 = 64;

/// A name that no other process has, and none had.
pub(super) fn named(holder: &str) -> Result<String, String> {
    let mut chance = [0; 8];
    getrandom::fill(&mut chance).map_err(|error| error.to_string())?;
    Ok(format!("{} {:016x}", super::lease::brief(holder), u64::from_be_bytes(chance)))
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether a transaction was certainly not kept, and may be tried anew.
fn is_again(fault: &Fault) -> bool {
    matches!(fault, Fault::Again)
}

impl Shared {
    async fn enter(&self, writer: &Writer) -> Result<i64, Fault> {
        let client = &writer.link.client;
        let together = writer.together.as_ref().ok_or(Fault::Taken)?;
        let mut tries = 0;
        loop {
            // On their way together.
            let (begun, asked) =
                join(client.batch_execute(BEGIN_TOGETHER), client.query_opt(&together.enter, &[])).await;
            begun?;
            let fault = match asked {
                Ok(None) => Fault::Taken,
                Ok(Some(row)) if row.try_get::<_, i64>(0)? != self.epoch => Fault::Taken,
                Ok(Some(row)) => return Ok(row.try_get(1)?),
                Err(error) => error.into(),
            };
            if !matches!(fault, Fault::Away(_)) {
                client.batch_execute("ROLLBACK").await?;
            }
            tries += 1;
            if !is_again(&fault) || tries == TRIES {
                return Err(fault);
            }
            sleep(Duration::from_millis(1 << tries.min(8))).await;
        }
    }

    async fn write_beside(
        &self,
        writer: &Writer,
        before: i64,
        writes: &Writes,
        word: &[u8],
    ) -> Result<(), Fault> {
        let client = &writer.link.client;
        let together = writer.together.as_ref().ok_or(Fault::Taken)?;
        let number = before + 1;
        let (puts, removes) = (puts(writes), removes(writes));
        // On their way together; the database takes them in this order.
        let put = try_join_all(
            puts.iter()
                .map(|(keys, values)| async move { client.execute(&writer.put, &[keys, values]).await }),
        );
        let remove = try_join_all(
            removes.iter().map(|keys| async move { client.execute(&writer.remove, &[keys]).await }),
        );
        let told = async {
            client.execute(&together.tell, &[&number, &word]).await?;
            if number % EVERY == 0 {
                client.execute(self.sql.forget.as_str(), &[&(number - WORDS)]).await?;
            }
            client.execute(&together.count, &[&self.epoch, &before]).await
        };
        let (.., counted) = try_join3(put, remove, told).await?;
        if counted == 0 {
            return Err(Fault::Taken);
        }
        Ok(client.batch_execute("COMMIT").await?)
    }
}

impl Beside for Postgres {
    fn seen(&self) -> u64 {
        unsigned(self.shared.seen.load(Ordering::Acquire))
    }

    fn enter(&self) -> Result<u64> {
        let mut hand = self.hand.lock();
        let shared = &self.shared;
        shared.not_over()?;
        let entered = self.work(RECOVER, async {
            let open = hand.writer.as_ref().is_some_and(|writer| !writer.link.is_closed()) && !hand.entered;
            if open && let Some(writer) = &hand.writer {
                match shared.enter(writer).await {
                    // The connection may have ended, and the database be there.
                    Err(Fault::Away(_)) => {}
                    entered => return entered,
                }
            }
            hand.writer = None;
            let writer = shared.writer().await?;
            shared.enter(hand.writer.insert(writer)).await
        });
        let entered = entered.and_then(|batch| {
            // A copy of an earlier moment, or a machine that followed without having all of it.
            if batch < shared.acknowledged.load(Ordering::Acquire) { Err(Fault::Earlier) } else { Ok(batch) }
        });
        match entered {
            Ok(batch) => {
                hand.entered = true;
                hand.batch = batch;
                Ok(unsigned(batch))
            }
            Err(fault) => {
                hand.writer = None;
                hand.entered = false;
                shared.end_if_final(&fault);
                shared.wake.notify_one();
                Err(fault.into())
            }
        }
    }

    fn leave(&self) {
        let mut hand = self.hand.lock();
        if !std::mem::take(&mut hand.entered) {
            return;
        }
        let left = self.work(RECOVER, async {
            match &hand.writer {
                Some(writer) => Ok(writer.link.client.batch_execute("ROLLBACK").await?),
                None => Ok(()),
            }
        });
        if left.is_err() {
            hand.writer = None;
        }
    }

    fn apply(&self, writes: &Writes, word: &[u8]) -> Result<u64> {
        let mut hand = self.hand.lock();
        if !std::mem::take(&mut hand.entered) {
            return Err(StoreError::Database("was not asked for a turn".into()));
        }
        let done = self.work(BATCH, async {
            let Some(writer) = &hand.writer else { return Err(Fault::late()) };
            self.shared.write_beside(writer, hand.batch, writes, word).await
        });
        match done {
            Ok(()) => {
                hand.batch += 1;
                self.shared.acknowledged.fetch_max(hand.batch, Ordering::AcqRel);
                Ok(unsigned(hand.batch))
            }
            Err(fault) => {
                // With the connection ends what it has begun.
                hand.writer = None;
                self.shared.end_if_final(&fault);
                self.shared.wake.notify_one();
                match fault {
                    Fault::Again => Err(StoreError::Conflict("what others write at the same time".into())),
                    fault => Err(fault.into()),
                }
            }
        }
    }

    fn words(&self, after: u64) -> Result<(u64, Words)> {
        let after = signed(after);
        self.ask(async |reader| {
            let words = reader.words.as_ref().ok_or(Fault::Taken)?;
            let rows = reader.link.client.query(words, &[&after]).await?;
            let first = rows.first().ok_or(Fault::Taken)?;
            self.shared.noted(first)?;
            let last = unsigned(first.try_get(1)?);
            let mut words = Vec::new();
            for row in &rows {
                if let Some(number) = row.try_get::<_, Option<i64>>(2)? {
                    words.push((unsigned(number), row.try_get(3)?));
                }
            }
            Ok((last, words))
        })
    }

    fn number(&self, counter: &str, least: u64) -> Result<u64> {
        let least = signed(least);
        self.ask(async |reader| {
            let row =
                reader.link.client.query_one(self.shared.sql.number.as_str(), &[&counter, &least]).await?;
            Ok(unsigned(row.try_get(0)?))
        })
    }

    fn member(&self) -> String {
        self.shared.member.clone()
    }

    fn signs(&self, member: &str) -> Result<Option<i64>> {
        self.ask(async |reader| {
            let row = reader.link.client.query_opt(self.shared.sql.signs.as_str(), &[&member]).await?;
            Ok(row.map(|row| row.try_get(0)).transpose()?)
        })
    }

    fn call(&self, number: u64, what: &[u8]) -> Result<()> {
        let number = signed(number);
        self.ask(async |reader| {
            let sql = self.shared.sql.call.as_str();
            Ok(reader.link.client.execute(sql, &[&self.shared.member, &number, &what]).await?)
        })?;
        Ok(())
    }

    fn calls(&self, known: &[(&str, u64)]) -> Result<Vec<(String, u64, Vec<u8>)>> {
        let (members, numbers): (Vec<&str>, Vec<i64>) =
            known.iter().map(|(member, number)| (*member, signed(*number))).unzip();
        self.ask(async |reader| {
            let calls = reader.calls.as_ref().ok_or(Fault::Taken)?;
            let rows = reader.link.client.query(calls, &[&self.shared.member, &members, &numbers]).await?;
            let call = |row: &Row| Ok((row.try_get(0)?, unsigned(row.try_get(1)?), row.try_get(2)?));
            rows.iter().map(call).collect()
        })
    }

    fn forget_calls(&self, member: &str, up_to: u64) -> Result<()> {
        let up_to = signed(up_to);
        self.ask(async |reader| {
            let sql = self.shared.sql.forget_calls.as_str();
            Ok(reader.link.client.execute(sql, &[&member, &up_to]).await?)
        })?;
        Ok(())
    }

    fn put_file(&self, id: &[u8], size: u64, part: &mut dyn FnMut() -> io::Result<Vec<u8>>) -> Result<()> {
        let mut number = 0i64;
        loop {
            let bytes = part()?;
            if bytes.is_empty() {
                break;
            }
            self.ask(async |reader| {
                let sql = self.shared.sql.put_part.as_str();
                Ok(reader.link.client.execute(sql, &[&id, &number, &bytes]).await?)
            })?;
            number += 1;
        }
        let size = size.to_be_bytes().to_vec();
        self.ask(async |reader| {
            Ok(reader.link.client.execute(self.shared.sql.put_size.as_str(), &[&id, &size]).await?)
        })?;
        Ok(())
    }

    fn touch_file(&self, id: &[u8], at: u64) -> Result<()> {
        let at = at.to_be_bytes().to_vec();
        self.ask(async |reader| {
            Ok(reader.link.client.execute(self.shared.sql.touch.as_str(), &[&id, &at]).await?)
        })?;
        Ok(())
    }

    fn files(&self, after: &[u8]) -> Result<Vec<(Vec<u8>, Option<u64>)>> {
        let rows = self.ask(async |reader| {
            let rows = reader.link.client.query(self.shared.sql.files.as_str(), &[&after]).await?;
            let row = |row: &Row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
            rows.iter().map(row).collect::<Result<Vec<(Vec<u8>, i64, Vec<u8>)>, Fault>>()
        })?;
        let mut files: Vec<(Vec<u8>, Option<u64>)> = Vec::new();
        for (id, part, bytes) in rows {
            if files.last().is_none_or(|(last, _)| *last != id) {
                files.push((id, None));
            }
            if let (TIME, Some((_, at))) = (part, files.last_mut()) {
                *at = bytes.try_into().ok().map(u64::from_be_bytes);
            }
        }
        Ok(files)
    }

    fn remove_file(&self, id: &[u8], before: u64) -> Result<bool> {
        let before = before.to_be_bytes().to_vec();
        let removed = self.ask(async |reader| {
            Ok(reader.link.client.execute(self.shared.sql.remove_file.as_str(), &[&id, &before]).await?)
        })?;
        Ok(removed > 0)
    }

    fn file_size(&self, id: &[u8]) -> Result<Option<u64>> {
        let found = self.ask(async |reader| {
            let row = reader.link.client.query_opt(self.shared.sql.sized.as_str(), &[&id]).await?;
            Ok(row.map(|row| row.try_get::<_, Vec<u8>>(0)).transpose()?)
        })?;
        Ok(found.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes))
    }

    fn file_part(&self, id: &[u8], part: u32) -> Result<Option<Vec<u8>>> {
        let part = i64::from(part);
        self.ask(async |reader| {
            let row = reader.link.client.query_opt(self.shared.sql.part.as_str(), &[&id, &part]).await?;
            Ok(row.map(|row| row.try_get(0)).transpose()?)
        })
    }
}
