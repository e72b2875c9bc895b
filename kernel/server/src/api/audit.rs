//! What was changed and what was refused.

use super::read;
use crate::Desk;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_identity::audit;

/// Entries on a page, unless asked for fewer.
const PAGE: usize = 100;

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let number = |name: &str| {
        let parsed = asked.query(name).map(str::parse::<u64>).transpose();
        parsed.map_err(|_| Problem::invalid(format!("`{name}` must be a number")))
    };
    let before = number("cursor")?;
    let limit = number("limit")?.map_or(PAGE, |limit| limit.clamp(1, PAGE as u64) as usize);
    let page = read(desk, &asked.caller, |_, unit, authority| {
        audit::list(unit, authority, asked.query("target"), before, limit)
    })?;
    Ok(reply::json(200, &page))
}
