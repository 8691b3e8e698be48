//! Where one case is played: its target, and what was seen there.

use crate::observation::{Observed, parts};
use crate::target::{Clients, Target};
use parhelion::Cloud;
use serde::Serialize;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

tokio::task_local! {
    /// The operation of the case that the running task drives.
    static OPERATION: u32;
}

/// The target of one case, with everything that was seen on it. A clone is the same stage.
#[derive(Clone)]
pub struct Stage<S> {
    target: Target,
    seen: Arc<Mutex<Vec<Observed<S>>>>,
    apart: Arc<Mutex<Apart>>,
}

/// What a system that runs in a process of its own leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    /// Why no clause can judge the run any more; none: all is well.
    pub breakdown: Option<Breakdown>,
    /// The end of what it wrote to its standard output and error.
    pub output: String,
}

/// How a process ended a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// It ended by itself.
    Died(String),
    /// It does not answer, or never began to.
    Hangs(String),
}

impl<S: Clone + Serialize> Stage<S> {
    /// Nothing has been seen yet.
    pub fn new(target: Target) -> Self {
        Self { target, seen: Arc::default(), apart: Arc::default() }
    }

    /// Where the case runs.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Clients as an application has them: they try three times.
    pub fn clients(&self) -> Clients {
        self.target.clients()
    }

    /// The cloud in this process, if the target is one.
    pub fn cloud(&self) -> Option<&Cloud> {
        self.target.cloud()
    }

    /// Notes something that was seen; on the fake, in the journal too.
    pub fn observe(&self, seen: S) {
        if let Some(cloud) = self.target.cloud() {
            let (name, fields) = parts(&seen);
            let fields: Vec<_> = fields.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
            cloud.fact(&name, &fields);
        }
        let observed = Observed { at: self.target.now(), operation: current_operation(), seen };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(observed);
    }

    /// The system's process has ended, or hangs: that is the verdict, the first one counts.
    pub fn breaks_down(&self, breakdown: Breakdown) {
        self.with_apart(|apart| {
            apart.breakdown.get_or_insert(breakdown);
        });
    }

    /// Keeps what the system's process wrote, for the report.
    pub fn keep_output(&self, output: String) {
        self.with_apart(|apart| apart.output = output);
    }

    /// What a system in a process of its own has left behind so far.
    pub fn apart(&self) -> Apart {
        self.with_apart(|apart| apart.clone())
    }

    fn with_apart<R>(&self, f: impl FnOnce(&mut Apart) -> R) -> R {
        f(&mut self.apart.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Everything that was observed so far, in order.
    pub fn observations(&self) -> Vec<Observed<S>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The operation that the running task drives; none: the system is stopped, or looked at.
pub fn current_operation() -> Option<u32> {
    OPERATION.try_with(|operation| *operation).ok()
}

/// The scope of an operation's requests: what its choices are named after.
pub fn scope_of(operation: u32) -> String {
    format!("user/{operation}")
}

/// Drives one operation: its requests and observations are named after it, and so are those of tasks
/// that wake meanwhile.
pub(crate) async fn operating<T>(
    target: &Target,
    operation: u32,
    work: impl Future<Output = T>,
) -> T {
    let scope = scope_of(operation);
    if let Some(cloud) = target.cloud() {
        cloud.stage(&scope);
    }
    OPERATION.scope(operation, parhelion::within(scope, work)).await
}
