//! Plugins that reach for the browser of who looks at them.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use ombud_tests::caller::Answer;
use ombud_tests::world::{PASSWORD, open_ticket};
use serde_json::json;

pub const ATTACKS: &[Attack] = &[
    cheap("script-injection", script_injection),
    cheap("header-injection", header_injection),
    cheap("open-redirect", open_redirect),
    dear("hostile-parts", hostile_parts),
    cheap("frame-escape", frame_escape),
];

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// What every answer of a plugin has, whatever it wants.
#[track_caller]
fn fenced(answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    for word in [
        "default-src 'none'",
        "script-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(word), "{policy}");
    }
    let policies = answer.headers.iter().filter(|(name, _)| name == "content-security-policy").count();
    assert_eq!(policies, 1);
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    for header in ["set-cookie", "access-control-allow-origin", "x-evil"] {
        assert_eq!(answer.header(header), None, "{header}");
    }
}

/// The cookie of a browser in which somebody signed in.
fn signed_in(arena: &Arena, person: &str) -> String {
    let form = format!("email={person}%40demo.test&password={PASSWORD}");
    let signed_in = arena.world.visitor().fetch("POST", "/sign-in", &[FORM], form);
    signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

fn script_injection(arena: &mut Arena) {
    arena.put_in("script-injection");
    let visitor = arena.world.visitor();
    let cookie = signed_in(arena, "agent.support");
    let cookie = ("cookie", cookie.as_str());
    arena.strike(|arena| {
        let page = arena.seen(visitor.fetch("GET", "/script-injection/page", &[cookie], ""));
        fenced(&page);
        // What it serves is no script and no style for the page, so that `'self'` means the kernel's own.
        for path in ["script", "style", "picture", "odd"] {
            let file = arena.seen(visitor.fetch("GET", &format!("/script-injection/{path}"), &[cookie], ""));
            fenced(&file);
            let kind = file.header("content-type").unwrap_or_default();
            assert!(!["javascript", "css", "svg", "html"].iter().any(|bad| kind.contains(bad)), "{path}: {kind}");
        }
        // Its form is stamped for itself, and so acts on nobody else.
        let text = page.text();
        let stamp = text.split_once("name=\"_stamp\" value=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
        for path in ["/console/new", "/tickets/api/tickets", "/sign-out", "/api/v1/tokens"] {
            let body = format!("_stamp={stamp}&subject=Forged&email=mira%40example.org&kind=reply&text=Hello&priority=normal");
            let answer = visitor.fetch("POST", path, &[cookie, FORM], body);
            assert_eq!(answer.status, 403, "{path}: {}", answer.text());
        }
        let clean = arena.seen(visitor.fetch("POST", "/script-injection/clean", &[], "<p onclick=x>a<script>b</script><a href='javascript:c'>d</a><svg onload=e><style>f</style><iframe srcdoc=g>"));
        let text = clean.text();
        for bad in ["onclick", "<script", "javascript:", "<svg", "onload", "<style", "<iframe"] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
    });
    let tickets = arena.agent.get("/tickets/api/tickets?limit=200").is(200);
    assert!(!tickets.to_string().contains("Forged"), "a ticket was opened by a foreign form");
    visitor.fetch("GET", "/api/v1/me", &[cookie], "").is(200);
}

fn header_injection(arena: &mut Arena) {
    arena.put_in("header-injection");
    arena.strike(|arena| {
        for what in ["kernel", "within", "0", "101", "204", "999", "65535"] {
            let answer = arena.go(&format!("/header-injection/go/{what}"), &json!({}));
            fenced(&answer);
            assert!((200..600).contains(&answer.status), "{what}: {}", answer.status);
            let text =
                answer.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect::<String>();
            assert!(!text.contains("stolen") && !text.contains("<script"), "{what}: {text}");
        }
        arena.go("/header-injection/go/kernel", &json!({}));
    });
}

fn open_redirect(arena: &mut Arena) {
    arena.put_in("open-redirect");
    arena.strike(|arena| {
        for place in [
            "https://evil.test/",
            "//evil.test/",
            "/\\evil.test/",
            "\\\\evil.test",
            "/\t/evil.test",
            "/\n/evil.test",
            " //evil.test",
            "javascript:alert(1)",
            "data:text/html,x",
            "http:evil.test",
            "///evil.test",
            "/\u{b}/evil.test",
            "/\u{7f}/evil.test",
            "evil.test",
        ] {
            let answer = arena.seen(arena.agent.fetch("POST", "/open-redirect/go", &[], place));
            assert_eq!(answer.header("location"), None, "{place:?}");
        }
        let inside = arena.agent.fetch("POST", "/open-redirect/go", &[], "/console/");
        assert_eq!(inside.header("location"), Some("/console/"));
    });
}

/// In each place of a page of another plugin.
/// A page without the buttons that put a text into what one writes, and these.
fn without_tools(page: &str) -> (String, Vec<String>) {
    const BEGIN: &str = "<button type=\"submit\" formnovalidate name=\"put\" value=\"";
    const END: &str = "</button>";
    let (mut rest, mut tools) = (String::new(), Vec::new());
    for (nth, piece) in page.split(BEGIN).enumerate() {
        let end = if nth == 0 { 0 } else { piece.find(END).unwrap() + END.len() };
        let (tool, after) = piece.split_at(end);
        rest.push_str(after);
        tools.extend((nth > 0).then(|| tool.to_owned()));
    }
    (rest, tools)
}

fn hostile_parts(arena: &mut Arena) {
    let ticket = open_ticket(&arena.agent, "Support", "Looked at");
    let path = format!("/console/tickets/{}", ticket["number"]);
    let before = arena.agent.get(&path).text();
    let list = "/console/?status=any";
    let rows = arena.agent.get(list).text();
    arena.put_in("hostile-parts");
    arena.strike(|arena| {
        let page = arena.seen(arena.agent.get(&path));
        assert_eq!(page.status, 200);
        fenced(&page);
        let (shown, tools) = without_tools(&page.text());
        assert!(shown.contains("sin-here"), "something of it is shown");
        assert_eq!(tools.len(), 2, "one tool, in two forms; what is too long is none");
        for tool in tools {
            let text = tool.strip_suffix("</button>").unwrap();
            let title = "\">&lt;/button&gt;&lt;/form&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
            let text = text.strip_suffix(title).unwrap_or_else(|| panic!("{title} in {text}"));
            assert!(text.contains("sin-here"), "{text}");
            assert!(!text.contains(['<', '>', '"', '\0', '\u{202e}']), "it stays in its quotes: {text}");
        }
        // Nothing that was not in the page before.
        let marks = [
            "<script",
            "<form",
            "<iframe",
            "<style",
            "<svg",
            "<math",
            "<base",
            "<meta",
            "<link",
            "<input",
            "<button",
            "<template",
            "<ombud-parts",
            " onclick",
            " onload",
            " style=",
            "javascript:",
            "</main",
            "_stamp",
        ];
        for mark in marks {
            assert_eq!(shown.matches(mark).count(), before.matches(mark).count(), "{mark} in {shown}");
        }
        assert!(!shown.contains("href=\"//evil.test") && !shown.contains("href=//evil.test>"), "{shown}");
        assert!(!shown.contains("src=\"//evil.test"), "{shown}");
        for title in ["It falls", "It hangs", "It is long"] {
            assert!(shown.contains(&format!("{title}: cannot be shown just now.")), "{title}");
        }
        assert!(shown.contains("Looked at"));
        // And in each row of the list.
        let page = arena.seen(arena.agent.get(list));
        fenced(&page);
        let listed = page.text();
        for mark in marks.iter().chain(&["<table", "</table", "<tr", "</tr", "one too many"]) {
            assert_eq!(listed.matches(mark).count(), rows.matches(mark).count(), "{mark} in {listed}");
        }
        assert!(listed.matches("class=\"added\"").count() >= 6, "its columns are there: {listed}");
    });
}

/// What a browser makes of it, the browser tests see; here, what the desk sends and takes.
fn frame_escape(arena: &mut Arena) {
    arena.put_in("frame-escape");
    let visitor = arena.world.visitor();
    let (ana, mira) = (signed_in(arena, "agent.support"), signed_in(arena, "agent.sales"));
    let (ana, mira) = (("cookie", ana.as_str()), ("cookie", mira.as_str()));
    let as_json = ("content-type", "application/json");
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(found, _)| found.to_owned())
    };
    arena.strike(|arena| {
        let page = arena.seen(visitor.fetch("GET", "/frame-escape/page", &[ana], ""));
        let text = page.text();
        assert!(page.header("content-security-policy").unwrap().contains("frame-src 'self'"));
        assert_eq!(text.matches("<iframe").count(), 1, "one is declared: {text}");
        assert!(text.contains("sandbox=\"allow-scripts\""), "{text}");
        let file = between(&text, "src=\"/kernel/frames/", "\"").unwrap();
        let stamp = between(&text, "stamp=\"", "\"").unwrap();
        // Whoever has no page has no frame.
        assert!(!arena.seen(visitor.get("/frame-escape/page")).text().contains("iframe"));
        // Files come without a cookie, with their policy, and only with the key.
        let cage = visitor.get(&format!("/kernel/frames/{file}"));
        let policy = cage.header("content-security-policy").unwrap();
        for word in [
            "sandbox allow-scripts;",
            "default-src 'none'",
            "connect-src 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ] {
            assert!(policy.contains(word), "{policy}");
        }
        for other in [
            file.replace("cage.html", "../cage.html"),
            file.replace("cage.html", "other.html"),
            file.replacen("frame-escape/", "console/", 1),
            file.replacen('.', "0.", 1),
        ] {
            assert_eq!(visitor.get(&format!("/kernel/frames/{other}")).status, 404, "{other}");
        }
        // A stamp serves its own plugin and session, and no form.
        let told = |cookie, stamp: &str, path: &str| {
            visitor.fetch("POST", path, &[cookie, as_json, ("x-ombud-stamp", stamp)], "{}").status
        };
        assert_eq!(told(ana, &stamp, "/frame-escape/told"), 200);
        assert_eq!(told(mira, &stamp, "/frame-escape/told"), 403);
        assert_eq!(told(ana, &stamp, "/tickets/api/tickets"), 403);
        assert_eq!(told(ana, &stamp, "/api/v1/tokens"), 403);
        assert_eq!(told(ana, file.split('/').nth(2).unwrap(), "/frame-escape/told"), 403, "the key of files");
        let form = arena.seen(visitor.fetch("GET", "/frame-escape/form", &[ana], "")).text();
        let of_form = between(&form, "name=\"_stamp\" value=\"", "\"").unwrap();
        assert_eq!(told(ana, &of_form, "/frame-escape/told"), 403);
        let sent = visitor.fetch("POST", "/frame-escape/told", &[ana, FORM], format!("_stamp={stamp}"));
        assert_eq!(sent.status, 403, "a stamp of a frame is none of a form");
        // A picture that anybody draws can ask this: it changes nothing that others see.
        let who = arena.seen(visitor.fetch("GET", "/frame-escape/who", &[ana], "")).json();
        assert_eq!((&who["counted"], &who["signed_in"]), (&json!(false), &json!(true)));
    });
}
