//! Bodies in snapshots: by content, so that equal bodies are kept once and beside the snapshot.
//!
//! A `Body` serialises from anywhere in the state of a service, and serde hands no context down to
//! where that happens. The scope that it needs is therefore a thread-local, set by a guard for as
//! long as [`save_bodies`] or [`load_bodies`] runs, and never seen outside.

pub use super::content_id::ContentId;
use super::file::{Stored, Writer};
use super::{Body, Folder, Piece, Repr};
use crate::checksum::{Algorithm, digests};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bodies up to this size stand in the snapshot itself.
pub const INLINE: u64 = 4 * 1024;

/// How many bytes of a body that are in memory stand in the row of a durable store.
pub const IN_ROW: u64 = 64 * 1024;

impl ContentId {
    /// Of a body's bytes, which are read and digested.
    ///
    /// # Errors
    /// The body lies in a file that cannot be read back.
    pub fn of(body: &Body) -> std::io::Result<Self> {
        let found = digests(body, &[Algorithm::Sha256])?;
        let digest = found.get(Algorithm::Sha256);
        Ok(Self::new(digest.map_or(&[], |digest| digest.bytes()), body.len()))
    }
}

/// Bodies by their content.
pub type Store = BTreeMap<ContentId, Body>;

enum Scope {
    Saving(Store),
    Loading(Store),
    Keeping { folder: Arc<Folder>, named: Store },
    Finding(Arc<Folder>),
}

thread_local! {
    static SCOPE: RefCell<Option<Scope>> = const { RefCell::new(None) };
}

/// Puts back what was before, also when the closure panics.
struct Guard(Option<Scope>);

impl Guard {
    fn enter(scope: Scope) -> Self {
        Self(SCOPE.replace(Some(scope)))
    }

    fn leave(mut self) -> Option<Scope> {
        let ours = SCOPE.replace(self.0.take());
        std::mem::forget(self);
        ours
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        SCOPE.set(self.0.take());
    }
}

/// Runs a closure that serialises: bodies above [`INLINE`] become their content's id, and are
/// given back beside the closure's result.
pub fn save_bodies<T>(serialise: impl FnOnce() -> T) -> (T, Store) {
    let guard = Guard::enter(Scope::Saving(Store::new()));
    let result = serialise();
    match guard.leave() {
        Some(Scope::Saving(store)) => (result, store),
        _ => (result, Store::new()),
    }
}

/// Runs a closure that deserialises what [`save_bodies`] gave, with the bodies from `store`.
pub fn load_bodies<T>(store: &Store, deserialise: impl FnOnce() -> T) -> T {
    let _guard = Guard::enter(Scope::Loading(store.clone()));
    deserialise()
}

/// Runs a closure that serialises for a store whose rows name the files of a lasting folder: what of a
/// body lies in such a file is named, what is in memory stands in the row, up to [`IN_ROW`] bytes of a
/// body; all else is brought into the folder. Gives the files that were named beside the closure's result.
pub fn keep_bodies<T>(folder: Arc<Folder>, serialise: impl FnOnce() -> T) -> (T, Store) {
    let guard = Guard::enter(Scope::Keeping { folder, named: Store::new() });
    let result = serialise();
    match guard.leave() {
        Some(Scope::Keeping { named, .. }) => (result, named),
        _ => (result, Store::new()),
    }
}

/// Runs a closure that deserialises what [`keep_bodies`] gave. A file is not read before its body is.
pub fn load_kept_bodies<T>(folder: Arc<Folder>, deserialise: impl FnOnce() -> T) -> T {
    let _guard = Guard::enter(Scope::Finding(folder));
    deserialise()
}

/// A body as it is written.
#[derive(Serialize, Deserialize)]
enum Written {
    Inline(#[serde(with = "inline")] Bytes),
    Content(ContentId),
    Pieces(Vec<WrittenPiece>),
}

#[derive(Serialize, Deserialize)]
enum WrittenPiece {
    Inline(#[serde(with = "inline")] Bytes),
    File { id: ContentId, start: u64, len: u64 },
}

/// Bytes as they are, or in base64 where a person reads them.
mod inline {
    use super::*;

