//! Where a database is that keeps the rows of a desk, and how to speak with it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};

/// What a place begins with that is a database and no folder.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// Begins the name of a file that holds the place.
const FILE: &str = "file:";
/// The schema of the tables, unless the address names another.
const SCHEMA: &str = "ombud";
const LONGEST_SCHEMA: usize = 48;

const CONNECT: Duration = Duration::from_secs(5);
/// A connection over which nothing comes is given up after this.
const SILENCE: Duration = Duration::from_secs(10);

/// A database that speaks the PostgreSQL protocol. Shown, it does not tell its password.
#[derive(Clone)]
pub struct Database {
    pub(crate) config: Config,
    pub(crate) schema: String,
    /// Certificates that are trusted; those of the public authorities if there is none.
    pub(crate) roots: Option<PathBuf>,
    /// Several processes serve it beside each other.
    pub(crate) together: bool,
    shown: String,
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({})", self.shown)
    }
}

impl Database {
    /// Reads an address such as `postgres://desk:secret@db.example/desk?sslmode=require&schema=ombud`, or
    /// `file:PATH`, whose first line is one.
    ///
    /// `sslmode` is `disable` or `require`; without it, whoever is not on this machine is spoken to by TLS only.
    /// TLS always checks the certificate and its name, by the public authorities or by those in `sslrootcert`, a
    /// file. `schema` is where the tables are. With `together=yes` several processes serve the desk beside each other. Of several hosts, one that takes writes is spoken to. Everything else is as for other clients of PostgreSQL.
    ///
    /// # Errors
    /// In words, without the secrets in it.
    pub fn parse(text: &str) -> Result<Database, String> {
        if let Some(path) = text.strip_prefix(FILE) {
            let text = std::fs::read_to_string(path).map_err(|error| format!("`{path}`: {error}"))?;
            let first = text.lines().next().unwrap_or_default().trim();
            if first.starts_with(FILE) {
                return Err(format!("`{path}` names another file; it must hold the address itself"));
            }
            return Database::parse(first).map_err(|why| format!("`{path}`: {why}"));
        }
        if !Database::is_named(text) {
            return Err(
                "a database is named as postgres://USER:PASSWORD@HOST/DATABASE, or file:PATH of a file with that"
                    .into(),
            );
        }
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        let mut kept = Vec::new();
        let (mut mode, mut roots, mut schema, mut together) = (None, None, SCHEMA.to_owned(), false);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(ssl_mode(value)?),
                Some(("sslrootcert", value)) => roots = Some(PathBuf::from(value)),
                Some(("schema", value)) => schema = checked_schema(value)?,
                Some(("together", value)) => together = yes(value)?,
                Some(("target_session_attrs", "read-write")) => {}
                Some(("target_session_attrs", _)) => {
                    return Err(
                        "target_session_attrs is read-write: a desk writes, and reads where it writes".into(),
                    );
                }
                _ => kept.push(pair),
            }
        }
        let question = if kept.is_empty() { "" } else { "?" };
        let mut config: Config = format!("{address}{question}{}", kept.join("&"))
            .parse()
            .map_err(|error: tokio_postgres::Error| format!("the address of the database: {error}"))?;
        if config.get_hosts().is_empty() {
            return Err("the address of the database names no host: postgres://USER@HOST/DATABASE".into());
        }
        if let Some(mode) = mode {
            config.ssl_mode(mode);
        } else {
            let near = config.get_hosts().iter().all(is_near);
            config.ssl_mode(if near { SslMode::Disable } else { SslMode::Require });
        }
        if config.get_application_name().is_none() {
            config.application_name("ombud");
        }
        // Of several hosts the one that takes writes: a copy that follows it may not have what was acknowledged.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        config.connect_timeout(CONNECT).keepalives_idle(SILENCE).tcp_user_timeout(SILENCE);
        let shown = shown(&config, &schema);
        Ok(Database { config, schema, roots, together, shown })
    }

    /// The same database for one process alone.
    #[must_use]
    pub(crate) fn alone(&self) -> Database {
        Database { together: false, ..self.clone() }
    }

    /// Whether this names a database and no folder.
    #[must_use]
    pub fn is_named(text: &str) -> bool {
        text.starts_with(FILE) || SCHEMES.iter().any(|scheme| text.starts_with(scheme))
    }

    /// Whether an address holds a secret, which everybody on the machine reads who may list processes.
    #[must_use]
    pub fn tells_a_secret(text: &str) -> bool {
        SCHEMES.iter().any(|scheme| text.starts_with(scheme))
            && Database::parse(text).is_ok_and(|database| database.config.get_password().is_some())
    }
}

