//! The desk on which everybody tries everything.

use ombud_access::*;
use ombud_identity::{
    Attempt, Identity, IdentityOptions, Installer, NewPerson, NewRole, PasswordCost, Person, Principal,
    Registration, department, kernel_permissions, membership, person, role, token,
};
use ombud_store::{Store, StoreOptions, UnitOfWork};
use std::collections::BTreeMap;
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const PASSWORD: &str = "correct horse battery";

pub const READ: &str = "notes:note.read";
/// Contacts customers.
pub const SEND: &str = "notes:note.send";
/// Comes with the next version of the plugin, which suggests it for agents.
pub const FILE: &str = "notes:note.file";
pub const BILLING: &str = "kernel:billing.manage";

/// With what hands somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hands {
    Own,
    /// By a key for all that the kernel has.
    Key,
    /// Through the plugin, whose mandate is for all that the kernel has.
    Through,
}

pub struct Desk {
    pub store: Store,
    identity: Identity,
    pub people: BTreeMap<String, UserId>,
    pub sales: DepartmentId,
    pub legal: DepartmentId,
    pub sessions: BTreeMap<String, SessionId>,
    pub tokens: BTreeMap<String, TokenId>,
    _folder: tempfile::TempDir,
}

/// On so many things each permission is tried.
pub const TARGETS: usize = 7;

/// What everybody may do.
pub struct Reaches {
    pub people: BTreeMap<UserId, Vec<bool>>,
    /// What the plugin may do by itself.
    pub plugin: Vec<bool>,
}

pub fn grant(permission: &str, scopes: Scopes) -> Grant {
    Grant { permission: PermissionName::parse(permission).expect("a name"), scopes, until: None }
}

pub fn notes() -> PluginId {
    PluginId::parse("notes").expect("a name")
}

/// Not in the plugin's mandate.
pub const BACKUP: &str = "kernel:backup.make";

/// What the plugin may do of the kernel: nearly all.
pub fn mandate_grants() -> Vec<Grant> {
    let but = [BACKUP, "kernel:plugin.install"];
    kernel_grants().into_iter().filter(|grant| !but.contains(&grant.permission.as_str())).collect()
}

/// All that a role, mandate or key may have of the kernel.
pub fn kernel_grants() -> Vec<Grant> {
    let all = kernel_permissions().into_iter().filter(|known| !known.flags.owner_only);
    all.map(|known| Grant { permission: known.name, scopes: Scopes::ALL, until: None }).collect()
}

/// Its next version.
pub fn next_registration(grants: Vec<Grant>) -> Registration {
    let mut next = registration(grants);
    let known = next.permissions[0].clone();
    next.permissions.push(Permission { name: PermissionName::parse(FILE).expect("a name"), ..known });
    next.suggestions.push(("agent".to_owned(), grant(FILE, Scopes::ALL)));
    next
}

/// The plugin, asking for these.
pub fn registration(grants: Vec<Grant>) -> Registration {
    let declare = |name: &str, flags| Permission {
        name: PermissionName::parse(name).expect("a name"),
        title: name.to_owned(),
        description: String::new(),
        scopes: Scopes::ANY,
        flags,
    };
    Registration::new(
        Mandate { plugin: notes(), grants, departments: None, enabled: true },
        vec![
            declare(READ, Flags::default()),
            declare(SEND, Flags { contacts_customer: true, ..Flags::default() }),
        ],
        vec![],
    )
}

