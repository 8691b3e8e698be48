//! What goes on over one connection: whether anybody would miss it.

use super::carried::{Carried, Carries};
use axum::body::Body;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Of one connection; all clones are the same.
#[derive(Clone, Default)]
pub(super) struct Traffic(Arc<Inner>);

#[derive(Default)]
struct Inner {
    /// Requests whose heads have come and whose answers are not all given out yet.
    answering: AtomicUsize,
    /// What was given out is not all taken.
    unread: AtomicBool,
}

impl Traffic {
    /// Nothing is being answered, and no answer is on its way: at most, a part of a head has come.
    pub(super) fn is_idle(&self) -> bool {
        self.0.answering.load(Ordering::Relaxed) == 0 && !self.0.unread.load(Ordering::Relaxed)
    }

    pub(super) fn set_unread(&self, unread: bool) {
        self.0.unread.store(unread, Ordering::Relaxed);
    }

    /// A request's head is here.
    pub(super) fn begin(&self) -> Answering {
        self.0.answering.fetch_add(1, Ordering::Relaxed);
        Answering(self.clone())
    }
}

/// A request that is being answered, as long as this lives.
pub(super) struct Answering(Traffic);

impl Answering {
    /// With the answer, whose body is a part of it.
    pub(super) fn with(self, answer: http::Response<Body>) -> http::Response<Carried<Self>> {
        answer.map(|body| Carried { body, with: self })
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Carries for Answering {}
