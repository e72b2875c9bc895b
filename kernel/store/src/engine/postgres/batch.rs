//! One batch is one serializable transaction, which begins by writing its number into the row of the lease.

use super::fault::Fault;
use super::link::Writer;
use super::sql::BEGIN;
use super::{AGAIN, Shared, TRIES};
use crate::engine::Writes;
use futures_util::future::try_join4;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::sleep;

/// About the most bytes of one statement.
const PART: usize = 4 << 20;
/// The most keys of one statement that removes.
const MOST_KEYS: usize = 2000;

/// What the one thread has that writes.
pub(super) struct Hand {
    pub writer: Option<Writer>,
    pub turn: i64,
    /// The number of the last batch that is there.
    pub batch: i64,
    pub failed: bool,
    /// It has kept others from writing.
    pub entered: bool,
}

impl Shared {
    /// A new connection that writes. Whatever the one before still had on its way is there now, or never will be;
    /// says whether a batch was that nobody had heard of.
    pub async fn reopen(&self, hand: &mut Hand) -> Result<bool, Fault> {
        hand.writer = None;
        let writer = self.writer().await?;
        let row = loop {
            // It waits for the row if an earlier transaction still has it.
            match writer
                .link
                .client
                .query_opt(self.sql.reopen.as_str(), &[&self.epoch])
                .await
                .map_err(Fault::from)
            {
                Ok(row) => break row.ok_or(Fault::Taken)?,
                Err(Fault::Again) => sleep(AGAIN / 10).await,
                Err(fault) => return Err(fault),
            }
        };
        let (turn, batch) = (row.try_get(0)?, row.try_get(1)?);
        // A copy of an earlier moment, or a machine that followed without having all of it.
        if batch < hand.batch {
            return Err(Fault::Earlier);
        }
        self.acknowledged.store(batch, Ordering::Release);
        let unheard = batch > hand.batch;
        *hand = Hand { writer: Some(writer), turn, batch, failed: hand.failed, entered: false };
        Ok(unheard)
    }

    pub async fn write(&self, hand: &mut Hand, writes: &Writes) -> Result<(), Fault> {
        let mut begun = false;
        loop {
            let open = hand.writer.as_ref().is_some_and(|writer| !writer.link.is_closed());
            if !open && self.reopen(hand).await? && begun {
                return Ok(());
            }
            let Some(writer) = &hand.writer else { return Err(Fault::late()) };
            match self.transact(writer, hand.turn, hand.batch + 1, writes).await {
                Ok(()) => {
                    hand.batch += 1;
                    self.acknowledged.store(hand.batch, Ordering::Release);
                    return Ok(());
                }
                // The connection may have ended, and the database be there.
                Err(Fault::Away(_)) if !begun => {
                    begun = true;
                    hand.writer = None;
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    async fn transact(&self, writer: &Writer, turn: i64, batch: i64, writes: &Writes) -> Result<(), Fault> {
        let mut tries = 0;
        loop {
            let done = self.try_transaction(writer, turn, batch, writes).await;
            let Err(fault) = done else { return Ok(()) };
            if !matches!(fault, Fault::Away(_)) {
                writer.link.client.batch_execute("ROLLBACK").await?;
            }
            tries += 1;
            if !matches!(fault, Fault::Again) || tries == TRIES {
                return Err(fault);
            }
            sleep(Duration::from_millis(1 << tries.min(8))).await;
        }
    }

    async fn try_transaction(
        &self,
        writer: &Writer,
        turn: i64,
        batch: i64,
        writes: &Writes,
    ) -> Result<(), Fault> {
        let client = &writer.link.client;
        let (mut puts, mut removes) = (puts(writes).into_iter(), removes(writes).into_iter());
        // On their way together; the database takes them in this order.
        let (first_put, first_remove) = (puts.next(), removes.next());
        let ((), fenced, ..) = try_join4(
            client.batch_execute(BEGIN),
            client.execute(&writer.fence, &[&self.epoch, &turn, &batch]),
            async {
                match &first_put {
                    Some((keys, values)) => client.execute(&writer.put, &[keys, values]).await,
                    None => Ok(0),
                }
            },
            async {
                match &first_remove {
                    Some(keys) => client.execute(&writer.remove, &[keys]).await,
                    None => Ok(0),
                }
            },
        )
        .await?;
        if fenced == 0 {
            return Err(self.why_not(writer).await);
        }
        for (keys, values) in puts {
            client.execute(&writer.put, &[&keys, &values]).await?;
        }
        for keys in removes {
            client.execute(&writer.remove, &[&keys]).await?;
        }
        Ok(client.batch_execute("COMMIT").await?)
    }

    /// Why a batch may not be written: the desk is another process's, or a connection that was given up has come
    /// through in the end.
    async fn why_not(&self, writer: &Writer) -> Fault {
        let row = writer.link.client.query_one(self.sql.seen.as_str(), &[]).await;
        match row.and_then(|row| row.try_get::<_, i64>(0)) {
            Ok(epoch) if epoch == self.epoch => Fault::Refused("an earlier connection has just ended".into()),
            Ok(_) => Fault::Taken,
            Err(error) => error.into(),
        }
    }
}

/// Keys, and the value of each.
pub(super) type Part<'a> = (Vec<&'a [u8]>, Vec<&'a [u8]>);

/// What a batch puts, in parts of some bytes.
pub(super) fn puts(writes: &Writes) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut room = 0;
    for (key, value) in writes {
        let Some(value) = value else { continue };
        let size = key.len() + value.len();
        if size > room || parts.is_empty() {
            parts.push(Default::default());
            room = PART;
        }
        room = room.saturating_sub(size);
        if let Some((keys, values)) = parts.last_mut() {
            keys.push(key);
            values.push(value);
        }
    }
    parts
}

/// What a batch removes, in parts of some bytes.
pub(super) fn removes(writes: &Writes) -> Vec<Vec<&[u8]>> {
    let keys: Vec<&[u8]> =
        writes.iter().filter(|(_, value)| value.is_none()).map(|(key, _)| key.as_slice()).collect();
    keys.chunks(MOST_KEYS).map(<[&[u8]]>::to_vec).collect()
}
