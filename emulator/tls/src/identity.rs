//! What is shown to a client.

use crate::provider::{Signing, provider};
use parhelion_x509::{Certificate, PrivateKey, pem};
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use std::fmt;
use std::sync::Arc;

/// What is spoken besides TLS 1.3 and HTTP/1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speaks {
    /// TLS 1.2.
    pub tls_1_2: bool,
    /// HTTP/2.
    pub http_2: bool,
}

impl Speaks {
    /// Both.
    pub const ALL: Self = Self { tls_1_2: true, http_2: true };
}

/// A certificate with its chain and key.
#[derive(Clone, Debug)]
pub struct Identity(Arc<CertifiedKey>);

impl Identity {
    /// Of certificates, the own one first.
    pub fn new(chain: Vec<Vec<u8>>, key: PrivateKey) -> Self {
        let chain = chain.into_iter().map(CertificateDer::from).collect();
        Self(Arc::new(CertifiedKey::new(chain, Arc::new(Signing::new(key)))))
    }

    /// Of PEM: the own certificate with its chain, and its private key. `None`: it is none.
    pub fn from_pem(chain: &str, key: &str) -> Option<Self> {
        let chain = pem::read(chain)?;
        let keys = pem::read(key)?;
        let key = keys.iter().find_map(PrivateKey::from_pem)?;
        let chain: Vec<_> = chain.into_iter().map(|block| block.der).collect();
        Certificate::from_der(chain.first()?)?;
        Some(Self::new(chain, key))
    }

    /// What a handshake needs that is to show it. Nothing is kept for clients that come again: the
    /// certificate that they were shown may be another by then.
    ///
    /// # Errors
    /// rustls does not take it.
    pub fn config(&self, speaks: Speaks) -> Result<Arc<ServerConfig>, rustls::Error> {
        let versions = if speaks.tls_1_2 { &[&TLS13, &TLS12][..] } else { &[&TLS13][..] };
        let builder = ServerConfig::builder_with_provider(Arc::new(provider()));
        let builder = builder.with_protocol_versions(versions)?.with_no_client_auth();
        let mut config = builder.with_cert_resolver(Arc::new(Always(self.0.clone())));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        if speaks.http_2 {
            config.alpn_protocols.insert(0, b"h2".to_vec());
        }
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Arc::new(config))
    }
}

/// Whom to show was decided before.
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

impl fmt::Debug for Always {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Always").finish_non_exhaustive()
    }
}
