//! A function's code, read once and called often.

use crate::Runtime;
use crate::call::{Call, Run};
#[cfg(feature = "engine")]
use crate::ready::Ready;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A function's code in one of the runtimes. Programs with the same code are equal; what they have ready for
/// the next call is no part of them.
#[derive(Serialize, Deserialize)]
pub struct Program {
    runtime: Runtime,
    code: Arc<str>,
    #[cfg(feature = "engine")]
    #[serde(skip)]
    ready: Ready,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program")
            .field("runtime", &self.runtime)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        (self.runtime, &self.code) == (other.runtime, &other.code)
    }
}

impl Program {
    /// Nothing is read before the first call: code that cannot run is published like any other (CF-11.2).
    #[must_use]
    pub fn new(runtime: Runtime, code: &str) -> Self {
        Self {
            runtime,
            code: code.into(),
            #[cfg(feature = "engine")]
            ready: Ready::default(),
        }
    }

    /// Calls the handler.
    #[cfg(feature = "engine")]
    #[must_use]
    pub fn call(&self, call: &Call<'_>) -> Run {
        self.ready.call(self.runtime, &self.code, call)
    }

    /// Without an engine no code runs.
    #[cfg(not(feature = "engine"))]
    #[must_use]
    pub fn call(&self, _: &Call<'_>) -> Run {
        Run::refused("This build has no engine for JavaScript: it lacks the feature `engine`.")
    }
}
