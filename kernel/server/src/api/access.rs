//! Questions to the permission engine: what there is, who may do what, and why.

use super::authority;
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::{RecordId, Target, UserId};
use ombud_identity::Principal;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    user: UserId,
    permission: String,
    #[serde(default)]
    record: Option<At>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    collection: String,
    id: RecordId,
}

/// Every permission that the kernel and its plugins declare.
pub(super) fn permissions(desk: &Desk) -> Answer {
    let snapshot = desk.identity().snapshot();
    Ok(reply::json(200, &json!({ "permissions": snapshot.policy().permissions })))
}

/// May this person do that, and why? About oneself anybody may ask; about others, with
/// `kernel:access.explain`; about a record, only who may read it.
pub(super) async fn check(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let question: Question = body::json(&asked.headers, asked.body).await?;
    let mut unit = desk.store().begin();
    let asker = authority(desk, &asked.caller, &mut unit)?;
    if asked.caller.user() != Some(question.user) {
        asker.check("kernel:access.explain", Target::Desk).into_result().map_err(Problem::denied)?;
    }
    let filed = match &question.record {
        None => None,
        Some(at) => {
            let hidden =
                || Problem::not_found(format!("there is no record `{}` in `{}`", at.id, at.collection));
            let read = desk.host().read_permission(&at.collection).ok_or_else(hidden)?;
            let sealed = unit.find(&at.collection, &at.id)?.ok_or_else(hidden)?;
            if !asker.check(&read, Target::Record(sealed.filed())).allowed {
                return Err(hidden());
            }
            Some(sealed.filed().clone())
        }
    };
    let subject = desk
        .identity()
        .authority(&mut unit, &Principal::User(question.user), desk.now())?
        .ok_or_else(|| Problem::not_found(format!("there is no active person `{}`", question.user)))?;
    let target = filed.as_ref().map_or(Target::Desk, Target::Record);
    let explanation = subject.explain(&question.permission, target);
    let enough = subject.enough(&question.permission, target);
    Ok(reply::json(
        200,
        &json!({
            "allowed": explanation.allowed, "because": explanation.sentence, "facts": explanation.facts,
            "enough": enough.as_ref().map(ToString::to_string), "remedies": enough,
        }),
    ))
}
