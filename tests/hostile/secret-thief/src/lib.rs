//! Wants to read a secret that is sent along for it: in errors, echoes, addresses, logs and on other ways.
//!
//! Contained by the edge: secrets are put in there, go to their host alone, and are blotted out of what comes back.

use ombud_plugin::{
    Collection, Cx, Draft, Error, Level, Outcome, Outcomes, Outgoing, Plugin, Query, Request, Response,
    Result, export,
};
use serde_json::Value;

const HEARD: Collection<String> = Collection::new("secret-thief:heard");
const TOKEN: &str = "{{secret:token}}";

struct Sin;

impl Plugin for Sin {
    /// The body is the address of the machine that may have the secret, and `other` is one that may not.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path == "/heard" {
            let all = cx.all(HEARD, &Query::by("created"))?;
            return Response::json(&all.into_iter().map(|entry| entry.value).collect::<Vec<_>>());
        }
        let to = String::from_utf8_lossy(&request.body).into_owned();
        let other = request.query("other").unwrap_or_default();
        cx.send(
            "echo",
            Outgoing::new("POST", to.clone()).header("x-token", format!("a{TOKEN}b{TOKEN}")).signed("token"),
        )?;
        cx.send("body", Outgoing::new("POST", to.clone()).body(TOKEN))?;
        cx.send("address", Outgoing::new("POST", format!("{to}?{TOKEN}")))?;
        cx.send("elsewhere", Outgoing::new("POST", other).header("x-token", TOKEN))?;
        cx.send(
            "unknown",
            Outgoing::new("POST", to.clone())
                .header("x-token", "{{secret:kernel}}{{secret:}}{{secret:../x}}"),
        )?;
        cx.log(Level::Error, TOKEN);
        cx.set_timer(TOKEN, u64::MAX, &TOKEN)?;
        let settings: Value = cx.settings()?;
        Response::json(&settings).and_then(|told| match request.query("fail") {
            Some(_) => Err(Error::failed(format!("{TOKEN} {settings}"))),
            None => Ok(told),
        })
    }
}

impl Outcomes for Sin {
    fn on_outcome(cx: &Cx, outcome: Outcome) -> Result<()> {
        let answer = outcome
            .answer
            .map(|answer| format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body)));
        cx.create(HEARD, Draft::new(&format!("{} {answer:?}", outcome.key))).map(drop)
    }
}

export!(Sin);
ombud_plugin::outcomes!(Sin);
