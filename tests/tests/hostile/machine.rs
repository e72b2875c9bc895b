//! A machine that plugins send requests to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How it answers.
#[derive(Clone)]
pub enum Manner {
    /// With everything that it was sent.
    Echo,
    /// With the way to another machine.
    Redirect(String),
    /// One byte each second, for ever.
    Drip,
}

pub struct Machine {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Machine {
    pub fn start(manner: Manner) -> Machine {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = heard.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (told, manner) = (told.clone(), manner.clone());
                thread::spawn(move || serve(stream, &told, &manner));
            }
        });
        Machine { port, heard }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/in", self.port)
    }

    /// Everything that it was sent.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, told: &Mutex<Vec<String>>, manner: &Manner) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|n| n > 0) {
        let line = head.lines().last().unwrap_or_default().to_lowercase();
        length = line.strip_prefix("content-length: ").map_or(length, |n| n.parse().unwrap_or(0));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let all = head + &String::from_utf8_lossy(&body);
    told.lock().unwrap().push(all.clone());
    let (more, body) = match manner {
        Manner::Echo => ("200 OK".to_owned(), all),
        Manner::Redirect(to) => (format!("302 Found\r\nLocation: {to}"), String::new()),
        Manner::Drip => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n").ok()?;
            loop {
                stream.write_all(b".").and_then(|()| stream.flush()).ok()?;
                thread::sleep(Duration::from_secs(1));
            }
        }
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {more}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}").ok()
}
