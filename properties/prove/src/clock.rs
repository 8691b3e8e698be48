//! Time in the application's process: real, or, where libfaketime is installed, led by the harness.
//!
//! libfaketime stands between a process and the system's clocks (`LD_PRELOAD`): its clock follows the
//! cloud's when the harness lets time pass, and runs faster in between, so that its own waits are short. It
//! reaches programs that ask for the time through the C library: Python, Node.js, Ruby, Java; not Go, and
//! nothing that is linked statically.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// How much faster than ours the process's clock runs.
pub const RATE: u32 = 10;

/// Where distributions put it.
const PLACES: [&str; 6] = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/faketime/libfaketimeMT.so.1",
    "/usr/lib64/faketime/libfaketimeMT.so.1",
    "/usr/local/lib/faketime/libfaketimeMT.so.1",
    "/usr/lib/libfaketimeMT.so.1",
];

/// An installed libfaketime, and a folder for the times of processes.
pub struct Faketime {
    library: PathBuf,
    folder: PathBuf,
    given: AtomicU64,
}

/// By which the clock of one process is set.
pub struct Hands {
    file: PathBuf,
    begun: Instant,
}

impl Faketime {
    /// Looks for it.
    ///
    /// # Errors
    /// It is not installed: in a sentence that says how to.
    pub fn find() -> Result<Self, String> {
        let found = PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
        let library = found.ok_or_else(|| match cfg!(target_os = "linux") {
            true => "--time virtual needs libfaketime, which is not here: apt-get install faketime (Debian, Ubuntu), dnf install libfaketime (Fedora), apk add libfaketime (Alpine); or leave time real".to_owned(),
            false => "--time virtual needs libfaketime, which only Linux has here: leave time real".to_owned(),
        })?;
        let folder = std::env::temp_dir().join(format!("parhelion-prove-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { library, folder, given: AtomicU64::new(0) })
    }

    /// Stands between a process and the system's clocks.
    ///
    /// # Errors
    /// Its file cannot be written; in words.
    pub fn give_to(&self, command: &mut Command) -> Result<Hands, String> {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let hands = Hands { file: self.folder.join(number.to_string()), begun: Instant::now() };
        hands.write(0.0).map_err(|error| format!("{}: {error}", hands.file.display()))?;
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", &hands.file)
            // It is read again at every look at the clock.
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_RESET", "1");
        Ok(hands)
    }
}

impl Drop for Faketime {
    fn drop(&mut self) {
        // What stays in a folder of temporary files is no harm.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Hands {
    /// By how many seconds the process's clock is ahead of ours by running faster alone.
    pub fn gained(&self) -> f64 {
        self.begun.elapsed().as_secs_f64() * f64::from(RATE - 1)
    }

    /// From now on its clock is so many seconds ahead of ours.
    pub fn set_ahead(&self, seconds: f64) {
        // A clock that cannot be set stays as it is.
        let _ = self.write(seconds - self.gained());
    }

    fn write(&self, offset: f64) -> std::io::Result<()> {
        // A process must never read half a line.
        let new = self.file.with_extension("new");
        std::fs::write(&new, format!("{offset:+.3} x{RATE}\n"))?;
        std::fs::rename(new, &self.file)
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}
