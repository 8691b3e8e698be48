//! The authority that clients are told to trust. Its key comes from the system's chance and never leaves its
//! folder: whoever has it could pretend to be any site to whoever trusts it.

use crate::Identity;
use parhelion_wire::Timestamp;
use parhelion_x509::issue::Term;
use parhelion_x509::{KeyAlgorithm, Leaf, PrivateKey, pem};
use std::fs::{self, OpenOptions};
use std::io::{Error, Result, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How long the authority is valid.
const YEARS_10: Duration = Duration::from_secs(3_650 * 24 * 3_600);

/// How long what it signs is; browsers take no more than 825 days
/// (<https://support.apple.com/en-us/103769>).
const LEAVES: Duration = Duration::from_secs(90 * 24 * 3_600);

/// The names of its files.
const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca-key.pem";

/// It, with the one key that all that it signs have.
pub struct Authority {
    signs: parhelion_x509::Authority,
    pem: String,
    path: Option<PathBuf>,
    leaf: [u8; 32],
}

fn chance<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::other)?;
    Ok(bytes)
}

fn now() -> Timestamp {
    Timestamp::from_system_time(SystemTime::now())
}

fn broken(what: &str) -> Error {
    Error::other(what.to_owned())
}

impl Authority {
    /// The one of a folder, which is made there the first time.
    ///
    /// # Errors
    /// The folder cannot be read or written; what is in it is no authority.
    pub fn open(folder: &Path) -> Result<Self> {
        let (certificate, key) = (folder.join(CERTIFICATE), folder.join(KEY));
        if !certificate.exists() {
            fs::create_dir_all(folder)?;
            Self::make()?.write(&certificate, &key)?;
        }
        let text = fs::read_to_string(&certificate)?;
        let read = |text: &str, what: &str| {
            let blocks = pem::read(text).unwrap_or_default();
            blocks.into_iter().next().ok_or_else(|| broken(what))
        };
        let is_none = "the folder's ca.pem and ca-key.pem are no authority: remove them";
        let certificate_block = read(&text, is_none)?;
        let key = PrivateKey::from_pem(&read(&fs::read_to_string(&key)?, is_none)?);
        let key = key.ok_or_else(|| broken(is_none))?;
        let signs = parhelion_x509::Authority::known(key, certificate_block.der);
        let signs = signs.ok_or_else(|| broken(is_none))?;
        Ok(Self { signs, pem: text, path: Some(certificate), leaf: chance()? })
    }

    /// One that is gone with the process.
    ///
    /// # Errors
    /// The system has no chance to give.
    pub fn make() -> Result<Self> {
        let key = PrivateKey::from_seed(KeyAlgorithm::P256, chance()?);
        let key = key.ok_or_else(|| broken("no key"))?;
        let serial: [u8; 16] = chance()?;
        let (not_before, not_after) = (now() - DAY, now() + YEARS_10);
        let term = Term { not_before, not_after, serial };
        // Of each its own name: clients look for issuers by it.
        let [one, two, ..] = serial;
        let name = format!("CN=Parhelion {one:02x}{two:02x},O=Parhelion on this machine");
        let signs = parhelion_x509::Authority::root(key, &name, term);
        let signs = signs.ok_or_else(|| broken("no authority"))?;
        let pem = pem::write(pem::CERTIFICATE, signs.certificate());
        Ok(Self { signs, pem, path: None, leaf: chance()? })
    }

    /// The key first, so that there is one wherever there is a certificate; who comes second takes what the
    /// first has made.
    fn write(&self, certificate: &Path, key: &Path) -> Result<()> {
        let der = self.signs.key().to_der().ok_or_else(|| broken("no key"))?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(key) {
            Ok(mut file) => file.write_all(pem::write(pem::PRIVATE_KEY, &der).as_bytes())?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return wait_for(certificate);
            }
            Err(error) => return Err(error),
        }
        // Nobody sees half of it.
        let draft = certificate.with_extension("new");
        fs::write(&draft, &self.pem)?;
        fs::rename(draft, certificate)
    }

    /// What clients are told to trust, in PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Where that is kept.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A certificate for names and addresses, by the wall clock: clients know no other. `None`: a name is
    /// none.
    pub fn identity(&self, names: &[&str]) -> Option<Identity> {
        let key = PrivateKey::from_seed(KeyAlgorithm::P256, self.leaf)?;
        let public = key.public_der()?;
        let leaf = Leaf {
            subject: names.first()?,
            names,
            serial: chance().ok()?,
            not_before: now() - DAY,
            not_after: now() + LEAVES,
            public: &public,
        };
        Some(Identity::new(vec![self.signs.issue(&leaf)?], key))
    }
}

/// Another process is making it.
fn wait_for(certificate: &Path) -> Result<()> {
    for _ in 0..100 {
        if certificate.exists() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(broken("there is a ca-key.pem without its ca.pem: remove it"))
}
