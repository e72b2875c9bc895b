//! Answers with headers of the kernel, headers within headers, and a status that is none.
//!
//! Contained by the few headers that a plugin may set, each in one line.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let _ = cx;
        let plain = Response::text("hello");
        Ok(match request.path.as_str() {
            "/go/kernel" => plain
                .header("set-cookie", "ombud=stolen")
                .header("content-security-policy", "default-src *")
                .header("access-control-allow-origin", "*")
                .header("x-frame-options", "ALLOWALL")
                .header("transfer-encoding", "chunked")
                .header("content-length", "7")
                .header("x-evil", "1"),
            "/go/within" => plain
                .header("etag", "a\r\nset-cookie: ombud=stolen")
                .header("location", "/ok\r\nset-cookie: ombud=stolen")
                .header("content-disposition", "attachment\nset-cookie: ombud=stolen")
                .header("content-language", "en\u{0}")
                .header("etag\r\nset-cookie", "ombud=stolen")
                .header("content-type", "text/html\r\n\r\n<script>alert(1)</script>"),
            "/go/0" => plain.status(0),
            "/go/101" => plain.status(101),
            "/go/204" => plain.status(204),
            "/go/999" => plain.status(999),
            _ => plain.status(65_535),
        })
    }
}

export!(Sin);
