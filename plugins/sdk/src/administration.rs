//! People, roles, departments and the audit, for the pages of administrators. The manual is `wit/kernel-1.1`.
//!
//! One noun a module: `people::list(cx, …)`. Everything is checked by the kernel with the rights of the person who asks
//! and of every plugin on the way; what changes something needs a person.

/// What a change of rights would do.
pub mod effects {
    pub use crate::bindings::administering::ombud::kernel1_1_0::effects::{
        Affected, Difference, Effect, Tally,
    };
}

/// Arguments as the caller gives them.
macro_rules! imported {
    ($interface:literal, $accessor:ident, $imports:path;
     $($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)+) => {
        #[cfg(target_arch = "wasm32")]
        use $imports as imports;

        $($(#[$doc])*
        pub fn $name(cx: &$crate::Cx, $($arg: $type),*) -> $crate::Result<$answer> {
            #[cfg(target_arch = "wasm32")]
            {
                let _ = cx;
                imports::$name($($arg),*)
            }
            #[cfg(not(target_arch = "wasm32"))]
            cx.kernel().$accessor()?.$name($($arg),*)
        })+

        /// The interface as a test puts it behind a [`crate::testing::FakeKernel`]. Implement what the test needs; the
        /// rest answers `unavailable`.
        #[cfg(not(target_arch = "wasm32"))]
        pub trait Service {
            $($(#[$doc])*
            fn $name(&self, $($arg: $type),*) -> $crate::Result<$answer> {
                $(let _ = $arg;)*
                Err($crate::Error::unavailable(
                    concat!("the fake of `", $interface, "` has no `", stringify!($name), "`"),
                ))
            })+
        }
    };
}

/// Everybody with an account, and what they hold.
pub mod people {
    use super::effects::Effect;

    pub use crate::bindings::administering::ombud::kernel1_1_0::people::{
        Changes, Details, Filter, HeldRole, NewPerson, Page, Person,
    };

    imported! {
        "people", people, crate::bindings::administering::ombud::kernel1_1_0::people;

        /// A page of people: staff by name if the filter says staff, otherwise the newest first.
        fn list(filter: &Filter, limit: u32, cursor: Option<&str>) -> Page;
        /// One person.
        fn get(id: &str) -> Person;
        /// Adds somebody, who has no password yet.
        fn create(person: &NewPerson) -> Person;
        /// Changes somebody, all or nothing.
        fn change(id: &str, changes: &Changes) -> Person;
        /// What the same change would do.
        fn preview(id: &str, changes: &Changes) -> Effect;
    }
}

/// Named sets of grants, and what can be granted.
pub mod roles {
    use super::effects::Effect;
    use crate::UserId;

    pub use crate::bindings::administering::ombud::kernel1_1_0::roles::{
        Changes, Grant, NewRole, Permission, Role, Scope,
    };

    imported! {
        "roles", roles, crate::bindings::administering::ombud::kernel1_1_0::roles;

        /// Every role, retired ones too, by name.
        fn list() -> Vec<Role>;
        /// One role.
        fn get(id: &str) -> Role;
        /// The first who hold it, at most so many.
        fn holders(id: &str, at_most: u32) -> Vec<UserId>;
        /// Everything that can be granted, by name.
        fn permissions() -> Vec<Permission>;
        /// Makes a role.
        fn create(role: &NewRole) -> Role;
        /// Changes a role for all who hold it.
        fn change(id: &str, changes: &Changes) -> Role;
        /// What the same change would do.
        fn preview(id: &str, changes: &Changes) -> Effect;
    }
}

/// The departments, for those who make them.
pub mod departments {
    pub use crate::bindings::administering::ombud::kernel1_1_0::departments::Department;

    imported! {
        "departments", department_list, crate::bindings::administering::ombud::kernel1_1_0::departments;

        /// All of them, by name.
        fn list() -> Vec<Department>;
        /// Makes one.
        fn create(name: &str) -> Department;
        /// Gives one another name.
        fn rename(id: &str, name: &str) -> Department;
    }
}

/// What was done to people, rights and plugins, and what was refused.
pub mod audit {
    pub use crate::bindings::administering::ombud::kernel1_1_0::audit::{Entry, Filter, Page};

    imported! {
        "audit", audit, crate::bindings::administering::ombud::kernel1_1_0::audit;

        /// A page of entries, the newest first.
        fn search(filter: &Filter, limit: u32, cursor: Option<u64>) -> Page;
    }
}

/// What the permission engine says of somebody else.
pub mod verdicts {
    use crate::{RecordRef, UserId};

    pub use crate::bindings::administering::ombud::kernel1_1_0::verdicts::Verdict;

    imported! {
        "verdicts", verdicts, crate::bindings::administering::ombud::kernel1_1_0::verdicts;

        /// May this person do this, on that record or (without one) on the desk?
        fn explain(user: &str, permission: &str, subject: Option<&RecordRef>) -> Verdict;
        /// Which of these people are staff and may read this record.
        fn readers(users: &[UserId], subject: &RecordRef) -> Vec<UserId>;
        /// Which of these people may do this, a permission of this plugin, with what is filed there and given to them.
        fn able(users: &[UserId], permission: &str, department: &str) -> Vec<UserId>;
    }
}
