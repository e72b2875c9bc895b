//! The fence around the browser: what a page may load, and whose forms may act.
//!
//! A cookie proves who the browser belongs to, not who wants something done. So a request that changes
//! something and comes with a cookie must carry a stamp, which the kernel puts into each form and which
//! says for which session and by which plugin the form was drawn. A form of one plugin cannot act on
//! another.

use super::body;
use super::listen::Asked;
use super::look::Look;
use super::problem::{Answer, Problem};
use super::reply::{self, Reply};
use crate::Desk;
use crate::hex::{hex, unhex};
use hmac::{Hmac, Mac};
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use ombud_access::{SessionId, Timestamp};
use sha2::Sha256;

/// The hidden field of a form.
pub(crate) const FIELD: &str = "_stamp";

/// A form may be sent this long after it was drawn: as long as a session may live.
const LIFETIME: u64 = 30 * 24 * 60 * 60 * 1000;

/// Who draws the kernel's own forms.
pub(crate) const KERNEL: &str = "kernel";

/// What pages may do: no script but the kernel's own files, no address but this desk, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page with a closed frame in it may show that, and nothing from elsewhere: so the frame cannot lead itself away.
pub(crate) const FRAMING_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page that may stand in pages of other sites. Nobody is signed in there, so there is nothing to be clicked unawares.
const FRAMED_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors *; base-uri 'none'";

/// Files are looked at, never run.
pub(crate) const FILE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Makes and checks stamps.
pub(crate) struct Stamps {
    secret: Vec<u8>,
}

impl Stamps {
    pub fn new(secret: Vec<u8>) -> Stamps {
        Stamps { secret }
    }

    /// A stamp for forms that `drawer` (a plugin, or the kernel) draws in this session.
    pub fn make(&self, session: SessionId, drawer: &str, now: Timestamp) -> String {
        self.make_for(session, drawer, now, LIFETIME)
    }

    /// A stamp that is good for so many milliseconds.
    pub fn make_for(&self, session: SessionId, drawer: &str, now: Timestamp, life: u64) -> String {
        let until = now.0 + life;
        format!("{until:x}.{}", hex(&self.mac(session, drawer, until).finalize().into_bytes()))
    }

    /// Whether a stamp was made for this session and drawer, and is not over.
    pub fn check(&self, stamp: &str, session: SessionId, drawer: &str, now: Timestamp) -> bool {
        let Some((until, mac)) = stamp.split_once('.') else { return false };
        let (Ok(until), Some(mac)) = (u64::from_str_radix(until, 16), unhex(mac)) else { return false };
        until > now.0 && self.mac(session, drawer, until).verify_slice(&mac).is_ok()
    }

    fn mac(&self, session: SessionId, drawer: &str, until: u64) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret).expect("an HMAC takes a key of any length");
        mac.update(format!("{session}/{drawer}/{until}").as_bytes());
        mac
    }
}

/// What a `<link>` of a page may be for. All else makes the browser look up or connect to what it names, which would
/// carry what the page knows to whoever listens there.
const LINKS: [&str; 8] =
    ["stylesheet", "icon", "alternate", "author", "canonical", "help", "license", "search"];

/// Puts the stamp, if there is one, into each form of a page that is sent with `POST`, and takes out what would lead the
/// browser away by itself: no header can forbid that. It has the look that whoever asks has chosen.
pub(crate) fn fenced(html: &str, stamp: Option<&str>) -> Result<String, lol_html::errors::RewritingError> {
    rewrite_str(html, fence(stamp))
}

