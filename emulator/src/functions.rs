//! Functions of the user's own, which services call by name.

use crate::scope;
use bytes::Bytes;
use imbl::OrdMap;
use parhelion_world::RunFailure;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

type Running = Pin<Box<dyn Future<Output = Result<Bytes, String>> + Send>>;

pub(crate) type Function = Arc<dyn Fn(Bytes) -> Running + Send + Sync>;

/// The functions that a cloud knows. A value: a fork's new function is its own.
#[derive(Clone, Default)]
pub(crate) struct Functions(OrdMap<Arc<str>, Function>);

impl Functions {
    pub(crate) fn insert<F, R>(&mut self, name: &str, function: F)
    where
        F: Fn(Bytes) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Bytes, String>> + Send + 'static,
    {
        let boxed = move |payload: Bytes| -> Running { Box::pin(function(payload)) };
        self.0.insert(name.into(), Arc::new(boxed));
    }

    pub(crate) fn get(&self, name: &str) -> Option<Function> {
        self.0.get(name).cloned()
    }
}

/// Runs a function to its end, or stops it.
///
/// # Errors
/// Its own; that it panicked; that the time was over.
pub(crate) async fn run(
    function: &Function,
    payload: Bytes,
    timeout: Duration,
) -> Result<Bytes, RunFailure> {
    let scope = scope::current().unwrap_or_else(|| "function".into());
    // A task of its own, so that a panic is the function's alone.
    let run = tokio::spawn(scope::within(scope, function(payload)));
    let stop = run.abort_handle();
    match tokio::time::timeout(timeout, run).await {
        Ok(Ok(Ok(result))) => Ok(result),
        Ok(Ok(Err(error))) => Err(RunFailure::Failed(error)),
        Ok(Err(ended)) => Err(RunFailure::Failed(why(ended))),
        Err(_) => {
            stop.abort();
            Err(RunFailure::Timeout)
        }
    }
}

/// Why a function's task ended early. Tokio's own text has the task's number, which is another in every
/// run.
fn why(ended: tokio::task::JoinError) -> String {
    let Ok(panic) = ended.try_into_panic() else { return "stopped".to_owned() };
    let literal = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = literal.or_else(|| panic.downcast_ref::<String>().cloned());
    text.map_or_else(|| "panicked".to_owned(), |text| format!("panicked: {text}"))
}
