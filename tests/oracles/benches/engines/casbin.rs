//! Casbin at its best: an enforcer for each action with a row for each role that holds it, another with a row for
//! each plugin, and one shared graph of who has which role and is in which department.

use crate::Engine;
use crate::world::{Question, World, short};
use casbin::rhai::Dynamic;
use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use ombud_access::{Audience, DepartmentId, Scopes, UserId};

/// Casbin runs the matcher as a script, once for each row: what decides most comes first.
fn model(matcher: &str) -> String {
    format!(
        r#"
[request_definition]
r = sub, plugin, staff, secret, dept, assignee, requester, one, two, three
[policy_definition]
p = who, limited, all, department, assigned, own, shared, unassigned
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = {matcher} && (p.all == "y" || p.department == "y" && g(r.sub, r.dept) || p.assigned == "y" && r.assignee == r.sub || p.own == "y" && r.requester == r.sub || p.shared == "y" && (r.one == r.sub || r.two == r.sub || r.three == r.sub) || p.unassigned == "y" && r.assignee == "" && g(r.sub, r.dept))
"#
    )
}

const HAS_ROLE: &str = "(!r.secret || r.staff) && g(r.sub, p.who)";
const IS_PLUGIN: &str = r#"r.plugin == p.who && (p.limited == "" || g(p.who, r.dept))"#;

pub struct Casbin<'a> {
    world: &'a World,
    /// By permission.
    roles: Vec<Enforcer>,
    mandates: Vec<Enforcer>,
    asked: Vec<Vec<Dynamic>>,
}

impl<'a> Casbin<'a> {
    pub async fn new(world: &'a World) -> casbin::Result<Casbin<'a>> {
        let count = world.policy.permissions.len();
        let (mut role_rows, mut mandate_rows) = (vec![vec![]; count], vec![vec![]; count]);
        for role in &world.policy.roles {
            for (permission, scopes) in world.role_gives(role) {
                role_rows[permission].push(row(short('r', role.id.0), false, scopes));
            }
        }
        for mandate in world.policy.mandates.iter().filter(|mandate| mandate.enabled) {
            for (permission, scopes) in world.mandate_gives(mandate) {
                let limited = mandate.departments.is_some();
                mandate_rows[permission].push(row(mandate.plugin.to_string(), limited, scopes));
            }
        }
        let roles = enforcers(HAS_ROLE, role_rows).await?;
        let mut mandates = enforcers(IS_PLUGIN, mandate_rows).await?;

        // One graph for all: each of its own would hold everybody again.
        let graph = roles[0].get_role_manager();
        let mut all: Vec<Enforcer> = roles.into_iter().chain(mandates.drain(..)).collect();
        for enforcer in &mut all {
            enforcer.set_role_manager(graph.clone())?;
        }
        let mandates = all.split_off(count);
        let mut graph = graph.write();
        for person in &world.people {
            let roles = person.roles.iter().map(|held| short('r', held.role.0));
            let departments = person.departments.iter().map(|at| short('d', at.0));
            for to in roles.chain(departments) {
                graph.add_link(&short('u', person.id.0), &to, None);
            }
        }
        for mandate in &world.policy.mandates {
            for at in mandate.departments.iter().flatten() {
                graph.add_link(mandate.plugin.as_str(), &short('d', at.0), None);
            }
        }
        Ok(Casbin { world, roles: all, mandates, asked: Vec::new() })
    }

    fn request(&self, question: &Question) -> Vec<Dynamic> {
        let person = &self.world.people[question.person];
        let record = &self.world.records[question.record];
        let user = |person: UserId| short('u', person.0);
        let department = |at: DepartmentId| short('d', at.0);
        let plugin = question.plugin.map(|plugin| self.world.plugins[plugin].to_string());
        let mut request: Vec<Dynamic> = vec![
            user(person.id).into(),
            plugin.unwrap_or_default().into(),
            self.world.is_staff(person).into(),
            (record.audience == Audience::Staff).into(),
            record.department.map(department).unwrap_or_default().into(),
            record.assignee.map(user).unwrap_or_default().into(),
            record.requester.map(user).unwrap_or_default().into(),
        ];
        request
            .extend((0..3).map(|n| record.participants.get(n).copied().map(user).unwrap_or_default().into()));
        request
    }
}

impl Engine for Casbin<'_> {
    fn name(&self) -> &'static str {
        "casbin, an enforcer for each action"
    }

    fn prepare(&mut self, questions: &[Question]) {
        self.asked = questions.iter().map(|question| self.request(question)).collect();
    }

    fn decide(&mut self, questions: &[Question], answers: &mut Vec<bool>) {
        for (question, request) in questions.iter().zip(&self.asked) {
            // The copies that casbin takes are counted; beside its scripts they are nothing.
            let may = |by: &[Enforcer]| by[question.permission].enforce(request.clone()).expect("an answer");
            answers.push(may(&self.roles) && (question.plugin.is_none() || may(&self.mandates)));
        }
    }
}

async fn enforcers(matcher: &str, rows: Vec<Vec<Vec<String>>>) -> casbin::Result<Vec<Enforcer>> {
    let mut all = Vec::with_capacity(rows.len());
    for rows in rows {
        let model = DefaultModel::from_str(&model(matcher)).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        enforcer.add_policies(rows).await?;
        all.push(enforcer);
    }
    Ok(all)
}

fn row(who: String, limited: bool, scopes: Scopes) -> Vec<String> {
    let yes = |so: bool| if so { "y" } else { "" }.to_owned();
    let all =
        [Scopes::ALL, Scopes::DEPARTMENT, Scopes::ASSIGNED, Scopes::OWN, Scopes::SHARED, Scopes::UNASSIGNED];
    [who, yes(limited)].into_iter().chain(all.map(|scope| yes(scopes.meets(scope)))).collect()
}
