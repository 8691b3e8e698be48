//! The format in which states are saved, and what can be wrong with it.

use crate::format::{self, Form};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// The version of what is written here. Another one cannot be read.
pub const FORMAT: u32 = 1;

/// Why a world could not be saved or loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedError {
    /// A body lies in a file that cannot be read back, or something in a state has no form.
    Unsaved(String),
    /// This is something else.
    NoWorld,
    /// Written by a Parhelion of another time.
    Format(u32),
    /// Rows written by a Parhelion of another time.
    RowsFormat(u32),
    /// Bytes are missing, too many, or not those that were written.
    Damaged(String),
    /// The world has a service that is not here.
    UnknownService(String),
    /// The service is here, but its state was written in another version.
    OtherVersion {
        /// The service.
        service: String,
        /// What the world has.
        saved: u32,
        /// What the service reads.
        known: u32,
    },
}

impl fmt::Display for SavedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsaved(why) => write!(f, "the world cannot be saved: {why}"),
            Self::NoWorld => f.write_str("this is no saved world"),
            Self::Format(format) => write!(
                f,
                "the saved world has format {format}, and this version of Parhelion reads {FORMAT}"
            ),
            Self::RowsFormat(format) => {
                write!(
                    f,
                    "the rows have format {format}, which this version of Parhelion cannot read"
                )
            }
            Self::Damaged(why) => write!(f, "the saved world is damaged: {why}"),
            Self::UnknownService(name) => {
                write!(f, "the saved world has a service {name}, which is not here")
            }
            Self::OtherVersion { service, saved, known } => write!(
                f,
                "the state of {service} has version {saved}, and this version of Parhelion reads \
                 {known}"
            ),
        }
    }
}

impl std::error::Error for SavedError {}

/// A state in the format of saved worlds.
///
/// # Errors
/// It has no such form: a body that cannot be read back.
pub fn encode<T: Serialize>(state: &T) -> Result<Vec<u8>, SavedError> {
    rmp_serde::to_vec_named(state).map_err(|error| SavedError::Unsaved(error.to_string()))
}

/// What [`encode`] wrote.
///
/// # Errors
/// It is not that.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, SavedError> {
    format::read(bytes, Form::MessagePack).map_err(|error| SavedError::Damaged(error.to_string()))
}
