//! What a service wants to be woken for: data of the service's own type.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A service's reasons to be woken, as an enum.
pub trait Timer: Serialize + DeserializeOwned {
    /// A short stable name for choices that are met when it is due: no request ids, no contents, so
    /// that plans stay valid when other operations of a case disappear.
    fn site(&self) -> String;
}

/// Of services that are never woken.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub enum NoTimer {}

impl Timer for NoTimer {
    fn site(&self) -> String {
        match *self {}
    }
}

/// A timer as the due-queue holds it: the kernel knows no service's type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Encoded {
    /// JSON of the service's own type.
    pub data: Arc<str>,
    /// [`Timer::site`].
    pub site: Arc<str>,
}

impl Encoded {
    /// Writes a timer down.
    pub fn new<T: Timer>(timer: &T) -> Self {
        // Enums of texts and numbers always serialise.
        let data = serde_json::to_string(timer).unwrap_or_default();
        Self { data: data.into(), site: timer.site().into() }
    }

    /// Reads it again; `None`: it is no such timer.
    pub fn decode<T: Timer>(&self) -> Option<T> {
        serde_json::from_str(&self.data).ok()
    }
}
