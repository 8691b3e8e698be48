//! What the journal says of a call and of its answer.

use crate::door::call::{Call, Delivery, Request, Response};
use crate::turns::TurnTime;
use http::Uri;
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::{Body, Error, told};
use parhelion_world::{ApiInput, Caller, Input, SentRequest, What, World};

pub(super) fn record_call(world: &mut World, call: &Call) -> u64 {
    if world.journal().is_off() {
        return 0;
    }
    let Call { request, caller, .. } = call;
    let caller = caller.as_ref().map_or("?", Caller::arn).to_owned();
    let account = match &call.caller {
        Ok(caller) => caller.account().map_or("", |account| account).to_owned(),
        Err(_) => String::new(),
    };
    let what = What::Call {
        service: call.entry.name.to_owned(),
        operation: call.operation.map_or("", |operation| operation.name).to_owned(),
        account,
        region: call.region.to_string(),
        caller,
        resource: call.resource.clone(),
        method: request.method().as_str().to_owned(),
        uri: journal_uri(call.info.presigned, request.uri()),
        bytes: request.body().len(),
        checksum: call.fingerprint,
    };
    world.record(what)
}

/// A presigned query is as secret as a password, and differs with the time.
fn journal_uri(presigned: bool, uri: &Uri) -> String {
    if presigned {
        uri.path().to_owned()
    } else {
        uri.path_and_query().map_or("/", |uri| uri.as_str()).to_owned()
    }
}

/// A request as a journal that keeps inputs holds it.
pub(super) fn input(
    request: &Request,
    delivery: &Delivery,
    foreseen: bool,
    time: TurnTime,
) -> Input {
    let Delivery { secure, source_ip, hint, .. } = delivery;
    Input::Api(Box::new(ApiInput {
        request: SentRequest::of(request),
        secure: *secure,
        source_ip: source_ip.to_string(),
        scope: hint.scope.as_deref().map(str::to_owned),
        invocation: hint.invocation.clone(),
        nth_attempt: hint.attempt,
        foreseen,
        system_time: time.system.filter(|system| *system != time.now),
        clock_time: Some(time.now).filter(|now| *now != time.world),
    }))
}

/// What an answer says of itself to people.
#[derive(Default)]
pub(super) struct Told {
    /// AWS's error code; empty on success.
    pub code: String,
    /// The error's message, or which part of what was asked failed.
    pub detail: String,
}

impl Told {
    pub(super) fn of(error: &Error) -> Self {
        let detail = told::shorten(error.message().to_owned());
        Self { code: error.code().to_owned(), detail }
    }
}

pub(super) fn record_answer(world: &mut World, to: u64, response: Option<&Response>, told: Told) {
    if world.journal().is_off() {
        return;
    }
    let what = What::Answer {
        to,
        status: response.map_or(0, |response| response.status().as_u16()),
        code: told.code,
        bytes: response.map_or(0, |response| response.body().len()),
        // XML and JSON answers carry request ids, which are the world's own chance: their lengths
        // say enough.
        checksum: 0,
        lost: response.is_none(),
        detail: told.detail,
    };
    world.record(what);
}

/// CRC-64/NVME: two journals compare contents by it. What cannot be read back has none.
pub(crate) fn fingerprint(body: &Body) -> u64 {
    let found = digests(body, &[Algorithm::Crc64Nvme]).unwrap_or_default();
    let bytes = found.iter().flat_map(|checksum| checksum.bytes());
    bytes.fold(0, |all, byte| (all << 8) | u64::from(*byte))
}
