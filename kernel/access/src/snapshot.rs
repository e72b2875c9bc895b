//! The compiled policy: one byte of scopes for each role and permission.

use crate::columns::Columns;
use crate::{
    Audience, BuiltIn, Grant, Mandate, Permission, PluginId, Policy, PolicyError, Role, RoleId, RoleKind,
    Scopes, Timestamp,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A permission's column in one snapshot. Means nothing in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionId(u16);

/// The row of a role or mandate.
pub(crate) type Row = u16;

/// What the owner holds is nobody's role: it is always the first row.
pub(crate) const OWNER: Row = 0;

/// A policy made ready for decisions. Never changes; a change makes another one.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot {
    policy: Policy,
    columns: Arc<Columns>,
    roles: Arc<HashMap<RoleId, Row>>,
    mandates: Arc<HashMap<PluginId, Row>>,
    /// Row by row, one byte for each permission.
    cells: Box<[Cell]>,
    /// Cells of a row.
    width: usize,
    /// For each row the grants that end by themselves: seldom any.
    timed: Box<[Box<[Timed]>]>,
    visitor: Option<Row>,
}

/// What a row gives for a permission for good, and whether there is more in `timed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell(u8);

impl Cell {
    const MORE: u8 = 1 << 7;

    fn scopes(self) -> Scopes {
        Scopes::from_bits(self.0 & !Cell::MORE)
    }

