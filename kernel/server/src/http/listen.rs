//! From connections to answers.

use super::caller::Caller;
use super::door::Door;
use super::look::Look;
use super::problem::{Answer, Problem};
use super::reply::{self, Reply};
use super::route::Route;
use super::socket::Socket;
use super::{body, body::RequestBody, compress, fence, frame, plugin, speech};
use crate::hex::hex;
use crate::{
    Desk, account, administrators, api, bans, forgotten, live, metrics, pages, password_link, presence,
    relay, settings, sign_in, signals, view_as,
};
use hyper::body::{Body, Incoming};
use hyper::header::{ACCEPT, CONNECTION, HeaderMap, HeaderValue, REFERER};
use hyper::service::service_fn;
use hyper::{Method, Request, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ombud_access::{Authority, Denial, Scopes, Target};
use ombud_identity::{Actor, Principal, audit};
use ombud_store::{AWAY, UnitOfWork};
use ombud_texts::Language;
use std::convert::Infallible;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tracing::Instrument;

/// For the head of a request to come; a slow sender does not hold a connection longer.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);

/// Bytes of a head; browsers send less than 4 KiB.
const HEAD: usize = 32 << 10;

/// For requests in flight when the desk is closed: a little more than a plugin's deadline.
const GOODBYE: Duration = Duration::from_secs(15);

/// A request, taken apart.
pub(crate) struct Asked {
    /// `HEAD` is `GET` here: only on the way out it loses the body.
    pub method: Method,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: RequestBody,
    pub caller: Caller,
    pub request_id: String,
}

/// What came of a request, for whom, and in which language that is told.
struct Heard {
    outcome: Answer,
    caller: Option<Caller>,
    language: Language,
}

impl Asked {
    /// The body, once.
    pub fn take_body(&mut self) -> RequestBody {
        self.body.take()
    }

    /// A value of the query string.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

impl Desk {
    /// Answers requests until `shutdown`, then lets those in flight end.
    ///
    /// # Errors
    /// None that would end serving; the listener's own are logged and waited out.
    pub async fn serve(
        self: &Arc<Desk>,
        listener: TcpListener,
        shutdown: impl Future<Output = ()>,
    ) -> std::io::Result<()> {
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_PATIENCE).max_buf_size(HEAD);
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(self.connections));
        tokio::pin!(shutdown);
        loop {
            let next = async {
                // Closed never; without a place nobody is accepted.
                let place = places.clone().acquire_owned().await.map_err(std::io::Error::other)?;
                Ok((listener.accept().await?, place))
            };
            let ((stream, peer), place) = tokio::select! {
                () = &mut shutdown => break,
                accepted = next => match accepted {
                    Ok(accepted) => accepted,
                    Err::<_, std::io::Error>(error) => {
                        // Out of file descriptors, most likely: others end and make room.
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
            };
            // Answers are small and whole: do not wait to fill a packet.
            let _ = stream.set_nodelay(true);
            let socket = Socket::new(stream, place);
            let (desk, carrier) = (self.clone(), socket.clone());
            let service = service_fn(move |request: Request<Incoming>| {
                let (desk, carrier) = (desk.clone(), carrier.clone());
                let carries = request.version() == Version::HTTP_11 && *request.method() == Method::GET;
                // In a place of its own, which is given back when it is answered: a connection goes on for hours.
                let asked = desk.clone();
                let look = Look::of(request.headers());
                let answer = look.worn(async move { asked.answer(request, peer.ip()).await });
                let answer = Box::pin(speech::at(desk, answer));
                async move { Ok::<_, Infallible>(carrier.carry(carries, answer.await)) }
            });
            let connection = graceful.watch(http.serve_connection(TokioIo::new(socket), service));
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "a connection ended early");
                }
            });
        }
        drop(listener);
        self.closing.send_replace(true);
        let all = u32::try_from(self.connections).unwrap_or(u32::MAX);
        let ended = async {
            graceful.shutdown().await;
            // Live streams have taken theirs along.
            let _ = places.acquire_many(all).await;
        };
        if tokio::time::timeout(GOODBYE, ended).await.is_err() {
            tracing::warn!("some requests did not end in time and were cut off");
        }
        Ok(())
    }

    async fn answer(self: &Arc<Desk>, request: Request<Incoming>, peer: IpAddr) -> Reply {
        let begun = Instant::now();
        let request_id = request_id();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let address_bar = request.uri().path_and_query().map_or_else(String::new, |p| p.as_str().to_owned());
        let from = came_from(request.headers()).unwrap_or_else(|| "/".to_owned());
        let accept = request.headers().get(ACCEPT).and_then(|v| v.to_str().ok());
        let wants_page = accept.is_some_and(|a| a.contains("text/html"));
        let compresses = compress::is_taken(request.headers());
        let too_much = request.body().size_hint().lower() > body::DROPPED as u64;
        let span = tracing::info_span!("request", id = %request_id, %method, path = loggable(&path));
        let heard = self.dispatch(request, peer, &request_id).instrument(span.clone()).await;
        let Heard { outcome, caller, language } = heard;
        let mut reply = match outcome {
            Ok(reply) => reply,
            Err(problem) => {
                if let (Some(denial), Some(caller)) = (&problem.denied, &caller) {
                    self.note_denial(caller.clone(), &path, denial);
                }
                match (problem.status, wants_page) {
                    (_, false) => speech::in_language(language, || problem.to_json()),
                    (401, true) if method == Method::GET => {
                        reply::see_other(&format!("/sign-in?next={}", sign_in::encode(&address_bar)))
                    }
                    // A form that was sent: from a page, one can go back to what was written.
                    (_, true) => speech::in_language(language, || problem.to_page(&from)),
                }
            }
        };
        if too_much && reply.status().is_client_error() {
            // The rest is not read to its end, so nothing can follow it.
            reply.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some((session, whom)) = caller.as_ref().and_then(|c| c.session().zip(c.viewing())) {
            let marked = speech::speaking(language, view_as::mark(self, reply, session, whom)).await;
            reply = marked.unwrap_or_else(|problem| speech::in_language(language, || problem.to_page(&from)));
        }
        if method == Method::HEAD {
            let (head, _) = reply.into_parts();
            reply = hyper::Response::from_parts(head, reply::no_content().into_body());
        }
        reply = compress::compressed(reply, compresses).await;
        fence::guard(&mut reply);
        if let Ok(value) = HeaderValue::from_str(&request_id) {
            reply.headers_mut().insert("x-request-id", value);
        }
        span.in_scope(|| {
            tracing::info!(
                status = reply.status().as_u16(),
                us = begun.elapsed().as_micros() as u64,
                "answered"
            );
        });
        reply
    }

    async fn dispatch(self: &Arc<Desk>, request: Request<Incoming>, peer: IpAddr, request_id: &str) -> Heard {
        let (head, body) = request.into_parts();
        let mut body = RequestBody::new(body);
        let route = Route::parse(head.uri.path());
        if let Some(outcome) = self.without_a_store(route.as_ref()) {
            return Heard { outcome, caller: None, language: Language::default() };
        }
        // The look of the pages that say that nothing can be read: it is the same for everybody.
        let anybodys = matches!(route, Some(Route::Asset(_)));
        // In a page of somebody else's nobody is signed in, whoever's browser it is: what it sends along is not looked at.
        let framed = self.is_framed(route.as_ref(), &head.method);
        let caller = match framed || anybodys {
            true => Ok(Caller::visitor(self, &head.headers, peer)),
            false => Caller::recognise(self, head.uri.path(), &head.headers, peer),
        };
        let caller = match caller {
            Ok(caller) => caller,
            Err(problem) => {
                return Heard { outcome: Err(problem), caller: None, language: Language::default() };
            }
        };
        // The page around a frame may say what its visitors read.
        let asked = framed.then(|| speech::asked(head.uri.query().unwrap_or_default())).flatten();
        let language = asked.unwrap_or_else(|| speech::of(self, &caller, &head.headers));
        let heard = |outcome, caller| Heard { outcome, caller: Some(caller), language };
        // Anybody at all may be a guest.
        if caller.user().is_some() && caller.pass_of().is_none() {
            body.comes_from_somebody_known();
        }
        let Some(query) = body::pairs(head.uri.query().unwrap_or_default()) else {
            return heard(Err(Problem::malformed("the query string cannot be decoded")), caller);
        };
        let Some(route) = route else {
            let problem = Problem::not_found(format!("there is nothing at `{}`", head.uri.path()));
            return heard(Err(problem), caller);
        };
        if matches!(head.method, Method::GET | Method::HEAD)
            && let Some(place) = fence::without_stamp(head.uri.path(), head.uri.query().unwrap_or_default())
        {
            return heard(Ok(reply::see_other(&place)), caller);
        }
        // The page that says so has its look.
        if !matches!(route, Route::Asset(_))
            && let Err(problem) = bans::refuse(self, &caller, &route, &head.method)
        {
            return heard(Err(problem), caller);
        }
        let asked = Asked {
            method: if head.method == Method::HEAD { Method::GET } else { head.method },
            query,
            headers: head.headers,
            body,
            caller: caller.clone(),
            request_id: request_id.to_owned(),
        };
        heard(speech::speaking(language, self.enter(route, asked)).await, caller)
    }

    /// What is answered as long as nothing can be read: who asks, and in which language, is in the store, too.
    fn without_a_store(&self, route: Option<&Route>) -> Option<Answer> {
        if !self.store().is_away() {
            return None;
        }
        match route {
            Some(Route::Health) => Some(Ok(api::health::get(self))),
            Some(Route::Asset(_)) => None,
            _ => Some(Err(Problem { retry_after: Some(1), ..Problem::new(503, "not available now", AWAY) })),
        }
    }

    fn is_framed(&self, route: Option<&Route>, method: &Method) -> bool {
        let method = if *method == Method::HEAD { Method::GET } else { method.clone() };
        matches!(route, Some(Route::OfPlugin(plugin, path)) if self.host().is_framed(plugin, method.as_str(), path))
    }

    /// Knocks at the route's door and goes in.
    async fn enter(self: &Arc<Desk>, route: Route, asked: Asked) -> Answer {
        let door = route.door(&asked.method).map_err(|methods| Problem {
            allow: methods.iter().map(Method::to_string).collect(),
            ..Problem::new(405, "wrong method", format!("`{route}` does not answer to {}", asked.method))
        })?;
        if let Some(plugin) =
            asked.caller.pass_of().filter(|plugin| !route.takes_pass_of(plugin, &asked.method))
        {
            let detail =
                format!("a guest's pass of `{plugin}` opens what is that plugin's, and not `{route}`");
            return Err(Problem::new(403, "not allowed", detail));
        }
        match door {
            Door::Open(_) | Door::Manifest => {}
            Door::SignedIn if asked.caller.user().is_some() => {}
            Door::SignedIn => return Err(Problem::sign_in()),
            Door::Needs(permission) => self.knock(&asked.caller, permission)?,
        }
        // Forms are checked where they are read; everything else that changes something needs more than a cookie.
        let has_form = matches!(
            route,
            Route::OfPlugin(..)
                | Route::SignIn
                | Route::SignOut
                | Route::Account
                | Route::AccountOf(_)
                | Route::PasswordByLink(_)
                | Route::Page(_)
                | Route::ViewAs(_)
                | Route::ViewEnd
                | Route::Administrator(_)
                | Route::Settings
                | Route::RelayPage
                | Route::Forgotten
                | Route::BansPage
                | Route::Presence
                | Route::Signals
        );
        if asked.caller.by_cookie() && !asked.method.is_safe() && !has_form {
            return Err(Problem::new(
                403,
                "not stamped",
                "a page cannot do this: programs send a token instead of the cookie",
            ));
        }
        let ends = matches!(
            route,
            Route::SignIn | Route::SignOut | Route::ViewEnd | Route::Session | Route::SessionView
        );
        if asked.caller.viewing().is_some() && !asked.method.is_safe() && !ends {
            return Err(Problem::new(
                403,
                "only looking",
                "you see the desk as somebody else: nothing can be changed until you are back to yourself",
            ));
        }
        match route {
            Route::Root => Ok(reply::see_other("/console/")),
            Route::SignIn => sign_in::sign_in(self, asked).await,
            Route::SignOut => sign_in::sign_out(self, asked).await,
            Route::Account => account::page(self, asked).await,
            Route::AccountOf(whom) => account::of_other::page(self, asked, whom).await,
            Route::PasswordByLink(secret) => password_link::page(self, asked, &secret).await,
            Route::ViewAs(whom) => view_as::page(self, asked, whom).await,
            Route::ViewEnd => view_as::end(self, asked).await,
            Route::Page(page) => pages::answer(self, page, asked).await,
            Route::Settings => settings::page(self, asked).await,
            Route::DeskSettings => settings::api(self, asked).await,
            Route::RelayPage => relay::page(self, asked).await,
            Route::Relay => relay::api(self, asked).await,
            Route::RelayTry => relay::api_try(self, asked).await,
            Route::Forgotten => forgotten::page(self, asked).await,
            Route::BansPage => bans::page(self, asked).await,
            Route::Administrator(whom) => administrators::page(self, asked, whom).await,
            Route::SessionView => view_as::api(self, asked).await,
            Route::Asset(name) => api::assets::get(&asked, &name),
            Route::FrameFile(place) => frame::file(self, &place),
            Route::Health => Ok(api::health::get(self)),
            Route::Metrics => metrics::get(self),
            Route::Events => live::stream(self, &asked),
            Route::Presence => presence::answer(self, asked).await,
            Route::Signals => signals::send(self, asked).await,
            Route::OfPlugin(name, rest) => plugin::answer(self, name, rest, asked).await,
            route => api::answer(self, route, asked).await,
        }
    }

    fn knock(&self, caller: &Caller, permission: &str) -> Answer<()> {
        let authority = api::authority(self, caller, &mut self.store().begin())?;
        if may(&authority, permission) {
            return Ok(());
        }
        if caller.user().is_none() {
            return Err(Problem::sign_in());
        }
        let refused = authority.check(permission, Target::Desk).into_result();
        refused.map_err(Problem::denied)
    }

    /// Writes a refused attempt to the audit, beside the answer. Under a flood some are only logged.
    pub(crate) fn note_denial(self: &Arc<Desk>, caller: Caller, path: &str, denial: &Denial) {
        // Neither a stranger's attempts, and guests are strangers, nor those of somebody who only looks are anybody's here.
        let stranger = caller.principal() == Principal::Visitor || caller.pass_of().is_some();
        if stranger || caller.viewing().is_some() {
            return;
        }
        let Ok(place) = self.denials.clone().try_acquire_owned() else {
            tracing::warn!(permission = denial.permission, "denied, and too many to note in the audit");
            return;
        };
        let (at, denial) = (format!("route:{path}"), denial.clone());
        let desk = self.clone();
        tokio::spawn(async move {
            let _place = place;
            let note = |unit: &mut UnitOfWork| -> Answer<()> {
                let authority = api::authority(&desk, &caller, unit)?;
                let actor = Actor::from(&authority).at(&caller.address);
                Ok(audit::denied(unit, actor, &at, &denial)?)
            };
            if desk.store().run(note).await.is_err() {
                tracing::warn!(permission = denial.permission, "denied, and not noted in the audit");
            }
        });
    }
}

