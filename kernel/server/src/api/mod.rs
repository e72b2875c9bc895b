//! The kernel's own API under `/api/v1`, one noun a file.

mod access;
pub(crate) mod assets;
mod audit;
mod blobs;
mod departments;
pub(crate) mod health;
mod me;
mod orders;
mod outbound;
pub(crate) mod plugins;
pub(crate) mod preview;
mod publishers;
mod role_files;
mod roles;
mod search;
mod second_factor;
mod session;
mod shadow;
mod tokens;
mod users;

pub(crate) use preview::tried;

use crate::Desk;
use crate::bans;
use crate::http::caller::Caller;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::route::Route;
use hyper::Method;
use ombud_access::Authority;
use ombud_identity::audit::{self as log, Fact};
use ombud_identity::{Actor, Identity, IdentityError};
use ombud_store::UnitOfWork;
use std::sync::Arc;
use tokio::task::JoinError;

/// Answers a request whose door is open.
pub(crate) async fn answer(desk: &Arc<Desk>, route: Route, asked: Asked) -> Answer {
    match (route, asked.method.clone()) {
        (Route::Session, Method::POST) => session::create(desk, asked).await,
        (Route::Session, _) => session::end(desk, asked).await,
        (Route::Sessions, Method::GET) => session::list(desk, &asked),
        (Route::Sessions, _) => session::end_others(desk, asked).await,
        (Route::OneSession(id), _) => session::end_one(desk, asked, id).await,
        (Route::Me, Method::GET) => me::get(desk, &asked),
        (Route::Me, _) => me::change(desk, asked).await,
        (Route::MyPassword, _) => me::change_password(desk, asked).await,
        (Route::MySecondFactor, Method::GET) => second_factor::get(desk, &asked),
        (Route::MySecondFactor, Method::POST) => second_factor::begin(desk, asked).await,
        (Route::MySecondFactor, Method::PUT) => second_factor::confirm(desk, asked).await,
        (Route::MySecondFactor, _) => second_factor::end(desk, asked).await,
        (Route::Tokens, Method::GET) => tokens::list(desk, &asked),
        (Route::Tokens, _) => tokens::create(desk, asked).await,
        (Route::Token(id), _) => tokens::revoke(desk, asked, id).await,
        (Route::Users, Method::GET) => users::list(desk, &asked),
        (Route::Users, _) => users::create(desk, asked).await,
        (Route::User(id), Method::GET) => users::get(desk, &asked, id),
        (Route::User(id), _) => users::change(desk, asked, id).await,
        (Route::UserRoles(id), _) => users::set_roles(desk, asked, id).await,
        (Route::UserDepartments(id), _) => users::set_departments(desk, asked, id).await,
        (Route::UserPassword(id), _) => users::set_password(desk, asked, id).await,
        (Route::UserPasswordLink(id), _) => users::password_link(desk, asked, id).await,
        (Route::UserSecondFactor(id), _) => second_factor::remove(desk, asked, id).await,
        (Route::UserOrders(id), _) => orders::list(desk, &asked, id),
        (Route::UserOrder(id, order), _) => orders::withdraw(desk, asked, id, order).await,
        (Route::UserSessions(id), Method::GET) => session::list_of(desk, &asked, id),
        (Route::UserSessions(id), _) => session::end_all_of(desk, asked, id).await,
        (Route::Departments, Method::GET) => departments::list(desk, &asked),
        (Route::Departments, _) => departments::create(desk, asked).await,
        (Route::Department(id), _) => departments::rename(desk, asked, id).await,
        (Route::Roles, Method::GET) => roles::list(desk, &asked),
        (Route::Roles, _) => roles::create(desk, asked).await,
        (Route::Role(id), Method::GET) => roles::get(desk, &asked, id),
        (Route::Role(id), _) => roles::change(desk, asked, id).await,
        (Route::RoleFile, Method::GET) => role_files::export(desk, &asked),
        (Route::RoleFile, _) => role_files::import(desk, asked).await,
        (Route::ReadyMadeRoles, _) => role_files::ready_made(),
        (Route::Permissions, _) => access::permissions(desk),
        (Route::AccessCheck, _) => access::check(desk, asked).await,
        (Route::Plugins, Method::GET) => plugins::list(desk),
        (Route::Plugins, _) => plugins::install(desk, asked).await,
        (Route::WaitingPlugins, _) => plugins::waiting(desk).await,
        (Route::PluginProposal(id), Method::GET) => plugins::proposal(desk, &id).await,
        (Route::PluginProposal(id), Method::POST) => plugins::approve(desk, asked, id).await,
        (Route::PluginProposal(id), _) => plugins::withdraw(desk, asked, id).await,
        (Route::PluginVersions(id), Method::GET) => plugins::versions(desk, &id),
        (Route::PluginVersions(id), _) => plugins::roll_back(desk, asked, id).await,
        (Route::PluginQuarantine(id), _) => plugins::release(desk, asked, id).await,
        (Route::PluginEgress(id), Method::GET) => outbound::egress(desk, &id),
        (Route::PluginEgress(id), _) => outbound::choose_egress(desk, asked, id).await,
        (Route::PluginEffects(id), _) => outbound::effects(desk, &id),
        (Route::PluginSecret(id, name), Method::PUT) => outbound::tell_secret(desk, asked, id, name).await,
        (Route::PluginSecret(id, name), _) => outbound::take_secret(desk, asked, id, name).await,
        (Route::Search, Method::GET) => search::get(desk),
        (Route::Search, _) => search::rebuild(desk, &asked.caller).await,
        (Route::Shadow, _) => shadow::past(desk, asked).await,
        (Route::PluginShadow(id), Method::GET) => shadow::compared(desk, asked, id).await,
        (Route::PluginShadow(id), Method::POST) => shadow::begin(desk, asked, id).await,
        (Route::PluginShadow(id), _) => shadow::end(desk, asked, id).await,
        (Route::PluginReports(id), _) => plugins::reports(desk, &id),
        (Route::PluginReport(id, name), _) => plugins::report(desk, asked, id, name).await,
        (Route::PluginCosts(id), _) => plugins::costs(desk, &id),
        (Route::PluginStorage(id), _) => plugins::limit_storage(desk, asked, id).await,
        (Route::PluginData(id), _) => plugins::purge(desk, asked, id).await,
        (Route::Bans, Method::GET) => bans::list(desk, &asked),
        (Route::Bans, _) => bans::add(desk, asked).await,
        (Route::Ban(number), _) => bans::end(desk, asked, number).await,
        (Route::Publishers, Method::GET) => publishers::list(desk),
        (Route::Publishers, _) => publishers::trust(desk, asked).await,
        (Route::Publisher(key), _) => publishers::distrust(desk, asked, key).await,
        (Route::PluginHooks, _) => plugins::hooks(desk),
        (Route::DeadLetters, _) => plugins::dead_letters(desk),
        (Route::DeadLetter(id), Method::POST) => plugins::retry_dead_letter(desk, asked, id).await,
        (Route::DeadLetter(id), _) => plugins::discard_dead_letter(desk, asked, id).await,
        (Route::PluginInspection, _) => plugins::inspect(desk, asked).await,
        (Route::Plugin(id), Method::GET) => plugins::get(desk, &id),
        (Route::Plugin(id), _) => plugins::remove(desk, asked, id).await,
        (Route::PluginMandate(id), _) => plugins::set_mandate(desk, asked, id).await,
        (Route::PluginSettings(id), Method::GET) => plugins::settings(desk, &id),
        (Route::PluginSettings(id), _) => plugins::choose_settings(desk, asked, id).await,
        (Route::Audit, _) => audit::list(desk, &asked),
        (Route::AuditExport, _) => audit::export(desk, &asked).await,
        (Route::AuditHead, _) => audit::head(desk, &asked).await,
        (Route::AuditVerify, _) => audit::verify(desk, &asked).await,
        (Route::Blobs, _) => blobs::upload(desk, asked).await,
        (Route::Blob(id), _) => blobs::get(desk, &asked, &id).await,
        (route, _) => Err(Problem::not_found(format!("there is nothing at `{route}`"))),
    }
}

