//! How the bodies of requests are taken in: piece by piece, as far as they may be long and as long as
//! they go on.

use super::answers::text;
use crate::cloud::Cloud;
use crate::door::body::{Intake, Taken};
use crate::door::claim::{self, Claimed};
use crate::door::elsewhere::NotHere;
use crate::door::foresee::foresee;
use crate::door::{self, Answer, Call, Delivery};
use crate::http1::{BodyError, detached};
use crate::scope::Hint;
use axum::body::Body as Incoming;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, EXPECT};
use http::request::Parts;
use http_body_util::BodyExt;
use parhelion_wire::body::{Landing, Storage};
use parhelion_wire::signature::Head;
use parhelion_wire::{Body, Error};
use std::net::IpAddr;
use std::time::Duration;

/// How long a body may take to go on.
const GOES_ON_WITHIN: Duration = Duration::from_secs(60);

/// The longest body of a viewer's request (CF-2).
const OF_VIEWER_MAX: u64 = 64_000_000_000;

/// A longer body is parsed away from the thread that serves its connection, and others.
const READ_HERE: u64 = 256 * 1024;

/// A request to an API whose body has come in.
pub(super) struct Whole {
    pub call: Call,
    /// Its body was left unread, so the connection is of no more use (S3-0.5g).
    pub unread: bool,
}

/// A request that no service gets to see.
pub(super) enum Refused {
    Answer(Box<Answer>),
    Broken(BodyError),
}

impl From<BodyError> for Refused {
    fn from(broken: BodyError) -> Self {
        Self::Broken(broken)
    }
}

/// The body of a viewer's request.
///
/// # Errors
/// It does not come, it is too long, or there is no room for it.
pub(super) async fn of_viewer(storage: Storage, mut body: Incoming) -> Result<Body, BodyError> {
    let (mut all, mut come) = (Landing::new(storage, &[]), 0);
    while let Some(piece) = next_piece(&mut body).await? {
        come += piece.len() as u64;
        if come > OF_VIEWER_MAX {
            return Err(BodyError::TooLong);
        }
        all.push(piece).map_err(BodyError::Unkept)?;
    }
    Ok(all.finish().map_err(BodyError::Unkept)?.body)
}

/// The body of a command of the control API.
///
/// # Errors
/// It does not come, or it is too long.
pub(super) async fn of_command(mut body: Incoming, max: usize) -> Result<Bytes, BodyError> {
    let mut all = Vec::new();
    while let Some(piece) = next_piece(&mut body).await? {
        if all.len() + piece.len() > max {
            return Err(BodyError::TooLong);
        }
        all.extend_from_slice(&piece);
    }
    Ok(all.into())
}

/// Takes in the body of a request to an API, or lets it be where the head says that the answer is no.
///
/// # Errors
/// There is no service to ask, or its client is gone.
pub(super) async fn take_in(
    cloud: &Cloud,
    storage: Storage,
    (peer, over_tls): (IpAddr, bool),
    parts: Parts,
    body: Incoming,
) -> Result<Whole, Refused> {
    // The loopback stands for the TLS connection that clients would have to AWS.
    let secure = over_tls || text(&parts.headers, "x-forwarded-proto") != Some("http");
    let mut hint = Hint::of(&parts.headers);
    if let (None, Some(driven)) = (&hint.scope, cloud.scope_of_others()) {
        hint.scope = Some(driven);
        hint.foreign = true;
    }
    let delivery = Delivery { secure, source_ip: peer.to_string().into(), hint, streams: true };
    if cloud.turns().keeps_inputs() {
        return take_in_whole(cloud, delivery, parts, body).await;
    }
    let claimed = match claim::claim(cloud, Head::from(&parts), delivery) {
        Ok(claimed) => claimed,
        Err(not_here) => {
            let body = axum::body::to_bytes(body, NotHere::BODY_MAX);
            // A body that is too long names nothing either, nor one that does not come.
            let body = tokio::time::timeout(GOES_ON_WITHIN, body).await;
            let body = body.ok().and_then(Result::ok).unwrap_or_default();
            let answer = not_here.answer(cloud, Head::from(&parts), &Body::from(body));
            return Err(Refused::Answer(Box::new(answer)));
        }
    };
    let mut intake = claimed.intake(&parts.headers, storage);
    let waits = parts.headers.contains_key(EXPECT);
    let mut reads = !intake.refuses(announced(&parts));
    if reads
        && (waits || is_long(&parts, &body))
        && let Some(error) = foresee(cloud, &claimed, &parts)
    {
        intake.refuse(error);
        // S3-3.24: the final status instead of 100.
        reads = !waits;
    }
    let is_answered_for_100 = waits && has_nothing(&body);
    let (taken, whole) = if reads { read(intake, body).await? } else { (finish(intake), false) };
    let unread = !whole || is_answered_for_100;
    if taken.body.len() <= READ_HERE {
        return Ok(Whole { call: door::enter(cloud, claimed, parts, taken), unread });
    }
    let entering = cloud.clone();
    let call = cloud.off_the_door(move || door::enter(&entering, claimed, parts, taken)).await;
    // A panic is one request's.
    let panicked = || BodyError::Unkept(std::io::Error::other("it could not be read"));
    Ok(Whole { call: call.ok_or_else(panicked)?, unread })
}

