//! What an administrator leaves of what a plugin asks for: ticked in a form, and read back as grants.

use super::form::Form;
use super::words;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::text;
use maud::{Markup, html};
use ombud_access::{DepartmentId, Grant, PermissionName, Scopes, Snapshot};
use ombud_identity::department::Department;

/// The field of permissions, and those of departments.
const GRANT: &str = "grant";
const WHERE: &str = "where";
const DEPARTMENT: &str = "department";

/// All scopes that these grants give for a permission.
pub(super) fn held(grants: &[Grant], permission: &PermissionName) -> Scopes {
    let of_it = grants.iter().filter(|grant| grant.permission == *permission);
    of_it.fold(Scopes::NONE, |all, grant| all | grant.scopes)
}

/// What is ticked for a permission.
pub(super) fn ticked(form: &Form, permission: &PermissionName) -> Scopes {
    let ticked = form.all(GRANT).filter_map(|value| value.split_once(' '));
    let of_it = ticked.filter(|(name, _)| *name == permission.as_str());
    of_it.filter_map(|(_, scope)| Scopes::named(scope)).fold(Scopes::NONE, |all, scope| all | scope)
}

/// The grants of one permission when exactly these scopes are to be left: what ends by itself goes on to do so.
pub(super) fn left(grants: &[Grant], permission: &PermissionName, wanted: Scopes) -> Vec<Grant> {
    let of_it: Vec<&Grant> = grants.iter().filter(|grant| grant.permission == *permission).collect();
    let mut left: Vec<Grant> = of_it
        .iter()
        .map(|grant| Grant { scopes: grant.scopes & wanted, ..(*grant).clone() })
        .filter(|grant| !grant.scopes.is_empty())
        .collect();
    let new = wanted.without(held(&left, permission));
    if !new.is_empty() {
        let ends = of_it.iter().map(|grant| grant.until).collect::<Option<Vec<_>>>();
        let until = ends.and_then(|ends| ends.into_iter().max());
        left.push(Grant { permission: permission.clone(), scopes: new, until });
    }
    left
}

/// The boxes to tick for one permission: the scopes that were asked for, those that are held, and narrower ones.
pub(super) fn boxes(
    policy: &Snapshot,
    permission: &PermissionName,
    asked: Scopes,
    held: Scopes,
    ticked: Scopes,
) -> Markup {
    let declared = policy.declared(permission.as_str()).map_or(Scopes::NONE, |known| known.scopes);
    let offered = |scope: &Scopes| {
        (asked | held).contains(*scope) || (declared.contains(*scope) && asked.covers(*scope))
    };
    let offered: Vec<Scopes> = Scopes::ANY.iter().filter(offered).collect();
    let allow = if offered.len() == 1 && offered[0] == Scopes::ALL {
        text!("allow")
    } else {
        text!("on-which-records")
    };
    html! {
        fieldset class="scopes" {
            legend { span class="hidden" { (permission) ": " } (allow) }
            div {
                @for scope in &offered {
                    label class="choice" {
                        input type="checkbox" name=(GRANT) checked[ticked.contains(*scope)]
                            value={ (permission) " " (scope.names().next().unwrap_or_default()) };
                        (words::scope(*scope))
                    }
                }
            }
        }
    }
}

/// Which departments, if not all.
pub(super) fn departments(
    all: &[Department],
    now: Option<&[DepartmentId]>,
    entered: Option<&Form>,
) -> Markup {
    let some = entered.map_or(now.is_some(), |form| form.get(WHERE) == "some");
    let chosen = |id: DepartmentId| match entered {
        Some(form) => form.has(DEPARTMENT, &id.to_string()),
        None => now.is_some_and(|now| now.contains(&id)),
    };
    html! {
        fieldset class="card where" {
            legend { (text!("in-which-departments")) }
            label class="choice" { input type="radio" name=(WHERE) value="all" checked[!some]; (text!("in-all")) }
            label class="choice" {
                input type="radio" name=(WHERE) value="some" checked[some];
                (text!("in-some"))
            }
            div class="within" {
                @for department in all {
                    label class="choice" {
                        input type="checkbox" name=(DEPARTMENT) value=(department.id) checked[chosen(department.id)];
                        (department.name)
                    }
                }
            }
        }
    }
}

/// The departments that were chosen; none: all.
pub(super) fn chosen_departments(form: &Form) -> Answer<Option<Vec<DepartmentId>>> {
    if form.get(WHERE) != "some" {
        return Ok(None);
    }
    let ids: Result<Vec<DepartmentId>, _> = form.all(DEPARTMENT).map(str::parse).collect();
    match ids {
        Ok(ids) if !ids.is_empty() => Ok(Some(ids)),
        Ok(_) => Err(Problem::invalid("tick the departments that are meant, or choose all of them")),
        Err(_) => Err(Problem::malformed("there is no such department")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::Timestamp;

    fn name() -> PermissionName {
        PermissionName::parse("tickets:ticket.read").unwrap()
    }

    fn grant(scopes: Scopes, until: Option<u64>) -> Grant {
        Grant { permission: name(), scopes, until: until.map(Timestamp) }
    }

    #[test]
    fn what_stays_ticked_stays_as_it_was_and_what_is_not_goes() {
        let (all, assigned, own) = (Scopes::ALL, Scopes::ASSIGNED, Scopes::OWN);
        let now = [grant(assigned, None), grant(own, Some(7))];
        assert_eq!(left(&now, &name(), assigned | own), now);
        assert_eq!(left(&now, &name(), own), [grant(own, Some(7))]);
        assert_eq!(left(&now, &name(), Scopes::NONE), []);
        assert_eq!(left(&now, &name(), all), [grant(all, None)]);
        let ending = [grant(all, Some(7)), grant(own, Some(9))];
        assert_eq!(left(&ending, &name(), assigned), [grant(assigned, Some(9))], "narrower is not longer");
    }
}
