//! Multipart uploads that are open, and completed ones as long as they are remembered (S3-4).

use crate::choices::SETTLES;
use crate::errors;
use crate::objects::checksums::ChecksumType;
use crate::objects::object::Properties;
use imbl::Vector;
use parhelion_wire::checksum::{Algorithm, Checksum};
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::rows::{Queue, Table, equal_by_identity};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// An upload between Create and Complete. All that is not bytes was fixed by Create (S3-4.1).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub id: Arc<str>,
    pub key: Arc<str>,
    pub initiated: Timestamp,
    /// Account and ARN.
    pub initiator: (Arc<str>, Arc<str>),
    pub properties: Properties,
    /// What Create declared.
    pub checksum: Option<(Algorithm, ChecksumType)>,
    /// Which write of the key was current at Create (S3-3.4j, k).
    pub seen: Option<u64>,
    pub parts: Table<i32, Arc<Part>>,
}

/// A part that is there. Its bytes are shared with the object that is made of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    pub body: Body,
    pub md5: Checksum,
    /// Without quotes.
    pub e_tag: Arc<str>,
    /// Of the upload's algorithm, or CRC64NVME.
    pub checksum: Checksum,
    /// What the request said, of whatever algorithm.
    #[serde(default)]
    pub claimed: Option<Checksum>,
    pub modified: Timestamp,
}

equal_by_identity!(Part, Upload);

/// What a Complete did, for the next one that is the same (S3-4.4k).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Completed {
    pub at: Timestamp,
    pub id: Arc<str>,
    pub key: Arc<str>,
    /// Numbers and ETags that were listed.
    pub parts: Vec<(i32, String)>,
    pub version: Option<Arc<str>>,
    pub e_tag: Arc<str>,
    pub written: u64,
}

/// How long a Complete or an Abort may be repeated.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// Of how many uploads that have ended a bucket knows so; the last ones stay.
const REMEMBERED_MAX: usize = 10_000;

/// The uploads of a bucket, by key; those of one key in the order in which they were begun.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Uploads {
    open: Table<Arc<str>, Vector<Arc<Upload>>>,
    completed: Queue<Arc<Completed>>,
    /// Those aborted last, without their parts (S3-4.7, S3-9.4 A23).
    aborted: Queue<(Timestamp, Arc<Upload>)>,
    /// How many were ever begun.
    #[serde(default)]
    begun: u64,
}

impl Uploads {
    pub(crate) fn by_key(&self) -> &Table<Arc<str>, Vector<Arc<Upload>>> {
        &self.open
    }

    pub(crate) fn find(&self, key: &str, id: &str) -> Option<&Arc<Upload>> {
        self.open.get(key)?.iter().find(|upload| *upload.id == *id)
    }

    /// How many were ever begun, which orders their ids.
    pub(crate) fn begun(&self) -> u64 {
        self.begun
    }

    pub(crate) fn insert(&mut self, upload: Upload) {
        self.begun += 1;
        let key = upload.key.clone();
        match self.open.get_mut(&key) {
            Some(uploads) => uploads.push_back(Arc::new(upload)),
            None => {
                self.open.insert(key, Vector::unit(Arc::new(upload)));
            }
        }
    }

    pub(crate) fn change(&mut self, key: &str, id: &str) -> Option<&mut Upload> {
        let uploads = self.open.get_mut(key)?;
        Some(Arc::make_mut(uploads.iter_mut().find(|upload| *upload.id == *id)?))
    }

    pub(crate) fn remove(&mut self, key: &str, id: &str) -> Option<Arc<Upload>> {
        let uploads = self.open.get_mut(key)?;
        let at = uploads.iter().position(|upload| *upload.id == *id)?;
        let removed = uploads.remove(at);
        if uploads.is_empty() {
            self.open.remove(key);
        }
        Some(removed)
    }

    /// Removes an upload with its parts (S3-4.7).
    pub(crate) fn abort(&mut self, now: Timestamp, key: &str, id: &str) {
        let late = |(at, _): &(Timestamp, _)| now.since(*at) > REMEMBERED;
        while self.aborted.len() >= REMEMBERED_MAX || self.aborted.front().is_some_and(late) {
            self.aborted.pop_front();
        }
        if let Some(upload) = self.remove(key, id) {
            let empty = Upload { parts: Table::new(), ..(*upload).clone() };
            self.aborted.push_back((now, Arc::new(empty)));
        }
    }

    /// An upload that was aborted just now.
    pub(crate) fn aborted(&self, now: Timestamp, key: &str, id: &str) -> Option<&Arc<Upload>> {
        let mut fresh = self.aborted.iter().filter(|(at, _)| now.since(*at) < SETTLES);
        let found = fresh.find(|(_, upload)| *upload.key == *key && *upload.id == *id);
        found.map(|(_, upload)| upload)
    }

    /// Open, or it ended not long ago.
    pub(crate) fn is_known(&self, key: &str, id: &str) -> bool {
        self.find(key, id).is_some()
            || self.completed.iter().any(|done| *done.id == *id && *done.key == *key)
            || self.aborted.iter().any(|(_, gone)| *gone.id == *id && *gone.key == *key)
    }

    /// Completed or aborted within the time for which that may be repeated.
    pub(crate) fn was_ended(&self, now: Timestamp, key: &str, id: &str) -> bool {
        let mut aborted = self.aborted.iter().filter(|(at, _)| now.since(*at) <= REMEMBERED);
        self.completed(now, key, id).is_some()
            || aborted.any(|(_, gone)| *gone.id == *id && *gone.key == *key)
    }

    pub(crate) fn remember(&mut self, completed: Completed) {
        let now = completed.at;
        let late = |first: &Arc<Completed>| now.since(first.at) > REMEMBERED;
        while self.completed.len() >= REMEMBERED_MAX || self.completed.front().is_some_and(late) {
            self.completed.pop_front();
        }
        self.completed.push_back(Arc::new(completed));
    }

    pub(crate) fn completed(&self, now: Timestamp, key: &str, id: &str) -> Option<&Arc<Completed>> {
        let found = self.completed.iter().rev().find(|done| *done.id == *id)?;
        (*found.key == *key && now.since(found.at) <= REMEMBERED).then_some(found)
    }
}

impl Upload {
    /// The algorithm that parts are digested with (S3-4.1e).
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.checksum.map_or(Algorithm::Crc64Nvme, |(algorithm, _)| algorithm)
    }

    pub(crate) fn kind(&self) -> ChecksumType {
        self.checksum.map_or(ChecksumType::FullObject, |(_, kind)| kind)
    }

    /// A part's checksum as lists and answers show it: only where one was declared.
    pub(crate) fn shown<'a>(&self, part: &'a Part) -> Option<&'a Checksum> {
        self.checksum.map(|_| &part.checksum)
    }
}

pub(crate) fn no_such_upload(id: &str) -> Error {
    let message = "The specified upload does not exist. The upload ID may be invalid, or the \
                   upload may have been aborted or completed.";
    Error::new(404, "NoSuchUpload", message).with("UploadId", id)
}

/// S3-4.2(a)
pub(crate) fn check_part_number(number: i32) -> Result<()> {
    if (1..=10_000).contains(&number) {
        return Ok(());
    }
    let message = "Part number must be an integer between 1 and 10000, inclusive";
    Err(errors::invalid_argument(message, "partNumber", number.to_string()))
}
