//! Everybody tries everything on one desk: who owns it, who administers it, who holds one permission each, and who
//! holds none; with their own hands, by a key, and through a plugin. Whatever is accepted keeps the laws: the permission
//! for it was held, nobody gained what the actor did not hold, nobody was touched who outranks him, and there is one
//! owner.

mod command;
mod desk;
mod law;

use command::{Command, commands};
use desk::{Desk, Hands};
use ombud_access::Target;
use std::collections::BTreeMap;

/// What even an administrator is refused, and what nobody can do.
const REFUSED: [&str; 13] = [
    "“Manage billing” stays with the owner",
    "contacts customers, which the role",
    "what the role `administrator` gives cannot be changed",
    "`user` is not usable: somebody else",
    "nobody can suspend himself",
    "people still hold the role",
    "built-in role `agent` cannot be retired",
    "there is no token",
    "An administrator is one for the whole desk",
    "no `visitor`: that is who has not signed in",
    "is retired and can be given to nobody",
    "there is exactly one owner",
    "somebody else has the address",
];

#[tokio::test]
async fn whatever_anybody_does_keeps_the_laws() {
    let desk = Desk::new().await;
    let everybody = desk.reaches(&mut desk.store.begin());
    let (mut tried, mut accepted) = (0, BTreeMap::<&str, usize>::new());
    let mut refused_administrators = BTreeMap::<String, usize>::new();
    for (name, hands) in desk.actors() {
        for command in commands(&desk, name) {
            let mut unit = desk.store.begin();
            let actor = desk.authority(&mut unit, name, hands);
            let judged = law::before(&desk, &mut unit, &actor, &command);
            let done = command.run(&desk, &mut unit, &actor);
            tried += 1;
            match done {
                Ok(()) => {
                    let judged =
                        judged.and_then(|()| law::after(&desk, &mut unit, &actor, &command, &everybody));
                    if let Err(law) = judged {
                        panic!("{name} ({hands:?}) was let, but {law}: {command:?}");
                    }
                    *accepted.entry(command.kind()).or_default() += 1;
                }
                Err(error) if name == "administrator" && hands == Hands::Own && judged.is_ok() => {
                    *refused_administrators.entry(format!("{} ({error})", command.kind())).or_default() += 1;
                }
                Err(_) => {}
            }
        }
    }
    println!("everybody: {tried} commands, {} let: {accepted:?}", accepted.values().sum::<usize>());
    let unexpected: Vec<_> = refused_administrators
        .keys()
        .filter(|told| !REFUSED.iter().any(|words| told.contains(words)))
        .collect();
    assert!(unexpected.is_empty(), "refused to the administrator without need: {unexpected:#?}");
    for kind in Command::KINDS {
        assert!(accepted.contains_key(kind), "nobody was let do `{kind}`, so nothing is known about it");
    }
}

#[tokio::test]
async fn whoever_looks_as_somebody_else_sees_no_more_than_before() {
    let desk = Desk::new().await;
    let mut looked = 0;
    for by in desk.people.values() {
        for of in desk.people.values().filter(|of| *of != by) {
            let mut unit = desk.store.begin();
            let Some(looking) = desk.looking(&mut unit, *by, *of) else { continue };
            assert!(!looking.is_direct());
            let mine = &desk.reaches(&mut unit).people[by];
            let seen = desk.reach(&looking);
            assert!(seen.iter().zip(mine).all(|(seen, mine)| !seen || *mine), "{by} as {of}");
            looked += usize::from(looking.user() == Some(*of));
            if looking.user() == Some(*of) {
                let viewer = desk.people.iter().find(|(_, id)| *id == by).expect("a name").0;
                let viewer = desk.authority(&mut unit, viewer, Hands::Own);
                assert!(viewer.check("kernel:person.view-as", Target::Desk).allowed);
            }
        }
    }
    assert!(looked > 50, "only {looked} were let look");
}
