//! API tokens: keys for programs that act for a person with a part of the person's rights.

use ombud_access::{Grant, PluginId, Timestamp, TokenId, UserId, guard};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{IdentityError, Result, assignment, permission, person, refusal, role, secret, text};

/// What every token begins with, so that people and scanners recognise one.
pub const PREFIX: &str = "omb_";

const TOKENS: Table<ApiToken> = Table::new("tokens");
/// The hash of the secret to the token.
const BY_HASH: Table<TokenId> = Table::new("tokens_by_hash");
/// `person/token` to the hash.
const BY_USER: Table<String> = Table::new("tokens_by_user");

/// More than anybody needs.
const MOST: usize = 200;

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    /// Names it in lists; opens nothing.
    pub id: TokenId,
    /// For whom it acts.
    pub user: UserId,
    /// What it is for, in the person's words.
    pub name: String,
    /// The part of the person's rights that it has. What the person loses, it loses.
    pub grants: Vec<Grant>,
    /// When it was made.
    pub created: Timestamp,
    /// From this moment on it opens nothing; none: until it is revoked.
    pub until: Option<Timestamp>,
    /// It is a guest's pass, of this plugin: it opens nothing that is not that plugin's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass_of: Option<PluginId>,
}

/// Makes a token for oneself and gives its secret, which nobody can read again. Needs
/// `kernel:token.mint` and everything that the token shall have.
pub fn mint<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    name: &str,
    grants: Vec<Grant>,
    until: Option<Timestamp>,
) -> Result<(String, ApiToken)> {
    let actor = actor.into();
    actor.require("kernel:token.mint")?;
    let now = actor.authority.now();
    let Some(user) = actor.authority.user() else {
        return Err(IdentityError::Conflict(refusal!("refused-token-person")));
    };
    if !now.is_before(until) {
        return Err(IdentityError::invalid("until", refusal!("refused-past")));
    }
    if grants.is_empty() {
        return Err(IdentityError::invalid("grants", refusal!("refused-token-empty")));
    }
    for grant in &grants {
        match permission::declared(uow, &grant.permission)? {
            Some(permission) => role::fits(grant, &permission)?,
            None => {
                let expected = refusal!("refused-no-permission", name = grant.permission.as_str());
                return Err(IdentityError::invalid("grants", expected));
            }
        }
    }
    guard::token(actor.authority, &grants)?;
    if of(uow, user)?.len() >= MOST {
        return Err(IdentityError::Conflict(refusal!("refused-most-tokens", most = MOST)));
    }
    let token = ApiToken {
        id: new_id(now)?,
        user,
        name: text::name("name", name)?,
        grants,
        created: now,
        until,
        pass_of: None,
    };
    let secret = keep(uow, &token)?;
    let target = person::target(user);
    audit::append(
        uow,
        actor,
        Fact { action: "token.mint", target, before: None, after: audit::json(&token)? },
    )?;
    Ok((secret, token))
}

/// Ends a token: one's own, or with `kernel:session.end` that of somebody with no more rights.
pub fn revoke<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, id: TokenId) -> Result<()> {
    let actor = actor.into();
    let Some(token) = get(uow, id)? else {
        return Err(IdentityError::NotFound(refusal!("refused-no-token", name = id.to_string())));
    };
    if !actor.is_self(token.user) {
        actor.require("kernel:session.end")?;
        assignment::outranks(uow, &actor, token.user)?;
    }
    remove(uow, &token)?;
    let target = person::target(token.user);
    audit::append(
        uow,
        actor,
        Fact { action: "token.revoke", target, before: audit::json(&token)?, after: None },
    )
}

/// The tokens of a person, oldest first, those that ended included: one's own, or with
/// `kernel:session.end` anybody's.
pub fn list<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, user: UserId) -> Result<Vec<ApiToken>> {
    let actor = actor.into();
    if !actor.is_self(user) {
        actor.require("kernel:session.end")?;
    }
    of(uow, user)
}

/// The token with this id. Checks nothing.
pub fn get(uow: &mut UnitOfWork, id: TokenId) -> Result<Option<ApiToken>> {
    Ok(uow.get(&TOKENS, &id.to_string())?)
}

/// The token with this secret, unless it has ended.
pub(crate) fn find(uow: &mut UnitOfWork, secret: &str, now: Timestamp) -> Result<Option<ApiToken>> {
    match uow.get(&BY_HASH, &secret::digest(secret))? {
        Some(id) => Ok(get(uow, id)?.filter(|token| now.is_before(token.until))),
        None => Ok(None),
    }
}

pub(crate) fn new_id(now: Timestamp) -> Result<TokenId> {
    Ok(TokenId(secret::id(now)?))
}

/// Writes a token down and makes its secret.
pub(crate) fn keep(uow: &mut UnitOfWork, token: &ApiToken) -> Result<String> {
    let secret = format!("{PREFIX}{}", secret::random_text()?);
    let hash = secret::digest(&secret);
    uow.put(&TOKENS, &token.id.to_string(), token)?;
    uow.put(&BY_HASH, &hash, &token.id)?;
    uow.put(&BY_USER, &format!("{}/{}", token.user, token.id), &hash)?;
    Ok(secret)
}

/// Takes a token away. Checks nothing.
pub(crate) fn remove(uow: &mut UnitOfWork, token: &ApiToken) -> Result<()> {
    let index = format!("{}/{}", token.user, token.id);
    if let Some(hash) = uow.get(&BY_USER, &index)? {
        uow.remove(&BY_HASH, &hash)?;
    }
    uow.remove(&BY_USER, &index)?;
    Ok(uow.remove(&TOKENS, &token.id.to_string())?)
}

/// The tokens of a person, oldest first. Checks nothing.
pub(crate) fn of(uow: &mut UnitOfWork, user: UserId) -> Result<Vec<ApiToken>> {
    let mut tokens = Vec::new();
    for (key, _) in uow.scan(&BY_USER, &format!("{user}/"), None, MOST)? {
        let id = key.rsplit('/').next().unwrap_or_default();
        tokens.extend(uow.get(&TOKENS, id)?);
    }
    Ok(tokens)
}
