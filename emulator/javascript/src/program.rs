//! A function's code, read once and called often.

use crate::host::Call;
use crate::realm::{Called, Realm, Shared};
use crate::{Runtime, gate, metering, syntax};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How many realms of a program wait for calls.
const IDLE_MAX: usize = 4;

/// Code with one of these may change what calls share, or see that it cannot be changed.
const OF_ITS_OWN: [&str; 8] = [
    "prototype",
    "__proto__",
    "globalThis",
    "PrototypeOf",
    "isFrozen",
    "isSealed",
    "isExtensible",
    "getOwnPropertyDescriptor",
];

/// What a call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What the handler returned, as JSON, or why it did not.
    pub outcome: Result<String, String>,
    /// What it wrote to the console.
    pub logs: Vec<String>,
    /// How much of the compute time it used, 0 to 100.
    pub utilization: u8,
    /// The origin that it chose, as JSON: `{"kind":"update"|"select"|"group","given":…}`.
    pub origin: Option<String>,
}

/// A function's code in one of the runtimes. Programs with the same code are equal; what they have ready for
/// the next call is no part of them.
#[derive(Serialize, Deserialize)]
pub struct Program {
    runtime: Runtime,
    code: Arc<str>,
    #[serde(skip)]
    metered: OnceLock<Result<String, String>>,
    #[serde(skip)]
    idle: Mutex<Vec<Realm>>,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runtime, code, metered: _, idle: _ } = self;
        f.debug_struct("Program")
            .field("runtime", runtime)
            .field("code", code)
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
        let idle = Mutex::default();
        Self { runtime, code: code.into(), metered: OnceLock::new(), idle }
    }

    /// Calls the handler.
    #[must_use]
    pub fn call(&self, call: &Call<'_>) -> Run {
        let metered = self.metered.get_or_init(|| metered(self.runtime, &self.code));
        let refused = |why: &str| Run {
            outcome: Err(why.to_owned()),
            logs: Vec::new(),
            utilization: 0,
            origin: None,
        };
        let code = match metered {
            Ok(code) => code,
            Err(why) => return refused(why),
        };
        let shares = !OF_ITS_OWN.iter().any(|word| code.contains(word));
        if shares && let Some(run) = self.shared(code, call) {
            return run;
        }
        match Realm::new(self.runtime, code, Shared::Own) {
            Ok(realm) => {
                let Called { run, exhausted, .. } = realm.call(call);
                if exhausted {
                    realm.abandon();
                }
                run
            }
            Err(why) => refused(&why),
        }
    }

    fn shared(&self, code: &str, call: &Call<'_>) -> Option<Run> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let realm = match waiting {
            Some(realm) => realm,
            None => Realm::new(self.runtime, code, Shared::Frozen).ok()?,
        };
        let Called { run, again, spoilt, exhausted } = realm.call(call);
        if exhausted {
            realm.abandon();
            return None;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if !spoilt && idle.len() < IDLE_MAX {
            idle.push(realm);
        }
        (!again).then_some(run)
    }
}

/// Code that counts what it does, or why it cannot run.
fn metered(runtime: Runtime, code: &str) -> Result<String, String> {
    let tree = syntax::parse(code).ok_or("SyntaxError: the code cannot be read")?;
    if let Some(why) = gate::refusal(&tree, code, runtime) {
        return Err(why);
    }
    if tree.root_node().has_error() {
        let line = first_error(&tree);
        return Err(format!("SyntaxError: Unexpected token in {line}"));
    }
    Ok(metering::metered(&tree, code))
}

fn first_error(tree: &tree_sitter::Tree) -> usize {
    let mut first = None;
    syntax::walk(tree, |node, _| {
        if first.is_none() && (node.is_error() || node.is_missing()) {
            first = Some(node.start_position().row + 1);
        }
    });
    first.unwrap_or(1)
}
