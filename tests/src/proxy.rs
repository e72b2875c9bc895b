//! A network between a browser and a desk, or a desk and its database, that can be cut, stand still, be slow or lose
//! answers, as networks do.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A listener on this machine that hands everything on to a desk, as long as the test lets it.
pub struct Network {
    base: String,
    wires: Arc<Wires>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Whole,
    /// Nothing moves, and nobody is told: a tunnel, a sleeping machine.
    Still,
    /// Every connection is closed, and none is taken.
    Cut,
    /// Every piece takes so long.
    Slow(Duration),
    /// What is asked arrives; the answers stand still.
    Unanswered,
}

/// Which way something goes.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    There,
    Back,
}

impl State {
    fn holds(self, way: Way) -> bool {
        self == State::Still || (self == State::Unanswered && way == Way::Back)
    }
}

struct Wires {
    state: Mutex<State>,
    /// `127.0.0.1:1234`.
    desk: Mutex<String>,
    open: Mutex<Vec<TcpStream>>,
    asked: Mutex<Vec<String>>,
}

fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Network {
    /// In front of what listens at this address, `http://127.0.0.1:1234`.
    ///
    /// # Panics
    /// If this machine has no port for it.
    pub fn before(desk: &str) -> Network {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of this machine");
        let base = format!("http://{}", listener.local_addr().expect("it listens somewhere"));
        let wires = Arc::new(Wires {
            state: Mutex::new(State::Whole),
            desk: Mutex::new(address(desk)),
            open: Mutex::default(),
            asked: Mutex::default(),
        });
        let shared = wires.clone();
        thread::spawn(move || {
            for browser in listener.incoming().map_while(Result::ok) {
                let wires = shared.clone();
                thread::spawn(move || wires.connect(browser));
            }
        });
        Network { base, wires }
    }

    /// Where the browser goes.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The port of this machine where it begins.
    ///
    /// # Panics
    /// Never: it listens on one.
    pub fn port(&self) -> u16 {
        self.base.rsplit(':').next().and_then(|port| port.parse().ok()).expect("it listens on a port")
    }

    /// What has been asked for since this was last called, `GET /console/`, without questions after `?`: streams, too, which a browser
    /// lists only once they end.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *locked(&self.wires.asked))
    }

    /// The desk listens elsewhere now.
    pub fn leads_to(&self, desk: &str) {
        *locked(&self.wires.desk) = address(desk);
    }

    /// Nothing moves any more, and nobody is told.
    pub fn stands_still(&self) {
        *locked(&self.wires.state) = State::Still;
    }

    /// What is asked arrives, and nobody hears an answer.
    pub fn is_unanswered(&self) {
        *locked(&self.wires.state) = State::Unanswered;
    }

    /// Every piece takes so long.
    pub fn is_slow(&self, each: Duration) {
        *locked(&self.wires.state) = State::Slow(each);
    }

    /// Everything is closed, and stays so.
    pub fn is_cut(&self) {
        *locked(&self.wires.state) = State::Cut;
        for wire in locked(&self.wires.open).drain(..) {
            let _ = wire.shutdown(Shutdown::Both);
        }
    }

    /// It is back. What stood still goes on.
    pub fn is_whole(&self) {
        *locked(&self.wires.state) = State::Whole;
    }
}

impl Wires {
    fn connect(self: Arc<Self>, browser: TcpStream) {
        let state = *locked(&self.state);
        let to = locked(&self.desk).clone();
        let Some(desk) = (state != State::Cut).then(|| TcpStream::connect(to).ok()).flatten() else {
            let _ = browser.shutdown(Shutdown::Both);
            return;
        };
        let (Ok(browser_too), Ok(desk_too)) = (browser.try_clone(), desk.try_clone()) else { return };
        for wire in [&browser, &desk] {
            let _ = wire.set_nodelay(true);
        }
        locked(&self.open).extend([browser.try_clone(), desk.try_clone()].into_iter().flatten());
        let wires = self.clone();
        thread::spawn(move || wires.carry(Way::Back, desk_too, browser_too));
        self.carry(Way::There, browser, desk);
    }

    fn state(&self) -> State {
        *locked(&self.state)
    }

    fn carry(&self, way: Way, mut from: TcpStream, mut to: TcpStream) {
        let mut piece = [0; 16 << 10];
        while let Ok(read @ 1..) = from.read(&mut piece) {
            if way == Way::There {
                locked(&self.asked).extend(request(&piece[..read]));
            }
            if let State::Slow(each) = self.state() {
                thread::sleep(each);
            }
            while self.state().holds(way) {
                thread::sleep(Duration::from_millis(20));
            }
            if self.state() == State::Cut || to.write_all(&piece[..read]).is_err() {
                break;
            }
        }
        for wire in [from, to] {
            let _ = wire.shutdown(Shutdown::Both);
        }
    }
}

/// Which request begins here; over HTTP/1.1 each begins with a piece of its own.
fn request(piece: &[u8]) -> Option<String> {
    let line = piece.split(|byte| *byte == b'\r').next()?;
    let (asked, version) = std::str::from_utf8(line).ok()?.rsplit_once(' ')?;
    version.starts_with("HTTP/").then(|| asked.split('?').next().unwrap_or_default().to_owned())
}

fn address(base: &str) -> String {
    base.trim_start_matches("http://").to_owned()
}
