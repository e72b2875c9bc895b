//! `ombud:kernel/departments`: the departments, for those who make them.

use crate::bindings::departments::{Department, Host};
use crate::call::Cx;
use crate::convert::{self, Answer};
use ombud_identity::{department, membership};
use wasmtime::Result;

const EDIT: &str = "kernel:department.edit";

impl Host for Cx {
    fn list(&mut self) -> Result<Answer<Vec<Department>>> {
        self.count_host_call()?;
        Ok(self.must("kernel:person.read").and_then(|()| {
            self.of_people(|unit, actor| {
                let known = department::list(unit)?;
                known
                    .into_iter()
                    .map(|department| {
                        let members = membership::count(unit, actor, department.id)?;
                        Ok(to_wit(department, members))
                    })
                    .collect()
            })
        }))
    }

    fn create(&mut self, name: String) -> Result<Answer<Department>> {
        self.count_host_call()?;
        Ok(self.changed_by_a_person(EDIT).and_then(|()| {
            let made = self.of_people(|unit, actor| department::create(unit, actor, &name))?;
            Ok(to_wit(made, 0))
        }))
    }

    fn rename(&mut self, id: String, name: String) -> Result<Answer<Department>> {
        self.count_host_call()?;
        Ok(self.changed_by_a_person(EDIT).and_then(|()| {
            let id = convert::department(&id)?;
            self.of_people(|unit, actor| {
                let renamed = department::rename(unit, actor, id, &name)?;
                // How many people work there is for those who may see people.
                let members = membership::count(unit, actor, id).unwrap_or(0);
                Ok(to_wit(renamed, members))
            })
        }))
    }
}

fn to_wit(department: ombud_identity::Department, members: usize) -> Department {
    Department {
        id: department.id.to_string(),
        name: department.name,
        created: department.created.0,
        members: u32::try_from(members).unwrap_or(u32::MAX),
    }
}
