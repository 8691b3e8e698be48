//! SHA-256 and HMAC.

use hmac::{Hmac, KeyInit as _, Mac as _};
use rustls::crypto::{hash, hmac as wanted};
use sha2::Digest as _;

pub(super) struct Sha256;

impl hash::Hash for Sha256 {
    fn start(&self) -> Box<dyn hash::Context> {
        Box::new(Running(sha2::Sha256::new()))
    }

    fn hash(&self, data: &[u8]) -> hash::Output {
        hash::Output::new(&sha2::Sha256::digest(data))
    }

    fn output_len(&self) -> usize {
        32
    }

    fn algorithm(&self) -> hash::HashAlgorithm {
        hash::HashAlgorithm::SHA256
    }
}

struct Running(sha2::Sha256);

impl hash::Context for Running {
    fn fork_finish(&self) -> hash::Output {
        hash::Output::new(&self.0.clone().finalize())
    }

    fn fork(&self) -> Box<dyn hash::Context> {
        Box::new(Self(self.0.clone()))
    }

    fn finish(self: Box<Self>) -> hash::Output {
        hash::Output::new(&self.0.finalize())
    }

    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }
}

pub(super) struct HmacSha256;

impl wanted::Hmac for HmacSha256 {
    fn with_key(&self, key: &[u8]) -> Box<dyn wanted::Key> {
        Box::new(Keyed(key.to_vec()))
    }

    fn hash_output_len(&self) -> usize {
        32
    }
}

struct Keyed(Vec<u8>);

impl wanted::Key for Keyed {
    fn sign_concat(&self, first: &[u8], middle: &[&[u8]], last: &[u8]) -> wanted::Tag {
        // Keys of HMAC may have any length.
        let Ok(mut mac) = Hmac::<sha2::Sha256>::new_from_slice(&self.0) else {
            return wanted::Tag::new(&[]);
        };
        mac.update(first);
        middle.iter().for_each(|part| mac.update(part));
        mac.update(last);
        wanted::Tag::new(&mac.finalize().into_bytes())
    }

    fn tag_len(&self) -> usize {
        32
    }
}
