//! What a program has ready for its next call: its code as it is run, and realms that wait.

use crate::call::{Call, Run};
use crate::realm::{Called, Realm, Shared};
use crate::{Runtime, gate, metering, syntax};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A realm that ran out of memory is left behind: its objects may be in a state that the engine cannot free. A
/// program that does so again and again is not run any more.
const ABANDONED_MAX: u32 = 20;

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

#[derive(Default)]
pub(crate) struct Ready {
    metered: OnceLock<Result<String, String>>,
    idle: Mutex<Vec<Realm>>,
    abandoned: AtomicU32,
}

impl Ready {
    pub(crate) fn call(&self, runtime: Runtime, code: &str, call: &Call<'_>) -> Run {
        let metered = self.metered.get_or_init(|| metered(runtime, code));
        let code = match metered {
            Ok(code) => code,
            Err(why) => return Run::refused(why),
        };
        if self.abandoned.load(Ordering::Relaxed) >= ABANDONED_MAX {
            return Run::refused("InternalError: out of memory");
        }
        let shares = !OF_ITS_OWN.iter().any(|word| code.contains(word));
        if shares && let Some(run) = self.shared(runtime, code, call) {
            return run;
        }
        match Realm::new(runtime, code, Shared::Own) {
            Ok(realm) => {
                let Called { run, exhausted, .. } = realm.call(call);
                if exhausted {
                    self.abandon(realm);
                }
                run
            }
            Err(why) => Run::refused(&why),
        }
    }

    fn abandon(&self, realm: Realm) {
        self.abandoned.fetch_add(1, Ordering::Relaxed);
        realm.abandon();
    }

    fn shared(&self, runtime: Runtime, code: &str, call: &Call<'_>) -> Option<Run> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let realm = match waiting {
            Some(realm) => realm,
            None => Realm::new(runtime, code, Shared::Frozen).ok()?,
        };
        let Called { run, again, spoilt, exhausted } = realm.call(call);
        if exhausted {
            self.abandon(realm);
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
