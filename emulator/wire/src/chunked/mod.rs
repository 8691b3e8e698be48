//! `aws-chunked` bodies (S3-2.6): chunks with or without signatures, then trailers.
//!
//! A [`Decoder`] is fed with whatever arrives and gives slices of it back; nothing is copied but
//! the short lines between chunks. Data are given out before their chunk's signature is checked:
//! who stores them must wait for [`Decoder::finish`].

use crate::checksum::{Algorithm, hex};
use crate::error::Result;
use crate::signature::errors::{Computed, signature_does_not_match};
use crate::signature::{Flavour, Framing, Seed};
use crate::{Body, Error};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

/// Chunks but the last must be as long as this (S3-2.6(c)).
const SHORTEST_CHUNK: u64 = 8192;

/// Longest line between chunks, and longest trailer section.
const LONGEST_LINE: usize = 16 * 1024;

const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature";

/// Takes the framing off.
pub struct Decoder {
    framing: Framing,
    /// `None` for unsigned chunks.
    seed: Option<Seed>,
    /// `x-amz-decoded-content-length`
    expected: u64,
    announced: Vec<HeaderName>,
    state: State,
    line: Vec<u8>,
    decoded: u64,
    chunk: Chunk,
    trailers: HeaderMap,
    /// The trailers in the form in which they are signed.
    trailer_lines: String,
    trailer_signature: Option<String>,
}

/// The chunk being read.
#[derive(Default)]
struct Chunk {
    number: u64,
    len: u64,
    signature: String,
    hash: Sha256,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In a chunk's first line.
    Size,
    /// In its data, of which so many bytes are to come.
    Data(u64),
    /// In the line end after its data.
    End,
    Trailer,
    Done,
}

impl Decoder {
    /// `seed`: the request's own signature, which signed chunks hang on.
    ///
    /// # Errors
    /// `MissingContentLength` without `x-amz-decoded-content-length`; `InvalidRequest` for
    /// trailers that S3 does not take and for signed chunks of an unsigned request.
    pub fn new(framing: Framing, headers: &HeaderMap, seed: Option<Seed>) -> Result<Self> {
        let expected = decoded_length(headers)?;
        if framing.is_signed() && seed.is_none() {
            let message = "A body of signed chunks needs a signed request.";
            return Err(Error::new(400, "InvalidRequest", message));
        }
        let seed = seed.filter(|_| framing.is_signed());
        Self::with(framing, headers, expected, seed)
    }

    /// Takes the framing off without looking at signatures.
    ///
    /// # Errors
    /// As [`Decoder::new`].
    pub fn unverified(framing: Framing, headers: &HeaderMap) -> Result<Self> {
        Self::with(framing, headers, decoded_length(headers)?, None)
    }

    fn with(
        framing: Framing,
        headers: &HeaderMap,
        expected: u64,
        seed: Option<Seed>,
    ) -> Result<Self> {
        Ok(Self {
            framing,
            seed,
            expected,
            announced: announced(headers)?,
            state: State::Size,
            line: Vec::new(),
            decoded: 0,
            chunk: Chunk::default(),
            trailers: HeaderMap::new(),
            trailer_lines: String::new(),
            trailer_signature: None,
        })
    }

    /// The checksum that a trailer will bring, to compute on the way.
    pub fn announced_algorithm(&self) -> Option<Algorithm> {
        self.announced.iter().find_map(|name| Algorithm::from_header(name.as_str()))
    }

