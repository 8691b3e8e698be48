//! A body on its way in: the framing comes off and digests are computed as it passes, once, with
//! no lock held, on disk if it is big (S3-2.4, S3-2.6).

use crate::door::claim::Sender;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue};
use parhelion_wire::body::{Landing, SMALL, Storage};
use parhelion_wire::checksum::Algorithm;
use parhelion_wire::checksum::expected::content_sha256_mismatch;
use parhelion_wire::chunked::{self, Decoder};
use parhelion_wire::error::Result;
use parhelion_wire::signature::Payload;
use parhelion_wire::{Body, Error};
use parhelion_world::BodyMax;

/// Takes a body piece by piece.
pub(crate) struct Intake {
    max: BodyMax,
    /// How much has come.
    come: u64,
    decoder: Option<Decoder>,
    landing: Landing,
    /// The SHA-256 that the head promised.
    sha256: Option<String>,
    /// What was wrong with the pieces so far; the rest is not looked at.
    failure: Option<Error>,
}

/// A body that has come in.
pub(crate) struct Taken {
    pub body: Body,
    /// What stood behind an `aws-chunked` body; none if it was not one.
    pub trailers: Option<HeaderMap>,
    /// Whether it is what the head promised.
    pub outcome: Result<()>,
}

impl Taken {
    /// Of a request without a body, or whose body nobody will look at.
    pub(crate) fn nothing() -> Self {
        Self { body: Body::empty(), trailers: None, outcome: Ok(()) }
    }
}

impl Intake {
    /// The rest of the body is read over: the request is refused anyway.
    pub(crate) fn refuse(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// Whether a body of this length is refused for it.
    pub(crate) fn refuses(&mut self, length: u64) -> bool {
        let over = length > self.max.bytes;
        if over {
            self.refuse((self.max.refusal)(length));
        }
        over
    }

    /// Whether the rest need not come: there is more of it than any request may have.
    pub(crate) fn is_over(&self) -> bool {
        self.come > self.max.bytes
    }

    /// For the body of a request with these headers. `sender` is S3's: other services digest what
    /// has come in.
    pub(crate) fn new(
        headers: &HeaderMap,
        sender: Option<&Sender>,
        max: BodyMax,
        storage: Storage,
    ) -> Self {
        let (mut decoder, mut sha256, mut failure) = (None, None, None);
        match sender.map(|sender| (&sender.payload, &sender.seed)) {
            Some((Payload::Chunked(framing), seed)) => {
                let made = match (seed, sender.is_some_and(|sender| sender.verified)) {
                    (_, false) => Decoder::unverified(*framing, headers),
                    (seed, true) => Decoder::new(*framing, headers, seed.clone()),
                };
                match made {
                    Ok(made) => decoder = Some(made),
                    Err(error) => failure = Some(error),
                }
            }
            Some((Payload::Sha256(sent), _)) => sha256 = Some(sent.clone()),
            Some((Payload::Unsigned, _)) | None => {}
        }
        let wanted = match sender {
            Some(_) => wanted(headers, decoder.as_ref(), sha256.is_some()),
            None => Vec::new(),
        };
        Self { max, come: 0, decoder, landing: Landing::new(storage, &wanted), sha256, failure }
    }

    /// # Errors
    /// The disk is full or broken.
    pub(crate) fn push(&mut self, piece: bytes::Bytes) -> std::io::Result<()> {
        self.come = self.come.saturating_add(piece.len() as u64);
        self.refuses(self.come);
        if self.failure.is_some() {
            return Ok(());
        }
        let Self { decoder, landing, failure, .. } = self;
        let Some(decoder) = decoder else { return landing.push(piece) };
        let mut written = Ok(());
        let fed = decoder.feed(piece, |data| {
            if written.is_ok() {
                written = landing.push(data);
            }
        });
        *failure = fed.err();
        written
    }

    /// # Errors
    /// The disk is full or broken.
    pub(crate) fn finish(self) -> std::io::Result<Taken> {
        let Self { decoder, landing, sha256, mut failure, .. } = self;
        let landed = landing.finish()?;
        let mut trailers = None;
        if let (Some(decoder), None) = (decoder, &failure) {
            match decoder.finish() {
                Ok(found) => trailers = Some(found),
                Err(error) => failure = Some(error),
            }
        }
        if let (Some(sent), None) = (sha256, &failure) {
            let computed = match landed.digests.get(Algorithm::Sha256) {
                Some(sha) => sha.hex(),
                None => Payload::hash(&landed.body)?.text().into(),
            };
            if !computed.eq_ignore_ascii_case(&sent) {
                failure = Some(content_sha256_mismatch(sent, computed));
            }
        }
        Ok(Taken { body: landed.body, trailers, outcome: failure.map_or(Ok(()), Err) })
    }

    /// Takes a body that is there already.
    pub(crate) fn take(mut self, body: &Body) -> std::io::Result<Taken> {
        if self.decoder.is_none() && body.len() <= SMALL {
            // Nothing to take off, and nothing that would be kept.
            self.landing = Landing::new(Storage::Memory, &[]);
        }
        for piece in body.pieces() {
            self.push(piece?)?;
        }
        self.finish()
    }
}

/// What S3's handlers will ask of a body that is big, or of unknown length.
fn wanted(headers: &HeaderMap, decoder: Option<&Decoder>, sha256: bool) -> Vec<Algorithm> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let length = number("x-amz-decoded-content-length").or_else(|| number("content-length"));
    if length.is_some_and(|length| length <= SMALL) {
        return Vec::new();
    }
    let named = |name: &http::HeaderName| Algorithm::from_header(name.as_str());
    let asked = headers.get("x-amz-sdk-checksum-algorithm").and_then(|name| name.to_str().ok());
    let algorithm = decoder
        .and_then(Decoder::announced_algorithm)
        .or_else(|| headers.keys().find_map(named))
        .or_else(|| asked.and_then(Algorithm::from_name))
        .unwrap_or(Algorithm::Crc64Nvme);
    let mut wanted = vec![Algorithm::Md5, algorithm];
    if sha256 {
        wanted.push(Algorithm::Sha256);
    }
    wanted
}

/// S3-2.6(f), (g): the request as it would be without the framing.
pub(crate) fn take_framing_off(headers: &mut HeaderMap, trailers: &HeaderMap, length: u64) {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let rest = encoding.and_then(chunked::without_aws_chunked);
    match rest.and_then(|rest| HeaderValue::try_from(rest).ok()) {
        Some(rest) => headers.insert(CONTENT_ENCODING, rest),
        None => headers.remove(CONTENT_ENCODING),
    };
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    for (name, value) in trailers {
        headers.insert(name, value.clone());
    }
}
