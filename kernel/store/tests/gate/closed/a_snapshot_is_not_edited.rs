use ombud_access::*;
use std::sync::Arc;

fn policy(snapshot: &mut Snapshot, me: UserId) {
    snapshot.policy().owner = Some(me);
}

fn cells(snapshot: &mut Snapshot) {
    snapshot.cells[0] = Scopes::ALL;
}

fn shared(caller: &Authority, role: Role) {
    let snapshot: &mut Arc<Snapshot> = caller.snapshot();
}

fn column() -> PermissionId {
    PermissionId(0)
}

fn main() {}
