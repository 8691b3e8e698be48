//! The HTTPS port: where it is, and whose authority is behind it.

use super::listen::listen;
use super::other;
use parhelion::server::{Authority, Tls};
use std::net::{IpAddr, TcpListener};
use std::path::{Path, PathBuf};

#[derive(clap::Args, Clone)]
pub(crate) struct HttpsArguments {
    /// The port to listen at for HTTPS; 0 chooses a free one. Without: 4567, or a free one if --port is
    /// another than 4566 or 4567 is in use.
    #[arg(long, value_name = "PORT")]
    https_port: Option<u16>,
    /// The folder of the authority that signs the HTTPS port's certificates, which is made there the first
    /// time: clients trust its ca.pem. Without: `tls` in the folder of --data, or one of your own
    /// (~/.local/share/parhelion).
    #[arg(long, value_name = "FOLDER")]
    ca: Option<PathBuf>,
}

/// The usual ports.
const PLAIN: u16 = 4566;
const HTTPS: u16 = 4567;

/// The HTTPS port, ready to serve.
pub(super) struct Https {
    pub listener: TcpListener,
    pub tls: Tls,
    pub port: u16,
    /// Where the authority's certificate is kept.
    pub certificate: Option<PathBuf>,
}

impl HttpsArguments {
    /// # Errors
    /// In a sentence that says what to do.
    pub(super) fn open(
        &self,
        addresses: &[IpAddr],
        plain: u16,
        data: Option<&Path>,
    ) -> std::io::Result<Https> {
        let listener = match self.https_port {
            Some(port) => listen(addresses, port, "--https-port")?,
            None if plain == PLAIN => {
                let usual = listen(addresses, HTTPS, "--https-port");
                usual.or_else(|_| listen(addresses, 0, "--https-port"))?
            }
            None => listen(addresses, 0, "--https-port")?,
        };
        let authority = self.authority(data)?;
        let certificate = authority.path().map(Path::to_owned);
        let port = listener.local_addr()?.port();
        Ok(Https { listener, tls: Tls::new(authority), port, certificate })
    }

    fn authority(&self, data: Option<&Path>) -> std::io::Result<Authority> {
        if let Some(folder) = self.ca.clone().or_else(|| data.map(|data| data.join("tls"))) {
            return Authority::open(&folder).map_err(|error| {
                other(&format!("{}: {error}; name another folder by --ca", folder.display()))
            });
        }
        // Where there is no folder of one's own, it is for as long as the process.
        let own = own_folder().and_then(|folder| Authority::open(&folder).ok());
        own.map_or_else(Authority::make, Ok)
    }
}

/// <https://specifications.freedesktop.org/basedir-spec/latest/>
fn own_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let data = named("XDG_DATA_HOME").or_else(|| named("LOCALAPPDATA")).map(PathBuf::from);
    let below_home = || Some(PathBuf::from(named("HOME")?).join(".local/share"));
    Some(data.or_else(below_home)?.join("parhelion"))
}
