//! An object's bytes: unpacked, known to be UTF-8, as many as are asked for.

use crate::RECORD_MAX;
use crate::problem::{Problem, Result, not_utf8};
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use std::io::{ErrorKind, Read};

/// An object, wherever it lies.
pub trait Stored: Send {
    /// Its size.
    fn size(&self) -> u64;
    /// Its bytes from there on.
    fn read_from(&self, start: u64) -> Box<dyn Read + Send>;
}

/// How the whole object is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// One or more members of gzip.
    Gzip,
    /// One or more streams of bzip2.
    Bzip2,
}

/// Bytes taken from the object at once.
const BLOCK: usize = 64 * 1024;

/// Counts what goes through it.
struct Counted {
    inner: Box<dyn Read + Send>,
    count: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

enum Unpacked {
    Plain(Counted),
    Gzip(Box<MultiGzDecoder<Counted>>),
    Bzip2(Box<MultiBzDecoder<Counted>>),
}

impl Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(inner) => inner.read(buffer),
            Self::Gzip(inner) => inner.read(buffer),
            Self::Bzip2(inner) => inner.read(buffer),
        }
    }

    fn scanned(&self) -> u64 {
        match self {
            Self::Plain(inner) => inner.count,
            Self::Gzip(inner) => inner.get_ref().count,
            Self::Bzip2(inner) => inner.get_ref().count,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Plain(_) => "NONE",
            Self::Gzip(_) => "GZIP",
            Self::Bzip2(_) => "BZIP2",
        }
    }
}

/// A part of an object's text, which moves on.
pub(crate) struct Window {
    source: Unpacked,
    buffer: Vec<u8>,
    /// What of the buffer is done with.
    start: usize,
    /// What of it is whole characters.
    valid: usize,
    /// Where the buffer begins, in the unpacked object.
    offset: u64,
    /// Bytes that came out of the source.
    processed: u64,
    ended: bool,
}

impl Window {
    pub(crate) fn new(object: &dyn Stored, compression: Compression, from: u64) -> Self {
        let counted = Counted { inner: object.read_from(from), count: 0 };
        let source = match compression {
            Compression::None => Unpacked::Plain(counted),
            Compression::Gzip => Unpacked::Gzip(Box::new(MultiGzDecoder::new(counted))),
            Compression::Bzip2 => Unpacked::Bzip2(Box::new(MultiBzDecoder::new(counted))),
        };
        let (buffer, start, valid, processed, ended) = (Vec::new(), 0, 0, 0, false);
        Self { source, buffer, start, valid, offset: from, processed, ended }
    }

    /// What is there, and has not been taken.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.valid).unwrap_or_default()
    }

    /// Where that begins.
    pub(crate) fn position(&self) -> u64 {
        self.offset + self.start as u64
    }

    pub(crate) fn take(&mut self, count: usize) {
        self.start = (self.start + count).min(self.valid);
    }

    /// Nothing comes behind [`bytes`](Self::bytes).
    pub(crate) fn is_last(&self) -> bool {
        self.ended
    }

    /// More of it; a record that is not whole by then is too long.
    pub(crate) fn more(&mut self) -> Result<()> {
        if self.bytes().len() > RECORD_MAX {
            return Err(crate::problem::record_too_long());
        }
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.valid -= self.start;
        self.start = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + BLOCK, 0);
        let read = match self.source.read(self.buffer.get_mut(held..).unwrap_or_default()) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => 0,
            Err(error) => return Err(self.unreadable(&error)),
        };
        self.buffer.truncate(held + read);
        self.processed += read as u64;
        self.ended = read == 0;
        self.validate()
    }

    /// A character may be cut by the end of the buffer, but not by the end of the object; and by the
    /// beginning only where that is a range's.
    fn validate(&mut self) -> Result<()> {
        let new = self.buffer.get(self.valid..).unwrap_or_default();
        if self.offset > 0 && self.processed == new.len() as u64 && self.valid == 0 {
            let cut = new.iter().take_while(|byte| **byte & 0xc0 == 0x80).count();
            self.buffer.drain(..cut);
            self.offset += cut as u64;
        }
        let new = self.buffer.get(self.valid..).unwrap_or_default();
        match std::str::from_utf8(new) {
            Ok(_) => self.valid = self.buffer.len(),
            Err(error) => {
                self.valid += error.valid_up_to();
                if error.error_len().is_some() || self.ended {
                    return Err(not_utf8(self.offset + self.valid as u64));
                }
            }
        }
        Ok(())
    }

    fn unreadable(&self, error: &std::io::Error) -> Problem {
        let packed = !matches!(self.source, Unpacked::Plain(_));
        let damaged = matches!(
            error.kind(),
            ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::InvalidData
        );
        if !packed || !damaged {
            return Problem::new("InternalError", "An internal error occurred.");
        }
        if self.processed == 0 {
            let message = format!(
                "{} is not applicable to the queried object. Please correct the request and try \
                 again.",
                self.source.name()
            );
            return Problem::new("InvalidCompressionFormat", message);
        }
        let message = "Object decompression failed. Check that the object is properly compressed \
                       using the format specified in the request.";
        Problem::new("TruncatedInput", message)
    }

    pub(crate) fn scanned(&self) -> u64 {
        self.source.scanned()
    }

    pub(crate) fn processed(&self) -> u64 {
        self.processed
    }
}
