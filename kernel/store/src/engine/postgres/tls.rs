//! TLS to the database, by rustls: the certificate and its name are always checked.

use crate::Database;
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_rustls::{Connect, TlsConnector, client};

/// Makes connections secure, where the address wants it.
#[derive(Clone)]
pub(super) struct Tls(TlsConnector);

impl Tls {
    pub fn of(database: &Database) -> io::Result<Tls> {
        let mut roots = RootCertStore::empty();
        match &database.roots {
            _ if database.config.get_ssl_mode() == SslMode::Disable => {}
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Some(path) => {
                let told = |why: String| io::Error::other(format!("`{}`: {why}", path.display()));
                for found in CertificateDer::pem_file_iter(path).map_err(|error| told(error.to_string()))? {
                    let certificate = found.map_err(|error| told(error.to_string()))?;
                    roots.add(certificate).map_err(|error| told(error.to_string()))?;
                }
                if roots.is_empty() {
                    return Err(told("there is no certificate in it".into()));
                }
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Tls(TlsConnector::from(Arc::new(config))))
    }
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = Secure;
    type TlsConnect = Named;
    type Error = Infallible;

    // It is asked for before it is known whether TLS is spoken at all, and a socket has no name.
    fn make_tls_connect(&mut self, domain: &str) -> Result<Named, Infallible> {
        Ok(Named { connector: self.0.clone(), name: ServerName::try_from(domain.to_owned()) })
    }
}

/// A connector that knows whom to expect.
pub(super) struct Named {
    connector: TlsConnector,
    name: Result<ServerName<'static>, InvalidDnsNameError>,
}

impl TlsConnect<Socket> for Named {
    type Stream = Secure;
    type Error = io::Error;
    type Future = Handshake;

    fn connect(self, stream: Socket) -> Handshake {
        match self.name {
            Ok(name) => Handshake::Begun(self.connector.connect(name, stream)),
            Err(error) => Handshake::Nameless(error),
        }
    }
}

/// A connection that is being made secure.
#[expect(clippy::large_enum_variant, reason = "there is one for each connection, for a moment")]
pub(super) enum Handshake {
    Begun(Connect<Socket>),
    Nameless(InvalidDnsNameError),
}

impl Future for Handshake {
    type Output = io::Result<Secure>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Handshake::Begun(connect) => Pin::new(connect).poll(cx).map_ok(|stream| Secure(Box::new(stream))),
            Handshake::Nameless(error) => Poll::Ready(Err(io::Error::other(error.to_string()))),
        }
    }
}

/// A secure connection.
pub(super) struct Secure(Box<client::TlsStream<Socket>>);

impl TlsStream for Secure {
    // The certificate's name has been checked; the password is not sent in the clear either way.
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Secure {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_read(cx, into)
    }
}

impl AsyncWrite for Secure {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.0).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.0).poll_shutdown(cx)
    }
}