    pub(super) fn serialize<S: Serializer>(
        bytes: &Bytes,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(&STANDARD.encode(bytes)),
            false => bytes.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        match deserializer.is_human_readable() {
            true => {
                let text = String::deserialize(deserializer)?;
                STANDARD.decode(text).map(Bytes::from).map_err(D::Error::custom)
            }
            false => Bytes::deserialize(deserializer),
        }
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.written().map_err(S::Error::custom)?;
        written.serialize(serializer)
    }
}

impl Body {
    fn written(&self) -> std::io::Result<Written> {
        let keeping = SCOPE.with_borrow(|scope| match scope {
            Some(Scope::Keeping { folder, .. }) => Some(folder.clone()),
            _ => None,
        });
        if let Some(folder) = keeping {
            return self.kept_in(&folder);
        }
        let saving = SCOPE.with_borrow(|scope| matches!(scope, Some(Scope::Saving(_))));
        if !saving || self.len() <= INLINE {
            return Ok(Written::Inline(self.read()?));
        }
        let id = ContentId::of(self)?;
        SCOPE.with_borrow_mut(|scope| {
            if let Some(Scope::Saving(store)) = scope {
                store.entry(id).or_insert_with(|| self.clone());
            }
        });
        Ok(Written::Content(id))
    }
}

impl Body {
    /// As it is written in a row.
    fn kept_in(&self, folder: &Arc<Folder>) -> std::io::Result<Written> {
        let many = match &self.0 {
            Repr::One(bytes) => return Ok(Written::Inline(bytes.clone())),
            Repr::Many(many) => many,
        };
        let in_row = many.pieces.iter().all(|piece| match piece {
            Piece::Memory(_) => true,
            // A short piece of a long file would keep all of it.
            Piece::File { file, len, .. } => {
                file.lasts_in(folder).is_some() && len.saturating_mul(2) >= file.len()
            }
        });
        let in_memory = many.pieces.iter().filter(|piece| matches!(piece, Piece::Memory(_)));
        if !in_row || in_memory.map(Piece::len).sum::<u64>() > IN_ROW {
            let mut writer = Writer::create(folder)?;
            for piece in self.pieces() {
                writer.append(&piece?)?;
            }
            let file = writer.finish()?;
            return Ok(Written::Pieces(vec![name(&file, 0, file.len(), folder)?]));
        }
        let pieces = many.pieces.iter().map(|piece| match piece {
            Piece::Memory(bytes) => Ok(WrittenPiece::Inline(bytes.clone())),
            Piece::File { file, start, len } => name(file, *start, *len, folder),
        });
        Ok(Written::Pieces(pieces.collect::<std::io::Result<_>>()?))
    }

