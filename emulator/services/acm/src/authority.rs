//! Who signs what is issued: a root and one below it, the same for all of a world, from its seed.

use crate::stored::{Issue, Stored};
use parhelion_wire::Timestamp;
use parhelion_x509::issue::Term;
use parhelion_x509::{Authority, KeyAlgorithm, Leaf, PrivateKey, pem};
use sha2::{Digest, Sha256};

/// 2015 to 2045.
const TERM: (i64, i64) = (1_420_070_400, 2_366_841_600);

/// A certificate that was issued, and what vouches for it.
pub(crate) struct Made {
    pub certificate: String,
    pub chain: String,
    pub key: PrivateKey,
}

fn derived(seed: &[u8; 32], purpose: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed).chain_update(purpose).finalize().into()
}

fn key_and_term(seed: &[u8; 32], purpose: &str) -> Option<(PrivateKey, Term)> {
    let key = PrivateKey::from_seed(KeyAlgorithm::P256, derived(seed, purpose))?;
    let mut serial = [0; 16];
    serial.copy_from_slice(derived(seed, &format!("{purpose} serial")).get(..16)?);
    let (not_before, not_after) = (Timestamp::from_secs(TERM.0), Timestamp::from_secs(TERM.1));
    Some((key, Term { not_before, not_after, serial }))
}

/// The bytes of what was issued, always the same. RSA's keys take their time: never under a lock.
pub(crate) fn make(authority: [u8; 32], stored: &Stored, issue: &Issue) -> Option<Made> {
    let (key, term) = key_and_term(&authority, "root")?;
    let root = Authority::root(key, "CN=Parhelion Root CA,O=Amazon,C=US", term)?;
    let (key, term) = key_and_term(&authority, "below")?;
    let below = root.subordinate(key, "CN=Parhelion ECDSA 256 M01,O=Amazon,C=US", term)?;
    let key = PrivateKey::from_seed(stored.key, issue.seed)?;
    let names: Vec<&str> = stored.names.iter().map(|name| &**name).collect();
    let certificate = below.issue(&Leaf {
        subject: &stored.domain,
        names: &names,
        serial: issue.serial,
        not_before: issue.not_before,
        not_after: issue.not_after,
        public: &key.public_der()?,
    })?;
    let text = |der: &[u8]| pem::write(pem::CERTIFICATE, der);
    let chain = text(below.certificate()) + &text(root.certificate());
    Some(Made { certificate: text(&certificate), chain, key })
}
