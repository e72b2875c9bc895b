//! The one way out of the desk over HTTP.
//!
//! In this order: the address is taken apart and written in its plain form, held against what the plugin's mandate lists,
//! its name is resolved once, addresses that are not everybody's are dropped, and the connection goes to one of those that
//! are left: a name that answers something else the next time gains nothing. Redirects are an answer, not followed: whoever
//! wants to go there asks again, and passes here again.

mod address;

use crate::manifest::HostRule;
pub(crate) use address::is_global;
use std::fmt;
use std::io::Read;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use ureq::config::Config;
use ureq::http;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::{Host, Url};

/// The longest address of a request, bytes.
const URL: usize = 4096;
/// The most of an answer that is kept, bytes.
pub(crate) const ANSWER: usize = 64 << 10;
/// Headers of an answer that are handed on.
const KEPT: [&str; 4] = ["content-type", "location", "retry-after", "etag"];
/// Headers that are the kernel's to set, or that speak to proxies and connections.
const OURS: [&str; 14] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "user-agent",
    "idempotency-key",
    "ombud-signature",
];

/// Why a request does not go out.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum Barred {
    /// It is none that could ever go out.
    #[error("{0}")]
    Malformed(String),
    /// The mandate does not list it.
    #[error("`{0}` is not among the hosts of this plugin's mandate")]
    NotListed(String),
    /// It leads inside.
    #[error(
        "`{0}` leads to a private address, and no administrator has named it as one that this plugin may reach"
    )]
    Private(String),
    /// Its name means nothing now.
    #[error("the name `{0}` cannot be resolved: {1}")]
    Unknown(String, String),
}

/// Why there is no answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// It did not go out.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// What happened to the connection.
    #[error("{0}")]
    Broken(String),
}

/// Where a request goes, in its plain form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destination {
    pub url: Url,
    pub host: String,
    pub port: u16,
}

/// A request with everything that it needs, secrets included.
pub(crate) struct Parcel {
    pub method: String,
    pub to: Destination,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// How names become addresses.
pub trait Names: Send + Sync + 'static {
    /// The addresses behind a name, as they are now.
    ///
    /// # Errors
    /// If nobody knows the name; it is tried again later.
    fn resolve(&self, host: &str, port: u16) -> std::io::Result<Vec<IpAddr>>;

    /// The machine to which everything that was let out leads instead, without TLS: none, except in tests. Where a
    /// request may go is decided before, by the addresses of [`Names::resolve`].
    fn detour(&self) -> Option<SocketAddr> {
        None
    }
}

/// As the system does it.
pub struct SystemNames;

