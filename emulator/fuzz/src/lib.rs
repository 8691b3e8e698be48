//! Fuzz targets, one a parser, as plain functions of bytes: `libfuzzer/` runs them for as long as
//! one likes (`just fuzz`), the tests of this crate for a moment.
//!
//! - [`parsers`]: what can be called alone; [`door`]: what is reached through a whole cloud, with
//!   the promises that hold there: nothing panics or answers 500, and what fails changes nothing;
//!   [`edge`]: what viewers send; [`handshakes`]: what is read before anybody is known.
//! - [`seeds`]: valid inputs to start from; [`mutate`]: how they are spoilt; [`requests`]: a valid
//!   request of every operation, to be spoilt too.

pub mod door;
pub mod edge;
pub mod handshakes;
pub mod mutate;
pub mod parsers;
pub mod requests;
pub mod seeds;

/// A target: what it is called, what it does, and valid inputs.
pub type Target = (&'static str, fn(&[u8]), &'static [&'static [u8]]);

/// Every target.
pub const TARGETS: [Target; 18] = [
    ("xml_body", door::xml_body, seeds::XML),
    ("policy", parsers::policy, seeds::POLICY),
    ("post_form", door::post_form, seeds::FORM),
    ("post_policy", door::post_policy, seeds::POST_POLICY),
    ("aws_chunked", parsers::aws_chunked, seeds::CHUNKED),
    ("query", door::query, seeds::QUERY),
    ("headers", door::headers, seeds::HEADERS),
    ("authorization", door::authorization, seeds::AUTHORIZATION),
    ("json", door::json, seeds::JSON),
    ("cbor", door::cbor, seeds::CBOR),
    ("query_protocol", door::query_protocol, seeds::QUERY_PROTOCOL),
    ("times", parsers::times, seeds::TIMES),
    ("select", parsers::select, seeds::SELECT),
    ("client_hello", handshakes::client_hello, seeds::CLIENT_HELLO),
    ("certificates", handshakes::certificates, seeds::CERTIFICATES),
    ("javascript", parsers::javascript, seeds::JAVASCRIPT),
    ("signed_policy", edge::signed_policy, seeds::SIGNED_POLICY),
    ("key_values", edge::key_values, seeds::KEY_VALUES),
];
