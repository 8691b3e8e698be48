//! Servers that are started to be measured, and what the system says of them.

use std::io::{BufRead, BufReader, Read, Seek};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server; it ends with this.
pub(crate) struct Server {
    child: Child,
    pub url: String,
    /// What it says on its standard error.
    said: std::fs::File,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// `parhelion serve` on a free port, built beside this program, with further arguments.
    pub(crate) fn parhelion(arguments: &[&str]) -> Self {
        let program = std::env::current_exe().unwrap().with_file_name("parhelion");
        let mut command = Command::new(&program);
        command.args(["serve", "--port", "0"]).args(arguments).stdout(Stdio::piped());
        let mut server = Self::start(command, String::new()).unwrap_or_else(|why| {
            panic!("{}: {why}: cargo build --release --bin parhelion", program.display())
        });
        let lines = BufReader::new(server.child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("export AWS_ENDPOINT_URL=").map(str::to_owned));
        server.url = url.unwrap();
        server
    }

    /// Any program that will answer at a URL.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn start(mut command: Command, url: String) -> std::io::Result<Self> {
        let said = nameless_file()?;
        let child = command.stdin(Stdio::null()).stderr(said.try_clone()?).spawn()?;
        Ok(Self { child, url, said })
    }

    /// The time that it and what it has started have used of the processors.
    pub(crate) fn processor_time(&self) -> Duration {
        processor_time(self.child.id())
    }

    /// What it has said on its standard error.
    pub(crate) fn said(&self) -> String {
        let mut text = String::new();
        let mut said = &self.said;
        let _ = said.rewind();
        let _ = said.read_to_string(&mut text);
        text
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

/// A file that nobody else finds.
fn nameless_file() -> std::io::Result<std::fs::File> {
    let path: PathBuf =
        std::env::temp_dir().join(format!("parhelion-bench-{}", std::process::id()));
    let open = std::fs::OpenOptions::new().read(true).append(true).create(true).open(&path)?;
    std::fs::remove_file(path)?;
    Ok(open)
}

/// Linux counts in hundredths of seconds, whatever the machine.
/// <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>
const TICK: Duration = Duration::from_millis(10);

/// Of a process and all below it; zero where the system does not say.
fn processor_time(process: u32) -> Duration {
    let Ok(all) = std::fs::read_dir("/proc") else { return Duration::ZERO };
    let all: Vec<(u32, u32, u32)> = all.flatten().filter_map(|it| stat(&it.path())).collect();
    let (mut ours, mut ticks) = (vec![process], 0);
    while let Some(next) = ours.pop() {
        ticks += all.iter().find(|(id, ..)| *id == next).map_or(0, |(.., ticks)| *ticks);
        ours.extend(all.iter().filter(|(_, parent, _)| *parent == next).map(|(id, ..)| *id));
    }
    TICK * ticks
}

/// A process' number, its parent's, and how long it has run.
fn stat(process: &std::path::Path) -> Option<(u32, u32, u32)> {
    let text = std::fs::read_to_string(process.join("stat")).ok()?;
    let id = text.split(' ').next()?.parse().ok()?;
    // A name may have spaces and parentheses.
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    let field = |at: usize| fields.get(at)?.parse::<u32>().ok();
    Some((id, field(1)?, field(11)? + field(12)?))
}
