//! From a request to the plugin and back: one unit of work, run again while
//! others are faster.

use crate::bindings::guest::http as wire;
use crate::bindings::types as wit;
use crate::budget::Budget;
use crate::call::{Cx, Root, new_store};
use crate::cost::{Errand, timed};
use crate::entry::{Answered, Entry};
use crate::host::Host;
use crate::manifest::{AuthorityOf, PluginRoute};
use crate::others::replaced;
use crate::problem::{CallError, of_the_store};
use crate::registry::{Loaded, Registry};
use crate::shadow::Original;
use crate::stats::Inside;
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_identity::Principal;
use ombud_store::UnitOfWork;
use ombud_texts::Language;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Headers that a plugin may set.
const RESPONSE_HEADERS: [&str; 5] =
    ["content-type", "location", "etag", "content-language", "content-disposition"];

/// How long a plugin may take to draw a part of another's page: the page waits for it.
const LOOK: Duration = Duration::from_millis(500);

/// The longest value of one, bytes: browsers and proxies refuse a whole answer for a longer one.
const HEADER: usize = 4 << 10;

/// A request to a plugin.
#[derive(Clone, Debug)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Below `/<plugin>`, decoded, beginning with `/`.
    pub path: String,
    /// Decoded.
    pub query: Vec<(String, String)>,
    /// Names in lower case; only those that `wit/kernel/http.wit` lists.
    pub headers: Vec<(String, String)>,
    /// Whole.
    pub body: Vec<u8>,
    /// Who asks.
    pub principal: Principal,
    /// Names the request in logs and audit.
    pub request_id: String,
    /// The network address that it came from, for the audit.
    pub origin: Option<String>,
    /// In which the person is spoken to.
    pub language: Language,
}

/// A plugin's answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Filtered.
    pub headers: Vec<(String, String)>,
    /// Whole.
    pub body: Vec<u8>,
}

impl Host {
    /// Lets a plugin answer a request. What it wrote is on disk when this
    /// returns a response below 400; otherwise nothing is kept.
    ///
    /// # Errors
    /// [`CallError`] has the status and the words for the person.
    pub async fn handle(self: &Arc<Host>, plugin: &str, request: Request) -> Result<Response, CallError> {
        let Some(id) = self.watch.as_ref().and_then(|_| PluginId::parse(plugin).ok()) else {
            return self.answer(plugin, request).await;
        };
        let what = (format!("{} {}", request.method, request.path), Some(request.principal));
        let name = request.request_id.clone();
        let call = self.answer(plugin, request);
        self.watched((&id, &name), || what, |response: &Response| response.status, call).await
    }

    async fn answer(self: &Arc<Host>, plugin: &str, request: Request) -> Result<Response, CallError> {
        // First in, and then a look at which version is there.
        let inside = self.enter(plugin).await?;
        let registry = self.registry();
        let loaded = find_plugin(&registry, plugin, &request.path)?.clone();
        let principal = request.principal;
        let (request_id, origin, language) = (request.request_id, request.origin, request.language);
        let entry = Entry::Handle(wire::Request {
            method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers,
            body: request.body,
        });
        let now = self.clock.now();
        let loaded_now = loaded.clone();
        let call =
            Call { loaded: loaded_now, registry, request_id, origin, language, now, looks: false, entry };
        let host = self.clone();
        let stats = loaded.stats.clone();
        let answer = self
            .guests
            .run(&stats.manners, async move {
                let _inside = inside;
                let Entry::Handle(asked) = &call.entry else { return Err(CallError::Broken) };
                let route = find_route(&loaded, &asked.method, &asked.path)?;
                let enter = |unit: &mut UnitOfWork| host.admit(unit, &principal, &loaded, route, call.now);
                host.run(&call, enter).await
            })
            .await?;
        let Answered::Response(answer) = answer else { return Err(CallError::Broken) };
        if answer.body.len() > self.limits.response {
            stats.failed(self.clock.now(), "its answer was too large");
            return Err(CallError::TooLarge(format!(
                "the plugin's answer has {} bytes, more than {}",
                answer.body.len(),
                self.limits.response
            )));
        }
        Ok(Response {
            status: answer.status.clamp(200, 599),
            headers: answer
                .headers
                .into_iter()
                .filter(|(name, value)| {
                    RESPONSE_HEADERS.contains(&name.as_str())
                        && value.len() <= HEADER
                        && !value.contains(['\r', '\n', '\0'])
                })
                .collect(),
            body: answer.body,
        })
    }