    /// Takes the next bytes and gives the data among them.
    ///
    /// # Errors
    /// S3-2.6(c)–(e), (j). After an error nothing more may be fed.
    pub fn feed(&mut self, mut bytes: Bytes, mut data: impl FnMut(Bytes)) -> Result<()> {
        while !bytes.is_empty() {
            match self.state {
                State::Data(left) => {
                    let here = left.min(bytes.len() as u64);
                    let piece = bytes.split_to(here as usize);
                    if self.seed.is_some() {
                        self.chunk.hash.update(&piece);
                    }
                    data(piece);
                    self.state = if left == here { State::End } else { State::Data(left - here) };
                }
                State::Done => return Err(malformed()),
                State::Size | State::End | State::Trailer => {
                    if let Some(line) = self.next_line(&mut bytes)? {
                        self.read_line(&line)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// All has been fed.
    ///
    /// # Errors
    /// `IncompleteBody` if something is missing (S3-2.6(e)).
    pub fn finish(self) -> Result<HeaderMap> {
        if self.state != State::Done || self.decoded != self.expected {
            return Err(incomplete(self.expected, self.decoded));
        }
        Ok(self.trailers)
    }

    /// A line up to `\r\n`, which may have begun in earlier bytes.
    fn next_line(&mut self, bytes: &mut Bytes) -> Result<Option<Vec<u8>>> {
        while let Some(at) = bytes.iter().position(|byte| *byte == b'\n') {
            let end = bytes.split_to(at + 1);
            self.line.extend_from_slice(&end);
            if let Some(len) = self.line.strip_suffix(b"\r\n").map(<[u8]>::len) {
                self.line.truncate(len);
                return Ok(Some(std::mem::take(&mut self.line)));
            }
            // A lone `\n` belongs to the line: AWS's own example has one after a trailer (S3-2.6(h)).
        }
        self.line.extend_from_slice(bytes);
        bytes.clear();
        if self.line.len() > LONGEST_LINE { Err(malformed()) } else { Ok(None) }
    }

    fn read_line(&mut self, line: &[u8]) -> Result<()> {
        if line.len() > LONGEST_LINE {
            return Err(malformed());
        }
        let line = std::str::from_utf8(line).map_err(|_| malformed())?;
        match self.state {
            State::Size => self.read_size(line),
            State::End if line.is_empty() => {
                self.state = State::Size;
                self.end_chunk()
            }
            State::Trailer if line.is_empty() => {
                self.state = State::Done;
                self.end_trailers()
            }
            State::Trailer => self.read_trailer(line),
            State::End | State::Data(_) | State::Done => Err(malformed()),
        }
    }

    /// `<hex len>;chunk-signature=<64 hex>` or `<hex len>` (S3-2.6(b)).
    fn read_size(&mut self, line: &str) -> Result<()> {
        let (size, extension) = match line.split_once(';') {
            Some((size, extension)) => (size, Some(extension)),
            None => (line, None),
        };
        let digits = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_hexdigit());
        let len = digits.then(|| u64::from_str_radix(size, 16).ok()).flatten();
        let len = len.ok_or_else(malformed)?;
        let signature = extension.and_then(|text| text.strip_prefix("chunk-signature="));
        if self.seed.is_some() && signature.is_none() {
            return Err(malformed());
        }
        let previous = std::mem::take(&mut self.chunk);
        self.chunk = Chunk {
            number: previous.number + 1,
            len,
            signature: signature.unwrap_or_default().to_owned(),
            hash: Sha256::new(),
        };
        if len == 0 {
            self.end_chunk()?;
            self.state = State::Trailer;
            return Ok(());
        }
        // Only now it is known that the chunk before was not the last.
        if previous.number > 0 && previous.len < SHORTEST_CHUNK {
            let message = "Only the last chunk is allowed to have a size less than 8192 bytes";
            return Err(Error::new(403, "InvalidChunkSizeError", message)
                .with("Chunk", self.chunk.number.to_string())
                .with("BadChunkSize", previous.len.to_string()));
        }
        self.decoded = self.decoded.saturating_add(len);
        if self.decoded > self.expected {
            return Err(incomplete(self.expected, self.decoded));
        }
        self.state = State::Data(len);
        Ok(())
    }

    /// S3-2.6(d).
    fn end_chunk(&mut self) -> Result<()> {
        let Some(seed) = &mut self.seed else { return Ok(()) };
        let hash = hex(&std::mem::take(&mut self.chunk.hash).finalize());
        let text = seed.chunk_text(&hash);
        check(seed, &text, &self.chunk.signature)?;
        seed.signature = std::mem::take(&mut self.chunk.signature);
        Ok(())
    }

    /// S3-2.6(g), (h).
    fn read_trailer(&mut self, line: &str) -> Result<()> {
        let (name, value) = line.split_once(':').ok_or_else(malformed_trailer)?;
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if !self.framing.has_trailer() {
            return Err(malformed_trailer());
        }
        if name == TRAILER_SIGNATURE && self.framing.is_signed() {
            self.trailer_signature = Some(value.to_owned());
            return Ok(());
        }
        let known = self.announced.iter().find(|announced| announced.as_str() == name);
        let known = known.ok_or_else(malformed_trailer)?.clone();
        let header = HeaderValue::from_str(value).map_err(|_| malformed_trailer())?;
        if self.trailers.insert(known, header).is_some() {
            return Err(malformed_trailer());
        }
        self.trailer_lines += &format!("{name}:{value}\n");
        Ok(())
    }

    /// S3-2.6(i), (j).
    fn end_trailers(&mut self) -> Result<()> {
        if !self.framing.has_trailer() {
            return Ok(());
        }
        if self.announced.iter().any(|name| !self.trailers.contains_key(name)) {
            return Err(malformed_trailer());
        }
        let Some(seed) = &self.seed else { return Ok(()) };
        match &self.trailer_signature {
            Some(signature) => check(seed, &seed.trailer_text(&self.trailer_lines), signature),
            None if self.trailer_lines.is_empty() => Ok(()),
            None => Err(malformed_trailer()),
        }
    }
}

/// S3-2.6(a).
fn decoded_length(headers: &HeaderMap) -> Result<u64> {
    let length = headers.get("x-amz-decoded-content-length");
    length.and_then(|text| text.to_str().ok()?.trim().parse().ok()).ok_or_else(|| {
        let message = "You must provide the Content-Length HTTP header.";
        Error::new(411, "MissingContentLength", message)
    })
}

/// Frames a body as SDKs do, in chunks of `size` bytes; `seed` signs them.
pub fn encode(body: &Body, size: usize, mut seed: Option<Seed>, trailers: &[(&str, &str)]) -> Body {
    let mut out = Body::empty();
    let mut rest = body.to_bytes();
    loop {
        let chunk = rest.split_to(size.max(1).min(rest.len()));
        let mut line = format!("{:x}", chunk.len());
        if let Some(seed) = &mut seed {
            let text = seed.chunk_text(&hex(&Sha256::digest(&chunk)));
            seed.signature = seed.key.sign(text.as_bytes());
            line += &format!(";chunk-signature={}", seed.signature);
        }
        out.push(Bytes::from(line + "\r\n"));
        if chunk.is_empty() {
            break;
        }
        out.push(chunk);
        out.push(Bytes::from_static(b"\r\n"));
    }
    let mut lines = String::new();
    for (name, value) in trailers {
        lines += &format!("{name}:{value}\n");
        out.push(Bytes::from(format!("{name}:{value}\r\n")));
    }
    if let (Some(seed), false) = (&seed, trailers.is_empty()) {
        let signature = seed.key.sign(seed.trailer_text(&lines).as_bytes());
        out.push(Bytes::from(format!("{TRAILER_SIGNATURE}:{signature}\r\n")));
    }
    out.push(Bytes::from_static(b"\r\n"));
    out
}

/// `Content-Encoding` without `aws-chunked`; `None` if nothing is left (S3-2.6(f)).
pub fn without_aws_chunked(content_encoding: &str) -> Option<String> {
    let codings = content_encoding.split(',').map(str::trim);
    let rest: Vec<&str> =
        codings.filter(|one| !one.is_empty() && !one.eq_ignore_ascii_case("aws-chunked")).collect();
    (!rest.is_empty()).then(|| rest.join(","))
}

/// `x-amz-trailer` (S3-2.6(g)).
fn announced(headers: &HeaderMap) -> Result<Vec<HeaderName>> {
    let mut names = Vec::new();
    for value in headers.get_all("x-amz-trailer") {
        let text = value.to_str().unwrap_or("?");
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let algorithm = Algorithm::from_header(name).ok_or_else(|| {
                let message = "The value specified in the x-amz-trailer header is not supported";
                Error::new(400, "InvalidRequest", message)
            })?;
            names.push(HeaderName::from_static(algorithm.header()));
        }
    }
    Ok(names)
}

fn check(seed: &Seed, text: &str, provided: &str) -> Result<()> {
    if seed.key.sign(text.as_bytes()) == provided {
        return Ok(());
    }
    let computed = Computed {
        access_key: &seed.access_key,
        provided,
        string_to_sign: text,
        canonical_request: None,
    };
    Err(signature_does_not_match(Flavour::BareXml, &computed))
}

/// S3-2.6(e), S3-3.1(c).
fn incomplete(expected: u64, provided: u64) -> Error {
    let message =
        "You did not provide the number of bytes specified by the Content-Length HTTP header";
    Error::new(400, "IncompleteBody", message)
        .with("NumberBytesExpected", expected.to_string())
        .with("NumberBytesProvided", provided.to_string())
}

/// No rule names a code for lines that are no chunk's: what S3 answers to bodies it cannot read on.
fn malformed() -> Error {
    Error::new(400, "IncompleteBody", "The request body terminated unexpectedly")
}

/// S3-2.6(j).
fn malformed_trailer() -> Error {
    let message = "The request contained trailing data that was not well-formed or did not \
                   conform to our published schema.";
    Error::new(400, "MalformedTrailerError", message)
}

#[cfg(test)]
mod tests;
