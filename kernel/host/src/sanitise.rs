//! Foreign HTML made harmless. The rules are `ammonia`'s; what is ours is what
//! becomes of images.

use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::HashMap;

/// Where the desk serves files; an image may come from nowhere else.
const OWN_FILES: &str = "/api/v1/blobs/";

/// Keeps structure, text, links and own images. `images` says which file
/// stands for which Content-ID.
pub fn sanitise(html: &str, images: &[(String, String)]) -> String {
    let images: HashMap<String, String> = images
        .iter()
        .filter(|(_, address)| address.starts_with(OWN_FILES))
        .map(|(id, address)| (id.trim_matches(['<', '>']).to_owned(), address.clone()))
        .collect();
    Builder::default()
        .add_url_schemes(["cid"])
        .rm_tag_attributes("img", ["srcset"])
        .url_relative(UrlRelative::Custom(Box::new(own_files_only)))
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => match value.strip_prefix("cid:") {
                Some(id) => images.get(id).map(|address| Cow::Owned(address.clone())),
                None if value.starts_with(OWN_FILES) => Some(value.into()),
                None => None,
            },
            (_, "href" | "cite") if value.starts_with("cid:") => None,
            _ => Some(value.into()),
        })
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

/// Relative addresses would point into the desk: only files may be named.
fn own_files_only(url: &str) -> Option<Cow<'_, str>> {
    url.starts_with(OWN_FILES).then_some(Cow::Borrowed(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, want: &str) {
        let images = [("logo@x".to_owned(), "/api/v1/blobs/ab?name=logo.png".to_owned())];
        assert_eq!(sanitise(html, &images), want);
    }

    #[test]
    fn scripts_styles_forms_and_handlers_are_gone() {
        check(
            "<p onclick=x()>hi<script>x()</script><style>p{}</style></p><form action=/x><input></form>",
            "<p>hi</p>",
        );
    }

    #[test]
    fn an_inline_picture_becomes_the_stored_file() {
        check(
            r#"<img src="cid:logo@x" alt="Logo">"#,
            r#"<img src="/api/v1/blobs/ab?name=logo.png" alt="Logo">"#,
        );
    }

    #[test]
    fn remote_pictures_and_unknown_ones_lose_their_address() {
        check(r#"<img src="https://tracker.example/p.gif">"#, "<img>");
        check(r#"<img src="cid:nobody">"#, "<img>");
        check(r#"<img src="/console/sign-out">"#, "<img>");
    }

    #[test]
    fn a_link_into_the_desk_is_no_link() {
        check(r#"<a href="/console/x">x</a>"#, r#"<a rel="noopener noreferrer nofollow">x</a>"#);
        check(r#"<a href="javascript:x()">x</a>"#, r#"<a rel="noopener noreferrer nofollow">x</a>"#);
    }
}