impl Desk {
    pub async fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), StoreOptions::default()).expect("a store");
        let options =
            IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
        let identity = Identity::open_with(store.clone(), options, NOW).await.expect("an open desk");
        let nowhere = DepartmentId(Id::from_u128(0));
        let mut desk = Desk {
            store,
            identity,
            people: BTreeMap::new(),
            sales: nowhere,
            legal: nowhere,
            sessions: BTreeMap::new(),
            tokens: BTreeMap::new(),
            _folder: folder,
        };
        let mut unit = desk.store.begin();
        let owner = desk.identity.first_owner(&mut unit, "Olga", "owner@example.org", PASSWORD, NOW);
        desk.people.insert("owner".to_owned(), owner.expect("an owner").id);
        let plugin = registration(mandate_grants());
        desk.identity.register_plugin(&mut unit, Installer::Kernel(NOW), plugin).expect("a plugin");
        unit.commit().await.expect("a commit");

        let mut unit = desk.store.begin();
        let by = desk.authority(&mut unit, "owner", Hands::Own);
        desk.sales = department::create(&mut unit, &by, "Sales").expect("a department").id;
        desk.legal = department::create(&mut unit, &by, "Legal").expect("a department").id;
        desk.make_roles(&mut unit, &by);
        unit.commit().await.expect("a commit");
        desk.identity.refresh().expect("a policy");

        let mut unit = desk.store.begin();
        desk.hire_all(&mut unit);
        unit.commit().await.expect("a commit");
        desk
    }

    fn make_roles(&self, unit: &mut UnitOfWork, by: &Authority) {
        let mut make = |name: &str, collaborator: bool, grants: Vec<Grant>| {
            let (name, title, audience) = (name.to_owned(), name.to_owned(), Audience::Staff);
            let new = NewRole { name, title, description: String::new(), audience, collaborator, grants };
            role::create(unit, by, new).expect("a role").id
        };
        for known in kernel_grants() {
            let name = known.permission.as_str().trim_start_matches("kernel:").replace('.', "-");
            make(&format!("only-{name}"), false, vec![known]);
        }
        make("reader", false, vec![grant(READ, Scopes::ALL)]);
        make("sender", false, vec![grant(READ, Scopes::DEPARTMENT), grant(SEND, Scopes::ALL)]);
        make("quiet", true, vec![grant(READ, Scopes::DEPARTMENT)]);
        make("lead", false, kernel_grants());
        let own = [grant(READ, Scopes::ALL), grant(SEND, Scopes::ALL)];
        let without = |name: &'static str| {
            kernel_grants()
                .into_iter()
                .filter(move |grant| grant.permission.as_str() != name)
                .chain(own.clone())
        };
        make("installer", false, without("kernel:role.edit").collect());
        make("no-installer", false, without("kernel:plugin.install").collect());
        make("no-ender", false, without("kernel:session.end").collect());
        make("editor", false, kernel_grants().into_iter().chain(own.clone()).collect());
        make("spare", false, vec![grant(READ, Scopes::ALL)]);
        let retired = make("retired", false, vec![grant(READ, Scopes::ALL)]);
        role::set_retired(unit, by, retired, true).expect("a retired role");
    }

    fn hire_all(&mut self, unit: &mut UnitOfWork) {
        let by = self.authority(unit, "owner", Hands::Own);
        let alone = kernel_grants().into_iter().map(|known| {
            let name = known.permission.as_str().trim_start_matches("kernel:").replace('.', "-");
            format!("only-{name}")
        });
        let named = [
            "administrator",
            "agent",
            "customer",
            "reader",
            "sender",
            "quiet",
            "lead",
            "installer",
            "no-installer",
            "no-ender",
            "editor",
        ];
        for name in alone.chain(named.map(str::to_owned)).chain(["suspended".to_owned()]) {
            let role = if name == "suspended" { "agent" } else { &name };
            let held = HeldRole { role: self.role(unit, role), place: Place::Everywhere, until: None };
            let email = format!("{name}@example.org");
            let new = NewPerson {
                name: name.clone(),
                email: email.clone(),
                roles: vec![held],
                ..NewPerson::default()
            };
            let id = person::create(unit, &by, new).expect("a person").id;
            self.people.insert(name.clone(), id);
            if ["lead", "administrator", "reader"].contains(&name.as_str()) {
                self.identity.reset_password(unit, &by, id, PASSWORD).expect("a password");
                let device = "A browser";
                let attempt = Attempt { email: &email, password: PASSWORD, from: None, device, now: NOW };
                let signed_in = self.identity.sign_in(unit, &attempt).expect("a session");
                self.sessions.insert(name.clone(), signed_in.session.id);
            }
            if name == "sender" {
                membership::add(unit, &by, id, self.sales).expect("a member");
            }
        }
        // Somebody from whom one of two roles can be taken.
        let two = ["agent", "reader"].map(|name| HeldRole {
            role: self.role(unit, name),
            place: Place::Everywhere,
            until: None,
        });
        let (name, email) = ("Both".to_owned(), "both@example.org".to_owned());
        let new = NewPerson { name, email, roles: two.to_vec(), ..NewPerson::default() };
        let id = person::create(unit, &by, new).expect("a person").id;
        self.people.insert("both".to_owned(), id);
        // Somebody who gives roles in one department only.
        let held = HeldRole { role: self.role(unit, "lead"), place: Place::In(self.sales), until: None };
        let new = NewPerson {
            name: "Sales".into(),
            email: "sales@example.org".into(),
            roles: vec![held],
            ..NewPerson::default()
        };
        let id = person::create(unit, &by, new).expect("a person").id;
        self.people.insert("sales-lead".to_owned(), id);
        for name in ["owner", "lead", "administrator", "only-token-mint"] {
            let actor = self.authority(unit, name, Hands::Own);
            if let Ok((_, made)) = token::mint(unit, &actor, "Key", kernel_grants_of(&actor), None) {
                self.tokens.insert(name.to_owned(), made.id);
            }
        }
        person::set_active(unit, &by, self.people["suspended"], false).expect("a suspended person");
    }

    /// Who acts, and how.
    pub fn actors(&self) -> Vec<(&str, Hands)> {
        let alone = self.people.keys().filter(|name| *name != "suspended");
        let mut actors: Vec<(&str, Hands)> = alone.map(|name| (name.as_str(), Hands::Own)).collect();
        for name in ["owner", "administrator", "lead"] {
            actors.extend([(name, Hands::Key), (name, Hands::Through)]);
        }
        actors
    }

    pub fn authority(&self, unit: &mut UnitOfWork, name: &str, hands: Hands) -> Authority {
        let user = self.people[name];
        let person = self.identity.authority(unit, &Principal::User(user), NOW).expect("a store");
        let person = person.expect("an active person");
        match hands {
            Hands::Own => person,
            Hands::Through => person.through(&notes()),
            Hands::Key => {
                let subject = self.identity.subject(unit, user).expect("a store").expect("a person");
                Authority::token(person.snapshot().clone(), subject, Arc::new(kernel_grants()), NOW)
            }
        }
    }

    /// Somebody who looks at the desk as somebody else.
    pub fn looking(&self, unit: &mut UnitOfWork, by: UserId, of: UserId) -> Option<Authority> {
        self.identity.authority(unit, &Principal::View { by, of }, NOW).expect("a store")
    }

    pub fn reset_password(
        &self,
        unit: &mut UnitOfWork,
        by: &Authority,
        user: UserId,
    ) -> ombud_identity::Result<()> {
        self.identity.reset_password(unit, by, user, PASSWORD)
    }

    pub fn register(
        &self,
        unit: &mut UnitOfWork,
        by: &Authority,
        new: Registration,
    ) -> ombud_identity::Result<()> {
        self.identity.register_plugin(unit, Installer::Person(by.into()), new).map(drop)
    }

    pub fn policy(&self, unit: &mut UnitOfWork) -> Arc<Snapshot> {
        self.identity.policy_in(unit).expect("a policy that holds together")
    }

    pub fn role(&self, unit: &mut UnitOfWork, name: &str) -> RoleId {
        role::by_name(unit, name).expect("a store").unwrap_or_else(|| panic!("no role {name}")).id
    }

    /// Everybody, the new ones too.
    pub fn all(&self, unit: &mut UnitOfWork) -> Vec<Person> {
        let ids: Vec<UserId> = self.people.values().copied().collect();
        let by = ids.iter().find_map(|id| {
            let by = self.identity.authority(unit, &Principal::User(*id), NOW).expect("a store")?;
            by.check("kernel:person.read", Target::Desk).allowed.then_some(by)
        });
        person::list(unit, &by.expect("somebody who sees people"), None, 200).expect("people")
    }

    /// What everybody may do, as if nobody were suspended.
    pub fn reaches(&self, unit: &mut UnitOfWork) -> Reaches {
        let policy = self.policy(unit);
        let mut people = BTreeMap::new();
        for someone in self.all(unit) {
            people.insert(someone.id, self.reach_of(&policy, &someone));
        }
        Reaches { people, plugin: self.reach_of_plugin(&policy) }
    }

    pub fn reach_of(&self, policy: &Arc<Snapshot>, someone: &Person) -> Vec<bool> {
        let awake = Subject { active: true, ..someone.subject() };
        self.reach(&Authority::person(policy.clone(), Arc::new(awake), NOW))
    }

    /// What whoever holds that role everywhere has from it.
    pub fn reach_of_role(&self, policy: &Arc<Snapshot>, role: RoleId) -> Vec<bool> {
        let held = HeldRole { role, place: Place::Everywhere, until: None };
        let somebody = UserId(Id::from_u128(99));
        let holder = Subject { id: somebody, active: true, departments: vec![], roles: vec![held] };
        self.reach(&Authority::person(policy.clone(), Arc::new(holder), NOW))
    }

    pub fn reach_of_plugin(&self, policy: &Arc<Snapshot>) -> Vec<bool> {
        self.reach(&Authority::plugin(policy.clone(), notes(), NOW))
    }

    /// What an authority may do: each permission on the desk and on records of each department, for all and for staff.
    /// The last [`TARGETS`] are about what comes with the next version of the plugin.
    pub fn reach(&self, authority: &Authority) -> Vec<bool> {
        let names = kernel_permissions().into_iter().map(|known| known.name.as_str().to_owned());
        let names = names.chain([READ, SEND, FILE].map(str::to_owned));
        let filed = [None, Some(self.sales), Some(self.legal)];
        let records: Vec<Envelope> = [Audience::Everyone, Audience::Staff]
            .into_iter()
            .flat_map(|audience| filed.map(|department| record(department, audience)))
            .collect();
        let targets = || [Target::Desk].into_iter().chain(records.iter().map(Target::Record));
        let may = |name: String| targets().map(move |at| (name.clone(), at));
        names.flat_map(may).map(|(name, at)| authority.check(&name, at).allowed).collect()
    }
}

/// Of what a key may have, what its maker holds.
fn kernel_grants_of(actor: &Authority) -> Vec<Grant> {
    let holds = |grant: &Grant| actor.check(grant.permission.as_str(), Target::Desk).allowed;
    kernel_grants().into_iter().filter(holds).collect()
}

pub fn record(department: Option<DepartmentId>, audience: Audience) -> Envelope {
    Envelope {
        collection: "notes:notes".into(),
        id: RecordId::parse("7").expect("a record id"),
        version: 1,
        department,
        assignee: None,
        requester: None,
        participants: vec![],
        audience,
        parent: None,
        created: NOW,
        updated: NOW,
    }
}
