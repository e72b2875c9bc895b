//! Cedar at its best: each action has a policy set of its own, each request only the entities that it needs, and
//! both are there before the clock runs. Audience, roles and plugins are joined by Cedar.

use crate::Engine;
use crate::world::{Question, World, short};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression as Value,
};
use ombud_access::{Audience, Scopes};
use std::collections::{HashMap, HashSet};

/// How the roles are told.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    /// A `permit` for each role that holds the permission, as one would write it.
    PolicyForEachRole,
    /// One `permit` for an action, however many roles: who holds it with which scope is in the entities.
    OnePolicy,
}

pub struct Cedar<'a> {
    world: &'a World,
    form: Form,
    /// By permission.
    policies: Vec<PolicySet>,
    /// By permission and role, or permission and plugin.
    roles: Vec<HashMap<u128, Scopes>>,
    mandates: Vec<HashMap<usize, Scopes>>,
    authorizer: Authorizer,
    asked: Vec<(Request, Entities)>,
}

impl<'a> Cedar<'a> {
    pub fn new(world: &'a World, form: Form) -> Cedar<'a> {
        let (mut roles, mut mandates) = (vec![], vec![]);
        for _ in &world.policy.permissions {
            roles.push(HashMap::new());
            mandates.push(HashMap::new());
        }
        for role in &world.policy.roles {
            for (permission, scopes) in world.role_gives(role) {
                roles[permission].insert(role.id.0.as_u128(), scopes);
            }
        }
        for (n, mandate) in world.policy.mandates.iter().enumerate() {
            for (permission, scopes) in world.mandate_gives(mandate) {
                mandates[permission].insert(n, scopes);
            }
        }
        let policies = roles
            .iter()
            .map(|roles| match form {
                Form::PolicyForEachRole => policy_for_each_role(roles),
                Form::OnePolicy => format!(
                    "permit(principal, action, resource) when {{ {AUDIENCE} && ({}) && {} }};",
                    holds("principal"),
                    through()
                ),
            })
            .map(|text| text.parse().expect("policies"))
            .collect();
        Cedar { world, form, policies, roles, mandates, authorizer: Authorizer::new(), asked: Vec::new() }
    }

    fn entities(&self, question: &Question) -> Entities {
        let world = self.world;
        let person = &world.people[question.person];
        let record = &world.records[question.record];

        let mut parents: HashSet<EntityUid> = HashSet::new();
        parents.extend(person.departments.iter().map(|at| uid("Department", short('d', at.0))));
        parents.extend(person.roles.iter().map(|held| uid("Role", short('r', held.role.0))));
        let staff = vec![("staff", Value::new_bool(world.is_staff(person)))];
        let mut all = vec![made(uid("Person", short('u', person.id.0)), staff, parents)];

        for held in &person.roles {
            let scopes = self.roles[question.permission].get(&held.role.0.as_u128());
            let scopes = scopes.filter(|_| self.form == Form::OnePolicy).copied().unwrap_or_default();
            all.push(made(uid("Role", short('r', held.role.0)), vec![], groups(scopes)));
        }
        if let Some(plugin) = question.plugin {
            let mandate = &world.policy.mandates[plugin];
            let scopes = self.mandates[question.permission].get(&plugin).copied().unwrap_or_default();
            let mut attributes = vec![("enabled", Value::new_bool(mandate.enabled))];
            attributes.extend(mandate.departments.as_ref().map(|ceiling| {
                let list = ceiling.iter().map(|at| refer("Department", short('d', at.0)));
                ("ceiling", Value::new_set(list))
            }));
            all.push(made(uid("Plugin", format!("p{plugin}")), attributes, groups(scopes)));
        }

        let participants = record.participants.iter().map(|person| refer("Person", short('u', person.0)));
        let mut attributes = vec![
            ("staff", Value::new_bool(record.audience == Audience::Staff)),
            ("participants", Value::new_set(participants)),
        ];
        attributes.extend(record.department.map(|at| ("department", refer("Department", short('d', at.0)))));
        attributes.extend(record.assignee.map(|person| ("assignee", refer("Person", short('u', person.0)))));
        attributes
            .extend(record.requester.map(|person| ("requester", refer("Person", short('u', person.0)))));
        all.push(made(uid("Record", question.record.to_string()), attributes, HashSet::new()));
        Entities::from_entities(all, None).expect("each is there once and nothing goes round")
    }

    fn request(&self, question: &Question) -> Request {
        let person = &self.world.people[question.person];
        let plugin =
            question.plugin.map(|plugin| ("plugin".to_owned(), refer("Plugin", format!("p{plugin}"))));
        Request::new(
            uid("Person", short('u', person.id.0)),
            uid("Action", format!("a{}", question.permission)),
            uid("Record", question.record.to_string()),
            Context::from_pairs(plugin).expect("one value"),
            None,
        )
        .expect("a request without a schema")
    }
}

impl Engine for Cedar<'_> {
    fn name(&self) -> &'static str {
        match self.form {
            Form::PolicyForEachRole => "cedar, sliced by action, a policy for each role",
            Form::OnePolicy => "cedar, sliced by action, one policy",
        }
    }

    fn prepare(&mut self, questions: &[Question]) {
        let ask = |question: &Question| (self.request(question), self.entities(question));
        self.asked = questions.iter().map(ask).collect();
    }

    fn decide(&mut self, questions: &[Question], answers: &mut Vec<bool>) {
        for (question, (request, entities)) in questions.iter().zip(&self.asked) {
            let policies = &self.policies[question.permission];
            let response = self.authorizer.is_authorized(request, policies, entities);
            // Cedar leaves out a policy that fails: a `forbid` that fails would allow.
            assert!(response.diagnostics().errors().next().is_none());
            answers.push(response.decision() == Decision::Allow);
        }
    }
}

