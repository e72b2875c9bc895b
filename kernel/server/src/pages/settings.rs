//! The settings of a plugin, as a form that its manifest describes.

mod entry;
mod rows;

use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer};
use crate::Desk;
use crate::api;
use crate::api::plugins::one;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::{text, woven};
use maud::{Markup, html};
use ombud_access::{Authority, PluginId};
use ombud_host::EntryKind;
use serde_json::{Map, Number, Value};
use std::sync::Arc;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    if !form.get(rows::BUTTON).is_empty() {
        return Ok(Outcome::Entered);
    }
    let inspection = one(desk, id)?.inspection;
    let manifest = &inspection.manifest;
    let mut changes = Map::new();
    for (name, usual) in &manifest.settings {
        let described = manifest.entries.iter().find(|entry| entry.name == *name);
        let value = match described {
            Some(entry) => entry::read(entry, usual, &field(name), form)
                .map_err(|misfit| Problem::spoken(entry::told(&inspection, entry, &misfit))),
            None => read(name, usual, form.get(&field(name))).map_err(Problem::invalid),
        };
        changes.insert(name.clone(), value?);
    }
    // Only what is different is chosen: the rest follows the manifest.
    let now = desk.host().settings(id)?;
    changes.retain(|name, value| now.get(name) != Some(value));
    let wanted = id.clone();
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().choose_settings(&wanted, changes, &actor).await?)
    };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Settings(id.clone()), Done::Set))
}

/// The field of a setting; the manifest's names could be any.
fn field(name: &str) -> String {
    format!("setting-{name}")
}

/// What was entered, as a value of the kind of the manifest's.
fn read(name: &str, default: &Value, text: &str) -> Result<Value, String> {
    Ok(match default {
        Value::Bool(_) => Value::Bool(text == "yes"),
        Value::String(_) => Value::String(text.replace("\r\n", "\n")),
        Value::Number(_) => {
            let number: Result<Number, _> = serde_json::from_str(text.trim());
            Value::Number(number.map_err(|_| format!("`{name}` is a number, not `{text}`"))?)
        }
        Value::Null | Value::Array(_) | Value::Object(_) => {
            serde_json::from_str(text).map_err(|error| format!("`{name}` cannot be read: {error}"))?
        }
    })
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let page = Page::Settings(id.clone());
    let now = desk.host().settings(id)?;
    let manifest = &plugin.inspection.manifest;
    let current = |name: &str, usual: &Value| now.get(name).unwrap_or(usual).clone();
    let described =
        manifest.entries.iter().filter_map(|entry| Some((entry, manifest.settings.get(&entry.name)?)));
    let others = manifest
        .settings
        .iter()
        .filter(|(name, _)| !manifest.entries.iter().any(|entry| entry.name == **name));
    let has_rows = manifest.entries.iter().any(|entry| entry.kind == EntryKind::Rows);
    let unsaved = beside.entered.is_some_and(|form| !form.get(rows::BUTTON).is_empty());
    let content = html! {
        @if manifest.settings.is_empty() { p class="card muted" { (text!("settings-none")) } }
        @else {
            @if unsaved { div class="flash" role="status" { p { (text!("rows-unsaved")) } } }
            form class={ "card fields" @if !has_rows { " narrow" } } method="post" action=(page) {
                // What Enter in a field does is what the first button does.
                button class="hidden" tabindex="-1" aria-hidden="true" { (text!("save")) }
                @for (entry, usual) in described {
                    (entry::drawn(&plugin.inspection, entry, &field(&entry.name), usual, &current(&entry.name, usual), beside.entered))
                }
                @for (name, usual) in others { (one_field(name, usual, &current(name, usual), beside.entered)) }
                div class="actions" { button class="primary" { (text!("save")) } }
            }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-settings"), beside, &content))
}

fn one_field(name: &str, default: &Value, now: &Value, entered: Option<&Form>) -> Markup {
    let (key, title) = (field(name), title(name));
    let ticked = |now: &Value| entered.map_or(*now == Value::Bool(true), |form| form.get(&key) == "yes");
    let text = |now: String| entered.map_or(now, |form| form.get(&key).to_owned());
    html! {
        @match (default, now) {
            (Value::Bool(usual), now) => {
                label class="choice" {
                    input type="checkbox" name=(key) value="yes" checked[ticked(now)];
                    span { (title) span class="hint block" {
                        @if *usual { (text!("usually-ticked")) } @else { (text!("usually-not-ticked")) }
                    } }
                }
            },
            (Value::Number(usual), now) => {
                label {
                    (title)
                    input type="number" step="any" name=(key) value=(text(now.to_string())) required;
                    span class="hint block" { (text!("usually", usual = usual.to_string())) }
                }
            },
            (Value::String(usual), now) => {
                label {
                    (title)
                    input name=(key) value=(text(now.as_str().unwrap_or_default().to_owned()));
                    @if !usual.is_empty() { span class="hint block" { (text!("usually", usual = format!("“{usual}”"))) } }
                }
            },
            (usual, now) => {
                label {
                    (title)
                    textarea name=(key) rows="4" spellcheck="false" class="code" { (text(pretty(now))) }
                    span class="hint block" {
                        (woven(
                            if usual.is_array() { "usually-list" } else { "usually-value" },
                            &[("usual", html! { code { (usual) } })],
                        ))
                    }
                }
            },
        }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// `close-after-days` as people read it.
fn title(name: &str) -> String {
    crate::http::problem::capital(&name.replace(['-', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_entered_becomes_a_value_of_the_same_kind() {
        let read = |default: Value, text: &str| read("x", &default, text);
        assert_eq!(read(json!(14), " 7 "), Ok(json!(7)));
        assert_eq!(read(json!(1.5), "2.5"), Ok(json!(2.5)));
        assert_eq!(read(json!(true), ""), Ok(json!(false)));
        assert_eq!(read(json!("a"), "14"), Ok(json!("14")));
        assert_eq!(read(json!([]), "[\"a\"]"), Ok(json!(["a"])));
        for (default, text) in
            [(json!(14), "many"), (json!(14), "\"7\""), (json!([]), "a, b"), (json!({}), "")]
        {
            assert!(read(default, text).is_err(), "{text}");
        }
        assert_eq!(title("close-after-days"), "Close after days");
    }
}
