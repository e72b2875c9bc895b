//! A connection, over which hyper speaks until a live stream takes it over. For each connection hyper keeps two buffers of 8 KiB,
//! which is next to nothing for one that asks, and most of what thousands would cost that only listen.

use super::reply::{Body, Reply};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::StatusCode;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderValue, TRANSFER_ENCODING};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use parking_lot::Mutex;
use std::fmt::Write as _;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;

/// Whoever takes nothing of a stream for so long is gone.
const SLOW: Duration = Duration::from_secs(60);

/// What hyper is given. Once the connection is taken it looks closed from here.
#[derive(Clone)]
pub(super) struct Socket(Arc<Mutex<Option<Taken>>>);

/// A connection, and its place among those that the desk takes.
struct Taken {
    stream: TcpStream,
    place: OwnedSemaphorePermit,
}

impl Socket {
    pub fn new(stream: TcpStream, place: OwnedSemaphorePermit) -> Socket {
        Socket(Arc::new(Mutex::new(Some(Taken { stream, place }))))
    }

    /// An answer on its way. One that goes on for as long as somebody listens goes on without hyper, which is told that
    /// the connection is over; if it can be: only a `GET` of HTTP/1.1 is answered so.
    pub fn carry(&self, can_be: bool, reply: Reply) -> Reply {
        let kind = reply.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let streams =
            can_be && reply.status() == StatusCode::OK && kind == Some(b"text/event-stream".as_slice());
        let Some(Taken { stream, place }) = streams.then(|| self.0.lock().take()).flatten() else {
            return reply;
        };
        let (mut head, body) = reply.into_parts();
        head.headers.insert(CONNECTION, HeaderValue::from_static("close"));
        head.headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::now()).unwrap_or_default();
        let mut first = format!("HTTP/1.1 200 OK\r\ndate: {date}\r\n").into_bytes();
        for (name, value) in &head.headers {
            first.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        first.extend(b"\r\n");
        tokio::spawn(async move {
            if let Err(error) = pass_on(stream, first, body).await {
                tracing::debug!(%error, "a live stream ended early");
            }
            drop(place);
        });
        super::reply::no_content()
    }

    fn with<T>(&self, gone: T, then: impl FnOnce(Pin<&mut TcpStream>) -> T) -> T {
        match &mut *self.0.lock() {
            Some(taken) => then(Pin::new(&mut taken.stream)),
            None => gone,
        }
    }
}

/// Passes on what is told, until it ends or nobody listens any more.
async fn pass_on(stream: TcpStream, first: Vec<u8>, mut body: Body) -> io::Result<()> {
    let (mut reader, mut writer) = stream.into_split();
    send(&mut writer, first).await?;
    loop {
        let mut more = [0; 16];
        let frame = tokio::select! {
            frame = body.frame() => frame,
            // Nothing is asked over it any more; that it ends is heard here.
            read = reader.read(&mut more) => match read? {
                0 => return Ok(()),
                _ => continue,
            },
        };
        match frame.transpose()? {
            Some(frame) => match frame.into_data() {
                Ok(data) if data.is_empty() => {}
                Ok(data) => send(&mut writer, chunk(&data)).await?,
                Err(_) => {}
            },
            None => return send(&mut writer, b"0\r\n\r\n".to_vec()).await,
        }
    }
}

/// A piece of a body whose length nobody knows (RFC 9112, 7.1).
fn chunk(data: &Bytes) -> Vec<u8> {
    let mut size = String::new();
    // Into a string it does not fail.
    let _ = write!(size, "{:x}\r\n", data.len());
    [size.as_bytes(), data, b"\r\n"].concat()
}

async fn send(writer: &mut (impl AsyncWrite + Unpin), bytes: Vec<u8>) -> io::Result<()> {
    tokio::time::timeout(SLOW, writer.write_all(&bytes)).await?
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.with(Poll::Ready(Ok(())), |stream| stream.poll_read(cx, into))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.with(Poll::Ready(Ok(bytes.len())), |stream| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let all = pieces.iter().map(|piece| piece.len()).sum();
        self.with(Poll::Ready(Ok(all)), |stream| stream.poll_write_vectored(cx, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(Poll::Ready(Ok(())), |stream| stream.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.with(Poll::Ready(Ok(())), |stream| stream.poll_shutdown(cx))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream::unfold;
    use http_body_util::StreamBody;
    use hyper::body::Frame;
    use tokio::net::TcpListener;
    use tokio::sync::{Semaphore, mpsc};

    /// For what must come; reached only when it does not.
    const PATIENCE: Duration = Duration::from_secs(60);

    async fn connection() -> (TcpStream, Socket, Arc<Semaphore>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let places = Arc::new(Semaphore::new(1));
        let place = places.clone().acquire_owned().await.unwrap();
        (client, Socket::new(listener.accept().await.unwrap().0, place), places)
    }

    fn events() -> (mpsc::Sender<Bytes>, Reply) {
        let (sender, receiver) = mpsc::channel::<Bytes>(4);
        let frames = unfold(receiver, |mut receiver| async {
            let told = receiver.recv().await?;
            Some((Ok::<_, io::Error>(Frame::data(told)), receiver))
        });
        let mut reply = Reply::new(StreamBody::new(frames).boxed_unsync());
        reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        (sender, reply)
    }

    async fn read_until(client: &mut TcpStream, end: &str) -> String {
        let mut read = Vec::new();
        let reading = async {
            while !read.ends_with(end.as_bytes()) {
                read.push(client.read_u8().await.unwrap());
            }
        };
        tokio::time::timeout(PATIENCE, reading).await.unwrap();
        String::from_utf8(read).unwrap()
    }

    #[tokio::test]
    async fn what_streams_goes_on_alone_and_ends_with_whoever_tells_or_listens() {
        for whoever_tells in [true, false] {
            let (mut client, mut socket, places) = connection().await;
            let (sender, reply) = events();
            assert_eq!(socket.carry(true, reply).status(), StatusCode::NO_CONTENT);
            let mut nothing = [0; 4];
            assert_eq!(socket.read(&mut nothing).await.unwrap(), 0, "it is over for hyper");
            socket.write_all(b"what nobody is to hear").await.unwrap();
            let head = read_until(&mut client, "\r\n\r\n").await;
            assert!(head.starts_with("HTTP/1.1 200 OK\r\ndate: "), "{head}");
            assert!(
                head.contains("content-type: text/event-stream\r\n") && head.contains("chunked"),
                "{head}"
            );
            sender.send("data: a word\n\n".into()).await.unwrap();
            assert_eq!(read_until(&mut client, "\n\n\r\n").await, "e\r\ndata: a word\n\n\r\n");
            assert_eq!(places.available_permits(), 0, "it has its place for as long");
            if whoever_tells {
                drop(sender);
                assert_eq!(read_until(&mut client, "0\r\n\r\n").await, "0\r\n\r\n");
            } else {
                drop(client);
                tokio::time::timeout(PATIENCE, sender.closed()).await.unwrap();
            }
            let place = tokio::time::timeout(PATIENCE, places.acquire()).await;
            assert!(place.is_ok(), "it is given back");
        }
    }

    #[tokio::test]
    async fn what_is_whole_or_asked_in_an_older_way_stays_with_hyper() {
        let (_client, socket, _places) = connection().await;
        let whole = super::super::reply::bytes(200, "text/html", "<p>Hello</p>");
        assert_eq!(socket.carry(true, whole).status(), StatusCode::OK);
        let (_sender, reply) = events();
        assert_eq!(socket.carry(false, reply).status(), StatusCode::OK);
        assert!(socket.0.lock().is_some());
    }
}
