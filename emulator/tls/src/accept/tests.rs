#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::provider::provider;
use crate::{Authority, Identity, Speaks};
use parhelion_wire::Timestamp;
use parhelion_x509::{Certificate, KeyAlgorithm, Leaf, PrivateKey};
use proptest::prelude::*;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme, SupportedProtocolVersion};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio_rustls::TlsConnector;

/// Takes any certificate: whether others do is for real clients to say.
#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![
            SignatureScheme::ECDSA_NISTP256_SHA256,
            SignatureScheme::ECDSA_NISTP384_SHA384,
            SignatureScheme::RSA_PSS_SHA256,
        ]
    }
}

fn client(versions: &[&'static SupportedProtocolVersion]) -> TlsConnector {
    let builder = ClientConfig::builder_with_provider(Arc::new(provider()));
    let builder = builder.with_protocol_versions(versions).unwrap().dangerous();
    let builder = builder.with_custom_certificate_verifier(Arc::new(Anybody));
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// One handshake, after which a long text goes there and back: what the client was shown.
async fn talk(
    identity: &Identity,
    needs_tls_1_3: bool,
    versions: &[&'static SupportedProtocolVersion],
) -> io::Result<Vec<u8>> {
    let (near, far) = duplex(1 << 16);
    let config = identity.config(Speaks { tls_1_2: !needs_tls_1_3, ..Speaks::ALL }).unwrap();
    let server = tokio::spawn(async move {
        let accepted = accept(far, |name| Some((config, name))).await?;
        let Accepted { mut stream, shown } = accepted;
        assert_eq!(shown.as_deref(), Some("www.example.com"));
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let mut text = vec![0; 100_000];
        stream.read_exact(&mut text).await?;
        stream.write_all(&text).await?;
        stream.flush().await
    });
    let name = ServerName::try_from("WWW.example.com").unwrap();
    let mut stream = client(versions).connect(name, near).await?;
    let shown = stream.get_ref().1.peer_certificates().unwrap()[0].to_vec();
    let sent: Vec<u8> = (0..100_000u32).map(|number| number as u8).collect();
    let (mut read, mut write) = tokio::io::split(&mut stream);
    let mut back = vec![0; sent.len()];
    let writing = async {
        write.write_all(&sent).await?;
        write.flush().await
    };
    let both = tokio::join!(writing, read.read_exact(&mut back));
    both.0.unwrap();
    both.1.unwrap();
    assert_eq!(back, sent);
    server.await.unwrap()?;
    Ok(shown)
}

/// Certificates of every kind, and both versions; a distribution may want the newer one only.
#[tokio::test]
async fn handshakes_come_to_their_end() {
    let authority = Authority::make().unwrap();
    let identity = authority.identity(&["www.example.com", "127.0.0.1"]).unwrap();
    for versions in [&[&TLS12][..], &[&TLS13], &[&TLS13, &TLS12]] {
        let shown = talk(&identity, false, versions).await.unwrap();
        assert_eq!(Certificate::from_der(&shown).unwrap().names(), ["www.example.com"]);
    }
    talk(&identity, true, &[&TLS13]).await.unwrap();
    talk(&identity, true, &[&TLS12]).await.expect_err("too old");
    for algorithm in [KeyAlgorithm::P384, KeyAlgorithm::Rsa(2048)] {
        let key = PrivateKey::from_seed(algorithm, [1; 32]).unwrap();
        let signer = PrivateKey::from_seed(KeyAlgorithm::P256, [2; 32]).unwrap();
        let (not_before, not_after) = (Timestamp(0), Timestamp::from_secs(3_000_000_000));
        let term = parhelion_x509::issue::Term { not_before, not_after, serial: [3; 16] };
        let signer = parhelion_x509::Authority::root(signer, "CN=Somebody", term).unwrap();
        let public = key.public_der().unwrap();
        let (subject, names) = ("www.example.com", &["www.example.com"][..]);
        let leaf = Leaf { subject, names, serial: [4; 16], not_before, not_after, public: &public };
        let identity = Identity::new(vec![signer.issue(&leaf).unwrap()], key);
        talk(&identity, false, &[&TLS13]).await.unwrap();
        if algorithm != KeyAlgorithm::P384 {
            talk(&identity, false, &[&TLS12]).await.unwrap();
        }
    }
}

/// Who says nothing, or half of a hello, is waited for no longer than that.
#[tokio::test(start_paused = true)]
async fn slow_handshakes_end() {
    for begun in [&b""[..], &[22, 3, 1, 2, 0, 1, 0, 1, 252]] {
        let (mut near, far) = duplex(1 << 16);
        near.write_all(begun).await.unwrap();
        let before = tokio::time::Instant::now();
        let error = shake(far).await.expect_err("no handshake");
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(before.elapsed().as_secs(), WITHIN.as_secs());
        drop(near);
    }
}

async fn shake(stream: DuplexStream) -> io::Result<()> {
    accept::<_, ()>(stream, |_| None).await.map(drop)
}

fn run(bytes: &[u8], choose: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let identity = Authority::make().unwrap().identity(&["www.example.com"]).unwrap();
    runtime.block_on(async {
        let (mut near, far) = duplex(1 << 16);
        let config = identity.config(Speaks::ALL).unwrap();
        let accepting = accept(far, |name| choose.then_some((config, name)));
        let sending = async {
            // Whoever has heard enough hangs up.
            let _ = near.write_all(bytes).await;
            let _ = near.shutdown().await;
            let mut heard = Vec::new();
            let _ = near.read_to_end(&mut heard).await;
            heard.len()
        };
        let both = tokio::time::timeout(Duration::from_secs(5), async {
            tokio::join!(accepting, sending)
        });
        let (accepted, heard) = both.await.expect("it ends");
        assert!(accepted.is_err(), "that was no handshake");
        assert!(heard < 8_192, "answered {heard} bytes");
    });
}

/// A client's first words, as rustls says them.
fn hello() -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (near, mut far) = duplex(1 << 16);
        let name = ServerName::try_from("www.example.com").unwrap();
        let connecting = client(&[&TLS13, &TLS12]).connect(name, near);
        let mut said = vec![0; 1 << 14];
        let length = tokio::select! {
            _ = connecting => panic!("nobody answers"),
            read = far.read(&mut said) => read.unwrap(),
        };
        said.truncate(length);
        said
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Garbage of any kind ends the handshake, with a small answer at most.
    #[test]
    fn garbage_is_no_hello(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        run(&bytes, true);
        // … and with a record's head before it.
        let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
        run(&[&[22, 3, 1], &length[..], &bytes].concat(), true);
    }

    /// So does a true hello that is bent, cut, or said twice.
    #[test]
    fn bent_hellos_are_none(at in any::<prop::sample::Index>(), with in 1..=255u8, cut in any::<prop::sample::Index>()) {
        let hello = hello();
        let mut bent = hello.clone();
        bent[at.index(hello.len())] ^= with;
        run(&bent, true);
        run(&hello[..cut.index(hello.len())], true);
        run(&[&hello[..], &hello].concat(), true);
        run(&hello, false);
    }
}
