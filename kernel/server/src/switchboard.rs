//! Who is called up for which commit. Of ten thousand visitors who wait for a word about their own chats none is woken by what
//! others say; so what a live stream costs is what it hears.
//!
//! It errs on one side only: whoever is called looks at the events by the rights of that moment ([`crate::live`]) and tells of
//! few of them or none, and nobody is left out who would have had something to tell.

use crate::Desk;
use ombud_access::{Audience, Authority, Target, UserId};
use ombud_identity::{Authenticated, Principal};
use ombud_store::{Commit, Event};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

/// Calls that a slow listener may be behind; then the line is closed.
const BEHIND: usize = 4096;

/// People, as the store tells of them.
const PEOPLE: &str = "kernel:people";

/// What a listener is called up for.
#[derive(Clone)]
pub(crate) enum Call {
    /// Perhaps there is something to tell.
    News(Arc<Commit>),
    /// Rights are others than before, perhaps the listener's.
    Rights,
}

/// Of what somebody may hear: as much as the rights allow, or more.
pub(crate) enum Reach {
    /// Of whatever it is.
    Everything,
    /// Of what is for everybody, and asked for by the listener, given to or shared with them.
    Own,
    /// Of what these rights show.
    Rights(Box<Authority>),
}

impl Reach {
    /// By somebody's rights as of now. Who looks at the desk as somebody else is called for everything.
    pub fn of(desk: &Desk, known: &Authenticated, authority: Authority) -> Reach {
        if matches!(known.principal, Principal::View { .. }) {
            return Reach::Everything;
        }
        let own = |read: &String| {
            let visible = authority.visible(read);
            let facets = visible.facets();
            !facets.all && facets.departments.is_empty() && facets.unassigned.is_empty()
        };
        // A pass is for what its plugin named when it gave it out: whatever comes to the desk later, it does not grow.
        let is_guest = known.pass_of.is_some() && !authority.is_staff();
        match is_guest && desk.host().read_permissions().iter().all(own) {
            true => Reach::Own,
            false => Reach::Rights(Box::new(authority)),
        }
    }
}

struct Listener {
    user: UserId,
    reach: Reach,
    /// How often the reach was widened because rights changed.
    widened: u64,
    calls: mpsc::Sender<Call>,
}

#[derive(Default)]
struct Listeners {
    next: u64,
    /// Of the policy by which they were asked last.
    epoch: Option<u64>,
    all: HashMap<u64, Listener>,
    /// The same by person.
    of: HashMap<UserId, Vec<u64>>,
    /// Those whose reach is more than their own.
    far: BTreeSet<u64>,
}

impl Listeners {
    fn widen(&mut self, id: u64) {
        if let Some(listener) = self.all.get_mut(&id) {
            listener.reach = Reach::Everything;
            listener.widened += 1;
            self.far.insert(id);
            self.call(id, Call::Rights);
        }
    }

    fn call(&mut self, id: u64, call: Call) {
        if self.all.get(&id).is_some_and(|listener| listener.calls.try_send(call).is_err()) {
            // Too far behind: the line ends, and whoever listened comes back with the last event that was heard.
            self.close(id);
        }
    }

    fn close(&mut self, id: u64) {
        let Some(gone) = self.all.remove(&id) else { return };
        self.far.remove(&id);
        if let Some(theirs) = self.of.get_mut(&gone.user) {
            theirs.retain(|one| *one != id);
            if theirs.is_empty() {
                self.of.remove(&gone.user);
            }
        }
    }

    /// Whose affair an event may be.
    fn concerned(&self, desk: &Desk, event: &Event, concerned: &mut BTreeSet<u64>) {
        let Some(read) = desk.host().read_permission(&event.subject.collection) else { return };
        let filed = &event.filed;
        if filed.audience == Audience::Everyone {
            let people = filed.requester.iter().chain(&filed.assignee).chain(&filed.participants);
            let theirs = people.filter_map(|user| self.of.get(user)).flatten();
            let own = |id: &&u64| self.all.get(*id).is_some_and(|one| matches!(one.reach, Reach::Own));
            concerned.extend(theirs.filter(own));
        }
        for id in &self.far {
            let far = match self.all.get(id).map(|listener| &listener.reach) {
                Some(Reach::Everything) => true,
                Some(Reach::Rights(rights)) => rights.check(&read, Target::Record(filed)).allowed,
                Some(Reach::Own) | None => false,
            };
            if far {
                concerned.insert(*id);
            }
        }
    }
}

