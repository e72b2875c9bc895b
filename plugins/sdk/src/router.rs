//! Which function answers which path, as one table.

use crate::{Cx, Error, Request, Response, Result};

/// Answers one route.
pub type Handler = fn(&Cx, &Request) -> Result<Response>;

/// A table of routes, written like those of the manifest: `{x}` stands for one segment, `{x...}` for the rest.
///
/// ```
/// use ombud_plugin::{Cx, Request, Response, Result, Router};
///
/// fn show(_: &Cx, request: &Request) -> Result<Response> {
///     Ok(Response::text(request.param("id")))
/// }
///
/// fn routes() -> Router {
///     Router::new().get("/api/notes/{id}", show)
/// }
/// ```
///
/// A segment that is written out wins over one that is not, whatever the order.
#[derive(Clone, Default)]
pub struct Router {
    routes: Vec<Route>,
}

#[derive(Clone)]
struct Route {
    method: &'static str,
    pattern: &'static str,
    handler: Handler,
}

impl Router {
    /// A table without routes.
    pub fn new() -> Self {
        Router::default()
    }

    /// One more route.
    pub fn route(mut self, method: &'static str, pattern: &'static str, handler: Handler) -> Self {
        self.routes.push(Route { method, pattern, handler });
        self
    }

    /// Answers `GET`.
    pub fn get(self, pattern: &'static str, handler: Handler) -> Self {
        self.route("GET", pattern, handler)
    }

    /// Answers `POST`.
    pub fn post(self, pattern: &'static str, handler: Handler) -> Self {
        self.route("POST", pattern, handler)
    }

    /// Answers `PUT`.
    pub fn put(self, pattern: &'static str, handler: Handler) -> Self {
        self.route("PUT", pattern, handler)
    }

    /// Answers `PATCH`.
    pub fn patch(self, pattern: &'static str, handler: Handler) -> Self {
        self.route("PATCH", pattern, handler)
    }

    /// Answers `DELETE`.
    pub fn delete(self, pattern: &'static str, handler: Handler) -> Self {
        self.route("DELETE", pattern, handler)
    }

    /// Methods and patterns, for a test that holds them against the manifest.
    pub fn routes(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.routes.iter().map(|route| (route.method, route.pattern))
    }

    /// Calls the handler of the route that fits best. `not-found` if no path fits, 405 if only the method
    /// does not. A body that says it is JSON and is not answers 400 before any handler sees it; what is JSON
    /// but does not fit is the handler's `invalid`.
    pub fn answer(&self, cx: &Cx, mut request: Request) -> Result<Response> {
        let mut best: Option<(Fit, &Route)> = None;
        let mut other_methods = Vec::new();
        for route in &self.routes {
            let Some(fit) = fit(route.pattern, &request.path) else { continue };
            if route.method != request.method {
                other_methods.push(route.method);
            } else if best.as_ref().is_none_or(|(least, _)| fit.rank < least.rank) {
                best = Some((fit, route));
            }
        }
        if let Some((fit, route)) = best {
            if let Err(error) = well_formed(&request) {
                let detail = format!("the body is not JSON: {error}");
                return Ok(Response::problem(400, "Malformed request", &detail));
            }
            request.params = fit.params;
            return (route.handler)(cx, &request);
        }
        if other_methods.is_empty() {
            return Err(Error::not_found(format!("there is nothing at `{}`", request.path)));
        }
        let detail =
            format!("`{}` answers {}, not {}", request.path, other_methods.join(", "), request.method);
        Ok(Response::problem(405, "Method not allowed", &detail))
    }
}

fn well_formed(request: &Request) -> serde_json::Result<()> {
    let is_json = request.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json || request.body.is_empty() {
        return Ok(());
    }
    serde_json::from_slice::<serde::de::IgnoredAny>(&request.body).map(drop)
}

/// How well a pattern fits, and what stands for its parameters.
#[derive(Default)]
struct Fit {
    /// Segment by segment, less is better.
    rank: Vec<u8>,
    params: Vec<(String, String)>,
}

fn fit(pattern: &str, path: &str) -> Option<Fit> {
    let mut fit = Fit::default();
    let mut rest = path.strip_prefix('/')?;
    let mut parts = pattern.strip_prefix('/')?.split('/').peekable();
    while let Some(part) = parts.next() {
        let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        if let Some(name) = name.and_then(|name| name.strip_suffix("...")) {
            fit.rank.push(2);
            fit.params.push((name.to_owned(), rest.to_owned()));
            return Some(fit);
        }
        let (segment, after) = match rest.split_once('/') {
            Some((segment, after)) => (segment, Some(after)),
            None => (rest, None),
        };
        match name {
            Some(_) if segment.is_empty() => return None,
            Some(name) => {
                fit.rank.push(1);
                fit.params.push((name.to_owned(), segment.to_owned()));
            }
            None if part == segment => fit.rank.push(0),
            None => return None,
        }
        match (after, parts.peek()) {
            (Some(after), Some(_)) => rest = after,
            (None, None) => return Some(fit),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeKernel;

    fn one(_: &Cx, request: &Request) -> Result<Response> {
        Ok(Response::text(format!("one {}", request.param("id"))))
    }

    fn mine(_: &Cx, _: &Request) -> Result<Response> {
        Ok(Response::text("mine"))
    }

    fn file(_: &Cx, request: &Request) -> Result<Response> {
        Ok(Response::text(format!("file {}", request.param("path"))))
    }

    #[test]
    fn a_body_that_is_no_json_answers_400() {
        let router = Router::new().post("/notes/{id}", one);
        let mut request = Request::json_body("POST", "/notes/7", &serde_json::json!({}));
        assert_eq!(router.answer(&FakeKernel::new().cx(), request.clone()).unwrap().status, 200);
        request.body = b"{\"text\": ".to_vec();
        assert_eq!(router.answer(&FakeKernel::new().cx(), request).unwrap().status, 400);
    }

    #[track_caller]
    fn check(method: &str, path: &str, want: &str) {
        let router = Router::new()
            .get("/notes/{id}", one)
            .get("/notes/mine", mine)
            .delete("/notes/{id}", one)
            .get("/files/{path...}", file)
            .get("/", mine);
        let answer = router.answer(&FakeKernel::new().cx(), Request::new(method, path));
        let told = match answer {
            Ok(response) if response.status == 200 => response.body_text(),
            Ok(response) => response.status.to_string(),
            Err(error) => error.message().to_owned(),
        };
        assert_eq!(told, want);
    }

    #[test]
    fn the_written_out_segment_wins() {
        check("GET", "/notes/7", "one 7");
        check("GET", "/notes/mine", "mine");
        check("GET", "/", "mine");
    }

    #[test]
    fn the_rest_may_have_many_segments() {
        check("GET", "/files/a/b.png", "file a/b.png");
    }

    #[test]
    fn what_does_not_fit_is_404_and_a_wrong_method_405() {
        check("GET", "/notes", "there is nothing at `/notes`");
        check("GET", "/notes/", "there is nothing at `/notes/`");
        check("GET", "/notes/7/8", "there is nothing at `/notes/7/8`");
        check("POST", "/notes/7", "405");
    }
}
