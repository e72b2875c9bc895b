//! A desk in Cedar's own terms.
//!
//! Whatever somebody holds is a `permit`, one for each grant of each role held; whatever narrows is a
//! `forbid`: the audience, the token, each plugin on the way. So Cedar itself does the joining and the
//! narrowing, and nothing here looks at a decision. What can be looked up is in the entities: a record lies
//! in its department and the department in the desk (which is what places are), a person is a member of
//! departments, and a permission is an action in the groups that its declaration puts it in. Time comes
//! with the question.

use crate::entities::{self, entity};
use crate::mistake::Mistake;
use crate::spec::Who;
use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, Policy as CedarPolicy, PolicyId, PolicySet, Request,
    RestrictedExpression as Value,
};
use ombud_access::*;

/// A desk that Cedar knows, and who is asking.
pub struct Told {
    pub policies: PolicySet,
    entities: Entities,
    principal: EntityUid,
    /// The plugins that narrow: all of them, or all but the one that acts alone.
    through: Vec<PluginId>,
}

/// What Cedar says.
pub struct Answer {
    pub allowed: bool,
    /// The names of the policies that decided.
    pub because: Vec<String>,
}

impl Told {
    pub fn tell(
        policy: &Policy,
        who: &Who,
        chain: &[PluginId],
        records: &[Envelope],
        mistake: Option<Mistake>,
    ) -> Told {
        let mut writer = Writer { policy, mistake, policies: PolicySet::new() };
        writer.owner();
        match who {
            Who::Person(me) | Who::Token(me, _) => writer.person(me),
            Who::Visitor => writer.visitor(),
            Who::Nobody => writer.permit("plugins alone", "principal is Plugin", DECLARED, DESK, &[]),
        }
        writer.audience(who);
        if let Who::Token(_, grants) = who {
            writer.token(grants);
        }
        writer.mandates();
        let mut through = chain.to_vec();
        let principal = match who {
            Who::Person(me) | Who::Token(me, _) => entity("Person", me.id),
            Who::Visitor => entity("Visitor", "visitor"),
            Who::Nobody => entity("Plugin", through.remove(0)),
        };
        if mistake == Some(Mistake::OnlyTheLastPluginCounts) && through.len() > 1 {
            through = through.split_off(through.len() - 1);
        }
        let entities = entities::entities(policy, who, records);
        Told { policies: writer.policies, entities, principal, through }
    }

    /// May it? `record` is a place in the records that were told; without one it is about the desk.
    pub fn ask(&self, now: Timestamp, permission: &str, record: Option<usize>) -> Answer {
        self.ask_with(&self.policies, now, permission, record)
    }

    /// Whether the answer would be yes if one policy were not there.
    pub fn would_do_without(
        &self,
        named: &str,
        now: Timestamp,
        permission: &str,
        record: Option<usize>,
    ) -> bool {
        let mut others = self.policies.clone();
        others.remove_static(PolicyId::new(named)).expect("a policy that was told");
        self.ask_with(&others, now, permission, record).allowed
    }

    fn ask_with(
        &self,
        policies: &PolicySet,
        now: Timestamp,
        permission: &str,
        record: Option<usize>,
    ) -> Answer {
        let through = self.through.iter().map(|plugin| Value::new_entity_uid(entity("Plugin", plugin)));
        let context = Context::from_pairs([
            ("now".to_owned(), Value::new_long(now.0 as i64)),
            ("through".to_owned(), Value::new_set(through)),
        ])
        .expect("two values");
        let resource = record.map_or_else(|| entity("Desk", "desk"), |n| entity("Record", n));
        let action = entity("Action", permission);
        let request = Request::new(self.principal.clone(), action, resource, context, None)
            .expect("a request without a schema");
        let response = Authorizer::new().is_authorized(&request, policies, &self.entities);
        // Cedar leaves out a policy that fails: a `forbid` that fails would allow.
        let failed: Vec<_> = response.diagnostics().errors().map(ToString::to_string).collect();
        assert!(failed.is_empty(), "{failed:?}");
        Answer {
            allowed: response.decision() == Decision::Allow,
            because: response.diagnostics().reason().map(ToString::to_string).collect(),
        }
    }
}

const DESK: &str = r#"resource in Desk::"desk""#;
const DECLARED: &str = r#"action in Action::"declared""#;
const NOT_THE_OWNERS: &str = r#"!(action in Action::"owner-only")"#;

/// Writes the policies down. A condition goes through [`Writer::unless`], which forgets it where that is
/// the mistake to make.
struct Writer<'a> {
    policy: &'a Policy,
    mistake: Option<Mistake>,
    policies: PolicySet,
}

