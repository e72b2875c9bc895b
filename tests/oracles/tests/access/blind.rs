//! The oracle is not blind: whatever the Cedar side forgets, some desk shows it.

use crate::compare::runner;
use crate::desk::{Desk, desks};
use crate::mistake::Mistake;
use proptest::strategy::{Strategy, ValueTree};

/// Always the same desks, so that a mistake that is found is found each time.
const SEED: u64 = 1;
/// Most mistakes show within fifty desks; the rarest ask for a few hundred.
const DESKS: usize = 2_000;

/// How many desks it takes until the two differ.
fn noticed_after(mistake: Mistake) -> Option<usize> {
    let mut runner = runner(SEED, 0);
    (1..=DESKS).find(|_| {
        let desk: Desk = desks().new_tree(&mut runner).expect("a desk").current();
        desk.disagreement(&desk.tell(Some(mistake)), |_, _| ()).is_some()
    })
}

macro_rules! noticed {
    ($($test:ident: $mistake:ident,)+) => {
        $(
            #[test]
            fn $test() {
                let after = noticed_after(Mistake::$mistake);
                println!("{}: {after:?}", stringify!($mistake));
                assert!(after.is_some(), "no desk of {DESKS} shows {:?}", Mistake::$mistake);
            }
        )+
    };
}

noticed! {
    it_is_noticed_if_suspended_people_count: SuspendedPeopleCount,
    it_is_noticed_if_suspended_owners_count: SuspendedOwnersCount,
    it_is_noticed_if_retired_roles_count: RetiredRolesCount,
    it_is_noticed_if_retired_administrators_count: RetiredAdministratorsCount,
    it_is_noticed_if_retired_roles_make_staff: RetiredRolesMakeStaff,
    it_is_noticed_if_expired_grants_count: ExpiredGrantsCount,
    it_is_noticed_if_expired_roles_count: ExpiredRolesCount,
    it_is_noticed_if_expired_roles_make_staff: ExpiredRolesMakeStaff,
    it_is_noticed_if_the_last_moment_counts: TheLastMomentCounts,
    it_is_noticed_if_places_are_ignored: PlacesAreIgnored,
    it_is_noticed_if_collaborators_reach_customers: CollaboratorsReachCustomers,
    it_is_noticed_if_roles_give_what_is_the_owners: RolesGiveWhatIsTheOwners,
    it_is_noticed_if_administrators_are_owners: AdministratorsAreOwners,
    it_is_noticed_if_the_owners_role_counts: TheOwnersRoleCounts,
    it_is_noticed_if_allowed_scopes_are_ignored: AllowedScopesAreIgnored,
    it_is_noticed_if_undeclared_permissions_count: UndeclaredPermissionsCount,
    it_is_noticed_if_unassigned_needs_no_department: UnassignedNeedsNoDepartment,
    it_is_noticed_if_unassigned_may_be_assigned: UnassignedMayBeAssigned,
    it_is_noticed_if_the_audience_is_ignored: TheAudienceIsIgnored,
    it_is_noticed_if_tokens_are_ignored: TokensAreIgnored,
    it_is_noticed_if_tokens_hold_what_is_the_owners: TokensHoldWhatIsTheOwners,
    it_is_noticed_if_mandates_are_ignored: MandatesAreIgnored,
    it_is_noticed_if_mandates_give_what_is_the_owners: MandatesGiveWhatIsTheOwners,
    it_is_noticed_if_own_permissions_need_a_grant: OwnPermissionsNeedAGrant,
    it_is_noticed_if_ceilings_are_ignored: CeilingsAreIgnored,
    it_is_noticed_if_ceilings_hold_for_the_desk: CeilingsHoldForTheDesk,
    it_is_noticed_if_switched_off_plugins_work: SwitchedOffPluginsWork,
    it_is_noticed_if_plugins_that_are_gone_work: PluginsThatAreGoneWork,
    it_is_noticed_if_only_the_last_plugin_counts: OnlyTheLastPluginCounts,
}
