//! What comes with a form: fields, and on one page files. None is read before its stamp is good.

use super::upload;
use crate::Desk;
use crate::http::body;
use crate::http::fence::{self, KERNEL};
use crate::http::listen::Asked;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use ombud_host::PluginFile;

/// A form as it was filled in.
pub(super) struct Form {
    fields: Vec<(String, String)>,
    /// The plugin file that came with it, or what is wrong with its signature.
    pub file: Option<Result<PluginFile, String>>,
}

impl Form {
    /// Reads a form that this kernel drew for this session.
    pub async fn read(desk: &Desk, page: &Page, asked: &mut Asked) -> Answer<Form> {
        let kind = body::kind(&asked.headers);
        match (kind.as_str(), page) {
            ("multipart/form-data", Page::Plugins) => upload::read(desk, asked).await,
            ("application/x-www-form-urlencoded", _) => {
                let bytes = body::whole(asked.take_body(), body::SMALL).await?;
                let (stamp, rest) = fence::take_stamp(&bytes);
                check(desk, asked, stamp.as_deref())?;
                let fields = std::str::from_utf8(&rest).ok().and_then(body::pairs);
                let fields = fields.ok_or_else(|| Problem::malformed("the form cannot be decoded"))?;
                Ok(Form { fields, file: None })
            }
            _ => Err(Problem::new(
                415,
                "wrong type",
                "a page takes what its own form sends; programs find the same under `/api/v1/plugins`",
            )),
        }
    }

    /// One that came with a file, or with none.
    pub fn of_file(file: Option<Result<PluginFile, String>>) -> Form {
        Form { fields: Vec::new(), file }
    }

    /// The value of a field; empty if it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field has this value, or one of its values is this.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|known| known == value)
    }
}

/// Whether the kernel drew this form for this session.
pub(super) fn check(desk: &Desk, asked: &Asked, stamp: Option<&str>) -> Answer<()> {
    let good = match (stamp, asked.caller.session()) {
        (Some(stamp), Some(session)) => desk.stamps.check(stamp, session, KERNEL, desk.now()),
        _ => false,
    };
    if good {
        return Ok(());
    }
    Err(Problem::new(
        403,
        "not stamped",
        "only a form that the desk itself drew for you can do this: load the page again and send it from there",
    ))
}

#[cfg(test)]
impl Form {
    /// One that was sent with these fields.
    pub fn made(fields: &[(&str, &str)]) -> Form {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Form { fields, file: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_have_several_values_or_none() {
        let form = Form::made(&[("a", "1"), ("b", "2"), ("a", "3")]);
        assert_eq!((form.get("a"), form.get("b"), form.get("c")), ("1", "2", ""));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "3"]);
        assert!(form.has("a", "3") && !form.has("b", "3"));
    }
}
