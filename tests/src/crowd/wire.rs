//! HTTP as a crowd speaks it: thousands of connections from many addresses of this machine, few of them for requests.

use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::{Semaphore, watch};

/// Requests at the same time: browsers are many, and the machine is one.
const AT_ONCE: usize = 128;

/// A connection that was not used for so long may have been closed.
const KEPT: Duration = Duration::from_secs(5);

/// No answer comes later, as the widget has it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where a desk is: it may come to be elsewhere.
pub struct Wires {
    desk: watch::Sender<SocketAddr>,
    kept: Mutex<Vec<(Instant, SocketAddr, TcpStream)>>,
    places: Semaphore,
}

/// Who asks, and from which address of this machine.
#[derive(Clone)]
pub struct Who {
    /// The pass, or the token; empty for a visitor without one.
    pub token: Arc<str>,
    /// None: any.
    pub from: Option<Ipv4Addr>,
}

fn broken(why: &str) -> Error {
    Error::new(ErrorKind::InvalidData, why.to_owned())
}

fn address(base: &str) -> SocketAddr {
    base.trim_start_matches("http://").parse().expect("a desk has an address")
}

async fn connect(to: SocketAddr, from: Option<Ipv4Addr>) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if let Some(from) = from {
        socket.bind((from, 0).into())?;
    }
    let stream = socket.connect(to).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// The head of an answer, as far as it matters here.
struct Head {
    status: u16,
    length: Option<usize>,
}

impl Head {
    fn read(bytes: &[u8]) -> Result<Head> {
        let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        let chunked = text.contains("transfer-encoding: chunked");
        let status = status.ok_or_else(|| broken("no status"))?;
        Ok(Head { status, length: length.or((!chunked).then_some(0)) })
    }
}

/// Reads to the end of the head; what came behind it stays.
async fn head(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<Head> {
    loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = Head::read(&buffer[..end]);
            buffer.drain(..end + 4);
            return head;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
}

impl Wires {
    /// To the desk at this address, `http://127.0.0.1:1234`.
    pub fn to(base: &str) -> Wires {
        Wires {
            desk: watch::Sender::new(address(base)),
            kept: Mutex::default(),
            places: Semaphore::new(AT_ONCE),
        }
    }

    /// The desk listens elsewhere now.
    pub fn lead_to(&self, base: &str) {
        self.desk.send_replace(address(base));
    }

    fn kept(&self, to: SocketAddr) -> Option<TcpStream> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(since, there, _)| since.elapsed() < KEPT && *there == to);
        kept.pop().map(|(_, _, stream)| stream)
    }

    /// Asks, and gives the status and the body.
    ///
    /// # Errors
    /// No whole answer came.
    pub async fn ask(
        &self,
        who: &Who,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<(u16, Vec<u8>)> {
        let _place = self.places.acquire().await.map_err(Error::other)?;
        let to = *self.desk.borrow();
        let answer = async {
            let mut stream = match who.from.is_none().then(|| self.kept(to)).flatten() {
                Some(stream) => stream,
                None => connect(to, who.from).await?,
            };
            let (length, body) = (body.map_or(0, str::len), body.unwrap_or_default());
            let bearer = match who.token.is_empty() {
                true => String::new(),
                false => format!("Authorization: Bearer {}\r\n", who.token),
            };
            let request = format!(
                "{method} {path} HTTP/1.1\r\nHost: {to}\r\n{bearer}Content-Type: application/json\r\n\
                 Content-Length: {length}\r\n\r\n{body}"
            );
            stream.write_all(request.as_bytes()).await?;
            let mut buffer = Vec::with_capacity(4 << 10);
            let head = head(&mut stream, &mut buffer).await?;
            let length = head.length.ok_or_else(|| broken("an answer without a length"))?;
            while buffer.len() < length {
                if stream.read_buf(&mut buffer).await? == 0 {
                    return Err(ErrorKind::UnexpectedEof.into());
                }
            }
            if who.from.is_none() {
                let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push((Instant::now(), to, stream));
            }
            Ok((head.status, buffer))
        };
        tokio::time::timeout(PATIENCE, answer).await.map_err(|_| Error::from(ErrorKind::TimedOut))?
    }

    /// Listens.
    ///
    /// # Errors
    /// It is refused (then with the status in words), or there is no connection.
    pub async fn listen(&self, who: &Who, about: Option<&str>) -> Result<Stream> {
        let to = *self.desk.borrow();
        let mut stream = connect(to, who.from).await?;
        let about = about.map(|record| format!("?about={record}")).unwrap_or_default();
        let request = format!(
            "GET /api/v1/events{about} HTTP/1.1\r\nHost: {to}\r\nAuthorization: Bearer {}\r\n\r\n",
            who.token
        );
        stream.write_all(request.as_bytes()).await?;
        let mut buffer = Vec::new();
        let head = tokio::time::timeout(PATIENCE, head(&mut stream, &mut buffer));
        let head = head.await.map_err(|_| Error::from(ErrorKind::TimedOut))??;
        match head.status {
            200 => Ok(Stream { stream, raw: buffer, text: Vec::new() }),
            status => Err(Error::other(format!("live stream: {status}"))),
        }
    }
}

/// A live stream.
pub struct Stream {
    stream: TcpStream,
    /// Bytes with the marks of their pieces.
    raw: Vec<u8>,
    /// Without them.
    text: Vec<u8>,
}

impl Stream {
    /// The next event or comment, whole. None: the stream is over.
    ///
    /// # Errors
    /// The connection, or what came is no stream.
    pub async fn next(&mut self) -> Result<Option<String>> {
        loop {
            if let Some(end) = self.text.windows(2).position(|two| two == b"\n\n") {
                let block = String::from_utf8_lossy(&self.text[..end]).into_owned();
                self.text.drain(..end + 2);
                if self.text.is_empty() {
                    self.text = Vec::new();
                }
                return Ok(Some(block));
            }
            if self.piece()? {
                continue;
            }
            let mut come = [0; 4 << 10];
            match self.stream.read(&mut come).await? {
                0 => return Ok(None),
                read => self.raw.extend_from_slice(&come[..read]),
            }
        }
    }

    /// Takes one piece out of the bytes, if it is whole.
    fn piece(&mut self) -> Result<bool> {
        let Some(line) = self.raw.windows(2).position(|two| two == b"\r\n") else { return Ok(false) };
        let size = std::str::from_utf8(&self.raw[..line]).ok();
        let size = size.and_then(|size| usize::from_str_radix(size, 16).ok());
        let size = size.ok_or_else(|| broken("a piece without a size"))?;
        let (begin, end) = (line + 2, line + 2 + size);
        if self.raw.len() < end + 2 {
            return Ok(false);
        }
        self.text.extend_from_slice(&self.raw[begin..end]);
        self.raw.drain(..end + 2);
        if self.raw.is_empty() {
            self.raw = Vec::new();
        }
        Ok(true)
    }
}