/// How a page is [`fenced`], for whoever looks for something else in it on the way.
pub(crate) fn fence<'h>(stamp: Option<&str>) -> RewriteStrSettings<'h, 'static> {
    let field = stamp.map(|stamp| format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{stamp}\">"));
    RewriteStrSettings::new()
        .append_element_content_handler(element!("form", move |form| {
            if let Some(field) = &field
                && form.get_attribute("method").is_some_and(|m| m.eq_ignore_ascii_case("post"))
            {
                form.prepend(field, ContentType::Html);
            }
            Ok(())
        }))
        // What stands in `noscript` is text for whoever runs scripts, and so for this reader: it cannot be looked through.
        .append_element_content_handler(element!("meta[http-equiv], noscript", |element| {
            element.remove();
            Ok(())
        }))
        .append_element_content_handler(element!("html", |page| {
            for (name, value) in Look::here().attributes() {
                page.set_attribute(name, value)?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!("link", |link| {
            let rel = link.get_attribute("rel").unwrap_or_default().to_ascii_lowercase();
            if !rel.split_ascii_whitespace().all(|word| LINKS.contains(&word)) {
                link.remove();
            }
            Ok(())
        }))
}

/// Puts something at the beginning of a page's body.
pub(crate) fn begin_body(html: &str, first: &str) -> Result<String, lol_html::errors::RewritingError> {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("body", |body| {
        body.prepend(first, ContentType::Html);
        Ok(())
    }));
    rewrite_str(html, settings)
}

/// The same address without a stamp, if there is one in it: a form that changes something may also have a button that only looks, and
/// what that sends is kept with addresses.
pub(crate) fn without_stamp(path: &str, query: &str) -> Option<String> {
    let is_stamp = |pair: &&str| pair.strip_prefix(FIELD).is_some_and(|rest| rest.starts_with('='));
    query.split('&').find(is_stamp)?;
    let rest: Vec<&str> = query.split('&').filter(|pair| !is_stamp(pair)).collect();
    Some(format!("{path}?{}", rest.join("&"))).filter(|place| reply::is_local(place))
}

/// Takes the stamp out of a form's body, so that no plugin ever sees one.
pub(crate) fn take_stamp(body: &[u8]) -> (Option<String>, Vec<u8>) {
    let mut stamp = None;
    let mut rest: Vec<&[u8]> = Vec::new();
    for pair in body.split(|b| *b == b'&') {
        match pair.strip_prefix(FIELD.as_bytes()).and_then(|p| p.strip_prefix(b"=")) {
            Some(value) => stamp = super::percent::percent_decode(value),
            None => rest.push(pair),
        }
    }
    (stamp, rest.join(&b'&'))
}

/// The fields of a form that the kernel drew for this session.
pub(crate) async fn own_form(
    desk: &Desk,
    asked: &mut Asked,
    session: SessionId,
) -> Answer<Vec<(String, String)>> {
    let bytes = body::whole(asked.take_body(), body::SMALL).await?;
    let (stamp, rest) = take_stamp(&bytes);
    if !stamp.is_some_and(|stamp| desk.stamps.check(&stamp, session, KERNEL, desk.now())) {
        return Err(Problem::new(403, "not stamped", "do this from the desk's own page"));
    }
    let fields = std::str::from_utf8(&rest).ok().and_then(body::pairs);
    fields.ok_or_else(|| Problem::malformed("the form cannot be decoded"))
}

/// A page of the kernel's own, each of its forms stamped for this session.
pub(crate) fn own_page(desk: &Desk, session: SessionId, status: u16, page: &str) -> Answer {
    let stamp = desk.stamps.make(session, KERNEL, desk.now());
    let page = fenced(page, Some(&stamp)).map_err(|error| not_drawn(&error))?;
    Ok(reply::html(status, page))
}

/// What is told where a page of the kernel cannot be stamped.
pub(super) fn not_drawn(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a page of the kernel cannot be stamped");
    Problem::new(500, "broke off", "this page cannot be drawn; the log says why")
}

/// On an answer that may stand in pages of other sites.
#[derive(Clone, Copy)]
struct Framed;

/// Lets pages of other sites show this one.
pub(crate) fn let_be_framed(reply: &mut Reply) {
    reply.extensions_mut().insert(Framed);
    reply.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_POLICY));
    // Sites that are closed to what does not say so may show it, too.
    let cross = HeaderValue::from_static("cross-origin");
    reply.headers_mut().insert("cross-origin-resource-policy", cross);
}

