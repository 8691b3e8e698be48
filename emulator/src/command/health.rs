//! `parhelion health`: whether a server is well, for container engines and scripts, whose surroundings may have
//! neither a shell nor curl.

use super::other;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The port that the server listens at.
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// The address that the server listens at.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Asks again and again for so long, of a server that has only just been started.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    wait: u64,
}

/// Of one look: a server that is well answers at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// The answer is far shorter; whatever else listens there may send without end.
const ANSWER_BYTES_MAX: u64 = 4096;

impl Arguments {
    /// # Errors
    /// No server is well there; in a sentence that says what to do.
    pub(crate) fn health(&self) -> std::io::Result<()> {
        let address = SocketAddr::new(self.host, self.port);
        let (begun, wait) = (Instant::now(), Duration::from_secs(self.wait));
        loop {
            match look(address) {
                Ok(()) => {
                    // Who closes the pipe has the exit code.
                    let _ = writeln!(std::io::stdout(), "http://{address} is well");
                    return Ok(());
                }
                Err(_) if begun.elapsed() < wait => std::thread::sleep(Duration::from_millis(50)),
                Err(why) => {
                    return Err(other(&format!(
                        "no server is well at http://{address} ({why}): start one with `parhelion serve`, \
                         or say with --host and --port where it is"
                    )));
                }
            }
        }
    }
}

fn look(address: SocketAddr) -> std::io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(
        b"GET /_parhelion/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    )?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    match answer.starts_with("HTTP/1.1 200 ") && answer.contains(r#""status":"ok""#) {
        true => Ok(()),
        false => Err(other("what listens there is no Parhelion")),
    }
}
