//! Panics of the running thread, tasks' own included: tokio catches those, and nobody looks.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;

thread_local! {
    /// The panics that [`caught`] collects on this thread; none: nobody collects.
    static PANICS: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// How many panics of one run are kept.
const PANICS_MAX: usize = 100;

/// Runs something, and tells the panics of this thread meanwhile: `file:line: message`. Nothing is
/// printed of them. `None` for its result: it panicked itself.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> (Option<T>, Vec<String>) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let otherwise = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !note(info) {
                otherwise(info);
            }
        }));
    });
    let outer = PANICS.with(|panics| panics.borrow_mut().replace(Vec::new()));
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    let panics = PANICS.with(|panics| std::mem::replace(&mut *panics.borrow_mut(), outer));
    (result, panics.unwrap_or_default())
}

/// Keeps a panic, where anybody collects on this thread.
fn note(info: &PanicHookInfo<'_>) -> bool {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a value that is no text");
    let place = info.location().map(|place| format!("{}:{}: ", place.file(), place.line()));
    let told = format!("{}{text}", place.unwrap_or_default());
    PANICS.with(|panics| match panics.try_borrow_mut().as_deref_mut() {
        Ok(Some(panics)) => {
            if panics.len() < PANICS_MAX {
                panics.push(told);
            }
            true
        }
        _ => false,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn panics_of_spawned_tasks_are_told_too() {
        let (result, panics) = caught(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(async {
                let _ = tokio::spawn(async { panic!("in a task: {}", 7) }).await;
                3
            })
        });
        assert_eq!(result, Some(3));
        assert_eq!(panics.len(), 1);
        assert!(
            panics[0].ends_with("in a task: 7") && panics[0].contains("panics.rs:"),
            "{panics:?}"
        );
    }

    #[test]
    fn a_panic_of_its_own_is_no_result() {
        let (result, panics) = caught(|| -> u8 { panic!("here") });
        assert_eq!((result, panics.len()), (None, 1));
        let (nested, outer) = caught(|| caught(|| panic!("inner")).1.len());
        assert_eq!((nested, outer.len()), (Some(1), 0));
    }
}