/// Sets the headers that every answer has. A policy that is there already stays.
pub(crate) fn guard(reply: &mut Reply) {
    let framed = reply.extensions().get::<Framed>().is_some();
    let headers = reply.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    if !framed {
        set("x-frame-options", "DENY");
    }
    set("permissions-policy", "camera=(), microphone=(), geolocation=()");
    set("cache-control", "no-store");
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::Id;

    const NOW: Timestamp = Timestamp(1_000);

    #[test]
    fn a_stamp_is_good_for_its_session_and_drawer_only() {
        let stamps = Stamps::new(b"secret".to_vec());
        let (ana, bo) = (SessionId(Id::new(NOW, [1; 10])), SessionId(Id::new(NOW, [2; 10])));
        let stamp = stamps.make(ana, "console", NOW);
        assert!(stamps.check(&stamp, ana, "console", NOW));
        assert!(!stamps.check(&stamp, bo, "console", NOW));
        assert!(!stamps.check(&stamp, ana, "tickets", NOW));
        assert!(!stamps.check(&stamp, ana, "console", Timestamp(NOW.0 + LIFETIME)));
        assert!(!Stamps::new(b"other".to_vec()).check(&stamp, ana, "console", NOW));
        for nonsense in ["", ".", "ff", "ff.zz", &stamp[..stamp.len() - 2]] {
            assert!(!stamps.check(nonsense, ana, "console", NOW), "{nonsense}");
        }
    }

    #[test]
    fn forms_that_post_are_stamped_and_others_are_not() {
        let page = "<form METHOD=\"POST\" action=x><p></form><form><p></form>";
        assert_eq!(
            fenced(page, Some("s")).unwrap(),
            "<form METHOD=\"POST\" action=x><input type=\"hidden\" name=\"_stamp\" value=\"s\"><p></form><form><p></form>"
        );
        assert_eq!(fenced(page, None).unwrap(), page);
    }

    #[test]
    fn a_page_leads_nobody_away_by_itself_and_looks_up_no_other_place() {
        for led in [
            "<meta http-equiv=refresh content='0;url=//evil.test'>",
            "<META HTTP-EQUIV=\"Refresh\" content=1>",
            "<noscript><meta http-equiv=refresh content='0;url=//evil.test'></noscript>",
            "<link rel=dns-prefetch href=//secret.evil.test>",
            "<link rel='stylesheet preconnect' href=//evil.test>",
            "<svg><foreignObject><meta http-equiv=refresh content=0></foreignObject></svg>",
        ] {
            let kept = fenced(&format!("<p>a</p>{led}<p>b</p>"), None).unwrap();
            assert!(
                !kept.contains("http-equiv") && !kept.contains("HTTP-EQUIV") && !kept.contains("evil.test"),
                "{kept}"
            );
            assert!(kept.starts_with("<p>a</p>") && kept.ends_with("<p>b</p>"), "{kept}");
        }
        let plain =
            "<meta charset=utf-8><link rel=\"stylesheet\" href=\"/kernel/desk.css\"><link rel=icon href=x>";
        assert_eq!(fenced(plain, None).unwrap(), plain);
    }

    #[test]
    fn no_address_keeps_a_stamp() {
        assert_eq!(without_stamp("/a", "b=c&_stamp=1.f&d=e").as_deref(), Some("/a?b=c&d=e"));
        assert_eq!(without_stamp("/a", "_stamp=1.f").as_deref(), Some("/a?"));
        assert_eq!(without_stamp("/a", "_stamped=1&b=_stamp"), None);
        assert_eq!(without_stamp("//evil.test/", "_stamp=1"), None);
    }

    #[test]
    fn the_stamp_is_taken_out_wherever_it_stands() {
        for body in ["_stamp=a.b&x=1", "x=1&_stamp=a%2Eb"] {
            let (stamp, rest) = take_stamp(body.as_bytes());
            assert_eq!((stamp.as_deref(), rest.as_slice()), (Some("a.b"), &b"x=1"[..]));
        }
        assert_eq!(take_stamp(b"my_stamp=1"), (None, b"my_stamp=1".to_vec()));
    }
}
