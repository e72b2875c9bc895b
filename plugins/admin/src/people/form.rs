//! What the form about a person says, and how it looks.

use super::Choices;
use crate::parts::{Problem, lines, options};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::people::{Changes, Details, HeldRole, NewPerson, Person};
use ombud_plugin::moment::{day, parse_day};
use ombud_plugin::texts::LANGUAGES;
use ombud_plugin::{Error, Request, Result};

const DAY: u64 = 86_400_000;

/// Somebody as the form has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    pub name: String,
    pub email: String,
    pub alias: String,
    pub language: String,
    pub roles: Vec<Row>,
    pub departments: Vec<String>,
}

/// A role, where, and the last day of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub role: String,
    pub place: String,
    pub until: String,
}

impl Row {
    fn of(held: &HeldRole) -> Row {
        Row {
            role: held.role.clone(),
            place: held.department.clone().unwrap_or_default(),
            // The moment itself is the first at which it is not held any more.
            until: held.until.map(|until| day(until.saturating_sub(1))).unwrap_or_default(),
        }
    }

    fn held(&self, before: &[HeldRole]) -> Result<HeldRole> {
        // What was not touched keeps its moment, which need not be the end of a day.
        if let Some(known) = before.iter().find(|held| Row::of(held) == *self) {
            return Ok(known.clone());
        }
        let until = match self.until.as_str() {
            "" => None,
            text => {
                Some(parse_day(text).ok_or_else(|| Error::invalid(texts::bad_day(text)))?.saturating_add(DAY))
            }
        };
        let department = Some(self.place.clone()).filter(|id| !id.is_empty());
        Ok(HeldRole { role: self.role.clone(), department, until })
    }
}

impl Wish {
    pub fn of(person: &Person) -> Wish {
        Wish {
            name: person.name.clone(),
            email: person.email.clone().unwrap_or_default(),
            alias: person.alias.clone().unwrap_or_default(),
            language: person.language.clone().unwrap_or_default(),
            roles: person.roles.iter().map(Row::of).collect(),
            departments: person.departments.clone(),
        }
    }

    pub fn read(request: &Request) -> Result<Wish> {
        let form = request.form()?;
        let word = |name| lines(form.get(name).unwrap_or_default());
        let mut places = form.all("place");
        let mut untils = form.all("until");
        let roles = form.all("role").map(|role| Row {
            role: role.to_owned(),
            place: places.next().unwrap_or_default().to_owned(),
            until: untils.next().unwrap_or_default().trim().to_owned(),
        });
        Ok(Wish {
            name: word("name"),
            email: word("email"),
            alias: word("alias"),
            language: word("language"),
            roles: roles.filter(|row| !row.role.is_empty()).collect(),
            departments: form.all("department").map(str::to_owned).collect(),
        })
    }

    fn held(&self, before: &[HeldRole]) -> Result<Vec<HeldRole>> {
        self.roles.iter().map(|row| row.held(before)).collect()
    }

    /// Somebody new.
    pub fn new_person(&self) -> Result<NewPerson> {
        Ok(NewPerson {
            name: self.name.clone(),
            email: self.email.clone(),
            alias: Some(self.alias.clone()).filter(|alias| !alias.is_empty()),
            language: Some(self.language.clone()).filter(|tag| !tag.is_empty()),
            roles: self.held(&[])?,
            departments: self.departments.clone(),
        })
    }

    /// What it would change about somebody. None: nothing.
    pub fn change(&self, person: &Person) -> Result<Option<Changes>> {
        let known = Wish::of(person);
        let other = |new: &String, old: &String| (new != old).then(|| new.clone());
        let details = Details {
            name: other(&self.name, &known.name),
            // Whoever may not see the address cannot change it.
            email: other(&self.email, &known.email).filter(|email| !email.is_empty()),
            alias: other(&self.alias, &known.alias),
            language: other(&self.language, &known.language),
        };
        let any = details.name.is_some()
            || details.email.is_some()
            || details.alias.is_some()
            || details.language.is_some();
        let sorted = |ids: &[String]| {
            let mut ids = ids.to_vec();
            ids.sort();
            ids
        };
        let roles = self.held(&person.roles)?;
        let change = Changes {
            details: any.then_some(details),
            roles: (roles != person.roles).then_some(roles),
            departments: (sorted(&self.departments) != sorted(&known.departments))
                .then(|| self.departments.clone()),
            active: None,
        };
        let nothing = change.details.is_none() && change.roles.is_none() && change.departments.is_none();
        Ok((!nothing).then_some(change))
    }