/// Reads something with the caller's rights.
pub(crate) fn read<T>(
    desk: &Desk,
    caller: &Caller,
    work: impl FnOnce(&Identity, &mut UnitOfWork, &Authority) -> Result<T, IdentityError>,
) -> Answer<T> {
    let mut unit = desk.store().begin();
    let authority = authority(desk, caller, &mut unit)?;
    Ok(work(desk.identity(), &mut unit, &authority)?)
}

/// Changes something with the caller's rights, all or nothing, and again if somebody else was faster.
/// Runs where it may take its time: passwords do.
pub(crate) async fn change<T: Send + 'static>(
    desk: &Arc<Desk>,
    caller: &Caller,
    work: impl Fn(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<T, IdentityError> + Send + Sync + 'static,
) -> Answer<T> {
    let work = Arc::new(work);
    let mut tries = desk.store().tries();
    loop {
        let mut unit = tries.begin().await;
        let (desk_, caller_, work) = (desk.clone(), caller.clone(), work.clone());
        let attempt = move || -> Answer<_> {
            let authority = authority(&desk_, &caller_, &mut unit)?;
            let actor = Actor::from(&authority).at(&caller_.address);
            let done = work(desk_.identity(), &mut unit, actor)?;
            Ok((unit, done))
        };
        let (unit, done) = tokio::task::spawn_blocking(attempt).await.map_err(broke_off)??;
        if tries.commit(unit).await?.is_some() {
            return Ok(done);
        }
    }
}

