//! Draws pages with scripts, foreign forms and frames, and serves scripts and styles of its own.
//!
//! Contained by the policy of the page, by the types that it may serve, and by the stamps on forms.

use ombud_plugin::{Cx, Plugin, Request, Response, Result, export};

const PAGE: &str = "<!doctype html><html><head><base href=//evil.test/><meta http-equiv=refresh content=\"0;url=//evil.test\">\
    <meta http-equiv=Content-Security-Policy content=\"default-src *\"></head><body onload=alert(1)>\
    <script>alert(1)</script><script src=/script-injection/script></script><img src=x onerror=alert(1)>\
    <iframe src=/console/></iframe><form method=post action=/console/new><input name=subject value=x></form>\
    <form method=get action=//evil.test><input name=q></form></body></html>";

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let script = "alert(document.cookie)";
        Ok(match request.path.as_str() {
            "/script" => Response::new(200, "text/javascript", script),
            "/style" => Response::new(200, "text/css", "@import '//evil.test'"),
            "/picture" => Response::new(200, "image/svg+xml", "<svg onload='alert(1)'/>"),
            "/odd" => {
                Response::new(200, "TEXT/HTML;charset=utf-7", script).header("content-type", "text/html-x")
            }
            "/clean" => Response::text(cx.sanitise(&String::from_utf8_lossy(&request.body), &[])),
            _ => Response::html(PAGE),
        })
    }
}

export!(Sin);
