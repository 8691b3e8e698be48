//! Clouds at rest: one file with everything, or a short one beside a folder of bodies.
//!
//! A file holds, in this order: what it is and in which format; the seed and the names of calls so
//! far; the world ([`parhelion_world::saved`]); bodies that are too long to stand in it, each under
//! its content's id. Where bodies lie in a folder, each is a file of that name, and the ids alone
//! stand in the list: several saved clouds may share a folder.
//!
//! Not saved, because they are no data: handlers of origins and functions in this process (register
//! them again), requests that wait at the moment and connections that were upgraded (they belong to
//! their callers).

use crate::builder::Builder;
use crate::clock::Clock;
use crate::cloud::{Cloud, DoorState, Snapshot};
use crate::scope::CallNames;
use crate::services;
use bytes::{Buf, Bytes};
use parhelion_wire::Body;
use parhelion_wire::body::stored::{ContentId, Store};
use parhelion_wire::body::{Landing, Storage};
use parhelion_world::saved::{SavedError, check, decode, encode};
use parhelion_world::{Saved, World};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

const MAGIC: &[u8; 16] = b"parhelion cloud\n";

/// The version of what is written here.
const FORMAT: u32 = 1;

/// How much of a body's file is read at once.
const BLOCK: usize = 256 * 1024;

/// What doors keep beside a world, as far as it is data.
#[derive(Serialize, Deserialize)]
struct Head {
    seed: u64,
    names: CallNames,
    /// Content ids of the bodies, and whether they lie in a folder.
    bodies: Vec<ContentId>,
    outside: bool,
}

impl Snapshot {
    /// Everything in one file.
    ///
    /// # Errors
    /// A body cannot be read back.
    pub fn save(&self) -> Result<Vec<u8>, SavedError> {
        let mut file = Vec::new();
        for piece in self.file()?.pieces() {
            file.extend_from_slice(&piece.map_err(unsaved)?);
        }
        Ok(file)
    }

    /// Everything in one file, whose long bodies are read when it is.
    ///
    /// # Errors
    /// The world cannot be written.
    pub(crate) fn file(&self) -> Result<Body, SavedError> {
        let saved = self.world.save()?;
        let mut file = Body::from(self.beginning(&saved, false)?);
        for body in saved.bodies.values() {
            file.append(body);
        }
        Ok(file)
    }

    /// A file without the long bodies, which are written into a folder under their content's ids.
    /// Those that are there already stay as they are.
    ///
    /// # Errors
    /// A body cannot be read back, or the folder not be written.
    pub fn save_beside(&self, bodies: &Path) -> Result<Vec<u8>, SavedError> {
        let saved = self.world.save()?;
        let file = self.beginning(&saved, true)?;
        fs::create_dir_all(bodies).map_err(unsaved)?;
        for (id, body) in &saved.bodies {
            write_body(&bodies.join(id.to_string()), body).map_err(unsaved)?;
        }
        Ok(file)
    }

    /// All that comes before the bodies.
    fn beginning(&self, saved: &Saved, outside: bool) -> Result<Vec<u8>, SavedError> {
        let bodies = saved.bodies.keys().copied().collect();
        let names = self.door_state.names.clone();
        let head = encode(&Head { seed: self.settings.seed, names, bodies, outside })?;
        let mut file = Vec::with_capacity(64 + head.len() + saved.state.len());
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&FORMAT.to_le_bytes());
        file.extend_from_slice(&check(&head));
        for part in [&head[..], &saved.state] {
            file.extend_from_slice(&(part.len() as u64).to_le_bytes());
            file.extend_from_slice(part);
        }
        Ok(file)
    }
}

impl Cloud {
    /// The whole cloud as it is now, in one file: see [`saved`](crate::saved).
    ///
    /// # Errors
    /// A body cannot be read back.
    pub fn save(&self) -> Result<Vec<u8>, SavedError> {
        self.snapshot().save()
    }

    /// As [`Cloud::save`], with the long bodies in a folder.
    ///
    /// # Errors
    /// A body cannot be read back, or the folder not be written.
    pub fn save_beside(&self, bodies: &Path) -> Result<Vec<u8>, SavedError> {
        self.snapshot().save_beside(bodies)
    }

    /// A saved cloud, on tokio's clock from where it was.
    ///
    /// # Errors
    /// As [`Builder::load`].
    pub fn load(file: impl Into<Body>) -> Result<Self, SavedError> {
        Self::builder().load(file)
    }
}

