//! Connections to the database, and what is prepared on them.

use super::fault::Fault;
use super::sql::{Sql, WISHES};
use super::tls::Tls;
use crate::Database;
use futures_util::future::{join_all, try_join, try_join3, try_join4};
use std::time::Duration;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::{Client, Statement};

/// How long a connection may take to be there.
const CONNECT: Duration = Duration::from_secs(8);

/// A connection.
pub(super) struct Link {
    pub client: Client,
    task: AbortHandle,
}

impl Link {
    /// # Errors
    /// Also if it takes long.
    pub async fn connect(database: &Database, tls: &Tls) -> Result<Link, Fault> {
        let connected = timeout(CONNECT, database.config.connect(tls.clone())).await;
        let (client, connection) = connected.map_err(|_| Fault::late())??;
        let task = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the database has ended");
            }
        });
        let link = Link { client, task: task.abort_handle() };
        // One that is not understood is no harm.
        join_all(WISHES.iter().map(|wish| link.client.batch_execute(wish))).await;
        Ok(link)
    }

    /// Whether nothing can be asked over it any more.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Ends it from elsewhere.
    pub fn handle(&self) -> AbortHandle {
        self.task.clone()
    }

    /// Ends it at once; whoever waits for an answer hears that there will be none.
    pub fn sever(&self) {
        self.task.abort();
    }
}

impl Drop for Link {
    // It may hang, and what it still has on its way is not to arrive.
    fn drop(&mut self) {
        self.sever();
    }
}

/// A connection that reads. Many threads ask over it at once.
pub(super) struct Reader {
    pub link: Link,
    pub get: Statement,
    pub many: Statement,
    pub scan: Statement,
    pub back: Statement,
    /// For those who write together.
    pub words: Option<Statement>,
    pub calls: Option<Statement>,
}

impl Reader {
    pub async fn connect(database: &Database, tls: &Tls, sql: &Sql) -> Result<Reader, Fault> {
        let link = Link::connect(database, tls).await?;
        let at = &link.client;
        let prepared = try_join4(
            at.prepare(&sql.get),
            at.prepare(&sql.many),
            at.prepare(&sql.scan),
            at.prepare(&sql.back),
        );
        let (get, many, scan, back) = prepared.await?;
        let (words, calls) = if database.together {
            let (words, calls) = try_join(at.prepare(&sql.words), at.prepare(&sql.calls)).await?;
            (Some(words), Some(calls))
        } else {
            (None, None)
        };
        Ok(Reader { link, get, many, scan, back, words, calls })
    }
}

/// The connection that writes.
pub(super) struct Writer {
    pub link: Link,
    pub fence: Statement,
    pub put: Statement,
    pub remove: Statement,
    /// For those who write together.
    pub together: Option<Together>,
}

/// How a batch begins and ends beside others.
pub(super) struct Together {
    pub enter: Statement,
    pub tell: Statement,
    pub count: Statement,
}

impl Writer {
    pub async fn connect(database: &Database, tls: &Tls, sql: &Sql) -> Result<Writer, Fault> {
        let link = Link::connect(database, tls).await?;
        let at = &link.client;
        // Acknowledged means on the disk of the database.
        let row = at.query_one("SHOW synchronous_commit", &[]).await;
        if row.is_ok_and(|row| row.try_get::<_, String>(0).is_ok_and(|is| is == "off" || is == "local")) {
            at.batch_execute("SET synchronous_commit = on").await?;
        }
        let (fence, put, remove) =
            try_join3(at.prepare(&sql.fence), at.prepare(&sql.put), at.prepare(&sql.remove)).await?;
        let together = if database.together {
            let (enter, tell, count) =
                try_join3(at.prepare(&sql.enter), at.prepare(&sql.tell), at.prepare(&sql.count)).await?;
            Some(Together { enter, tell, count })
        } else {
            None
        };
        Ok(Writer { link, fence, put, remove, together })
    }
}
