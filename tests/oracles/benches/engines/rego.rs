//! Regorus at its best: the policy is compiled, grants are looked up by permission, and the input holds the person
//! and the record, so that nothing is searched.

use crate::Engine;
use crate::world::{Question, World, short};
use ombud_access::{Audience, Scopes};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine as Interpreter, Value};
use serde_json::{Map, json};

const ALLOW: &str = "data.desk.allow";

const POLICY: &str = r#"
package desk
import rego.v1

default allow := false

allow if {
    heard
    some role in input.roles
    meets(data.holds[input.permission][role])
    through
}

heard if not input.record.staff
heard if input.staff

through if not input.plugin
through if {
    mandate := data.mandates[input.plugin]
    mandate.enabled
    meets(mandate.holds[input.permission])
    inside(mandate)
}

inside(mandate) if not mandate.ceiling
inside(mandate) if mandate.ceiling[input.record.department]

meets(held) if held.all
meets(held) if { held.department; input.departments[input.record.department] }
meets(held) if { held.assigned; input.record.assignee == input.me }
meets(held) if { held.own; input.record.requester == input.me }
meets(held) if { held.shared; input.record.participants[input.me] }
meets(held) if { held.unassigned; input.departments[input.record.department]; not input.record.assignee }
"#;

enum Machine {
    Compiled(Box<RegoVM>),
    Interpreted(Box<Interpreter>),
}

pub struct Rego<'a> {
    world: &'a World,
    machine: Machine,
    asked: Vec<Value>,
}

impl<'a> Rego<'a> {
    pub fn compiled(world: &'a World) -> Rego<'a> {
        let mut interpreter = interpreter(world);
        let policy = interpreter.compile_with_entrypoint(&ALLOW.into()).expect("a policy");
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &[ALLOW]).expect("a program"));
        machine.set_data(data(world)).expect("data");
        Rego { world, machine: Machine::Compiled(Box::new(machine)), asked: Vec::new() }
    }

    pub fn interpreted(world: &'a World) -> Rego<'a> {
        let machine = Machine::Interpreted(Box::new(interpreter(world)));
        Rego { world, machine, asked: Vec::new() }
    }

    fn input(&self, question: &Question) -> Value {
        let person = &self.world.people[question.person];
        let record = &self.world.records[question.record];
        let user = |person: ombud_access::UserId| short('u', person.0);
        let mut about = json!({
            "staff": record.audience == Audience::Staff,
            "requester": record.requester.map(user),
            "participants": set(record.participants.iter().map(|person| user(*person))),
        });
        if let Some(at) = record.department {
            about["department"] = short('d', at.0).into();
        }
        if let Some(person) = record.assignee {
            about["assignee"] = user(person).into();
        }
        let mut input = json!({
            "me": user(person.id),
            "staff": self.world.is_staff(person),
            "roles": person.roles.iter().map(|held| short('r', held.role.0)).collect::<Vec<_>>(),
            "departments": set(person.departments.iter().map(|at| short('d', at.0))),
            "permission": self.world.permission(question),
            "record": about,
        });
        if let Some(plugin) = question.plugin {
            input["plugin"] = self.world.plugins[plugin].as_str().into();
        }
        input.into()
    }
}

impl Engine for Rego<'_> {
    fn name(&self) -> &'static str {
        match self.machine {
            Machine::Compiled(_) => "regorus, compiled (RVM)",
            Machine::Interpreted(_) => "regorus, interpreted",
        }
    }

    fn prepare(&mut self, questions: &[Question]) {
        self.asked = questions.iter().map(|question| self.input(question)).collect();
    }

    fn decide(&mut self, _: &[Question], answers: &mut Vec<bool>) {
        for input in &self.asked {
            let answer = match &mut self.machine {
                Machine::Compiled(machine) => {
                    machine.set_input(input.clone());
                    machine.execute_entry_point_by_index(0).expect("an answer")
                }
                Machine::Interpreted(machine) => {
                    machine.set_input(input.clone());
                    machine.eval_rule(ALLOW.to_owned()).expect("an answer")
                }
            };
            answers.push(answer == Value::from(true));
        }
    }
}

fn interpreter(world: &World) -> Interpreter {
    let mut interpreter = Interpreter::new();
    interpreter.add_policy("desk.rego".to_owned(), POLICY.to_owned()).expect("a policy");
    interpreter.add_data(data(world)).expect("data");
    interpreter
}

fn data(world: &World) -> Value {
    let name = |permission: usize| world.policy.permissions[permission].name.to_string();
    let held = |scopes: Scopes| set(scopes.names().map(str::to_owned));
    let mut holds = json!({});
    for role in &world.policy.roles {
        for (permission, scopes) in world.role_gives(role) {
            holds[name(permission)][short('r', role.id.0)] = held(scopes);
        }
    }
    let mut mandates = json!({});
    for mandate in &world.policy.mandates {
        let given = world.mandate_gives(mandate).into_iter();
        let given: Map<_, _> = given.map(|(permission, scopes)| (name(permission), held(scopes))).collect();
        let mut told = json!({ "enabled": mandate.enabled, "holds": given });
        if let Some(ceiling) = &mandate.departments {
            told["ceiling"] = set(ceiling.iter().map(|at| short('d', at.0)));
        }
        mandates[mandate.plugin.as_str()] = told;
    }
    json!({ "holds": holds, "mandates": mandates }).into()
}

/// Looked up instead of searched.
fn set(names: impl Iterator<Item = String>) -> serde_json::Value {
    names.map(|name| (name, true.into())).collect::<Map<_, _>>().into()
}
