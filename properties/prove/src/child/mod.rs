//! A process: its start, what it writes, its end.
//!
//! | file | |
//! | --- | --- |
//! | `environment` | what it finds: an AWS at the loopback, and nothing that leads elsewhere |
//! | `output` | the end of what it writes |
//! | `living` | who is to be killed when this program is told to end |
//! | `nursery` | the next one is started while its elder still works |

mod environment;
mod living;
mod nursery;
mod output;

pub use environment::{SignsAs, lead_here, values};
pub use living::Living;
pub use nursery::{Nursery, Young};
pub use output::Output;

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Between two looks at a process.
const LOOK: Duration = Duration::from_millis(5);

/// A process of its own group, which is killed with the last handle to it.
pub struct Child {
    process: Mutex<std::process::Child>,
    living: Living,
    /// What it writes.
    pub output: Arc<Output>,
}

impl Child {
    /// Starts a command. Its output is kept, its input is empty.
    ///
    /// # Errors
    /// In a sentence: there is no such program, or it cannot be run.
    pub fn start(
        mut command: Command,
        living: &Living,
        ready: Option<&str>,
    ) -> Result<Self, String> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let program = command.get_program().to_string_lossy().into_owned();
        let mut process = command.spawn().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("{program} is not there: install it, or name it by its path")
            }
            _ => format!("{program} cannot be run: {error}"),
        })?;
        let output = Arc::new(Output::new(ready));
        if let Some(pipe) = process.stdout.take() {
            output.follow(pipe);
        }
        if let Some(pipe) = process.stderr.take() {
            output.follow(pipe);
        }
        living.add(process.id());
        Ok(Self { process: Mutex::new(process), living: living.clone(), output })
    }

    /// How it has ended, in words; none: it runs.
    pub fn ended(&self) -> Option<String> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        match process.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(status.to_string()),
            Err(error) => Some(format!("unknown to the system: {error}")),
        }
    }

    /// Whether it ended well; none: it runs.
    pub fn succeeded(&self) -> Option<bool> {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        process.try_wait().ok()?.map(|status| status.success())
    }

    /// Waits until it has ended, or for so long; how it ended, in words.
    pub async fn ends_within(&self, within: Duration) -> Option<String> {
        let begun = Instant::now();
        loop {
            let ended = self.ended();
            if ended.is_some() || begun.elapsed() >= within {
                return ended;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Asks it to end: SIGTERM; where there are no signals, it is killed.
    pub fn terminate(&self) {
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        living::terminate(process.id());
    }

    /// Kills it, and what it has started, at once.
    pub fn kill(&self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        // Once it has been waited for, its number may be another's.
        if matches!(process.try_wait(), Ok(None)) {
            living::kill(process.id());
            // Where there are no groups.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
        let process = self.process.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.living.remove(process.id());
    }
}

/// A listener at a free port of the loopback, that tokio takes over.
///
/// # Errors
/// There is no port left.
pub fn listener() -> Result<(TcpListener, u16), String> {
    let bound = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| {
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    });
    bound.map_err(|error| format!("no port of the loopback is free: {error}"))
}
