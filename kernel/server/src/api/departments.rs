//! Departments.

use super::{change, read};
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_access::DepartmentId;
use ombud_identity::{Department, department};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let all = read(desk, &asked.caller, |_, unit, _| department::list(unit))?;
    let all: Vec<Value> = all.iter().map(view).collect();
    Ok(reply::json(200, &json!({ "departments": all })))
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let Named { name } = body::json(&asked.headers, asked.body).await?;
    let made =
        change(desk, &asked.caller, move |_, unit, actor| department::create(unit, actor, &name)).await?;
    Ok(reply::json(201, &view(&made)))
}

pub(super) async fn rename(desk: &Arc<Desk>, asked: Asked, id: DepartmentId) -> Answer {
    let Named { name } = body::json(&asked.headers, asked.body).await?;
    let renamed =
        change(desk, &asked.caller, move |_, unit, actor| department::rename(unit, actor, id, &name)).await?;
    Ok(reply::json(200, &view(&renamed)))
}

fn view(department: &Department) -> Value {
    json!({ "id": department.id.to_string(), "name": department.name })
}