fn ssl_mode(value: &str) -> Result<SslMode, String> {
    match value {
        "disable" => Ok(SslMode::Disable),
        "require" | "verify-ca" | "verify-full" => Ok(SslMode::Require),
        _ => Err("sslmode is disable or require (which checks the certificate and its name)".into()),
    }
}

fn yes(value: &str) -> Result<bool, String> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("together is yes or no: whether several processes serve the desk".into()),
    }
}

fn checked_schema(value: &str) -> Result<String, String> {
    let fits = value.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && value.starts_with(|first: char| first.is_ascii_lowercase())
        && value.len() <= LONGEST_SCHEMA;
    if fits {
        Ok(value.to_owned())
    } else {
        Err(format!("a schema is named by at most {LONGEST_SCHEMA} of a-z, 0-9 and _, a letter first"))
    }
}

fn is_near(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
    }
}

fn shown(config: &Config, schema: &str) -> String {
    let host = |host: &Host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => Path::display(path).to_string(),
    };
    let hosts: Vec<_> = config.get_hosts().iter().map(host).collect();
    let ports: Vec<_> = config.get_ports().iter().map(u16::to_string).collect();
    let ports = if ports.is_empty() { String::new() } else { format!(":{}", ports.join(",")) };
    let name = config.get_dbname().or(config.get_user()).unwrap_or_default();
    format!("postgres://{}{ports}/{name}?schema={schema}", hosts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_hosts_the_one_that_takes_writes_is_spoken_to() {
        let hosts = "postgres://desk@one.example,two.example/desk";
        for query in ["", "?target_session_attrs=read-write"] {
            let database = Database::parse(&format!("{hosts}{query}")).unwrap();
            assert_eq!(database.config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        }
        let refused = Database::parse(&format!("{hosts}?target_session_attrs=any")).unwrap_err();
        assert!(refused.contains("target_session_attrs is read-write"), "{refused}");
    }

    #[test]
    fn an_address_is_shown_without_its_password_and_knows_whether_it_holds_one() {
        let text = "postgres://desk:hush@db.example:6432/help?sslmode=disable&schema=one";
        let database = Database::parse(text).unwrap();
        assert_eq!(database.to_string(), "postgres://db.example:6432/help?schema=one");
        assert!(!format!("{database:?}").contains("hush"));
        assert!(Database::tells_a_secret(text));
        assert!(!Database::tells_a_secret("postgres://desk@db.example/help"));
        assert!(!Database::tells_a_secret("file:/etc/ombud/store"));
    }

    #[test]
    fn whoever_is_elsewhere_is_spoken_to_by_tls_unless_told_otherwise() {
        let mode = |text: &str| Database::parse(text).unwrap().config.get_ssl_mode();
        assert_eq!(mode("postgres://desk@db.example/help"), SslMode::Require);
        assert_eq!(mode("postgres://desk@127.0.0.1/help"), SslMode::Disable);
        assert_eq!(mode("postgresql:///help?host=/run/postgresql&user=desk"), SslMode::Disable);
        assert_eq!(mode("postgres://desk@db.example/help?sslmode=disable"), SslMode::Disable);
        assert_eq!(mode("postgres://desk@localhost/help?sslmode=verify-full"), SslMode::Require);
    }

    #[test]
    fn what_cannot_be_an_address_is_refused_without_telling_it() {
        for (text, why) in [
            ("ombud-data", "a database is named as"),
            ("postgres://u:hush@h/d?sslmode=prefer", "sslmode is"),
            ("postgres://u:hush@h/d?schema=A-b", "a schema is named by"),
            ("postgres://u:hush@h/d?no_such=1", "the address of the database"),
            ("postgres:///d", "names no host"),
            ("postgres://u:hush@h/d?together=often", "together is yes or no"),
            ("file:/nowhere/at/all", "/nowhere/at/all"),
        ] {
            let said = Database::parse(text).unwrap_err();
            assert!(said.contains(why) && !said.contains("hush"), "{text}: {said}");
        }
    }

    #[test]
    fn an_address_can_stand_in_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("store");
        std::fs::write(&path, "postgres://desk:hush@127.0.0.1/help\n").unwrap();
        let database = Database::parse(&format!("file:{}", path.display())).unwrap();
        assert_eq!(database.to_string(), "postgres://127.0.0.1:5432/help?schema=ombud");
    }
}