    /// Keeps a plugin in its version's form of records until what this gives is dropped. While they are being brought
    /// into another, it waits.
    pub(crate) async fn enter(&self, plugin: &str) -> Result<Option<Inside>, CallError> {
        let registry = self.registry();
        let Some(loaded) = registry.get(plugin) else { return Ok(None) };
        loaded.stats.enter(self.clock.now(), self.limits.deadline).await.map(Some)
    }

    /// Whether a request would be let in, before its body is read: is there such a
    /// route, and could this person ever come through its door?
    ///
    /// # Errors
    /// As [`Host::handle`] would answer.
    pub fn knock(
        &self,
        plugin: &str,
        method: &str,
        path: &str,
        principal: &Principal,
    ) -> Result<bool, CallError> {
        let registry = self.registry();
        let loaded = find_plugin(&registry, plugin, path)?;
        let route = find_route(loaded, method, path)?;
        self.admit(&mut self.store.begin(), principal, loaded, route, self.clock.now())?;
        Ok(route.files)
    }

    /// Finds the authority of a request, or refuses it before the plugin runs.
    fn admit(
        &self,
        unit: &mut UnitOfWork,
        principal: &Principal,
        plugin: &Loaded,
        route: &PluginRoute,
        now: Timestamp,
    ) -> Result<Authority, CallError> {
        let person = self.identity.authority(unit, principal, now)?.ok_or(CallError::SignIn)?;
        if let Some(needs) = &route.needs
            && !person.can_ever(needs.as_str())
            && let Err(denial) = person.check(needs.as_str(), Target::Desk).into_result()
        {
            if matches!(principal, Principal::Visitor) {
                return Err(CallError::SignIn);
            }
            plugin.stats.denied();
            return Err(CallError::Denied(denial));
        }
        if person.snapshot().mandate(plugin.id()).is_some_and(|mandate| !mandate.enabled) {
            return Err(CallError::Unavailable(format!("the plugin `{}` is switched off", plugin.id())));
        }
        Ok(match route.authority {
            AuthorityOf::Caller => person.through(plugin.id()),
            AuthorityOf::Own => person.own(plugin.id()),
        })
    }

