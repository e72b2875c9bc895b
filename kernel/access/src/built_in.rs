//! What may be changed of roles to which the kernel gives a meaning.

use crate::{BuiltIn, Denial, Role, denial};

const ROLE_EDIT: &str = "kernel:role.edit";

/// The rules for roles to which the kernel gives a meaning.
pub(crate) fn edit(built_in: BuiltIn, before: Option<&Role>, after: &Role) -> Result<(), Denial> {
    let Some(before) = before else {
        return Err(denial!(
            ROLE_EDIT,
            "rule-built-in-new",
            "Built-in roles are there from the start; make a role of your own.",
        ));
    };
    if after.retired || after.name != before.name {
        return Err(denial!(
            ROLE_EDIT,
            "rule-built-in-name",
            "The built-in role “{role}” can be neither retired nor renamed.",
            role = after,
        ));
    }
    if after.audience != before.audience || after.collaborator != before.collaborator {
        return Err(denial!(
            ROLE_EDIT,
            "rule-built-in-audience",
            "The built-in role “{role}” stays for whom it was made.",
            role = after,
        ));
    }
    if matches!(built_in, BuiltIn::Owner | BuiltIn::Administrator) && after.grants != before.grants {
        return Err(denial!(
            ROLE_EDIT,
            "rule-built-in-gives",
            "What the role “{role}” gives cannot be changed.",
            role = after,
        ));
    }
    Ok(())
}
