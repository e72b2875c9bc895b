//! Our engine, and the rules read as one would tell them.

use crate::Engine;
use crate::spec::{Who, spec};
use crate::world::{NOW, Question, World};
use ombud_access::*;
use std::sync::Arc;

/// The decision alone: authority and record are there, as they are within a call. Both are new ones, as what the
/// other engines are handed is.
pub struct Ours<'a> {
    world: &'a World,
    snapshot: Arc<Snapshot>,
    asked: Vec<(Authority, &'a str, Envelope)>,
}

impl<'a> Ours<'a> {
    pub fn new(world: &'a World, snapshot: Arc<Snapshot>) -> Ours<'a> {
        Ours { world, snapshot, asked: Vec::new() }
    }
}

impl Engine for Ours<'_> {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn prepare(&mut self, questions: &[Question]) {
        let ask = |question: &Question| {
            let person = Arc::new(Subject::clone(&self.world.people[question.person]));
            let authority = authority(self.world, &self.snapshot, person, question);
            (authority, self.world.permission(question), self.world.records[question.record].clone())
        };
        self.asked = questions.iter().map(ask).collect();
    }

    fn decide(&mut self, _: &[Question], answers: &mut Vec<bool>) {
        for (authority, permission, record) in &self.asked {
            answers.push(authority.check(permission, Target::Record(record)).allowed);
        }
    }
}

fn authority(
    world: &World,
    snapshot: &Arc<Snapshot>,
    person: Arc<Subject>,
    question: &Question,
) -> Authority {
    let person = Authority::person(snapshot.clone(), person, NOW);
    match question.plugin {
        Some(plugin) => person.through(&world.plugins[plugin]),
        None => person,
    }
}

/// The decision and what comes before it once in each call.
pub struct WholeCall<'a> {
    world: &'a World,
    snapshot: Arc<Snapshot>,
    asked: Vec<(Arc<Subject>, Envelope)>,
}

impl<'a> WholeCall<'a> {
    pub fn new(world: &'a World, snapshot: Arc<Snapshot>) -> WholeCall<'a> {
        WholeCall { world, snapshot, asked: Vec::new() }
    }
}

impl Engine for WholeCall<'_> {
    fn name(&self) -> &'static str {
        "ours, making the authority each time"
    }

    fn prepare(&mut self, questions: &[Question]) {
        let ask = |question: &Question| {
            let person = Arc::new(Subject::clone(&self.world.people[question.person]));
            (person, self.world.records[question.record].clone())
        };
        self.asked = questions.iter().map(ask).collect();
    }

    fn decide(&mut self, questions: &[Question], answers: &mut Vec<bool>) {
        for (question, (person, record)) in questions.iter().zip(&self.asked) {
            let authority = authority(self.world, &self.snapshot, person.clone(), question);
            let permission = self.world.permission(question);
            answers.push(authority.check(permission, Target::Record(record)).allowed);
        }
    }
}

/// Without any table.
pub struct Spec<'a> {
    world: &'a World,
    asked: Vec<(Who, Vec<PluginId>, Envelope)>,
}

impl<'a> Spec<'a> {
    pub fn new(world: &'a World) -> Spec<'a> {
        Spec { world, asked: Vec::new() }
    }
}

impl Engine for Spec<'_> {
    fn name(&self) -> &'static str {
        "the rules read naively"
    }

    fn prepare(&mut self, questions: &[Question]) {
        let ask = |question: &Question| {
            let person = Subject::clone(&self.world.people[question.person]);
            let chain = question.plugin.map(|plugin| self.world.plugins[plugin].clone());
            let record = self.world.records[question.record].clone();
            (Who::Person(person), chain.into_iter().collect(), record)
        };
        self.asked = questions.iter().map(ask).collect();
    }

    fn decide(&mut self, questions: &[Question], answers: &mut Vec<bool>) {
        for (question, (who, chain, record)) in questions.iter().zip(&self.asked) {
            let permission = self.world.permission(question);
            answers.push(spec(&self.world.policy, NOW, who, chain, permission, Some(record)));
        }
    }
}
