//! How pages look, by choice: light or dark, comfortable or dense. That is a matter of a screen and the light around it and not
//! of a person, so a cookie keeps it; the style sheet does the rest.

use super::caller::cookie;
use super::reply::Reply;
use hyper::header::{HeaderMap, HeaderValue, SET_COOKIE};

const COOKIE: &str = "ombud_look";

/// A year, in seconds.
const KEPT: u32 = 365 * 24 * 60 * 60;

tokio::task_local! {
    static LOOK: Look;
}

/// What somebody has chosen for this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// `light` or `dark`; without it as the system has it.
    pub shade: Option<&'static str>,
    /// Whether more is wanted on a screen.
    pub dense: bool,
}

/// The shades that can be chosen.
pub(crate) const SHADES: [&str; 2] = ["light", "dark"];
/// The density that can be chosen beside the usual one.
pub(crate) const DENSE: &str = "dense";

impl Look {
    /// What the words name that are known; others, and none, change nothing.
    pub fn named<'a>(words: impl Iterator<Item = &'a str>) -> Look {
        words.fold(Look::default(), |look, word| match SHADES.into_iter().find(|shade| *shade == word) {
            Some(shade) => Look { shade: Some(shade), ..look },
            None => Look { dense: look.dense || word == DENSE, ..look },
        })
    }

    /// As this browser has it.
    pub fn of(headers: &HeaderMap) -> Look {
        Look::named(cookie(headers, COOKIE).unwrap_or_default().split('.'))
    }

    /// That of the request that is being answered.
    pub fn here() -> Look {
        LOOK.try_with(|look| *look).unwrap_or_default()
    }

    /// Answers a request whose pages have this look.
    pub async fn worn<T>(self, work: impl Future<Output = T>) -> T {
        LOOK.scope(self, work).await
    }

    /// Has the browser keep it.
    pub fn keep(self, reply: &mut Reply, secure: bool) {
        let words: Vec<&str> = self.shade.into_iter().chain(self.dense.then_some(DENSE)).collect();
        let secure = if secure { "; Secure" } else { "" };
        let cookie =
            format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={KEPT}{secure}", words.join("."));
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            reply.headers_mut().append(SET_COOKIE, cookie);
        }
    }

    /// What `<html>` says of it, for the style sheet.
    pub fn attributes(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let shade = self.shade.map(|shade| ("data-shade", shade));
        shade.into_iter().chain(self.dense.then_some(("data-density", DENSE)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_brings_back_what_was_chosen_and_nothing_that_cannot_be() {
        let of = |cookies: &str| {
            let cookies = HeaderValue::from_str(cookies).unwrap();
            Look::of(&HeaderMap::from_iter([(hyper::header::COOKIE, cookies)]))
        };
        for look in [
            Look::default(),
            Look { shade: Some("dark"), dense: false },
            Look { shade: Some("light"), dense: true },
        ] {
            let mut reply = crate::http::reply::no_content();
            look.keep(&mut reply, true);
            let kept = reply.headers()[SET_COOKIE].to_str().unwrap().to_owned();
            assert!(kept.ends_with("; Secure") && kept.contains("HttpOnly; SameSite=Lax"), "{kept}");
            let pair = kept.split(';').next().unwrap();
            assert_eq!(of(&format!("a=b; {pair}")), look);
        }
        assert_eq!(of("ombud_look=\"><script>.dark.dark.dense"), Look { shade: Some("dark"), dense: true });
        assert_eq!(of("other=dark"), Look::default());
    }
}