/// All lines of a desk.
#[derive(Default)]
pub(crate) struct Switchboard(Mutex<Listeners>);

/// The line of one live stream: closed when it is dropped.
pub(crate) struct Line {
    id: u64,
    board: Arc<Switchboard>,
    calls: mpsc::Receiver<Call>,
}

impl Line {
    /// The next call. None: the line is closed.
    pub async fn next(&mut self) -> Option<Call> {
        self.calls.recv().await
    }

    /// How often rights have changed so far; ask before you look at them, for [`Line::reaches`].
    pub fn widened(&self) -> u64 {
        self.board.0.lock().all.get(&self.id).map_or(0, |listener| listener.widened)
    }

    /// From now on it is called for this alone, unless rights have changed since: then it is called for them.
    pub fn reaches(&self, reach: Reach, widened: u64) {
        let mut listeners = self.board.0.lock();
        let Some(listener) = listeners.all.get_mut(&self.id).filter(|one| one.widened == widened) else {
            return;
        };
        let own = matches!(reach, Reach::Own);
        listener.reach = reach;
        if own {
            listeners.far.remove(&self.id);
        } else {
            listeners.far.insert(self.id);
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.board.0.lock().close(self.id);
    }
}

impl Switchboard {
    /// A line on which everything is told, until it says what it [`reaches`](Line::reaches).
    pub fn open(self: &Arc<Switchboard>, user: UserId) -> Line {
        let (sender, calls) = mpsc::channel(BEHIND);
        let mut listeners = self.0.lock();
        listeners.next += 1;
        let id = listeners.next;
        let listener = Listener { user, reach: Reach::Everything, widened: 0, calls: sender };
        listeners.all.insert(id, listener);
        listeners.of.entry(user).or_default().push(id);
        listeners.far.insert(id);
        drop(listeners);
        Line { id, board: self.clone(), calls }
    }

    /// Calls those whose affair a commit may be.
    fn connect(&self, desk: &Desk, commit: &Arc<Commit>) {
        if self.0.lock().all.is_empty() {
            return;
        }
        // By another policy anybody may hear more. It is asked for without the lock, for which all streams would wait.
        let epoch = desk.identity().policy_in(&mut desk.store().begin()).ok().map(|policy| policy.epoch());
        let mut listeners = self.0.lock();
        if listeners.epoch != epoch {
            listeners.epoch = epoch;
            let all: Vec<u64> = listeners.all.keys().copied().collect();
            all.into_iter().for_each(|id| listeners.widen(id));
        }
        let mut concerned = BTreeSet::new();
        for event in &commit.events {
            if &*event.subject.collection == PEOPLE {
                let user = event.subject.id.as_str().parse::<UserId>().ok();
                let theirs = user.and_then(|user| listeners.of.get(&user)).cloned().unwrap_or_default();
                theirs.into_iter().for_each(|id| listeners.widen(id));
            }
            listeners.concerned(desk, event, &mut concerned);
        }
        for id in concerned {
            listeners.call(id, Call::News(commit.clone()));
        }
    }

    /// A line on which a test calls.
    #[cfg(test)]
    pub fn tapped(self: &Arc<Switchboard>) -> (mpsc::Sender<Call>, Line) {
        let (sender, calls) = mpsc::channel(BEHIND);
        (sender, Line { id: 0, board: self.clone(), calls })
    }

