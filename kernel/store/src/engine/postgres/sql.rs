//! Everything that is said to the database. Only what PostgreSQL, CockroachDB and YugabyteDB all understand;
//! docs/scale.md lists it.

/// The statements, for the schema of a desk.
pub(super) struct Sql {
    /// Makes what is not there yet.
    pub create: [String; 6],
    /// The same for processes that serve it together.
    pub create_together: [String; 5],
    /// Who has the desk: `epoch`, `holder`, `beat`.
    pub seen: String,
    /// Takes the desk, if nobody has meanwhile: `$1` is the epoch that was seen, `$2` the holder. Gives `epoch`.
    pub take: String,
    /// Gives it back.
    pub release: String,
    /// Says for good that the desk is elsewhere: `$1` epoch, `$2` where.
    pub moved: String,
    /// A sign of life.
    pub beat: String,
    /// The number of the last batch that is there.
    pub reached: String,
    /// Whatever an earlier connection still writes is over after this, or comes to nothing. Gives `turn`, `batch`.
    pub reopen: String,
    /// Begins each batch: `$1` epoch, `$2` turn, `$3` the number of the batch.
    pub fence: String,
    pub put: String,
    pub remove: String,
    /// Each reading gives the epoch first: whoever has lost the desk is not to tell of what the next one wrote.
    pub get: String,
    pub many: String,
    pub scan: String,
    pub back: String,
    /// Bytes of the rows; not everywhere.
    pub size: String,
    /// Keeps others from writing: `epoch`, `batch`.
    pub enter: String,
    /// Ends each batch of those who write together: `$1` epoch, `$2` the number of the one before.
    pub count: String,
    /// `$1` the number of the batch, `$2` what it says to others.
    pub tell: String,
    /// Forgets words up to a batch.
    pub forget: String,
    /// Words after a batch: `epoch`, `batch` of the last one, and number and text of each.
    pub words: String,
    /// The next number of a counter: `$1` its name, `$2` a number that was had.
    pub number: String,
    /// A sign of life of `$1`, and how many there were.
    pub sign: String,
    pub signs: String,
    /// What is called out to the others: `$1` the process, `$2` its number, `$3` what.
    pub call: String,
    /// What others than `$1` have called: `$2` whose calls are known, `$3` up to which number. Gives `member`, `number`, `what`.
    pub calls: String,
    pub forget_calls: String,
    /// A part of a file, the size of one that is there, and what both are made with.
    pub part: String,
    pub sized: String,
    pub put_part: String,
    pub put_size: String,
    /// Notes when a file was stored, lists files after `$1` with what is noted of them, and removes one that was not stored
    /// since `$2`.
    pub touch: String,
    pub files: String,
    pub remove_file: String,
}

/// All or nothing, and as if nobody else were there.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// The same for those who write together. They do it one after the other, by the row of the lease, which each of them
/// locks first: whoever had to wait for it must then see what the one before wrote, and not his own beginning.
pub(super) const BEGIN_TOGETHER: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Said to each connection, and no harm if it is not understood. The first two are for one that writes and is cut
/// off: it must not keep the next one waiting, nor, by the next three, its place among connections for hours. The others: rows are read in the order of their keys, by their keys; and
/// since what is not wished costs very much by its reckoning, nothing is compiled for that.
pub(super) const WISHES: [&str; 9] = [
    "SET idle_in_transaction_session_timeout = '5s'",
    "SET lock_timeout = '10s'",
    "SET tcp_keepalives_idle = 30",
    "SET tcp_keepalives_interval = 10",
    "SET tcp_keepalives_count = 3",
    "SET enable_seqscan = off",
    "SET enable_bitmapscan = off",
    "SET enable_sort = off",
    "SET jit = off",
];