impl Builder {
    /// Builds a cloud from what [`Cloud::save`] wrote. Seed and journal are those that were saved;
    /// time goes on from where it was, or from what the given clock shows if that is later.
    ///
    /// # Errors
    /// It is something else, of another version or damaged; there is no part of a cloud then.
    pub fn load(self, file: impl Into<Body>) -> Result<Cloud, SavedError> {
        let (head, state, rest) = opened(&file.into())?;
        if head.outside {
            return Err(damaged("its bodies lie in a folder"));
        }
        let mut bodies = Store::new();
        let mut at = 0_u64;
        for id in &head.bodies {
            let end = at.checked_add(id.len()).filter(|end| *end <= rest.len());
            let end = end.ok_or_else(|| damaged("it ends early"))?;
            bodies.insert(*id, checked(*id, rest.slice(at, id.len()))?);
            at = end;
        }
        if at < rest.len() {
            return Err(damaged("there is more than was written"));
        }
        self.go_on(head, Saved { state, bodies })
    }

    /// Builds a cloud from what [`Cloud::save_beside`] wrote. Bodies are compared with their names
    /// as they are read; long ones stay on disk, in files of their own.
    ///
    /// # Errors
    /// As [`Builder::load`]; a body is not in the folder, or is another one.
    pub fn load_beside(self, file: impl Into<Body>, bodies: &Path) -> Result<Cloud, SavedError> {
        let (head, state, rest) = opened(&file.into())?;
        if !head.outside {
            return Err(damaged("its bodies lie in it, not in a folder"));
        }
        if !rest.is_empty() {
            return Err(damaged("there is more than was written"));
        }
        let mut found = Store::new();
        for id in &head.bodies {
            let body = read_body(&bodies.join(id.to_string()))
                .map_err(|error| damaged(&format!("body {id}: {error}")))?;
            found.insert(*id, checked(*id, body)?);
        }
        self.go_on(head, Saved { state, bodies: found })
    }

    fn go_on(mut self, head: Head, saved: Saved) -> Result<Cloud, SavedError> {
        let mut world = World::load(&saved, services::entries())?;
        let clock = self.clock.take().unwrap_or_else(|| Clock::tokio(world.now()));
        world.advance_to(clock.now());
        self.settings.seed = head.seed;
        let door_state = DoorState { names: head.names, ..DoorState::default() };
        Ok(Cloud::from_parts(world, clock, door_state, self.settings))
    }
}

/// The head of a file, the world's bytes, and what comes behind.
fn opened(file: &Body) -> Result<(Head, Bytes, Body), SavedError> {
    let mut at = 0_u64;
    let mut next = |len: u64| {
        let end = at.checked_add(len).filter(|end| *end <= file.len());
        let end = end.ok_or_else(|| damaged("it ends early"))?;
        let bytes = file.read_range(at, len).map_err(unread)?;
        at = end;
        Ok::<Bytes, SavedError>(bytes)
    };
    if next(MAGIC.len() as u64).map_or(true, |magic| magic != MAGIC[..]) {
        return Err(SavedError::NoWorld);
    }
    let format = next(4)?.get_u32_le();
    if format != FORMAT {
        return Err(SavedError::Format(format));
    }
    let written = next(8)?;
    let len = next(8)?.get_u64_le();
    let head = next(len)?;
    let len = next(8)?.get_u64_le();
    let state = next(len)?;
    if check(&head)[..] != written[..] {
        return Err(damaged("its bytes are not those that were written"));
    }
    Ok((decode(&head)?, state, file.slice(at, file.len() - at)))
}

/// A body that is what its id says.
fn checked(id: ContentId, body: Body) -> Result<Body, SavedError> {
    match ContentId::of(&body) {
        Ok(found) if found == id => Ok(body),
        _ => Err(damaged(&format!("body {id} is another one"))),
    }
}

/// Under another name first, so that a body that is there is whole.
fn write_body(path: &Path, body: &Body) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let unfinished = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = File::create(&unfinished)?;
    for piece in body.pieces() {
        file.write_all(&piece?)?;
    }
    file.sync_all()?;
    fs::rename(unfinished, path)
}

fn read_body(path: &Path) -> io::Result<Body> {
    let mut file = File::open(path)?;
    let mut landing = Landing::new(Storage::spilling_above(Storage::DEFAULT_ABOVE)?, &[]);
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        if Read::take(&mut file, BLOCK as u64).read_to_end(&mut block)? == 0 {
            return Ok(landing.finish()?.body);
        }
        landing.push(block.into())?;
    }
}

fn damaged(why: &str) -> SavedError {
    SavedError::Damaged(why.to_owned())
}

fn unread(error: io::Error) -> SavedError {
    damaged(&format!("it cannot be read: {error}"))
}

fn unsaved(error: io::Error) -> SavedError {
    SavedError::Unsaved(error.to_string())
}
