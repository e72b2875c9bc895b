//! Hides a second request, another host or another length in what it sends out.
//!
//! Contained when it is queued: names and values are plain, and what speaks to connections is the kernel's.

use ombud_plugin::{Cx, Outgoing, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    /// The body is the address that it may send to. Tells what was taken.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let to = String::from_utf8_lossy(&request.body).into_owned();
        let post = || Outgoing::new("POST", to.clone());
        let second = "x\r\n\r\nGET /second HTTP/1.1\r\nHost: localhost";
        let sent = [
            ("length", "k1", post().header("Content-Length", "0")),
            ("encoding", "k2", post().header("Transfer-Encoding", "chunked")),
            ("host", "k3", post().header("Host", "evil.test")),
            ("connection", "k4", post().header("Connection", "host")),
            ("proxy", "k5", post().header("Proxy-Authorization", "x")),
            ("value", "k6", post().header("x-a", second)),
            ("name", "k7", post().header(second, "x")),
            ("newline", "k8", post().header("x-a", "a\nb")),
            ("method", "k9", Outgoing::new("POST / HTTP/1.1\r\nx:", to.clone())),
            ("trace", "k10", Outgoing::new("CONNECT", to.clone())),
            ("address", "k11", Outgoing::new("POST", format!("{to}{second}"))),
            ("user", "k12", Outgoing::new("POST", to.replace("http://", "http://a:b@"))),
            ("key", "k13\r\nx: y", post()),
            ("once", "k14", post().header("Idempotency-Key", "mine")),
            ("signature", "k15", post().header("Ombud-Signature", "t=1,v1=00")),
            ("many", "k16", (0..100).fold(post(), |post, n| post.header(&format!("x-{n}"), "y"))),
            ("large", "k17", post().body(vec![1; 2 << 20])),
        ];
        let taken: Vec<&str> = sent
            .into_iter()
            .filter(|(_, key, request)| cx.send(key, request.clone()).is_ok())
            .map(|(what, ..)| what)
            .collect();
        Ok(Response::text(taken.join(", ")))
    }
}

export!(Sin);
