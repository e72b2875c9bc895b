use ombud_access::*;
use ombud_store::*;

fn widened(mut seen: Visibility) {
    seen.facets().all = true;
}

fn facets_alone(unit: &mut UnitOfWork, facets: &Facets, query: &Query) {
    let _ = unit.query(facets, "tickets:tickets", query);
}

fn whole(unit: &mut UnitOfWork, query: &Query) {
    let _ = unit.query_whole("tickets:drafts", query);
}

fn another_collection(whole: &mut Whole) {
    whole.collection = "mail:seen".into();
}

fn main() {}