/// Takes a body in, as far as anybody wants it: all of it, unless it says `false`.
async fn read(mut intake: Intake, mut body: Incoming) -> Result<(Taken, bool), BodyError> {
    while !intake.is_over() {
        match next_piece(&mut body).await {
            Ok(Some(piece)) => {
                if let Err(error) = intake.push(piece) {
                    return Ok((refused(unkept(&error)), false));
                }
            }
            Ok(None) => return Ok((finish(intake), true)),
            Err(BodyError::Stalled) => return Ok((refused(stalled()), false)),
            Err(gone) => return Err(gone),
        }
    }
    Ok((finish(intake), false))
}

fn finish(intake: Intake) -> Taken {
    intake.finish().unwrap_or_else(|error| refused(unkept(&error)))
}

fn refused(error: Error) -> Taken {
    Taken { outcome: Err(error), ..Taken::nothing() }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList>
fn stalled() -> Error {
    let message = "Your socket connection to the server was not read from or written to within the \
                   timeout period. Idle connections will be closed.";
    Error::new(400, "RequestTimeout", message)
}

/// AWS's word for a service that cannot, for now; the sentence is for who can make room.
fn unkept(why: &std::io::Error) -> Error {
    Error::new(503, "ServiceUnavailable", BodyError::because(why))
}

/// The next piece of a body; `None`: it has ended.
async fn next_piece(body: &mut Incoming) -> Result<Option<Bytes>, BodyError> {
    loop {
        let frame = tokio::time::timeout(GOES_ON_WITHIN, body.frame()).await;
        match frame.map_err(|_| BodyError::Stalled)? {
            None => return Ok(None),
            Some(Err(error)) => return Err(BodyError::Unsent(error.to_string())),
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(detached(data)));
                }
            }
        }
    }
}

/// As [`take_in`], for a journal that keeps inputs: the request arrives when all of it is here, in one
/// turn, as it will in a replay.
async fn take_in_whole(
    cloud: &Cloud,
    delivery: Delivery,
    parts: Parts,
    mut body: Incoming,
) -> Result<Whole, Refused> {
    let waits = parts.headers.contains_key(EXPECT);
    let claimed = claim::claim(cloud, Head::from(&parts), delivery.clone()).ok();
    let max = claimed.as_ref().map_or(NotHere::BODY_MAX as u64, Claimed::body_max);
    let foreseen = (waits || is_long(&parts, &body))
        && claimed.is_some_and(|claimed| foresee(cloud, &claimed, &parts).is_some());
    let is_answered_for_100 = waits && has_nothing(&body);
    let mut taken = Body::empty();
    let mut come = 0;
    while let Some(piece) = if foreseen && waits { None } else { next_piece(&mut body).await? } {
        come += piece.len() as u64;
        if come > max {
            return Err(BodyError::TooLong.into());
        }
        if !foreseen {
            taken.push(piece);
        }
    }
    let request = http::Request::from_parts(parts, taken);
    let unread = foreseen && waits || is_answered_for_100;
    let call = door::arrive_at(cloud, request, delivery, foreseen, None);
    Ok(Whole { call: call.map_err(Refused::Answer)?, unread })
}

/// Whether nothing will be read: then nobody is told to go on with 100. botocore, which waits for that, takes
/// the final answer in its place, and then no other one on the same connection.
fn has_nothing(body: &Incoming) -> bool {
    http_body::Body::is_end_stream(body)
}

fn announced(parts: &Parts) -> u64 {
    text(&parts.headers, CONTENT_LENGTH.as_str())
        .and_then(|length| length.parse().ok())
        .unwrap_or_default()
}

fn is_long(parts: &Parts, body: &Incoming) -> bool {
    let length = http_body::Body::size_hint(body).exact();
    let says_length = parts.headers.contains_key(CONTENT_LENGTH);
    !says_length || length.is_none_or(|length| length > Storage::DEFAULT_ABOVE)
}
