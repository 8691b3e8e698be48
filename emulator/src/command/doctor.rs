//! `parhelion doctor`: whether this machine has what a server and its clients need, and what to do where
//! it has not.

use parhelion::wire::body::Folder;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, ToSocketAddrs};
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The port that a server would listen at.
    #[arg(long, default_value_t = 4566)]
    port: u16,
}

/// What a look at the machine has found.
enum Finding {
    Good(String),
    /// Most things work all the same: what does not, and what to do.
    Doubtful(String),
    /// No server can start: why, and what to do.
    Bad(String),
}

use Finding::{Bad, Doubtful, Good};

impl Arguments {
    /// One line a look. Fails where no server can start.
    pub(crate) fn doctor(&self) -> ExitCode {
        let looks = [
            ("port", port(self.port)),
            ("temporary folder", temporary_folder()),
            ("open files", open_files()),
            ("clock", clock(SystemTime::now())),
            ("names below localhost", names("photos.localhost")),
            ("proxy", proxy(|name| std::env::var(name).ok())),
            ("CA bundle", ca_bundle(std::env::var_os("AWS_CA_BUNDLE").as_deref().map(Path::new))),
        ];
        let mut failed = false;
        let mut lines = String::new();
        for (what, finding) in looks {
            let (mark, said) = match &finding {
                Good(said) => ("ok  ", said),
                Doubtful(said) => ("look", said),
                Bad(said) => ("FAIL", said),
            };
            failed |= matches!(finding, Bad(_));
            lines.push_str(&format!("{mark}  {what}: {said}\n"));
        }
        // Whoever closes the pipe has read enough.
        let _ = std::io::stdout().write_all(lines.as_bytes());
        if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

fn port(port: u16) -> Finding {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Good(format!("127.0.0.1:{port} is free")),
        Err(error) => {
            Bad(format!("127.0.0.1:{port}: {error}; use serve --port 0, or another port"))
        }
    }
}

fn temporary_folder() -> Finding {
    let at = std::env::temp_dir();
    let at = at.display();
    match Folder::of_this_process() {
        Ok(folder) => {
            let tried = std::fs::write(folder.path().join("doctor"), vec![0; 2 << 20]);
            folder.clear();
            match tried {
                Ok(()) => Good(format!("{at} can be written to; bodies above 1 MiB lie there")),
                Err(error) => Bad(format!(
                    "{at}: {error}; bodies above 1 MiB lie there: make room, or set TMPDIR to another"
                )),
            }
        }
        Err(error) => Bad(format!("{error}; set TMPDIR to a folder that can be written to")),
    }
}

/// How many a busy server wants: connections, and files of long bodies.
const OPEN_FILES: u64 = 4_096;

#[cfg(unix)]
fn open_files() -> Finding {
    use rustix::process::{Resource, getrlimit};
    match getrlimit(Resource::Nofile).current {
        Some(limit) if limit < OPEN_FILES => Doubtful(format!(
            "{limit} at the most: beyond, connections wait; `ulimit -n {OPEN_FILES}` raises it"
        )),
        Some(limit) => Good(format!("{limit} at the most")),
        None => Good("as many as wanted".to_owned()),
    }
}

#[cfg(not(unix))]
fn open_files() -> Finding {
    Good(format!("{OPEN_FILES} and more"))
}

/// Clients sign by the machine's clock, and the server by the same one compares: only what AWS's own
/// formats cannot write is wrong.
fn clock(now: SystemTime) -> Finding {
    // 2020-01-01: machines without a battery begin before.
    const EARLIEST: u64 = 1_577_836_800;
    match now.duration_since(UNIX_EPOCH).map(|since| since.as_secs()) {
        Ok(seconds) if seconds >= EARLIEST => Good("it is set".to_owned()),
        Ok(_) | Err(_) => Doubtful(
            "it is years behind: certificates and presigned URLs will seem wrong; set it"
                .to_owned(),
        ),
    }
}

fn names(name: &str) -> Finding {
    let leads_here = (name, 80)
        .to_socket_addrs()
        .is_ok_and(|found| found.into_iter().all(|at| at.ip().is_loopback()));
    if leads_here {
        Good(format!("{name} leads here"))
    } else {
        Doubtful(format!(
            "{name} does not resolve for programs that ask the system: use path-style addressing \
             (most SDKs do at an address), or curl and browsers, which know the name by themselves"
        ))
    }
}

fn proxy(variable: impl Fn(&str) -> Option<String>) -> Finding {
    let names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let set = |name: &&str| variable(name).is_some_and(|it| !it.is_empty());
    let Some(name) = names.into_iter().find(set) else {
        return Good("none".to_owned());
    };
    let spared = ["NO_PROXY", "no_proxy"].into_iter().filter_map(&variable).any(|hosts| {
        hosts.split(',').any(|host| matches!(host.trim(), "127.0.0.1" | "localhost" | "*"))
    });
    if spared {
        Good(format!("{name} is set, and NO_PROXY spares this machine"))
    } else {
        Doubtful(format!(
            "{name} is set: clients ask it for this machine, too; add 127.0.0.1,localhost to NO_PROXY \
             (`parhelion run` does)"
        ))
    }
}

fn ca_bundle(path: Option<&Path>) -> Finding {
    match path {
        None => Good("none is set, and none is needed: the server speaks plain HTTP".to_owned()),
        Some(path) if path.is_file() => Good(format!("{} is there", path.display())),
        Some(path) => Doubtful(format!(
            "AWS_CA_BUNDLE names {}, which is not there: AWS's clients will not start; unset it",
            path.display()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn mark(finding: &Finding) -> (&'static str, &str) {
        match finding {
            Good(said) => ("good", said),
            Doubtful(said) => ("doubtful", said),
            Bad(said) => ("bad", said),
        }
    }

    #[test]
    fn a_port_that_is_taken_is_told_with_what_to_do() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let finding = port(taken.local_addr().unwrap().port());
        let (mark, said) = mark(&finding);
        assert!(mark == "bad" && said.contains("serve --port 0"), "{said}");
    }

    #[test]
    fn a_proxy_matters_unless_this_machine_is_spared() {
        let with = |set: &'static [(&str, &str)]| {
            proxy(move |name| {
                set.iter().find(|(it, _)| *it == name).map(|(_, to)| (*to).to_owned())
            })
        };
        assert_eq!(mark(&with(&[])).0, "good");
        assert_eq!(mark(&with(&[("http_proxy", "http://p")])).0, "doubtful");
        assert_eq!(mark(&with(&[("HTTP_PROXY", "p"), ("NO_PROXY", "a, localhost")])).0, "good");
    }

    #[test]
    fn a_clock_and_a_bundle_that_are_wrong_are_told() {
        assert_eq!(mark(&clock(UNIX_EPOCH + Duration::from_secs(9))).0, "doubtful");
        assert_eq!(mark(&clock(UNIX_EPOCH + Duration::from_secs(1_800_000_000))).0, "good");
        assert_eq!(mark(&ca_bundle(Some(Path::new("/nowhere/ca.pem")))).0, "doubtful");
        assert_eq!(mark(&ca_bundle(None)).0, "good");
        assert_eq!(mark(&names("no such name.invalid")).0, "doubtful");
    }
}
