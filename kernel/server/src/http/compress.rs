//! Pages, styles and scripts go out compressed (gzip, RFC 9110 8.4.1.3) to whoever takes them so: browsers do.
//!
//! What is compressed with something secret in it betrays by its length how alike the two are, to somebody who can have it asked for
//! again and again and sees the lengths (BREACH). So it is pages alone, which hold no secret that stays: each stamp is another one,
//! and cookies come along only with what somebody opens. Answers to programs, in which keys and passes stand, are left as they are.

use super::reply::{self, Reply};
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use hyper::body::Body;
use hyper::header::{
    ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap,
    HeaderValue, VARY,
};
use std::io::Write;

/// Less fits into one packet anyway; more is a file.
const LEAST: u64 = 1400;
const MOST: u64 = 4 << 20;

const TYPES: [&str; 4] = ["text/html", "text/css", "text/javascript", "image/svg+xml"];

/// Whether somebody takes what is compressed.
pub(super) fn is_taken(headers: &HeaderMap) -> bool {
    let offers = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    offers.flat_map(|offer| offer.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// The answer, compressed if it is whole, of some size, a page or what belongs to one, and taken so.
pub(super) async fn compressed(reply: Reply, is_taken: bool) -> Reply {
    if !is_page(&reply) {
        return reply;
    }
    let (mut head, body) = reply.into_parts();
    // A cache in between keeps both apart.
    head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    let size = body.size_hint().exact();
    if !is_taken || size.is_none_or(|size| !(LEAST..=MOST).contains(&size)) {
        return Reply::from_parts(head, body);
    }
    let plain = match body.collect().await {
        Ok(whole) => whole.to_bytes(),
        // It came from memory, so nothing broke off.
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            return reply::no_content();
        }
    };
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::fast());
    let small = encoder.write_all(&plain).and_then(|()| encoder.finish());
    let body = match small {
        Ok(small) => {
            head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            // Somebody may have said how long it was.
            head.headers.remove(CONTENT_LENGTH);
            reply::bytes(200, "", small).into_body()
        }
        Err(_) => reply::bytes(200, "", plain).into_body(),
    };
    Reply::from_parts(head, body)
}

fn is_page(reply: &Reply) -> bool {
    let headers = reply.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    TYPES.contains(&kind)
        && !headers.contains_key(CONTENT_ENCODING)
        && !headers.contains_key(CONTENT_DISPOSITION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use futures_util::FutureExt;
    use std::io::Read;

    fn sent(kind: &str, text: &str, is_taken: bool) -> (Reply, Vec<u8>) {
        let mut reply = reply::bytes(200, kind, text.to_owned());
        reply.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(text.len()));
        let reply = compressed(reply, is_taken).now_or_never().unwrap();
        let (head, body) = reply.into_parts();
        let bytes = body.collect().now_or_never().unwrap().unwrap().to_bytes().to_vec();
        (Reply::from_parts(head, reply::no_content().into_body()), bytes)
    }

    #[test]
    fn a_page_is_small_on_its_way_and_the_same_when_it_is_there() {
        let page = "<p>Where is my order? Здравейте.</p>".repeat(500);
        let (reply, bytes) = sent("text/html; charset=utf-8", &page, true);
        assert_eq!(reply.headers()[CONTENT_ENCODING], "gzip");
        assert_eq!(reply.headers()[VARY], "accept-encoding");
        assert!(!reply.headers().contains_key(CONTENT_LENGTH), "it is another one now");
        assert!(bytes.len() < page.len() / 20, "{}", bytes.len());
        let mut read = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, page);
    }

    #[test]
    fn what_is_small_is_no_page_or_is_not_taken_goes_as_it_is() {
        let page = "<p>Where is my order?</p>".repeat(500);
        for (kind, text, is_taken) in [
            ("text/html", page.as_str(), false),
            ("text/html", "<p>Short</p>", true),
            ("application/json", &page, true),
            ("application/octet-stream", &page, true),
        ] {
            let (reply, bytes) = sent(kind, text, is_taken);
            assert!(!reply.headers().contains_key(CONTENT_ENCODING), "{kind}");
            assert_eq!(bytes, text.as_bytes());
        }
    }

    #[test]
    fn who_takes_it_says_so() {
        let takes = |offer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(offer));
            is_taken(&headers)
        };
        assert!(takes("gzip, deflate, br, zstd") && takes("br;q=1.0, GZIP; q=0.5") && takes("x, gzip"));
        assert!(!takes("gzip;q=0") && !takes("identity") && !takes("") && !takes("gzip;q=often"));
        assert!(!is_taken(&HeaderMap::new()));
    }
}