impl Writer<'_> {
    fn unless(&self, mistake: Mistake, condition: impl Into<String>) -> String {
        if self.mistake == Some(mistake) { "true".to_owned() } else { condition.into() }
    }

    fn add(&mut self, id: &str, text: &str) {
        let policy = CedarPolicy::parse(Some(PolicyId::new(id)), text)
            .unwrap_or_else(|error| panic!("{error:?}: {text}"));
        self.policies.add(policy).expect("each has its own name");
    }

    fn permit(&mut self, id: &str, principal: &str, action: &str, resource: &str, when: &[String]) {
        let when: String = when.iter().map(|condition| format!(" when {{ {condition} }}")).collect();
        self.add(id, &format!("permit({principal}, {action}, {resource}){when};"));
    }

    fn owner(&mut self) {
        let when = [
            r#"Desk::"desk" has owner && Desk::"desk".owner == principal"#.to_owned(),
            self.unless(Mistake::SuspendedOwnersCount, "principal.active"),
        ];
        self.permit("owner", "principal is Person", DECLARED, DESK, &when);
    }

    fn person(&mut self, me: &Subject) {
        let principal = format!("principal == {}", entity("Person", me.id));
        for (n, held) in me.roles.iter().enumerate() {
            let Some(role) = self.policy.roles.iter().find(|role| role.id == held.role) else { continue };
            let place = match held.place {
                Place::In(at) if self.mistake != Some(Mistake::PlacesAreIgnored) => {
                    format!("resource in {}", entity("Department", at))
                }
                _ => DESK.to_owned(),
            };
            let when = [
                self.unless(Mistake::SuspendedPeopleCount, "principal.active"),
                self.unless(Mistake::ExpiredRolesCount, self.lasts(held.until)),
            ];
            self.role(&format!("held {n}"), &principal, role, &place, &when);
        }
    }

    fn visitor(&mut self) {
        let kind = RoleKind::BuiltIn(BuiltIn::Visitor);
        if let Some(role) = self.policy.roles.iter().find(|role| role.kind == kind) {
            self.role("visitor", r#"principal == Visitor::"visitor""#, role, DESK, &[]);
        }
    }

    /// What a role gives at a place, as long as something else is so.
    fn role(&mut self, id: &str, principal: &str, role: &Role, place: &str, held: &[String]) {
        let it = entity("Role", role.id);
        if role.kind == RoleKind::BuiltIn(BuiltIn::Administrator) {
            let mut when = held.to_vec();
            when.push(self.unless(Mistake::RetiredAdministratorsCount, format!("!{it}.retired")));
            when.push(self.unless(Mistake::AdministratorsAreOwners, NOT_THE_OWNERS));
            self.permit(&format!("{id} administers"), principal, DECLARED, place, &when);
        }
        for (n, grant) in role.grants.iter().enumerate() {
            let mut when = held.to_vec();
            when.extend([
                self.unless(Mistake::RetiredRolesCount, format!("!{it}.retired")),
                self.unless(Mistake::TheOwnersRoleCounts, format!(r#"{it}.kind != "owner""#)),
                self.unless(Mistake::RolesGiveWhatIsTheOwners, NOT_THE_OWNERS),
                self.unless(
                    Mistake::CollaboratorsReachCustomers,
                    format!(r#"!({it}.collaborator && action in Action::"contacts-customer")"#),
                ),
                self.unless(Mistake::UndeclaredPermissionsCount, DECLARED),
                self.lives(grant),
                self.related(grant.scopes, true),
            ]);
            let action = format!("action == {}", entity("Action", &grant.permission));
            self.permit(&format!("{id} grant {n}"), principal, &action, place, &when);
        }
    }

    fn audience(&mut self, who: &Who) {
        let mut staff = vec!["principal is Plugin".to_owned()];
        if let Who::Person(me) | Who::Token(me, _) = who {
            let owner = r#"Desk::"desk" has owner && Desk::"desk".owner == principal"#;
            let known = |held: &&HeldRole| self.policy.roles.iter().any(|role| role.id == held.role);
            let roles = me.roles.iter().filter(known).map(|held| {
                let it = entity("Role", held.role);
                let lasts = self.unless(Mistake::ExpiredRolesMakeStaff, self.lasts(held.until));
                let used = self.unless(Mistake::RetiredRolesMakeStaff, format!("!{it}.retired"));
                format!(r#"({lasts} && {used} && {it}.audience == "staff")"#)
            });
            let any: Vec<String> = [format!("({owner})")].into_iter().chain(roles).collect();
            staff.push(format!("(principal is Person && principal.active && ({}))", any.join(" || ")));
        }
        if self.mistake != Some(Mistake::TheAudienceIsIgnored) {
            let when = r#"resource is Record && resource.audience == "staff""#;
            self.forbid("audience", when, &staff.join(" || "));
        }
    }

    fn token(&mut self, grants: &[Grant]) {
        if self.mistake == Some(Mistake::TokensAreIgnored) {
            return;
        }
        let given = self.given(grants, false);
        let ordinary = self.unless(Mistake::TokensHoldWhatIsTheOwners, NOT_THE_OWNERS);
        self.forbid("token", "principal is Person", &format!("{ordinary} && ({given})"));
    }

    fn mandates(&mut self) {
        if self.mistake != Some(Mistake::PluginsThatAreGoneWork) {
            // A plugin that acts alone is no member of `through`, so both are asked.
            let alone = r#"(principal is Plugin && !Desk::"desk".installed.contains(principal))"#;
            let between = r#"!Desk::"desk".installed.containsAll(context.through)"#;
            self.forbid("gone", &format!("{alone} || {between}"), "false");
        }
        for mandate in &self.policy.mandates {
            let it = entity("Plugin", &mandate.plugin);
            let acts = format!("principal == {it} || context.through.contains({it})");
            if self.mistake != Some(Mistake::SwitchedOffPluginsWork) {
                self.forbid(&format!("switch {}", mandate.plugin), &acts, &format!("{it}.enabled"));
            }
            if self.mistake != Some(Mistake::CeilingsAreIgnored) {
                let desk = self.mistake != Some(Mistake::CeilingsHoldForTheDesk);
                let about_the_desk = if desk { "resource is Desk" } else { "false" };
                let inside = format!(
                    "resource is Record && resource has department && {it}.ceiling.contains(resource.department)"
                );
                let inside = format!("if {it} has ceiling then ({about_the_desk} || ({inside})) else true");
                self.forbid(&format!("ceiling {}", mandate.plugin), &acts, &inside);
            }
            if self.mistake != Some(Mistake::MandatesAreIgnored) {
                let own = format!("action in {}", entity("Action", format!("of {}", mandate.plugin)));
                let own =
                    if self.mistake == Some(Mistake::OwnPermissionsNeedAGrant) { "false" } else { &own };
                let ordinary = self.unless(Mistake::MandatesGiveWhatIsTheOwners, NOT_THE_OWNERS);
                let given = self.given(&mandate.grants, true);
                let given = format!("{own} || ({ordinary} && ({given}))");
                self.forbid(&format!("mandate {}", mandate.plugin), &acts, &given);
            }
        }
    }

    fn forbid(&mut self, id: &str, when: &str, unless: &str) {
        self.add(
            id,
            &format!("forbid(principal, action, resource) when {{ {when} }} unless {{ {unless} }};"),
        );
    }

    /// Whether some of these grants give the action that is asked for.
    fn given(&self, grants: &[Grant], as_declared: bool) -> String {
        let one = |grant: &Grant| {
            let it = entity("Action", &grant.permission);
            let (lives, related) = (self.lives(grant), self.related(grant.scopes, as_declared));
            format!("(action == {it} && {DECLARED} && {lives} && ({related}))")
        };
        any(grants.iter().map(one))
    }

    fn lives(&self, grant: &Grant) -> String {
        self.unless(Mistake::ExpiredGrantsCount, self.lasts(grant.until))
    }

    fn lasts(&self, until: Option<Timestamp>) -> String {
        let before = if self.mistake == Some(Mistake::TheLastMomentCounts) { "<=" } else { "<" };
        until.map_or_else(|| "true".to_owned(), |until| format!("context.now {before} {}", until.0))
    }

    /// Whether the principal and the resource are related in one of these ways, and (`as_declared`) the
    /// permission may be given in that way.
    fn related(&self, scopes: Scopes, as_declared: bool) -> String {
        let person = "principal is Person && resource is Record";
        let member = "resource has department && principal in resource.department";
        any(scopes.names().map(|scope| {
            let so = match scope {
                "all" => "true".to_owned(),
                "department" => format!("{person} && {member}"),
                "assigned" => format!("{person} && resource has assignee && resource.assignee == principal"),
                "own" => format!("{person} && resource has requester && resource.requester == principal"),
                "shared" => format!("{person} && resource.participants.contains(principal)"),
                _ => {
                    let member = self.unless(Mistake::UnassignedNeedsNoDepartment, member);
                    let free = self.unless(Mistake::UnassignedMayBeAssigned, "!(resource has assignee)");
                    format!("{person} && {member} && {free}")
                }
            };
            let mut group = format!("action in {}", entity("Action", format!("on {scope}")));
            if self.mistake == Some(Mistake::UndeclaredPermissionsCount) {
                group = format!("({group} || !({DECLARED}))");
            }
            let allowed = self.unless(Mistake::AllowedScopesAreIgnored, group);
            if as_declared { format!("({allowed} && {so})") } else { format!("({so})") }
        }))
    }
}

/// One of these; none is never.
fn any(conditions: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = conditions.collect();
    if all.is_empty() { "false".to_owned() } else { all.join(" || ") }
}