const AUDIENCE: &str = "(!resource.staff || principal.staff)";

fn policy_for_each_role(roles: &HashMap<u128, Scopes>) -> String {
    let permit = |(role, scopes): (&u128, &Scopes)| {
        let any: Vec<_> = scopes.iter().map(related).collect();
        format!("permit(principal in Role::\"r{role}\", action, resource) when {{ {} }};", any.join(" || "))
    };
    let permits: String = roles.iter().map(permit).collect();
    format!("{permits} forbid(principal, action, resource) unless {{ {AUDIENCE} && {} }};", through())
}

/// Whether somebody's groups and the relation to the record meet.
fn holds(who: &str) -> String {
    let one = |scope: Scopes| format!("({who} in Scope::\"{scope}\" && {})", related(scope));
    Scopes::ANY.iter().map(one).collect::<Vec<_>>().join(" || ")
}

fn through() -> String {
    let ceiling = "(!(context.plugin has ceiling) || \
                   (resource has department && context.plugin.ceiling.contains(resource.department)))";
    let held = holds("context.plugin");
    format!("(!(context has plugin) || (context.plugin.enabled && ({held}) && {ceiling}))")
}

fn related(scope: Scopes) -> String {
    let member = "resource has department && principal in resource.department";
    match scope {
        Scopes::ALL => "true".to_owned(),
        Scopes::DEPARTMENT => format!("({member})"),
        Scopes::UNASSIGNED => format!("({member} && !(resource has assignee))"),
        Scopes::ASSIGNED => "(resource has assignee && resource.assignee == principal)".to_owned(),
        Scopes::OWN => "(resource has requester && resource.requester == principal)".to_owned(),
        _ => "resource.participants.contains(principal)".to_owned(),
    }
}

/// The groups of those who hold the action that is asked for, one for each scope.
fn groups(scopes: Scopes) -> HashSet<EntityUid> {
    scopes.iter().map(|scope| uid("Scope", scope.to_string())).collect()
}

fn made(it: EntityUid, attributes: Vec<(&str, Value)>, parents: HashSet<EntityUid>) -> Entity {
    let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Entity::new(it, attributes, parents).expect("plain values")
}

fn uid(kind: &str, name: String) -> EntityUid {
    let kind: EntityTypeName = kind.parse().expect("the name of an entity type");
    EntityUid::from_type_name_and_id(kind, EntityId::new(name))
}

fn refer(kind: &str, name: String) -> Value {
    Value::new_entity_uid(uid(kind, name))
}