impl Names for SystemNames {
    fn resolve(&self, host: &str, port: u16) -> std::io::Result<Vec<IpAddr>> {
        Ok((host, port).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

impl Destination {
    /// Takes an address apart. Whoever reads it later must not read it in another way, so what could be is refused.
    pub fn parse(text: &str) -> Result<Destination, Barred> {
        let malformed = |why: &str| Barred::Malformed(format!("the address of a request {why}"));
        if text.len() > URL || text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err(malformed("has at most 4096 bytes, and no spaces or backslashes"));
        }
        let mut url = Url::parse(text).map_err(|error| malformed(&format!("cannot be read: {error}")))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(malformed("begins with `https://` or `http://`"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(malformed("carries no user and no password; use a header with a secret"));
        }
        url.set_fragment(None);
        let host = match url.host() {
            Some(Host::Domain(name)) => name.strip_suffix('.').unwrap_or(name).to_owned(),
            // `url` reads 0x7f.1 and 2130706433 as what they are, too.
            Some(Host::Ipv4(address)) => address.to_string(),
            Some(Host::Ipv6(address)) => address.to_string(),
            None => return Err(malformed("names a host")),
        };
        if host.is_empty() {
            return Err(malformed("names a host"));
        }
        let port = url.port_or_known_default().ok_or_else(|| malformed("names a port"))?;
        Ok(Destination { url, host, port })
    }

    /// Whether a rule lets this through.
    fn fits(&self, rule: &HostRule, method: &str) -> bool {
        let host = match rule.host.strip_prefix("*.") {
            // `*.example.com` is what stands below it, not itself.
            Some(above) => self
                .host
                .strip_suffix(above)
                .and_then(|below| below.strip_suffix('.'))
                .is_some_and(|below| !below.is_empty() && !self.is_literal()),
            None => self.host == rule.host,
        };
        let default = if rule.scheme == "http" { 80 } else { 443 };
        host && self.url.scheme() == rule.scheme
            && self.port == rule.port.unwrap_or(default)
            && rule.methods.iter().any(|known| known == method)
    }

    fn is_literal(&self) -> bool {
        !matches!(self.url.host(), Some(Host::Domain(_)))
    }
}

/// Whether a request may ever go there: what can be told without the network.
pub(crate) fn listed(to: &Destination, method: &str, rules: &[HostRule]) -> Result<(), Barred> {
    match rules.iter().any(|rule| to.fits(rule, method)) {
        true => Ok(()),
        false => Err(Barred::NotListed(format!("{method} {}://{}:{}", to.url.scheme(), to.host, to.port))),
    }
}

/// Headers that a plugin may send.
pub(crate) fn check_headers(headers: &[(String, String)]) -> Result<(), Barred> {
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        let token =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        let plain = value.bytes().all(|b| (b' '..=b'~').contains(&b) || b == b'\t');
        if !token || !plain {
            return Err(Barred::Malformed(format!("the header `{}` is not plain", name.escape_default())));
        }
        if OURS.contains(&lower.as_str()) || lower.starts_with("proxy-") {
            return Err(Barred::Malformed(format!("the header `{lower}` is not a plugin's to set")));
        }
    }
    Ok(())
}

/// Addresses behind a name, without those that are not everybody's unless this host was named as an internal one.
fn addresses(to: &Destination, internal: &[String], names: &dyn Names) -> Result<Vec<SocketAddr>, Barred> {
    let found = match to.url.host() {
        Some(Host::Ipv4(address)) => vec![IpAddr::V4(address)],
        Some(Host::Ipv6(address)) => vec![IpAddr::V6(address)],
        _ => names
            .resolve(&to.host, to.port)
            .map_err(|error| Barred::Unknown(to.host.clone(), error.to_string()))?,
    };
    if found.is_empty() {
        return Err(Barred::Unknown(to.host.clone(), "it has no address".into()));
    }
    let inside = internal.contains(&to.host);
    let open: Vec<SocketAddr> = found
        .into_iter()
        .filter(|address| inside || is_global(*address))
        .map(|address| SocketAddr::new(address, to.port))
        .collect();
    if open.is_empty() { Err(Barred::Private(to.host.clone())) } else { Ok(open) }
}

/// Sends one request and waits for its answer. Blocks.
pub(crate) fn send(parcel: &Parcel, internal: &[String], names: &dyn Names) -> Result<Answer, Unanswered> {
    let broken = |error: &dyn fmt::Display| Unanswered::Broken(error.to_string());
    let mut addresses = addresses(&parcel.to, internal, names)?;
    let mut url = parcel.to.url.clone();
    if let Some(machine) = names.detour() {
        addresses = vec![machine];
        let _ = url.set_scheme("http");
    }
    let config = Config::builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        // No proxy of the environment: it would choose the address.
        .proxy(None)
        .user_agent(concat!("Ombud/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(Duration::from_secs(5)))
        .timeout_recv_response(Some(Duration::from_secs(10)))
        .timeout_global(Some(Duration::from_secs(30)))
        .max_response_header_size(32 << 10)
        .max_idle_connections(0)
        .build();
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), Fixed(Arc::new(addresses)));
    let mut request = http::Request::builder().method(parcel.method.as_str()).uri(url.as_str());
    for (name, value) in &parcel.headers {
        request = request.header(name, value);
    }
    let request = request.body(parcel.body.as_slice()).map_err(|error| broken(&error))?;
    let mut response = agent.run(request).map_err(|error| broken(&error))?;
    let headers = KEPT
        .iter()
        .filter_map(|name| {
            let value = response.headers().get(*name)?.to_str().ok()?;
            Some(((*name).to_owned(), value.chars().take(2_000).collect()))
        })
        .collect();
    let mut body = Vec::new();
    // A body that breaks off is still an answer.
    let _ = response.body_mut().as_reader().take(ANSWER as u64).read_to_end(&mut body);
    Ok(Answer { status: response.status().as_u16(), headers, body })
}

/// Answers with addresses that were looked at, whatever the name means now.
struct Fixed(Arc<Vec<SocketAddr>>);

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fixed({:?})", self.0)
    }
}

