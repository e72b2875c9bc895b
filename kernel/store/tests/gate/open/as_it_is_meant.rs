//! The way through the gate, which must compile: otherwise the others may fail for another reason.

use ombud_access::*;
use ombud_store::*;

pub const READ: &[&str] = &["tickets:ticket.read"];

pub fn read(unit: &mut UnitOfWork, caller: &Authority, at: &RecordRef) -> Result<Option<Record>> {
    let Some(sealed) = unit.find(&at.collection, &at.id)? else { return Ok(None) };
    let Ok(permit) = caller.permit_read(READ, sealed.filed()) else { return Ok(None) };
    sealed.open(permit).map(Some)
}

pub fn create(unit: &mut UnitOfWork, caller: &Authority, draft: Draft) -> Result<Option<Envelope>> {
    let Ok(permit) = caller.permit_create(READ, &unit.filed(&draft.envelope)?) else { return Ok(None) };
    unit.create(permit, draft).map(Some)
}

pub fn update(unit: &mut UnitOfWork, caller: &Authority, sealed: &Sealed, draft: Draft) -> Result<()> {
    let after = unit.filed(&draft.envelope)?;
    let changing = Relations::default();
    let Ok(permit) = caller.permit_write(READ, &changing, sealed.filed(), &after) else { return Ok(()) };
    unit.update(permit, draft).map(drop)
}

pub fn delete(unit: &mut UnitOfWork, caller: &Authority, sealed: &Sealed) -> Result<()> {
    let Ok(permit) = caller.permit_delete(READ, sealed.filed()) else { return Ok(()) };
    unit.delete(permit, caller.now(), caller.user(), false)
}

pub fn list(unit: &mut UnitOfWork, caller: &Authority, plugin: &PluginId, query: &Query) -> Result<u32> {
    let seen = unit.query(&caller.visible(READ[0]), "tickets:tickets", query)?.records.len();
    let Ok(whole) = caller.permit_whole(plugin, "tickets:drafts") else { return Ok(0) };
    Ok(seen as u32 + unit.count_whole(&whole, query, 9)?)
}

pub fn decide(caller: &Authority) -> bool {
    caller.check(READ[0], Target::Desk).allowed && caller.snapshot().policy().owner.is_some()
}

fn main() {}