    fn has_more(self) -> bool {
        self.0 & Cell::MORE != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Timed {
    permission: PermissionId,
    scopes: Scopes,
    until: Timestamp,
}

impl Snapshot {
    /// Compiles a policy. Grants of permissions that nobody declares give nothing; neither do grants that
    /// their role can never hold (contacting customers in a collaborator role, owner-only in any).
    pub fn compile(policy: Policy) -> Result<Snapshot, PolicyError> {
        validate(&policy)?;
        let columns = Columns::new(policy.permissions.iter().map(|permission| permission.name.as_str()));
        let width = policy.permissions.len();
        let rows = 1 + policy.roles.len() + policy.mandates.len();
        let mut table = Table {
            policy: &policy,
            columns: &columns,
            cells: Vec::with_capacity(rows * width),
            timed: Vec::with_capacity(rows),
        };
        table.add_row(&[], |_| Scopes::ALL, |_| false);
        let mut roles = HashMap::new();
        let mut visitor = None;
        for role in &policy.roles {
            let row = table.add_role(role);
            roles.insert(role.id, row);
            if role.kind == RoleKind::BuiltIn(BuiltIn::Visitor) {
                visitor = Some(row);
            }
        }
        let mandates = policy
            .mandates
            .iter()
            .map(|mandate| (mandate.plugin.clone(), table.add_mandate(mandate)))
            .collect();
        let (cells, timed) = (table.cells.into(), table.timed.into());
        let (columns, roles, mandates) = (Arc::new(columns), Arc::new(roles), Arc::new(mandates));
        Ok(Snapshot { columns, roles, mandates, cells, width, timed, visitor, policy })
    }

    /// The same policy with one role edited or added: exactly what [`Snapshot::compile`] makes of it, and for an
    /// edit several times sooner.
    pub fn with_role(&self, role: Role, epoch: u64) -> Result<Snapshot, PolicyError> {
        let mut policy = self.policy.clone();
        policy.epoch = epoch;
        let Some(row) = self.role_row(role.id).map(usize::from) else {
            policy.roles.push(role);
            return Snapshot::compile(policy);
        };
        let known = &mut policy.roles[row - 1];
        let same = known.name == role.name && known.kind == role.kind;
        *known = role;
        if !same {
            // It may be in another's way now.
            return Snapshot::compile(policy);
        }
        validate_role(&policy.roles[row - 1])?;

        let width = self.width;
        let mut table = Table { policy: &policy, columns: &self.columns, cells: vec![], timed: vec![] };
        table.add_role(&policy.roles[row - 1]);
        let (mut cells, mut timed) = (self.cells.clone(), self.timed.clone());
        cells[row * width..][..width].copy_from_slice(&table.cells);
        timed[row] = table.timed.remove(0);
        let (columns, roles, mandates) = (self.columns.clone(), self.roles.clone(), self.mandates.clone());
        Ok(Snapshot { columns, roles, mandates, cells, width, timed, visitor: self.visitor, policy })
    }

    /// The source.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Which state of the policy this is.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.policy.epoch
    }

    /// The column of a permission; none if nobody declares it.
    #[must_use]
    #[inline]
    pub fn permission(&self, name: &str) -> Option<PermissionId> {
        self.columns.get(name).map(PermissionId)
    }

    /// Every declared permission.
    #[must_use]
    pub fn permissions(&self) -> &[Permission] {
        &self.policy.permissions
    }

    /// The declaration of a permission, by its name.
    #[must_use]
    pub fn declared(&self, name: &str) -> Option<&Permission> {
        self.permission(name).map(|id| &self.policy.permissions[usize::from(id.0)])
    }

    /// A role, retired or not.
    #[must_use]
    pub fn role(&self, id: RoleId) -> Option<&Role> {
        // Row 0 is the owner's; the roles follow in their order.
        self.roles.get(&id).map(|row| &self.policy.roles[usize::from(*row) - 1])
    }

    /// The role of a row; the owner's has none.
    pub(crate) fn role_at(&self, row: Row) -> Option<&Role> {
        self.policy.roles.get(usize::from(row).checked_sub(1)?)
    }

    /// A role by its slug.
    #[must_use]
    pub fn role_named(&self, name: &str) -> Option<&Role> {
        self.policy.roles.iter().find(|role| role.name == name)
    }

    /// The mandate of a plugin, switched on or off.
    #[must_use]
    pub fn mandate(&self, plugin: &PluginId) -> Option<&Mandate> {
        self.mandates.get(plugin).map(|row| self.mandate_at(*row))
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = PermissionId> {
        (0..self.policy.permissions.len()).map(|column| PermissionId(column as u16))
    }

    pub(crate) fn at(&self, id: PermissionId) -> &Permission {
        &self.policy.permissions[usize::from(id.0)]
    }

    pub(crate) fn role_row(&self, id: RoleId) -> Option<Row> {
        self.roles.get(&id).copied()
    }

    pub(crate) fn visitor_row(&self) -> Option<Row> {
        self.visitor
    }

    pub(crate) fn mandate_row(&self, plugin: &PluginId) -> Option<Row> {
        self.mandates.get(plugin).copied()
    }

    pub(crate) fn mandate_at(&self, row: Row) -> &Mandate {
        &self.policy.mandates[usize::from(row) - 1 - self.policy.roles.len()]
    }

    /// What a row gives for a permission now.
    #[inline]
    pub(crate) fn scopes(&self, row: Row, permission: PermissionId, now: Timestamp) -> Scopes {
        let row = usize::from(row);
        let cell = self.cells[row * self.width + usize::from(permission.0)];
        let mut scopes = cell.scopes();
        if cell.has_more() {
            let live = |timed: &&Timed| timed.permission == permission && now < timed.until;
            self.timed[row].iter().filter(live).for_each(|timed| scopes |= timed.scopes);
        }
        scopes
    }
}

/// Rows while they are being written.
struct Table<'a> {
    policy: &'a Policy,
    columns: &'a Columns,
    cells: Vec<Cell>,
    timed: Vec<Box<[Timed]>>,
}

impl Table<'_> {
    fn add_role(&mut self, role: &Role) -> Row {
        let administrator = role.kind == RoleKind::BuiltIn(BuiltIn::Administrator) && !role.retired;
        // The owner's role by itself gives nothing: who the owner is stands in the policy.
        let dead = role.retired || role.kind == RoleKind::BuiltIn(BuiltIn::Owner);
        let collaborator = role.collaborator;
        self.add_row(
            &role.grants,
            |permission| {
                if administrator && !permission.flags.owner_only { Scopes::ALL } else { Scopes::NONE }
            },
            |permission| !dead && !can_never_hold(collaborator, permission),
        )
    }