    /// What [`Body::kept_in`] wrote.
    fn of_row(pieces: Vec<WrittenPiece>) -> std::io::Result<Self> {
        let folder = SCOPE.with_borrow(|scope| match scope {
            Some(Scope::Finding(folder)) => Some(folder.clone()),
            _ => None,
        });
        let mut body = Self::empty();
        for piece in pieces {
            match (piece, &folder) {
                (WrittenPiece::Inline(bytes), _) => body.push(bytes),
                (WrittenPiece::File { id, start, len }, Some(folder)) => {
                    if start.checked_add(len).is_none_or(|end| end > id.len()) {
                        return Err(std::io::ErrorKind::InvalidData.into());
                    }
                    body.push_piece(Piece::File { file: folder.stored(&id)?, start, len });
                }
                (WrittenPiece::File { .. }, None) => {
                    return Err(std::io::ErrorKind::NotFound.into());
                }
            }
        }
        Ok(body)
    }
}

/// A part of a lasting file, which the row that is written names.
fn name(
    file: &Arc<Stored>,
    start: u64,
    len: u64,
    folder: &Arc<Folder>,
) -> std::io::Result<WrittenPiece> {
    let id = file.lasts_in(folder).ok_or(std::io::ErrorKind::Unsupported)?;
    SCOPE.with_borrow_mut(|scope| {
        if let Some(Scope::Keeping { named, .. }) = scope {
            named.insert(id, Body::file(Arc::clone(file)));
        }
    });
    Ok(WrittenPiece::File { id, start, len })
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Inline(bytes) => Ok(bytes.into()),
            Written::Pieces(pieces) => Self::of_row(pieces).map_err(D::Error::custom),
            Written::Content(id) => SCOPE
                .with_borrow(|scope| match scope {
                    Some(Scope::Loading(store)) => store.get(&id).cloned(),
                    _ => None,
                })
                .ok_or_else(|| D::Error::custom(format!("no body of content {id}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::body::{Landing, Storage};

    fn on_disk(bytes: Vec<u8>) -> Body {
        let mut landing = Landing::new(Storage::spilling_above(0).unwrap(), &[]);
        landing.push(bytes.into()).unwrap();
        landing.finish().unwrap().body
    }

    fn bodies() -> Vec<Body> {
        let (small, large) = (vec![1; INLINE as usize], vec![2; INLINE as usize + 1]);
        let mut cut = Body::from(vec![2; 1000]);
        cut.push(vec![2; INLINE as usize - 999].into());
        let whole = large.clone();
        let on_disk = [small.clone(), large, vec![3; 600_000]].map(on_disk);
        [vec![Body::empty(), small.into(), whole.into(), cut], on_disk.to_vec()].concat()
    }

    #[test]
    fn bodies_come_back_with_their_store() {
        let bodies = bodies();
        let (text, store) = save_bodies(|| serde_json::to_string(&bodies).unwrap());
        // Three are the same large one.
        let lengths: Vec<u64> = store.values().map(Body::len).collect();
        assert_eq!((lengths.iter().sum::<u64>(), lengths.len()), (INLINE + 1 + 600_000, 2));
        assert!(store.iter().all(|(id, body)| ContentId::of(body).unwrap() == *id));
        assert!(text.len() < 13_000);
        let load = || serde_json::from_str::<Vec<Body>>(&text);
        assert_eq!(load_bodies(&store, load).unwrap(), bodies);
        // Nothing of it is left behind.
        assert!(load().unwrap_err().to_string().contains("no body of content"));
        let mut short = store.clone();
        short.pop_first();
        assert!(load_bodies(&short, load).is_err());
    }

    #[test]
    fn outside_a_scope_all_is_inline() {
        let bodies = bodies();
        let text = serde_json::to_string(&bodies).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Body>>(&text).unwrap(), bodies);
    }

    #[test]
    fn scopes_nest_and_survive_panics() {
        let large = Body::from(vec![4; 5000]);
        let save = || serde_json::to_string(&large).unwrap();
        let ((inner, inside), outside) = save_bodies(|| {
            let panics = || save_bodies::<()>(|| std::panic::resume_unwind(Box::new(())));
            assert!(std::panic::catch_unwind(panics).is_err());
            save_bodies(save)
        });
        assert_eq!((inside.len(), outside.len()), (1, 0));
        assert!(inner.contains("Content"));
        assert!(save().contains("Inline"));
    }

    #[test]
    fn ids_read_back() {
        let id = ContentId::of(&"abc".into()).unwrap();
        let text = id.to_string();
        assert_eq!(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad-3");
        assert_eq!(text.parse(), Ok(id));
        let (digits, _) = text.split_once('-').unwrap();
        let shorter = text.strip_prefix('b').unwrap();
        for wrong in ["", "-3", shorter, &shorter.replacen('a', "é", 1), digits] {
            assert!(wrong.parse::<ContentId>().is_err(), "{wrong}");
        }
    }
}
