//! `parhelion prove`, `parhelion audit`, `parhelion certify`: programs of their own, as git's are. They need
//! the harness, which a server has no use for.

use super::other;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// What is handed on as it stands, `--help` too.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// What the program is given.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    arguments: Vec<OsString>,
}

impl Arguments {
    /// Runs `parhelion-<name>`, and ends as it ends.
    ///
    /// # Errors
    /// It is not there, or cannot be run; in a sentence that says what to do.
    pub(crate) fn run(self, name: &str) -> std::io::Result<ExitCode> {
        let program = format!("parhelion-{name}");
        let mut command = Command::new(beside(&program).unwrap_or_else(|| (&program).into()));
        command.args(self.arguments);
        become_it(&mut command).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => other(&format!(
                "{name} is a program of its own, {program}, which is neither beside this one nor on the PATH: \
                 build it with `cargo build --bin {program}`"
            )),
            _ => other(&format!("{program} cannot be run: {error}; see that you may run it")),
        })
    }
}

/// The program in the folder of this one; none: it is not there.
fn beside(program: &str) -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.to_path_buf();
    let path = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    path.is_file().then_some(path)
}

/// In this process, so that signals and the exit code are the program's own.
#[cfg(unix)]
fn become_it(command: &mut Command) -> std::io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> std::io::Result<ExitCode> {
    let ended = command.status()?;
    let code = ended.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