impl Sql {
    pub fn of(schema: &str) -> Sql {
        let (state, lease, beat) =
            (format!("\"{schema}\".state"), format!("\"{schema}\".lease"), format!("\"{schema}\".beat"));
        let named = |table: &str| format!("\"{schema}\".{table}");
        let (word, number, member, file) = (named("word"), named("number"), named("member"), named("file"));
        let call = named("call");
        let rows = |from: &str, order: &str| {
            format!(
                "SELECT l.epoch, l.batch, r.key, r.value FROM {lease} l LEFT JOIN ({from}) r ON TRUE WHERE l.id = 1 \
                 ORDER BY r.key {order}"
            )
        };
        let part = |order: &str| {
            format!(
                "SELECT key, value FROM {state} WHERE key >= $1 AND key < $2 ORDER BY key {order} LIMIT $3"
            )
        };
        Sql {
            create: [
                format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\""),
                format!("CREATE TABLE IF NOT EXISTS {state} (key BYTEA PRIMARY KEY, value BYTEA NOT NULL)"),
                format!(
                    "CREATE TABLE IF NOT EXISTS {lease} (id BIGINT PRIMARY KEY, epoch BIGINT NOT NULL, \
                     turn BIGINT NOT NULL, batch BIGINT NOT NULL, holder TEXT NOT NULL)"
                ),
                format!("CREATE TABLE IF NOT EXISTS {beat} (id BIGINT PRIMARY KEY, beat BIGINT NOT NULL)"),
                format!("INSERT INTO {beat} (id, beat) VALUES (1, 0) ON CONFLICT (id) DO NOTHING"),
                format!(
                    "INSERT INTO {lease} (id, epoch, turn, batch, holder) VALUES (1, 0, 0, 0, '') \
                     ON CONFLICT (id) DO NOTHING"
                ),
            ],
            create_together: [
                format!("CREATE TABLE IF NOT EXISTS {word} (batch BIGINT PRIMARY KEY, text BYTEA NOT NULL)"),
                format!("CREATE TABLE IF NOT EXISTS {number} (name TEXT PRIMARY KEY, last BIGINT NOT NULL)"),
                format!("CREATE TABLE IF NOT EXISTS {member} (name TEXT PRIMARY KEY, beat BIGINT NOT NULL)"),
                format!(
                    "CREATE TABLE IF NOT EXISTS {call} (member TEXT NOT NULL, number BIGINT NOT NULL, what BYTEA NOT NULL, \
                     PRIMARY KEY (member, number))"
                ),
                format!(
                    "CREATE TABLE IF NOT EXISTS {file} (id BYTEA NOT NULL, part BIGINT NOT NULL, bytes BYTEA NOT NULL, \
                     PRIMARY KEY (id, part))"
                ),
            ],
            seen: format!(
                "SELECT l.epoch, l.holder, b.beat FROM {lease} l, {beat} b WHERE l.id = 1 AND b.id = 1"
            ),
            take: format!(
                "UPDATE {lease} SET epoch = epoch + 1, holder = $2 WHERE id = 1 AND epoch = $1 RETURNING epoch"
            ),
            release: format!("UPDATE {lease} SET holder = '' WHERE id = 1 AND epoch = $1"),
            beat: format!(
                "UPDATE {beat} SET beat = beat + 1 WHERE id = 1 AND (SELECT epoch FROM {lease} WHERE id = 1) = $1"
            ),
            reached: format!("SELECT batch FROM {lease} WHERE id = 1"),
            moved: format!("UPDATE {lease} SET holder = $2 WHERE id = 1 AND epoch = $1"),
            reopen: format!(
                "UPDATE {lease} SET turn = turn + 1 WHERE id = 1 AND epoch = $1 RETURNING turn, batch"
            ),
            fence: format!("UPDATE {lease} SET batch = $3 WHERE id = 1 AND epoch = $1 AND turn = $2"),
            put: format!(
                "INSERT INTO {state} (key, value) SELECT * FROM unnest($1::BYTEA[], $2::BYTEA[]) \
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            ),
            remove: format!("DELETE FROM {state} WHERE key = ANY($1::BYTEA[])"),
            get: format!(
                "SELECT l.epoch, l.batch, r.value FROM {lease} l LEFT JOIN {state} r ON r.key = $1 WHERE l.id = 1"
            ),
            many: format!(
                "SELECT l.epoch, l.batch, r.key, r.value FROM {lease} l LEFT JOIN {state} r ON r.key = ANY($1::BYTEA[]) \
                 WHERE l.id = 1"
            ),
            scan: rows(&part("ASC"), "ASC"),
            back: rows(&part("DESC"), "DESC"),
            size: format!("SELECT pg_total_relation_size('{state}')"),
            enter: format!("SELECT epoch, batch FROM {lease} WHERE id = 1 FOR UPDATE"),
            count: format!("UPDATE {lease} SET batch = batch + 1 WHERE id = 1 AND epoch = $1 AND batch = $2"),
            tell: format!("INSERT INTO {word} (batch, text) VALUES ($1, $2)"),
            forget: format!("DELETE FROM {word} WHERE batch <= $1"),
            words: format!(
                "SELECT l.epoch, l.batch, w.batch, w.text FROM {lease} l LEFT JOIN (SELECT batch, text FROM {word} \
                 WHERE batch > $1 ORDER BY batch LIMIT 64) w ON TRUE WHERE l.id = 1 ORDER BY w.batch"
            ),
            number: format!(
                "INSERT INTO {number} (name, last) VALUES ($1, $2::BIGINT + 1) ON CONFLICT (name) DO UPDATE \
                 SET last = GREATEST(number.last, $2::BIGINT) + 1 RETURNING last"
            ),
            sign: format!(
                "INSERT INTO {member} (name, beat) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET beat = member.beat + 1"
            ),
            signs: format!("SELECT beat FROM {member} WHERE name = $1"),
            call: format!(
                "INSERT INTO {call} (member, number, what) VALUES ($1, $2, $3) ON CONFLICT (member, number) DO NOTHING"
            ),
            calls: format!(
                "SELECT c.member, c.number, c.what FROM {call} c LEFT JOIN unnest($2::TEXT[], $3::BIGINT[]) AS k (member, number) \
                 ON k.member = c.member WHERE c.member <> $1 AND c.number > COALESCE(k.number, 0) \
                 ORDER BY c.member, c.number LIMIT 256"
            ),
            forget_calls: format!("DELETE FROM {call} WHERE member = $1 AND number <= $2"),
            part: format!("SELECT bytes FROM {file} WHERE id = $1 AND part = $2"),
            sized: format!("SELECT bytes FROM {file} WHERE id = $1 AND part = -1"),
            put_part: format!(
                "INSERT INTO {file} (id, part, bytes) VALUES ($1, $2, $3) ON CONFLICT (id, part) DO NOTHING"
            ),
            put_size: format!(
                "INSERT INTO {file} (id, part, bytes) VALUES ($1, -1, $2) ON CONFLICT (id, part) DO NOTHING"
            ),
            touch: format!(
                "INSERT INTO {file} (id, part, bytes) VALUES ($1, -2, $2) ON CONFLICT (id, part) DO UPDATE \
                 SET bytes = GREATEST(file.bytes, excluded.bytes)"
            ),
            files: format!(
                "SELECT id, part, bytes FROM {file} WHERE part < 0 AND id > $1 ORDER BY id, part LIMIT 1000"
            ),
            remove_file: format!(
                "DELETE FROM {file} WHERE id = $1 AND EXISTS (SELECT 1 FROM {file} t WHERE t.id = $1 AND t.part = -2 \
                 AND t.bytes <= $2)"
            ),
        }
    }
}