/// Whether a door that needs this permission opens.
pub(crate) fn may(authority: &Authority, permission: &str) -> bool {
    // What can be held for the whole desk only is not held by a role that counts in one department.
    let declared = authority.snapshot().declared(permission);
    match declared.is_some_and(|known| known.scopes == Scopes::ALL) {
        true => authority.check(permission, Target::Desk).allowed,
        false => authority.can_ever(permission),
    }
}

/// The page of this desk from which something was sent, as the browser says.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let (_, place) = headers.get(REFERER)?.to_str().ok()?.split_once("://")?;
    let page = &place[place.find('/')?..];
    reply::is_local(page).then(|| page.to_owned())
}

/// A path as the log may have it: without a secret that stands in it.
fn loggable(path: &str) -> &str {
    ["/password/", "/kernel/frames/"].into_iter().find(|start| path.starts_with(start)).unwrap_or(path)
}

fn request_id() -> String {
    let mut bytes = [0; 8];
    // Only a name for logs: zeros are a bad one, not a danger.
    let _ = getrandom::fill(&mut bytes);
    hex(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_come_back_to_only_on_this_desk() {
        let from =
            |page: &str| came_from(&HeaderMap::from_iter([(REFERER, HeaderValue::from_str(page).unwrap())]));
        assert_eq!(
            from("http://desk.test:8080/console/tickets/7?a=b").as_deref(),
            Some("/console/tickets/7?a=b")
        );
        for nowhere in
            ["/console/", "http://desk.test", "http://desk.test//evil.test/", "http://desk.test/\\evil.test"]
        {
            assert_eq!(from(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn a_secret_in_an_address_does_not_get_into_the_log() {
        assert_eq!(loggable("/password/0123456789abcdef"), "/password/");
        assert_eq!(loggable("/kernel/frames/board/session/key/board.html"), "/kernel/frames/");
        assert_eq!(loggable("/kernel/desk.css"), "/kernel/desk.css");
        assert_eq!(loggable("/account"), "/account");
    }
}
