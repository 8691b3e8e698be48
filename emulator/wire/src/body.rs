//! Bodies: immutable handles, shared by forks, never copied.

use bytes::Bytes;

/// The bytes of an object or of an HTTP message: a list of immutable pieces.
///
/// Cloning is O(pieces); slicing copies nothing.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pieces: Vec<Bytes>,
    len: u64,
}

impl Body {
    pub fn empty() -> Self {
        Self::default()
    }

    pub fn len(&self) -> u64 {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn push(&mut self, piece: Bytes) {
        if !piece.is_empty() {
            self.len += piece.len() as u64;
            self.pieces.push(piece);
        }
    }

    pub fn pieces(&self) -> &[Bytes] {
        &self.pieces
    }

    /// All bytes in one piece; copies only if there are several.
    pub fn to_bytes(&self) -> Bytes {
        match self.pieces.as_slice() {
            [] => Bytes::new(),
            [one] => one.clone(),
            many => many.concat().into(),
        }
    }

    /// The bytes from `start`, `len` of them at the most.
    pub fn slice(&self, start: u64, len: u64) -> Self {
        let mut slice = Self::empty();
        let end = start.saturating_add(len);
        let mut at = 0u64;
        for piece in &self.pieces {
            let next = at + piece.len() as u64;
            let from = start.max(at);
            let to = end.min(next);
            if from < to {
                slice.push(piece.slice((from - at) as usize..(to - at) as usize));
            }
            at = next;
        }
        slice
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        let mut body = Self::empty();
        body.push(bytes);
        body
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.to_bytes() == other.to_bytes()
    }
}
