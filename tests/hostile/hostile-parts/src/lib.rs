//! Adds scripts, forms, frames and styles to pages of others, in every place there is, and falls or hangs in some.
//!
//! Contained by the kernel: it takes all that out, keeps the rest in its box, and shows one quiet line for what fails.

use ombud_plugin::{Columns, Contributes, Cx, Plugin, RecordRef, Result, export};

const HTML: &str = "</div></section></main><h1 onclick=x style='position:fixed'>sin-here</h1><script>alert(1)</script>\
    <form method=post action=/console/new><input name=subject value=x><button>Click</button></form><iframe src=/>\
    </iframe><svg onload=alert(1)><math><style>*{display:none}</style><a href=javascript:alert(1)>a</a>\
    <a href=//evil.test>b</a><img src=//evil.test/x><ombud-parts point=navigation></ombud-parts><base href=//evil.test>\
    <meta http-equiv=refresh content=0><link rel=stylesheet href=//evil.test><input name=_stamp><template><script>";

/// Far wider and taller than its box; the table would stand out of it, over all that is to its left.
fn flood() -> String {
    let (wide, tall) = ("W".repeat(500), "<p>sin-here</p>".repeat(500));
    format!(
        "<table align=right><tr><td><hr width=3000>{tall}</td></tr></table><hr width=3000><pre>{wide}</pre>{tall}"
    )
}

struct Sin;

impl Plugin for Sin {}

impl Contributes for Sin {
    fn render(_: &Cx, name: &str, _: Option<RecordRef>) -> Result<Option<String>> {
        match name {
            "fall" => panic!("in a part"),
            "loop" => loop {
                std::hint::spin_loop();
            },
            "tool" => Ok(Some(format!("\"></textarea></form>\0\u{202e}{HTML}"))),
            "flood" => Ok(Some(flood())),
            "heap" | "tool-heap" => Ok(Some(HTML.repeat(10_000))),
            _ => Ok(Some(HTML.to_owned())),
        }
    }
}

impl Columns for Sin {
    fn draw(_: &Cx, name: &str, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>> {
        match name {
            "column-falls" => panic!("in a column"),
            "column-lies" => Ok(vec![Some("one too many".to_owned()); subjects.len() + 1]),
            _ => Ok(vec![Some(format!("</td></tr></table>{HTML}")); subjects.len()]),
        }
    }
}

export!(Sin);
ombud_plugin::columns!(Sin);
ombud_plugin::contributes!(Sin);