    fn add_mandate(&mut self, mandate: &Mandate) -> Row {
        let own = |permission: &Permission| permission.name.plugin() == mandate.plugin.as_str();
        self.add_row(
            &mandate.grants,
            |permission| if own(permission) { Scopes::ALL } else { Scopes::NONE },
            |permission| !permission.flags.owner_only,
        )
    }

    fn add_row(
        &mut self,
        grants: &[Grant],
        implied: impl Fn(&Permission) -> Scopes,
        may_hold: impl Fn(&Permission) -> bool,
    ) -> Row {
        let start = self.cells.len();
        self.cells.extend(self.policy.permissions.iter().map(|permission| Cell(implied(permission).bits())));
        let mut timed = Vec::new();
        for grant in grants {
            let Some(column) = self.columns.get(grant.permission.as_str()) else { continue };
            let permission = &self.policy.permissions[usize::from(column)];
            if !may_hold(permission) {
                continue;
            }
            let scopes = grant.scopes & permission.scopes;
            let cell = &mut self.cells[start + usize::from(column)];
            match grant.until {
                None => cell.0 |= scopes.bits(),
                Some(until) => {
                    cell.0 |= Cell::MORE;
                    timed.push(Timed { permission: PermissionId(column), scopes, until });
                }
            }
        }
        self.timed.push(timed.into());
        (self.timed.len() - 1) as Row
    }
}

/// Whether a role (a collaborator's or not) may never hold a permission, whatever its grants say.
pub(crate) fn can_never_hold(collaborator: bool, permission: &Permission) -> bool {
    permission.flags.owner_only || (collaborator && permission.flags.contacts_customer)
}

fn validate(policy: &Policy) -> Result<(), PolicyError> {
    let most = usize::from(u16::MAX);
    for (what, count) in [
        ("permissions", policy.permissions.len()),
        ("roles and mandates", policy.roles.len() + policy.mandates.len() + 1),
    ] {
        if count > most {
            return Err(PolicyError::TooMany { what, count, most });
        }
    }
    let mut names = HashSet::new();
    for permission in &policy.permissions {
        if !names.insert(&permission.name) {
            return Err(PolicyError::DuplicatePermission(permission.name.clone()));
        }
        if permission.scopes.is_empty() {
            return Err(PolicyError::NoScopes(permission.name.clone()));
        }
    }
    let (mut ids, mut names, mut kinds) = (HashSet::new(), HashSet::new(), HashSet::new());
    for role in &policy.roles {
        if !ids.insert(role.id) || !names.insert(&role.name) {
            return Err(PolicyError::DuplicateRole(role.name.clone()));
        }
        if let RoleKind::BuiltIn(built_in) = role.kind
            && !kinds.insert(built_in)
        {
            return Err(PolicyError::DuplicateBuiltIn(built_in));
        }
        validate_role(role)?;
    }
    let mut plugins = HashSet::new();
    for mandate in &policy.mandates {
        if !plugins.insert(&mandate.plugin) {
            return Err(PolicyError::DuplicateMandate(mandate.plugin.clone()));
        }
    }
    Ok(())
}

/// What must be so of a role by itself.
fn validate_role(role: &Role) -> Result<(), PolicyError> {
    let RoleKind::BuiltIn(built_in) = role.kind else { return Ok(()) };
    if matches!(built_in, BuiltIn::Customer | BuiltIn::Visitor) && role.audience == Audience::Staff {
        return Err(PolicyError::NotStaff(built_in));
    }
    let whole = role.audience == Audience::Staff && !role.collaborator;
    if matches!(built_in, BuiltIn::Owner | BuiltIn::Administrator) && !whole {
        return Err(PolicyError::Diminished(built_in));
    }
    Ok(())
}