    /// Closes all lines: nobody knows what was missed.
    fn hang_up(&self) {
        let mut listeners = self.0.lock();
        *listeners = Listeners { next: listeners.next, ..Listeners::default() };
    }
}

/// Calls until the desk is being closed.
pub(crate) fn keep(desk: &Arc<Desk>) {
    let mut commits = desk.store().subscribe();
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        loop {
            let commit = tokio::select! {
                _ = closing.changed() => return,
                commit = commits.recv() => commit,
            };
            let Some(desk) = desk.upgrade() else { return };
            match commit {
                Ok(commit) => desk.switchboard.connect(&desk, &commit),
                Err(RecvError::Lagged(_)) => desk.switchboard.hang_up(),
                Err(RecvError::Closed) => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use ombud_access::{Envelope, Id, RecordId, Timestamp};
    use ombud_identity::PasswordCost;

    fn user(n: u8) -> UserId {
        UserId(Id::new(Timestamp(1), [n; 10]))
    }

    /// A ticket as it is filed: asked for by somebody, for everybody or for staff.
    fn ticket(requester: UserId, audience: Audience) -> Envelope {
        Envelope {
            collection: "tickets:tickets".into(),
            id: RecordId::from(Id::new(Timestamp(1), [9; 10])),
            version: 1,
            department: None,
            assignee: None,
            requester: Some(requester),
            participants: Vec::new(),
            audience,
            parent: None,
            created: Timestamp(1),
            updated: Timestamp(1),
        }
    }

    /// What was called since it was asked last: `news` and `rights`.
    fn called(line: &mut Line) -> Vec<&'static str> {
        let mut all = Vec::new();
        while let Ok(call) = line.calls.try_recv() {
            all.push(match call {
                Call::News(_) => "news",
                Call::Rights => "rights",
            });
        }
        all
    }

    #[tokio::test]
    async fn who_hears_of_what_is_their_own_is_called_for_that_alone_and_when_rights_change() {
        let folder = tempfile::tempdir().unwrap();
        let password_cost = PasswordCost::for_tests();
        let desk = Desk::open(Options { password_cost, ..Options::new(folder.path()) }).await.unwrap();
        // It is this test that calls.
        let board = Arc::<Switchboard>::default();
        let mut unit = desk.store().begin();
        let olga = desk.identity().first_owner(&mut unit, "Olga", "olga@demo.test", "demo-only", desk.now());
        let olga = olga.unwrap().id;
        unit.commit().await.unwrap();
        let mut news = desk.store().subscribe();
        let mut happens = async |filed: Envelope| {
            let mut unit = desk.store().begin();
            unit.announce(filed, "tickets:tickets.changed".into(), None, "{}".into()).unwrap();
            unit.commit().await.unwrap();
            board.connect(&desk, &news.recv().await.unwrap());
        };
        let (mut own, mut owner) = (board.open(user(1)), board.open(olga));
        happens(ticket(user(2), Audience::Everyone)).await;
        assert_eq!((called(&mut own), called(&mut owner)), (vec!["rights", "news"], vec!["rights", "news"]));

        own.reaches(Reach::Own, own.widened());
        let principal = Principal::User(olga);
        let rights = desk.identity().authority(&mut desk.store().begin(), &principal, desk.now());
        owner.reaches(Reach::Rights(Box::new(rights.unwrap().unwrap())), owner.widened());
        happens(ticket(user(2), Audience::Everyone)).await;
        assert_eq!((called(&mut own), called(&mut owner)), (vec![], vec!["news"]), "somebody else's");
        happens(ticket(user(1), Audience::Everyone)).await;
        assert_eq!(called(&mut own), ["news"]);
        happens(ticket(user(1), Audience::Staff)).await;
        assert_eq!(called(&mut own), Vec::<&str>::new(), "it is not for them");
        called(&mut owner);

        // Rights of one person change, then of everybody: until it is known what they are, they are called for everything.
        let before = own.widened();
        let mut person = ticket(user(3), Audience::Staff);
        (person.collection, person.id, person.requester) = (PEOPLE.into(), RecordId::from(user(1).0), None);
        happens(person).await;
        assert_eq!((called(&mut own), called(&mut owner)), (vec!["rights"], vec![]));
        own.reaches(Reach::Own, before);
        happens(ticket(user(2), Audience::Everyone)).await;
        assert_eq!(called(&mut own), ["news"], "it was reckoned by what was before");
        drop(own);
        assert_eq!(board.0.lock().all.len(), 1);
    }
}