    /// The same, out of sight: the page between carries it on.
    pub fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="name" value=(self.name);
            input type="hidden" name="email" value=(self.email);
            input type="hidden" name="alias" value=(self.alias);
            input type="hidden" name="language" value=(self.language);
            @for row in &self.roles {
                input type="hidden" name="role" value=(row.role);
                input type="hidden" name="place" value=(row.place);
                input type="hidden" name="until" value=(row.until);
            }
            @for id in &self.departments { input type="hidden" name="department" value=(id); }
        }
    }

    /// The fields. Whoever may not see addresses finds none to change.
    pub fn fields(&self, choices: &Choices, address: bool, wrong: Option<&Problem>) -> Markup {
        let bad = |field: &str| Problem::at(wrong, field);
        let why = |field: &str| bad(field).map(|_| "problem");
        html! {
            section class="card" {
                h2 { (texts::details()) }
                div class="fields two" {
                    label { (texts::name()) input name="name" value=(self.name) required maxlength="120" dir="auto" aria-invalid=[bad("name")] aria-describedby=[why("name")] autofocus[bad("name").is_some()]; }
                    @if address {
                        label { (texts::email()) input name="email" type="email" value=(self.email) required autocomplete="off" aria-invalid=[bad("email")] aria-describedby=[why("email")] autofocus[bad("email").is_some()]; }
                    }
                    div {
                        label { (texts::alias()) input name="alias" value=(self.alias) maxlength="120" autocomplete="off" dir="auto" aria-invalid=[bad("alias")] aria-describedby="alias-hint" autofocus[bad("alias").is_some()]; }
                        p class="hint" id="alias-hint" { (texts::alias_hint()) }
                    }
                    label {
                        (texts::language())
                        select name="language" { (options(self.languages(), &self.language)) }
                    }
                }
            }
            section class="card" {
                h2 { (texts::roles()) }
                @if choices.roles.is_empty() {
                    p class="muted" { (texts::roles_unseen()) }
                } @else {
                    p class="hint" { (texts::roles_hint()) }
                    (self.role_rows(choices, bad("roles")))
                }
            }
            section class="card" {
                h2 { (texts::departments()) }
                @if choices.departments.is_empty() { p class="muted" { (texts::no_departments()) } }
                div class="choices" {
                    @for department in &choices.departments {
                        label class="choice" {
                            input type="checkbox" name="department" value=(department.id)
                                checked[self.departments.contains(&department.id)];
                            span { (department.name) }
                        }
                    }
                }
            }
        }
    }

    /// That of the desk, those that pages are in, and the one that an import or the API gave.
    fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        let none = [("", texts::language_none())].into_iter();
        let known = none.chain(LANGUAGES);
        let other = Some(self.language.as_str()).filter(|tag| !tag.is_empty());
        let other = other.filter(|tag| LANGUAGES.iter().all(|(known, _)| known != tag));
        known.chain(other.map(|tag| (tag, tag)))
    }

    /// A row for each role, and one more to give another.
    fn role_rows(&self, choices: &Choices, bad: Option<&str>) -> Markup {
        let blank = Row::default();
        html! {
            @for (at, row) in self.roles.iter().chain([&blank]).enumerate() {
                @let bad = bad.filter(|_| at == 0);
                div class="role-row" {
                    label {
                        span class="lead" { (texts::role()) }
                        select name="role" aria-invalid=[bad] aria-describedby=[bad.map(|_| "problem")] autofocus[bad.is_some()] {
                            option value="" {
                                @if !row.role.is_empty() { (texts::take_away()) }
                                @else if at == 0 { (texts::choose()) }
                                @else { (texts::one_more()) }
                            }
                            @for role in choices.roles.iter().filter(|role| givable(role) || role.id == row.role) {
                                option value=(role.id) selected[role.id == row.role] { (role.title) }
                            }
                        }
                    }
                    label {
                        span class="lead" { (texts::place()) }
                        select name="place" {
                            (options(
                                [("", texts::everywhere())].into_iter()
                                    .chain(choices.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()))),
                                &row.place,
                            ))
                        }
                    }
                    label {
                        span class="lead" { (texts::until()) }
                        input type="date" name="until" value=(row.until);
                    }
                }
            }
        }
    }
}

/// Administrators and the owner are made in person, nobody holds the visitor's role, and what is out of use is given to
/// nobody.
fn givable(role: &ombud_plugin::administration::roles::Role) -> bool {
    !role.retired && !role.everything && role.name != "visitor"
}