    /// Asks a plugin in a fresh instance and a unit of work, again and again while the unit conflicts with others.
    pub(crate) async fn run<E>(self: &Arc<Host>, call: &Call, mut enter: E) -> Result<Answered, CallError>
    where
        E: FnMut(&mut UnitOfWork) -> Result<Authority, CallError>,
    {
        let plugin = &call.loaded;
        let mut limits = self.limits.clone();
        if call.looks {
            limits.deadline = limits.deadline.min(LOOK);
        }
        let budget = Arc::new(Budget::new(limits));
        // A plugin's own share first: one that is slow keeps its own callers waiting, and nobody else's.
        let _share = budget.place(&plugin.stats.places).await?;
        let _counted = Counted { call, budget: &budget };
        let _place = budget.place(&self.places).await?;
        let mut tries = self.store.tries();
        loop {
            budget.begin_attempt();
            let mut unit = budget.wait_for(tries.begin()).await?;
            let authority = enter(&mut unit)?;
            if let Some(why) = replaced(&self.store, &mut unit, plugin)? {
                return Err(CallError::Unavailable(why));
            }
            let only_looks = authority.viewer().is_some();
            let begun = unit.savepoint();
            let mirror = self.mirror(plugin.id()).map(|mirror| (mirror, authority.clone()));
            let (registry, request_id) = (call.registry.clone(), call.request_id.clone());
            let root = Root::new(self, registry, request_id, call.now, budget.clone(), unit);
            let root =
                Arc::new(root.for_entry(&call.entry).from(call.origin.clone()).speaking(call.language));
            let cx = Cx::outermost(root.clone(), plugin.clone(), authority, call.looks);
            let outcome = self.ask(call, cx).await;
            if let Some(Err(end)) = &outcome
                && let Some(error) = of_the_store(end)
            {
                return Err(error);
            }
            let fell = match &outcome {
                Some(Err(_)) => Some(plugin.id().clone()),
                _ => root.first_fallen(),
            };
            if let Some(fell) = fell {
                self.report(call, &mut enter, &root, &fell).await;
            }
            let value = match outcome {
                Some(Ok(Ok(answer))) => answer,
                Some(Ok(Err(error))) => return Err(root.problem(error)),
                Some(Err(trap)) => {
                    plugin.stats.failed(call.now, &format!("{:#}", trap.root_cause()));
                    tracing::error!(plugin = %plugin.id(), request = %call.request_id, error = ?trap,
                        "a plugin failed; nothing of its call was kept");
                    return Err(CallError::Failed {
                        plugin: plugin.id().to_string(),
                        reference: call.request_id.clone(),
                    });
                }
                None => {
                    plugin.stats.failed(call.now, "it took too long");
                    tracing::error!(plugin = %plugin.id(), request = %call.request_id,
                        "a plugin used up its time; nothing of its call was kept");
                    return Err(CallError::TimedOut(plugin.id().to_string()));
                }
            };
            plugin.stats.health.note(call.now, None);
            let Some(unit) = root.take_unit() else { return Err(CallError::Closing) };
            if !value.is_kept() || only_looks || call.looks {
                return Ok(value);
            }
            let mirror = mirror.map(|(mirror, authority)| {
                Original::note(&unit, &authority, begun, &value).map(|seen| (mirror, seen))
            });
            if tries.commit(unit).await?.is_some() {
                if let Some(origin) = &call.origin {
                    self.identity.have_come(origin, root.guests.load(Ordering::Relaxed), call.now);
                }
                if let Some(Ok((mirror, seen))) = mirror {
                    mirror.follow(self, call, &root, seen);
                }
                return Ok(value);
            }
            plugin.stats.conflicted();
            tracing::debug!(plugin = %plugin.id(), request = %call.request_id, attempt = tries.attempts(),
                on = tries.lost_on(), "somebody was faster, running again");
        }
    }

    /// Asks a plugin in a fresh instance. None: the time of the call is over.
    pub(crate) async fn ask(
        &self,
        call: &Call,
        cx: Cx,
    ) -> Option<wasmtime::Result<Result<Answered, wit::Error>>> {
        let (plugin, budget) = (&call.loaded, cx.root.budget.clone());
        let mut store = new_store(&self.engine.engine, cx);
        let guest = timed(&budget.cpu, async {
            let instance = plugin.pre.instantiate_async(&mut store).await?;
            plugin.exports.ask(&mut store, &instance, &call.entry).await
        });
        budget.in_time(guest).await
    }
}

/// Counts a call when it is over, however it ends.
struct Counted<'a> {
    call: &'a Call,
    budget: &'a Budget,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        let Call { loaded, entry, now, .. } = self.call;
        loaded.stats.called(Errand::of(entry), *now, self.budget.started.elapsed(), self.budget);
    }
}

/// The plugin that a request is for.
fn find_plugin<'a>(registry: &'a Registry, plugin: &str, path: &str) -> Result<&'a Arc<Loaded>, CallError> {
    registry.get(plugin).ok_or_else(|| nothing(plugin, path))
}

/// And its route.
fn find_route<'a>(plugin: &'a Loaded, method: &str, path: &str) -> Result<&'a PluginRoute, CallError> {
    plugin.route(method, path).map_err(|others| match others.is_empty() {
        true => nothing(plugin.id().as_str(), path),
        false => CallError::Method(others.into_iter().map(str::to_owned).collect()),
    })
}

fn nothing(plugin: &str, path: &str) -> CallError {
    CallError::NotFound(format!("there is nothing at `/{plugin}{path}`"))
}

/// What stays the same when a call is run again.
pub(crate) struct Call {
    pub loaded: Arc<Loaded>,
    pub registry: Arc<Registry>,
    pub request_id: String,
    /// The network address that it came from, if it is a request.
    pub origin: Option<String>,
    /// In which people are spoken to.
    pub language: Language,
    pub now: Timestamp,
    /// Nothing is written: a part of a page is drawn.
    pub looks: bool,
    /// What is asked.
    pub entry: Entry,
}
