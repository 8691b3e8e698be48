//! Reading a body, piece after piece.

use super::file::Reader;
use super::{Piece, Repr};
use bytes::Bytes;
use std::io::Result;

/// The pieces of a body, in order. Holds the body itself, so it may outlive the handle.
///
/// A file is opened once, when its turn comes. An error is the last item: what came before it
/// is not the whole body.
pub struct Pieces {
    body: Repr,
    piece: usize,
    reader: Option<Reader>,
}

impl Pieces {
    pub(super) fn of(body: Repr) -> Self {
        Self { body, piece: 0, reader: None }
    }

    fn block(&mut self) -> Result<Option<Bytes>> {
        if self.reader.is_none() {
            let many = match &self.body {
                Repr::One(bytes) if self.piece == 0 && !bytes.is_empty() => {
                    self.piece = 1;
                    return Ok(Some(bytes.clone()));
                }
                Repr::One(_) => return Ok(None),
                Repr::Many(many) => many,
            };
            match many.pieces.get(self.piece) {
                None => return Ok(None),
                Some(Piece::Memory(bytes)) => {
                    self.piece += 1;
                    return Ok(Some(bytes.clone()));
                }
                Some(Piece::File { file, start, len }) => {
                    self.reader = Some(Reader::open(file, *start, *len)?);
                }
            }
        }
        let Some(reader) = &mut self.reader else { return Ok(None) };
        let block = reader.block()?;
        if reader.is_done() {
            self.reader = None;
            self.piece += 1;
        }
        Ok(Some(block))
    }
}

impl Iterator for Pieces {
    type Item = Result<Bytes>;

    fn next(&mut self) -> Option<Result<Bytes>> {
        let next = self.block();
        if next.is_err() {
            *self = Self::of(Repr::default());
        }
        next.transpose()
    }
}

/// Whether two bodies of one length have the same bytes.
pub(super) fn same(mut left: Pieces, mut right: Pieces) -> Result<bool> {
    let (mut a, mut b) = (Bytes::new(), Bytes::new());
    loop {
        if a.is_empty() {
            a = left.next().transpose()?.unwrap_or_default();
        }
        if b.is_empty() {
            b = right.next().transpose()?.unwrap_or_default();
        }
        let common = a.len().min(b.len());
        if common == 0 {
            return Ok(true);
        }
        if a.split_to(common) != b.split_to(common) {
            return Ok(false);
        }
    }
}
