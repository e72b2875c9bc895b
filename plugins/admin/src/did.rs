//! What the audit says of what somebody did.

use ombud_plugin::text;

/// What somebody did, after the name and before what it was done to.
pub fn words(action: &str) -> &'static str {
    match action {
        "access.denied" => text!("did-access-denied"),
        "person.create" => text!("did-person-create"),
        "person.edit" => text!("did-person-edit"),
        "person.suspend" => text!("did-person-suspend"),
        "person.restore" => text!("did-person-restore"),
        "person.view-as" => text!("did-person-view-as"),
        "person.view-as-end" => text!("did-person-view-as-end"),
        "customer.create" => text!("did-customer-create"),
        "guest.admit" => text!("did-guest-admit"),
        "guest.clear" => text!("did-guest-clear"),
        "role.assign" => text!("did-role-assign"),
        "role.create" => text!("did-role-create"),
        "role.edit" => text!("did-role-edit"),
        "role.retire" => text!("did-role-retire"),
        "role.restore" => text!("did-role-restore"),
        "membership.add" => text!("did-membership-add"),
        "membership.remove" => text!("did-membership-remove"),
        "department.create" => text!("did-department-create"),
        "department.edit" => text!("did-department-edit"),
        "mandate.edit" => text!("did-mandate-edit"),
        "plugin.register" => text!("did-plugin-register"),
        "plugin.unregister" => text!("did-plugin-unregister"),
        "settings.edit" => text!("did-settings-edit"),
        "ownership.transfer" => text!("did-ownership-transfer"),
        "password.link" => text!("did-password-link"),
        "password.reset" => text!("did-password-reset"),
        "password.change" => text!("did-password-change"),
        "session.begin" => text!("did-session-begin"),
        "session.refused" => text!("did-session-refused"),
        "session.end" | "session.end-all" => text!("did-session-end"),
        "token.mint" => text!("did-token-mint"),
        "token.revoke" => text!("did-token-revoke"),
        "audit.export" => text!("did-audit-export"),
        "desk.setup" => text!("did-desk-setup"),
        "order.give" => text!("did-order-give"),
        "order.withdraw" => text!("did-order-withdraw"),
        "ban.create" => text!("did-ban-create"),
        "ban.lift" => text!("did-ban-lift"),
        "desk.backup" => text!("did-desk-backup"),
        "desk.export" => text!("did-desk-export"),
        "egress.edit" => text!("did-egress-edit"),
        "guest.leave" => text!("did-guest-leave"),
        "mail.try" => text!("did-mail-try"),
        "plugin.install" => text!("did-plugin-install"),
        "plugin.upgrade" => text!("did-plugin-upgrade"),
        "plugin.rollback" => text!("did-plugin-rollback"),
        "plugin.remove" => text!("did-plugin-remove"),
        "plugin.purge" => text!("did-plugin-purge"),
        "plugin.propose" => text!("did-plugin-propose"),
        "plugin.withdraw" => text!("did-plugin-withdraw"),
        "plugin.quarantine" => text!("did-plugin-quarantine"),
        "plugin.release" => text!("did-plugin-release"),
        "plugin.shadow" => text!("did-plugin-shadow"),
        "plugin.shadow-end" => text!("did-plugin-shadow-end"),
        "plugin.retry" => text!("did-plugin-retry"),
        "plugin.discard" => text!("did-plugin-discard"),
        "search.rebuild" => text!("did-search-rebuild"),
        "second-factor.begin" => text!("did-second-factor-begin"),
        "second-factor.end" => text!("did-second-factor-end"),
        "second-factor.remove" => text!("did-second-factor-remove"),
        "secret.tell" => text!("did-secret-tell"),
        "guest.renew" => text!("did-guest-renew"),
        "plugin.effect-failed" => text!("did-plugin-effect-failed"),
        "plugin.report" => text!("did-plugin-report"),
        "plugin.shadow-read" => text!("did-plugin-shadow-read"),
        "plugin.storage" => text!("did-plugin-storage"),
        "publisher.trust" => text!("did-publisher-trust"),
        "publisher.distrust" => text!("did-publisher-distrust"),
        _ => text!("did-something"),
    }
}

/// The same of an attempt to sign in with an address that nobody has.
pub fn unknown() -> &'static str {
    text!("did-session-unknown")
}

/// Whether that says it all.
pub fn stands_alone(action: &str) -> bool {
    let of_the_desk = ["audit.export", "mail.try", "search.rebuild"];
    let session = action.starts_with("session.") && action != "session.refused";
    session || action.starts_with("desk.") || of_the_desk.contains(&action)
}
