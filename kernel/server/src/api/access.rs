//! Questions to the permission engine: what there is, who may do what, and why.

use super::authority;
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::{PluginId, RecordId, Target, TokenId, UserId};
use ombud_identity::{Principal, person, token};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// A person, ...
    #[serde(default)]
    user: Option<UserId>,
    /// ... or an API key, ...
    #[serde(default)]
    token: Option<TokenId>,
    /// ... or whoever is not signed in.
    #[serde(default)]
    visitor: bool,
    /// Plugins in between, the one that asks the kernel last.
    #[serde(default)]
    through: Vec<PluginId>,
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

impl Question {
    /// About whom it is, and whose affair that is. Nobody: there is no such person or key.
    fn subject(&self, unit: &mut UnitOfWork) -> Answer<(Option<Principal>, Option<UserId>)> {
        Ok(match (self.user, self.token, self.visitor) {
            (Some(user), None, false) => {
                (person::get(unit, user)?.map(|person| Principal::User(person.id)), Some(user))
            }
            (None, Some(id), false) => match token::get(unit, id)? {
                Some(token) => (Some(Principal::Token(id)), Some(token.user)),
                None => (None, None),
            },
            (None, None, true) => (Some(Principal::Visitor), None),
            _ => {
                return Err(Problem::invalid("name one of `user`, `token` and `\"visitor\": true`"));
            }
        })
    }
}

/// Every permission that the kernel and its plugins declare.
pub(super) fn permissions(desk: &Desk) -> Answer {
    let snapshot = desk.identity().snapshot();
    Ok(reply::json(200, &json!({ "permissions": snapshot.policy().permissions })))
}

/// May this person, key or visitor do that, and why? About oneself and one's own keys anybody may ask; about others,
/// with `kernel:access.explain`; about a record, only who may read it.
pub(super) async fn check(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let question: Question = body::json(&asked.headers, asked.body).await?;
    let mut unit = desk.store().begin();
    let asker = authority(desk, &asked.caller, &mut unit)?;
    let (subject, whose) = question.subject(&mut unit)?;
    if whose.is_none() || asked.caller.user() != whose {
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
    let subject = subject.ok_or_else(|| Problem::not_found("there is no such person or key"))?;
    let subject = desk.identity().authority(&mut unit, &subject, desk.now())?.ok_or_else(|| {
        Problem::not_found("the person is suspended, or the key has ended: there is nothing that it opens")
    })?;
    let subject = question.through.iter().fold(subject, |subject, plugin| subject.through(plugin));
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