impl Resolver for Fixed {
    fn resolve(&self, _: &http::Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut all = self.empty();
        for address in self.0.iter().take(16) {
            all.push(*address);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn rule(host: &str) -> HostRule {
        HostRule {
            host: host.into(),
            scheme: "https".into(),
            port: None,
            methods: vec!["POST".into()],
            why: "w".into(),
        }
    }

    fn goes(url: &str, rules: &[HostRule]) -> bool {
        Destination::parse(url).is_ok_and(|to| listed(&to, "POST", rules).is_ok())
    }

    #[test]
    fn only_what_is_listed_is_reached_however_it_is_written() {
        let rules = [rule("hooks.example.com"), rule("*.example.org"), rule("xn--bcher-kva.example")];
        for open in [
            "https://hooks.example.com/a?b#c",
            "HTTPS://HOOKS.example.com:443/",
            "https://hooks.example.com./",
            "https://a.b.example.org/",
            "https://bücher.example/",
        ] {
            assert!(goes(open, &rules), "{open}");
        }
        for shut in [
            "http://hooks.example.com/",
            "https://hooks.example.com:8443/",
            "https://example.com/",
            "https://hooks.example.com.evil.test/",
            "https://evilhooks.example.com/",
            "https://example.org/",
            "https://evilexample.org/",
            "https://hooks.example.com@evil.test/",
            "https://user:pass@hooks.example.com/",
            "https://evil.test\\@hooks.example.com/",
            "https://evil.test/https://hooks.example.com/",
            "https://hooks.example.com%2eevil.test/",
            "https://127.0.0.1/",
            "ftp://hooks.example.com/",
            "file:///etc/passwd",
            "//hooks.example.com/",
            "hooks.example.com",
            "https:///path",
            "https://hooks.example.com/\r\nHost: evil.test",
        ] {
            assert!(!goes(shut, &rules), "{shut}");
        }
        let to = Destination::parse("https://hooks.example.com/").unwrap();
        assert!(listed(&to, "DELETE", &rules).is_err());
    }

    #[test]
    fn an_address_in_place_of_a_name_is_what_it_is_in_every_spelling() {
        for loopback in
            ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
        {
            let to = Destination::parse(&format!("https://{loopback}/")).unwrap();
            let rules = [rule(&to.host)];
            assert!(listed(&to, "POST", &rules).is_ok(), "listed by its plain form");
            let shut = addresses(&to, &[], &SystemNames).unwrap_err();
            assert!(matches!(shut, Barred::Private(_)), "{loopback}: {shut}");
            assert!(!goes(&format!("https://{loopback}/"), &[rule("*.0.0.1"), rule("*.1")]));
        }
    }

    /// Answers from a list, one after the other.
    struct Says(Vec<Vec<&'static str>>, AtomicUsize);

    impl Names for Says {
        fn resolve(&self, _: &str, _: u16) -> std::io::Result<Vec<IpAddr>> {
            let n = self.1.fetch_add(1, Ordering::SeqCst);
            Ok(self.0[n.min(self.0.len() - 1)].iter().map(|address| address.parse().unwrap()).collect())
        }
    }

    #[test]
    fn a_name_that_leads_inside_is_barred_unless_an_administrator_named_it() {
        let to = Destination::parse("https://hooks.example.com/").unwrap();
        let says = |all: &[&'static str]| Says(vec![all.to_vec()], AtomicUsize::new(0));
        for inside in ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00::1", "::ffff:192.168.0.1"] {
            let barred = addresses(&to, &[], &says(&[inside])).unwrap_err();
            assert_eq!(barred, Barred::Private("hooks.example.com".into()), "{inside}");
            assert!(addresses(&to, &["hooks.example.com".into()], &says(&[inside])).is_ok());
            assert!(addresses(&to, &["example.com".into()], &says(&[inside])).is_err());
        }
        let mixed = addresses(&to, &[], &says(&["10.0.0.1", "8.8.8.8"])).unwrap();
        assert_eq!(mixed, ["8.8.8.8:443".parse().unwrap()]);
        assert!(matches!(addresses(&to, &[], &says(&[])), Err(Barred::Unknown(..))));
    }

    /// A server that answers once with this, and the requests that it got.
    fn server(answer: &'static str) -> (u16, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = vec![0; 64 << 10];
            let read = stream.read(&mut heard).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&heard[..read]).into_owned()
        });
        (port, heard)
    }

