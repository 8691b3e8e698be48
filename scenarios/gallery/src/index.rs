//! The index: one object that says which photos there are. Whoever changes it reads it first, and
//! writes on condition that nobody else has.

use crate::{Failure, Gallery, Mutant};
use aws_sdk_s3::error::ProvideErrorMetadata;
use aws_sdk_s3::primitives::ByteStream;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

/// Where it stands.
pub const KEY: &str = "index.json";
/// How often it is read, or written, in vain.
const TRIES: u32 = 12;
/// How many changes it remembers.
const RECENT_MAX: usize = 200;

/// Which photos there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// By name.
    pub photos: BTreeMap<String, Photo>,
    /// Photos that are no longer there, but whose objects may be.
    pub trash: BTreeSet<String>,
    /// The last changes: who is not sure whether his was made looks here.
    pub recent: VecDeque<Change>,
}

/// One photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Photo {
    /// Its objects are `photos/<id>` and `thumbs/<id>`: written once, and never changed.
    pub id: String,
    /// Base64 of SHA-256.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The id that whoever made it gave it.
    pub id: String,
    /// The photos that it was about.
    pub photos: Vec<Photo>,
}

/// What a change makes of an index.
pub enum Step {
    /// Nothing.
    Keep(Outcome),
    /// Another one, which is to be written: about these photos.
    Write(Vec<Photo>),
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is made, about these photos.
    Done(Vec<Photo>),
    /// It cannot be made: there is no such photo.
    Missing,
    /// It cannot be made: another photo has the name.
    Taken,
}

impl Gallery {
    /// The index, and the tag of what was read.
    ///
    /// # Errors
    /// S3 does not answer, or breaks off again and again.
    pub async fn read_index(&self) -> Result<(Index, Option<String>), Failure> {
        let mut tries = 0;
        loop {
            tries += 1;
            let get = self.clients.s3.get_object().bucket(&self.infrastructure.bucket).key(KEY);
            let object = match get.send().await {
                Ok(object) => object,
                Err(_) if self.has(Mutant::UnreadableIndexIsEmpty) => return Ok(Default::default()),
                Err(error) => return Err(error.into()),
            };
            let tag = object.e_tag.clone();
            // A body may break off, and the SDK does not try that again.
            match object.body.collect().await {
                Ok(body) => return Ok((serde_json::from_slice(&body.into_bytes())?, tag)),
                Err(_) if self.has(Mutant::HalfAnIndexIsEmpty) => {
                    return Ok((Index::default(), tag));
                }
                Err(_) if tries < TRIES => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Changes the index, once for each id. `change` is made on what is there, again and again until
    /// nobody has come in between.
    ///
    /// # Errors
    /// S3 does not answer: the change may or may not have been made. Others come in between all the
    /// time: it was not made.
    pub async fn change_index(
        &self,
        id: &str,
        change: impl Fn(&mut Index) -> Step,
    ) -> Result<Outcome, Failure> {
        for attempt in 0..TRIES {
            let (mut index, tag) = self.read_index().await?;
            // An earlier try was made, and its answer was lost.
            let made = index.recent.iter().find(|made| made.id == id);
            if let Some(made) = made.filter(|_| !self.forgets_own_changes()) {
                return Ok(Outcome::Done(made.photos.clone()));
            }
            let photos = match change(&mut index) {
                Step::Keep(outcome) => return Ok(outcome),
                Step::Write(photos) => photos,
            };
            index.recent.push_back(Change { id: id.to_owned(), photos: photos.clone() });
            let most = if self.has(Mutant::RemembersOneChange) { 1 } else { RECENT_MAX };
            while index.recent.len() > most {
                index.recent.pop_front();
            }
            let Err(error) = self.write_index(&index, tag).await else {
                return Ok(Outcome::Done(photos));
            };
            match error.code() {
                Some("PreconditionFailed") if self.has(Mutant::ConflictTakenForOwn) => {
                    return Ok(Outcome::Done(photos));
                }
                Some("ConditionalRequestConflict") if self.has(Mutant::RaceTakenForOwn) => {
                    return Ok(Outcome::Done(photos));
                }
                Some("PreconditionFailed") if self.has(Mutant::ConflictIsFailure) => {
                    return Err(error.into());
                }
                Some("PreconditionFailed" | "ConditionalRequestConflict") => {}
                _ if self.has(Mutant::IndexFailureIgnored) => return Ok(Outcome::Done(photos)),
                _ => return Err(error.into()),
            }
            let pause = 10 + fastrand::u64(..20 << attempt.min(6));
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        Err(Failure("others change the index all the time".into()))
    }

    /// Mutants that make a change again although an earlier try has made it: each goes wrong elsewhere.
    fn forgets_own_changes(&self) -> bool {
        [
            Mutant::OwnRenameIsMissing,
            Mutant::OwnRenameIsTaken,
            Mutant::OwnPhotoTrashed,
            Mutant::OwnDeletionIsMissing,
        ]
        .iter()
        .any(|mutant| self.has(*mutant))
    }

    async fn write_index(
        &self,
        index: &Index,
        tag: Option<String>,
    ) -> Result<(), aws_sdk_s3::Error> {
        let text = serde_json::to_vec(index).unwrap_or_default();
        let tag = tag.filter(|_| !self.has(Mutant::NoIndexLock));
        let put = self.clients.s3.put_object().bucket(&self.infrastructure.bucket).key(KEY);
        let put = put.content_type("application/json").set_if_match(tag);
        put.body(ByteStream::from(text)).send().await?;
        Ok(())
    }
}
