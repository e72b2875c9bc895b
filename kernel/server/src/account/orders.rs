//! What somebody has plugins do in the own name: on the page of the own account, and on that of somebody else.

use crate::Desk;
use crate::http::speech::{language, text, woven};
use crate::pages::words::when;
use maud::{Markup, html};
use ombud_access::PermissionName;
use ombud_identity::Order;

/// A list with a button for each. `here` is where its form leads.
pub(super) fn section(desk: &Desk, title: &str, lead: &str, orders: &[Order], here: &str) -> Markup {
    html! {
        section class="card" {
            h2 { (title) }
            p class="hint" { (lead) }
            ul class="sessions" { @for order in orders { (one(desk, order, here)) } }
        }
    }
}

fn one(desk: &Desk, order: &Order, here: &str) -> Markup {
    let titles: Vec<String> = order.permissions.iter().map(|name| told(desk, name)).collect();
    html! {
        li {
            div {
                strong { (order.title) }
                p class="hint" {
                    (woven("orders-since", &[("plugin", html! { code { (order.plugin) } }), ("since", when(order.given))]))
                    " " (titles.join(", "))
                }
            }
            form method="post" action=(here) {
                input type="hidden" name="do" value="withdraw";
                input type="hidden" name="order" value=(order.id());
                button aria-label=(text!("orders-withdraw-of", title = &order.title)) { (text!("orders-withdraw")) }
            }
        }
    }
}

fn told(desk: &Desk, name: &PermissionName) -> String {
    let policy = desk.identity().snapshot();
    policy
        .declared(name.as_str())
        .map_or_else(|| name.to_string(), |known| desk.host().title_of(language(), known))
}