/// Writes into the audit that something was done which changes no record: what is read there is not for everybody.
///
/// # Errors
/// For somebody who looks as somebody else: it would be done in another's name.
async fn note(
    desk: &Arc<Desk>,
    caller: &Caller,
    permission: &'static str,
    action: &'static str,
    target: String,
    after: Option<serde_json::Value>,
) -> Answer<()> {
    if caller.viewing().is_some() {
        let why = "you see the desk as somebody else: this is not done in another's name";
        return Err(Problem::new(403, "only looking", why));
    }
    change(desk, caller, move |_, unit, actor| {
        actor.require(permission)?;
        log::append(unit, actor, Fact { action, target: target.clone(), before: None, after: after.clone() })
    })
    .await
}

/// Does something to its end, even if whoever asked hangs up meanwhile: what follows a commit belongs to it.
async fn to_the_end<T: Send + 'static>(work: impl Future<Output = Answer<T>> + Send + 'static) -> Answer<T> {
    tokio::spawn(work).await.map_err(broke_off)?
}

/// Does something to its end, with the caller's rights as they are when it begins.
pub(crate) async fn act<T: Send + 'static, F: Future<Output = Answer<T>> + Send>(
    desk: &Arc<Desk>,
    caller: &Caller,
    work: impl FnOnce(Arc<Desk>, Authority) -> F + Send + 'static,
) -> Answer<T> {
    let (desk, caller) = (desk.clone(), caller.clone());
    to_the_end(async move {
        let actor = authority(&desk, &caller, &mut desk.store().begin())?;
        work(desk, actor).await
    })
    .await
}

/// What is told when a task gave no answer.
fn broke_off(error: JoinError) -> Problem {
    if error.is_cancelled() {
        return ombud_host::CallError::Closing.into();
    }
    tracing::error!(%error, "a request broke off");
    Problem::new(500, "broke off", "something went wrong here; the administrator finds details in the log")
}

/// The caller's rights as of this unit of work.
pub(crate) fn authority(desk: &Desk, caller: &Caller, unit: &mut UnitOfWork) -> Answer<Authority> {
    desk.identity().authority(unit, &caller.principal(), desk.now())?.ok_or_else(Problem::sign_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn what_was_begun_is_done_although_whoever_asked_has_hung_up() {
        let (go, gone) = oneshot::channel::<()>();
        let (done, is_done) = oneshot::channel::<()>();
        let mut asked = Box::pin(to_the_end(async move {
            let _ = gone.await;
            let _ = done.send(());
            Ok(())
        }));
        assert!((&mut asked).now_or_never().is_none());
        drop(asked);
        go.send(()).unwrap();
        is_done.await.unwrap();
    }

    #[tokio::test]
    async fn a_panic_is_not_told_as_the_end_of_the_desk() {
        let told: Answer<()> = to_the_end(async { panic!("on purpose") }).await;
        assert_eq!(told.unwrap_err().status, 500);
    }
}
