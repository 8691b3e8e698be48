//! Nobody does work that grows with a body while others wait for a lock that he holds.
//!
//! Who holds such a lock has a [`Held`]. What reads, digests, encodes or parses bytes calls
//! [`check`] with their number: in debug builds and tests it panics under a lock. How long anything
//! takes plays no part, so the check says the same in every run. Long bodies that go while a lock is
//! held are freed when it is let go of ([`free`]).
//!
//! Which lock is held on a thread is known to nobody but that thread, and handing it down to every
//! reader of a body would put it into every signature: it is a thread-local, as in
//! [`body::stored`](crate::body::stored), and decides nothing else.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

/// More bytes than this are not worked on under a lock.
pub const HEAVY: u64 = 1 << 20;

thread_local! {
    static HOLDS: Cell<u32> = const { Cell::new(0) };
    static TO_FREE: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// This thread holds a lock that others wait for, as long as this lives. To be dropped after the
/// lock's own guard.
#[derive(Debug)]
pub struct Held(PhantomData<*const ()>);

impl Held {
    /// From now on.
    #[allow(clippy::new_without_default)] // it is an act
    pub fn new() -> Self {
        HOLDS.set(HOLDS.get() + 1);
        Self(PhantomData)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        HOLDS.set(HOLDS.get() - 1);
        if HOLDS.get() == 0 {
            drop(TO_FREE.take());
        }
    }
}

/// Drops what takes as long as its bytes are: memory that goes back to the system, files that are
/// deleted. Under a lock not before that is let go of.
pub fn free<T: Any>(bytes: u64, what: T) {
    // A thread that ends has nothing left to wait for.
    let held = bytes > HEAVY && HOLDS.try_with(Cell::get).is_ok_and(|holds| holds > 0);
    if held {
        TO_FREE.with_borrow_mut(|all| all.push(Box::new(what)));
    }
}

/// Somebody is about to compute with long numbers: keys of RSA take from milliseconds to seconds.
///
/// # Panics
/// In debug builds, if this thread is [`Held`].
#[inline]
pub fn arithmetic() {
    debug_assert!(
        HOLDS.get() == 0,
        "keys are computed under a lock: this belongs into `Outcome::work`"
    );
}

/// Somebody is about to work on so many bytes.
///
/// # Panics
/// In debug builds, if they are more than [`HEAVY`] and this thread is [`Held`].
#[inline]
pub fn check(bytes: u64) {
    debug_assert!(
        bytes <= HEAVY || HOLDS.get() == 0,
        "{bytes} bytes are worked on under a lock: this belongs into a pause, a computation or an \
         effect"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Body;
    use crate::checksum::{Algorithm, Hasher, digests};
    use crate::coding::Coding;

    const TEXT: usize = HEAVY as usize + 1;

    /// Two pieces, so that reading it copies.
    fn long() -> Body {
        let mut body = Body::from(vec![b' '; TEXT - 1]);
        body.push("{".into());
        body
    }

    type Work = (&'static str, fn(&Body));

    /// What must not be done under a lock, on a body that is one byte too long for it.
    const WORKS: [Work; 6] = [
        ("reckon", |_| arithmetic()),
        ("digest", |body| drop(digests(body, &[Algorithm::Sha256]))),
        ("hash", |_| Hasher::new(Algorithm::Md5).update(&vec![0; TEXT])),
        ("read", |body| drop(body.read())),
        ("encode", |body| drop(Coding::Gzip.encode(body))),
        ("compare", |body| assert_ne!(*body, Body::from(vec![b'{'; TEXT]))),
    ];

    #[test]
    fn heavy_work_under_a_lock_panics() {
        for (name, work) in WORKS {
            let under_lock = || {
                let _held = Held::new();
                work(&long());
            };
            assert!(std::panic::catch_unwind(under_lock).is_err(), "{name}");
            // The panic let go of the lock, and without one all of it may be done.
            work(&long());
        }
    }

    #[test]
    fn what_goes_under_a_lock_is_freed_behind_it() {
        struct Gone<'a>(&'a Cell<bool>);
        impl Drop for Gone<'_> {
            fn drop(&mut self) {
                self.0.set(true);
            }
        }
        let gone: &'static Cell<bool> = Box::leak(Box::new(Cell::new(false)));
        for (bytes, held, at_once) in
            [(HEAVY, true, true), (HEAVY + 1, false, true), (HEAVY + 1, true, false)]
        {
            gone.set(false);
            let lock = held.then(|| (Held::new(), Held::new()));
            free(bytes, Gone(gone));
            assert_eq!(gone.get(), at_once, "{bytes} {held}");
            drop(lock);
            assert!(gone.get());
        }
    }

    #[test]
    fn light_work_under_a_lock_is_no_matter() {
        let _held = Held::new();
        let _nested = Held::new();
        let body = Body::from(vec![0; HEAVY as usize]);
        assert!(digests(&body, &Algorithm::ALL).is_ok() && Coding::Gzip.encode(&body).is_ok());
        // One piece is handed out as it lies there.
        assert!(Body::from(vec![0; TEXT]).read().is_ok());
    }
}
