//! Content codings (RFC 9110, 8.4): a body written as another one.

use crate::Body;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Result, Write};

/// The codings that are written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// `gzip`
    Gzip,
    /// `br`
    Brotli,
}

impl Coding {
    /// As in `Content-Encoding`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// The body in this coding: the same bytes for the same body in every process, as gzip's header
    /// carries no time.
    ///
    /// # Errors
    /// The body lies in a file that cannot be read back.
    pub fn encode(self, body: &Body) -> Result<Body> {
        let mut encoded = Vec::with_capacity(1 + usize::try_from(body.len() / 3).unwrap_or(0));
        match self {
            Self::Gzip => {
                let mut gzip = GzEncoder::new(&mut encoded, Compression::new(4));
                write_all(&mut gzip, body)?;
                gzip.try_finish()?;
            }
            Self::Brotli => {
                let lgwin = 18; // 256 KiB: enough for pages and scripts, and cheap to set up
                let mut brotli = brotli::CompressorWriter::new(&mut encoded, 4096, 2, lgwin);
                write_all(&mut brotli, body)?;
            } // the last block is written when the writer goes
        }
        Ok(encoded.into())
    }
}

fn write_all(to: &mut impl Write, body: &Body) -> Result<()> {
    body.pieces().try_for_each(|piece| to.write_all(&piece?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use std::io::Read;

    fn decode(coding: Coding, body: &Body) -> Vec<u8> {
        let bytes = body.to_bytes();
        let mut decoded = Vec::new();
        match coding {
            Coding::Gzip => {
                flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut decoded).unwrap()
            }
            Coding::Brotli => {
                brotli::Decompressor::new(&*bytes, 4096).read_to_end(&mut decoded).unwrap()
            }
        };
        decoded
    }

    proptest! {
        #[test]
        fn decoding_gives_back_the_original(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3_000), 0..5)) {
            let mut body = Body::empty();
            pieces.iter().for_each(|piece| body.push(piece.clone().into()));
            for coding in [Coding::Gzip, Coding::Brotli] {
                let encoded = coding.encode(&body).unwrap();
                prop_assert_eq!(decode(coding, &encoded), pieces.concat());
            }
        }
    }
}
