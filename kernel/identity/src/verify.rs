//! Whether what is kept of people, roles and departments fits together.

use crate::person::Person;
use crate::{Result, assignment, department, guest, membership, order, owner, person, policy, role, text};
use ombud_store::{Finding, Table, UnitOfWork};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt::Display;

/// Rows read at a time.
const BATCH: usize = 500;

/// Looks at everybody and at each role and department; gives what does not fit. There is one owner, who can sign in;
/// every address, membership, held role and name is found where it is looked for, and nothing else is. The audit has a
/// walk of its own: [`crate::audit::chain::verify`].
pub fn verify(uow: &mut UnitOfWork) -> Result<Vec<Finding>> {
    let mut walk = Walk { uow, findings: Vec::new() };
    let people = walk.all(&person::PEOPLE)?;
    let departments = walk.all(&department::DEPARTMENTS)?;
    let roles = walk.all(&role::ROLES)?;

    let owners = walk.all(&owner::OWNER)?;
    let by_id: BTreeMap<&str, &Person> = people.iter().map(|(row, person)| (row.as_str(), person)).collect();
    let is_there = |id: &str| by_id.get(id).is_some_and(|person| person.active);
    match owners.as_slice() {
        [] if people.is_empty() => {}
        [(_, one)] if is_there(&one.to_string()) => {}
        [(_, one)] => walk.note("the owner", format!("`{one}` is suspended or not there")),
        others => walk.note("the owner", format!("there are {} in place of one", others.len())),
    }

    let mut emails = Rows::new();
    let (mut members, mut holders) = (Rows::new(), Rows::new());
    for (row, person) in &people {
        if *row != person.id.to_string() {
            walk.note(format!("row {row}"), format!("holds the person `{}`", person.id));
        }
        emails.extend(person.email.iter().map(|email| (email.clone(), json(&person.id))));
        for at in &person.departments {
            members.insert(format!("{at}/{row}"), json(&()));
            if !departments.iter().any(|(known, _)| *known == at.to_string()) {
                walk.note(
                    format!("person `{row}`"),
                    format!("works in department `{at}`, which is not there"),
                );
            }
        }
        for held in &person.roles {
            holders.insert(format!("{}/{row}", held.role), json(&()));
            if !roles.iter().any(|(known, _)| *known == held.role.to_string()) {
                walk.note(
                    format!("person `{row}`"),
                    format!("holds role `{}`, which is not there", held.role),
                );
            }
        }
    }
    walk.compare("address", emails, &person::BY_EMAIL)?;
    walk.compare("membership", members, &membership::MEMBERS)?;
    walk.compare("held role", holders, &assignment::HOLDERS)?;
    let names = departments.iter().map(|(_, one)| (text::fold(&one.name), json(&one.id))).collect();
    walk.compare("name of a department", names, &department::BY_NAME)?;
    let names = roles.iter().map(|(_, one)| (one.name.clone(), json(&one.id))).collect();
    walk.compare("name of a role", names, &role::BY_NAME)?;
    let orders = walk.all(&order::ORDERS)?.into_iter();
    let given = orders.map(|(row, one)| (format!("{}/{row}", one.giver), json(&()))).collect();
    walk.compare("giver of an order", given, &order::BY_GIVER)?;
    let mut ends = Rows::new();
    for (row, one) in walk.all(&guest::GUESTS)? {
        match by_id.get(row.as_str()) {
            Some(person) => ends.extend([(guest::row(one.until, person.id), json(&()))]),
            None => walk.note(format!("guest `{row}`"), "is nobody"),
        }
    }
    walk.compare("when to look at a guest", ends, &guest::BY_END)?;
    if let Err(error) = policy::compile(walk.uow) {
        walk.note("the policy", error);
    }
    Ok(walk.findings)
}

/// Keys with their values as text.
type Rows = BTreeMap<String, String>;

struct Walk<'a> {
    uow: &'a mut UnitOfWork,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn note(&mut self, at: impl Display, what: impl Display) {
        self.findings.push(Finding { at: at.to_string(), what: what.to_string() });
    }

    fn all<V: Serialize + DeserializeOwned>(&mut self, table: &Table<V>) -> Result<Vec<(String, V)>> {
        let mut all: Vec<(String, V)> = Vec::new();
        loop {
            let after = all.last().map(|(row, _)| row.clone());
            let rows = self.uow.scan(table, "", after.as_deref(), BATCH)?;
            let last = rows.len() < BATCH;
            all.extend(rows);
            if last {
                return Ok(all);
            }
        }
    }

    /// The table has these rows and no others.
    fn compare<V: Serialize + DeserializeOwned>(
        &mut self,
        what: &str,
        mut wanted: Rows,
        table: &Table<V>,
    ) -> Result<()> {
        for (row, value) in self.all(table)? {
            match wanted.remove(&row) {
                Some(right) if right == json(&value) => {}
                Some(_) => self.note(format!("{what} `{row}`"), "leads to another"),
                None => self.note(format!("{what} `{row}`"), "is listed, and nobody has it"),
            }
        }
        for row in wanted.keys() {
            self.note(format!("{what} `{row}`"), "is not listed");
        }
        Ok(())
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