    fn parcel(url: &str) -> Parcel {
        Parcel {
            method: "GET".into(),
            to: Destination::parse(url).unwrap(),
            headers: vec![("x-word".into(), "hello".into())],
            body: vec![],
        }
    }

    #[test]
    fn the_connection_goes_to_the_address_that_was_looked_at_with_the_name_that_was_asked_for() {
        let (port, heard) = server("HTTP/1.1 204 No Content\r\n\r\n");
        let names = Says(vec![vec!["127.0.0.1"], vec!["127.0.0.2"]], AtomicUsize::new(0));
        let parcel = parcel(&format!("http://hooks.example.com:{port}/in?x=1"));
        let answer = send(&parcel, &["hooks.example.com".into()], &names).unwrap();
        let heard = heard.join().unwrap().to_lowercase();
        assert_eq!(answer.status, 204);
        assert!(heard.starts_with("get /in?x=1 http/1.1\r\n"), "{heard}");
        assert!(heard.contains(&format!("host: hooks.example.com:{port}\r\n")), "{heard}");
        assert!(heard.contains("user-agent: ombud/") && heard.contains("x-word: hello"), "{heard}");
        assert_eq!(
            names.1.load(Ordering::SeqCst),
            1,
            "the name is resolved once, so it cannot be another one later"
        );
    }

    #[test]
    fn a_redirect_is_an_answer_and_is_not_followed() {
        let (port, heard) =
            server("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
        let names = Says(vec![vec!["127.0.0.1"]], AtomicUsize::new(0));
        let answer = send(&parcel(&format!("http://a.test:{port}/")), &["a.test".into()], &names).unwrap();
        heard.join().unwrap();
        assert_eq!(answer.status, 302);
        assert_eq!(answer.headers, [("location".to_owned(), "http://169.254.169.254/".to_owned())]);
    }

    #[test]
    fn an_answer_without_end_is_cut_off() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while stream.write_all(b"1000\r\n").is_ok() && stream.write_all(&[b'x'; 4096]).is_ok() {
                let _ = stream.write_all(b"\r\n");
            }
        });
        let names = Says(vec![vec!["127.0.0.1"]], AtomicUsize::new(0));
        let answer = send(&parcel(&format!("http://a.test:{port}/")), &["a.test".into()], &names).unwrap();
        assert_eq!(answer.body.len(), ANSWER);
    }

    #[test]
    fn headers_that_are_not_a_plugins_or_not_plain_are_refused() {
        let one = |name: &str, value: &str| check_headers(&[(name.into(), value.into())]);
        assert!(one("x-api-key", "abc {{secret:k}}").is_ok());
        for name in [
            "Host",
            "content-length",
            "Transfer-Encoding",
            "Proxy-Whatever",
            "idempotency-key",
            "",
            "a b",
            "a:b",
            "é",
        ] {
            assert!(one(name, "x").is_err(), "{name}");
        }
        for value in ["a\r\nHost: evil", "a\nb", "a\0b", "é"] {
            assert!(one("x-a", value).is_err(), "{value:?}");
        }
    }
}
