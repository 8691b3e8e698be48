//! What is read before anybody is known: a client's hello, and certificates that somebody imports.

use parhelion::Timestamp;
use parhelion_tls::rustls::ServerConfig;
use parhelion_tls::{Identity, Speaks, accept};
use parhelion_x509::issue::Term;
use parhelion_x509::{Authority, Certificate, KeyAlgorithm, PrivateKey, pem};
use std::sync::{Arc, OnceLock};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::runtime::{Builder, Runtime};

/// The longest answer to what is no handshake: a server's hello with its certificate.
const ANSWER_MAX: usize = 8_192;

struct Server {
    runtime: Runtime,
    config: Arc<ServerConfig>,
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let make = || {
        let key = || PrivateKey::from_seed(KeyAlgorithm::P256, [1; 32]);
        let (not_before, not_after) = (Timestamp(0), Timestamp::from_secs(3_000_000_000));
        let term = Term { not_before, not_after, serial: [1; 16] };
        let own = Authority::root(key()?, "CN=fuzz", term)?;
        let identity = Identity::new(vec![own.certificate().to_vec()], key()?);
        let config = identity.config(Speaks::ALL).ok()?;
        Some(Server { runtime: Builder::new_current_thread().enable_time().build().ok()?, config })
    };
    SERVER.get_or_init(make).as_ref()
}

/// Whatever comes first, nobody gets through without the rest, and what is answered is short.
pub fn client_hello(data: &[u8]) {
    let Some(Server { runtime, config }) = server() else { return };
    runtime.block_on(async {
        let (mut near, far) = duplex(1 << 16);
        let accepting = accept(far, |name| {
            assert!(name.is_none_or(|name| name == name.to_ascii_lowercase()));
            Some((config.clone(), ()))
        });
        let talking = async {
            // Whoever has heard enough hangs up.
            let _ = near.write_all(data).await;
            let _ = near.shutdown().await;
            let mut heard = Vec::new();
            let _ = near.read_to_end(&mut heard).await;
            heard.len()
        };
        let (accepted, heard) = tokio::join!(accepting, talking);
        assert!(accepted.is_err(), "nobody has finished a handshake");
        assert!(heard <= ANSWER_MAX, "{heard} bytes for {}", data.len());
    });
}

/// A certificate, or a key, is none, or says the same when it is written and read again.
pub fn certificates(data: &[u8]) {
    if let Some(certificate) = Certificate::from_der(data) {
        tell(&certificate);
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    for block in pem::read(text).unwrap_or_default() {
        let again = pem::read(&pem::write(&block.label, &block.der)).unwrap_or_default();
        assert_eq!(again.as_slice(), std::slice::from_ref(&block));
        if let Some(certificate) = Certificate::from_der(&block.der) {
            tell(&certificate);
        }
        if let Some(key) = PrivateKey::from_pem(&block) {
            let der = key.to_der().unwrap_or_default();
            let again = PrivateKey::from_der(&der).and_then(|key| key.public_der());
            assert_eq!(again, key.public_der());
        }
    }
    let _ = Identity::from_pem(text, text);
}

fn tell(certificate: &Certificate) {
    let _ = (certificate.names(), certificate.subject(), certificate.issuer());
    let _ = (certificate.not_before(), certificate.not_after(), certificate.serial());
    let _ = (certificate.key_usage(), certificate.extended_key_usage());
    let _ = (certificate.key_algorithm(), certificate.is_signed_by(certificate));
}
