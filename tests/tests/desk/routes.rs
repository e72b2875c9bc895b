//! Who may call which route: every route of the kernel and of every plugin, asked as every role.

use crate::people;
use ombud_server::Door;
use ombud_tests::caller::Caller;
use ombud_tests::golden;
use ombud_tests::world::World;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// From who may least to who may most: the column, and the demo's person for it.
const ROLES: [(&str, Option<&str>); 8] = [
    ("visitor", None),
    ("customer", Some("customer")),
    ("collaborator", Some("collaborator")),
    ("read-only", Some("reader")),
    ("agent", Some("agent.support")),
    ("supervisor", Some("supervisor")),
    ("administrator", Some("admin")),
    ("owner", Some("owner")),
];

/// What stands before the cells of the roles.
const MARGIN: usize = 70;

/// A route.
struct Row {
    method: String,
    path: String,
    /// What it is for, or who may knock.
    what: String,
    /// A door of the kernel that is open to anybody.
    open: bool,
}

fn of_the_plugins() -> Vec<(String, Vec<Row>)> {
    ombud_bundle::plugins()
        .iter()
        .map(|plugin| {
            let manifest = ombud_host::inspect(plugin.component).unwrap().manifest;
            let row = |route: &ombud_host::manifest::PluginRoute| {
                let path = format!("/{}{}", plugin.name, route.path);
                Row { method: route.method.clone(), path, what: route.title.clone(), open: false }
            };
            (plugin.name.to_owned(), manifest.routes.iter().map(row).collect())
        })
        .collect()
}

/// The path with something in each `{}` that names nothing, and could.
fn filled(path: &str) -> String {
    // People, roles and the like have ids of this shape; what has another shape is no path at all.
    let id = ombud_access::Id::new(ombud_access::Timestamp(1), [1; 10]).to_string();
    let is_id = path.starts_with("/view-as/")
        || path.starts_with("/administrators/")
        || (path.starts_with("/api/v1/") && !path.starts_with("/api/v1/plugins/"));
    let something = if is_id { id.as_str() } else { "nothing" };
    let path = path.replace("{key}", &"0a".repeat(32));
    path.split('/')
        .map(|part| if part.starts_with('{') { something } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// Asks with an empty body, and hears only how the answer begins: the live stream never ends.
fn status(caller: &Caller, method: &str, path: &str) -> u16 {
    let mut stream = TcpStream::connect(caller.base().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let who = caller.token().map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: 0\r\n{who}\
         Connection: close\r\n\r\n"
    )
    .unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line.get(9..12)
        .and_then(|status| status.parse().ok())
        .unwrap_or_else(|| panic!("{method} {path}: `{line}`"))
}

fn sign_in(desk: &World, person: Option<&str>) -> Caller {
    person.map_or_else(|| desk.visitor(), |name| desk.person(name))
}

/// Whether the door opens to each role.
fn cells(desk: &World, callers: &mut [Caller], row: &Row) -> [&'static str; 8] {
    if row.open {
        // Signing in with nothing again and again would only make the desk wary.
        return ["✔"; 8];
    }
    let (method, path) = (&row.method, filled(&row.path));
    std::array::from_fn(|column| {
        let status = status(&callers[column], method, &path);
        assert!(status < 500 && status != 405, "{method} {path} as {}: {status}", ROLES[column].0);
        if method != "GET" && status < 300 {
            // It did something; perhaps it signed out who asked.
            callers[column] = sign_in(desk, ROLES[column].1);
        }
        match status {
            401 => "401",
            403 => "·",
            _ => "✔",
        }
    })
}

/// The kernel's own routes.
fn of_the_kernel() -> Vec<Row> {
    let row = |(path, method, door): (String, _, Door)| {
        let what = match door {
            Door::Open(why) => format!("anybody: {why}"),
            Door::SignedIn => "whoever is signed in".to_owned(),
            Door::Needs(permission) => permission.to_owned(),
            Door::Manifest => "as the plugin says".to_owned(),
        };
        Row { method: format!("{method}"), path, what, open: matches!(door, Door::Open(_)) }
    };
    ombud_server::table().into_iter().map(row).collect()
}

#[test]
fn who_may_call_what_is_as_in_the_golden_file() {
    let desk = World::demo();
    people::add(&desk, "reader", "read-only", &["Support"]);
    let mut callers: Vec<Caller> = ROLES.iter().map(|(_, person)| sign_in(&desk, *person)).collect();
    let mut groups = vec![("kernel".to_owned(), of_the_kernel())];
    groups.extend(of_the_plugins());

    let mut text = String::from(
        "Who may call which route.\n\n\
         ✔    the door opens; what is to be found behind it, roles.txt says\n\
         ·    refused, whatever is asked for\n\
         401  sign in first\n",
    );
    for (group, rows) in groups {
        write!(text, "\n{:<MARGIN$}", format!("== {group}")).unwrap();
        for (role, _) in ROLES {
            write!(text, "{role}  ").unwrap();
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        for row in rows {
            write!(text, "{:<MARGIN$}", format!("{:<7}{}", row.method, row.path)).unwrap();
            for (cell, (role, _)) in cells(&desk, &mut callers, &row).into_iter().zip(ROLES) {
                write!(text, "{cell:<width$}", width = role.len() + 2).unwrap();
            }
            writeln!(text, "{}", row.what).unwrap();
        }
    }
    golden::check("routes.txt", &text);
}
