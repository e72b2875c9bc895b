//! Many who talk at once, while supervisors whisper, at a desk that is killed in the middle of it.

use ombud_tests::crowd::Crowd;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

const VISITORS: usize = 48;
const AGENTS: usize = 4;

#[test]
fn what_fifty_visitors_and_their_agents_say_is_seen_once_and_in_order_though_the_desk_is_killed_and_no_whisper_by_visitors()
 {
    let mut crowd = Crowd::gather(VISITORS, AGENTS);
    crowd.visitors_listen(0..VISITORS);
    crowd.agents_listen();
    let whispering = crowd.whispers(VISITORS, Duration::from_millis(20));
    crowd.writes(VISITORS, 1);
    crowd.even_out();
    crowd.writes(VISITORS, 2);
    crowd.kill();
    crowd.even_out();
    drop(whispering);
    let (wrong, said) = crowd.wrong();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(said, VISITORS * 2 * 3);
    let spy = &crowd.shared.spy;
    assert_eq!(spy.found(), Vec::<String>::new());
    // More than a whisper in each chat was there to leak; each visitor heard of lines, once of being answered for the first
    // time, and of nothing else.
    assert!(crowd.whispered() > 0, "{:?}", crowd.shared.refused.take());
    assert!(spy.lines.load(Relaxed) >= VISITORS as u64);
    assert_eq!(spy.others(), BTreeMap::from([("chat:chats.changed".to_owned(), VISITORS as u64)]));
}
