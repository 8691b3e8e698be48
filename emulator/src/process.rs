//! Child processes: what handlers that run foreign code want done. They take real time, and a run
//! with one cannot be repeated byte for byte.

use bytes::Bytes;
use parhelion_world::{ChildProcess, RunFailure};

/// Runs a program to its end and gives back what it wrote.
#[cfg(feature = "server")]
pub(crate) async fn run(process: ChildProcess) -> Result<Bytes, RunFailure> {
    use std::process::Stdio;
    use tokio::io::AsyncWriteExt;
    let ChildProcess { program, arguments, environment, input, timeout } = process;
    let spawned = tokio::process::Command::new(&program)
        .args(arguments)
        .env_clear()
        .envs(environment)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = spawned.map_err(|error| RunFailure::NotFound(format!("{program}: {error}")))?;
    let stdin = child.stdin.take();
    let feed = async move {
        if let Some(mut stdin) = stdin {
            // A program that does not read its input may well answer all the same.
            let _ = stdin.write_all(&input).await;
        }
    };
    let run = async { tokio::join!(feed, child.wait_with_output()).1 };
    let output = tokio::time::timeout(timeout, run).await.map_err(|_| RunFailure::Timeout)?;
    let output = output.map_err(|error| RunFailure::Failed(error.to_string()))?;
    match output.status.success() {
        true => Ok(output.stdout.into()),
        false => Err(RunFailure::Failed(output.status.to_string())),
    }
}

/// Without the server's features there is nothing to run programs with.
#[cfg(not(feature = "server"))]
pub(crate) async fn run(process: ChildProcess) -> Result<Bytes, RunFailure> {
    Err(RunFailure::NotFound(process.program))
}
