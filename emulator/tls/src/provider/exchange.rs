//! Key exchange on P-256 (RFC 8422; RFC 8446, 4.2.8.2).

use p256::elliptic_curve::sec1::ToSec1Point as _;
use rustls::crypto::{ActiveKeyExchange, SharedSecret, SupportedKxGroup};
use rustls::{Error, NamedGroup, PeerMisbehaved};

#[derive(Debug)]
pub(super) struct P256;

impl SupportedKxGroup for P256 {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        let mut tries = std::iter::repeat_with(|| {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).ok()?;
            // One in 2^32 is no key: the next one is.
            p256::SecretKey::from_slice(&bytes).ok()
        });
        let secret = tries.by_ref().take(16).find_map(|key| key);
        let secret = secret.ok_or(Error::FailedToGetRandomBytes)?;
        let public = secret.public_key().to_sec1_point(false).as_bytes().to_vec();
        Ok(Box::new(Begun { secret, public }))
    }

    fn name(&self) -> NamedGroup {
        NamedGroup::secp256r1
    }
}

struct Begun {
    secret: p256::SecretKey,
    public: Vec<u8>,
}

impl ActiveKeyExchange for Begun {
    fn complete(self: Box<Self>, peer: &[u8]) -> Result<SharedSecret, Error> {
        let invalid = || Error::from(PeerMisbehaved::InvalidKeyShare);
        // Uncompressed, and nothing else.
        if peer.first() != Some(&4) {
            return Err(invalid());
        }
        let peer = p256::PublicKey::from_sec1_bytes(peer).map_err(|_| invalid())?;
        let secret = self.secret.to_nonzero_scalar();
        let shared = p256::ecdh::diffie_hellman(secret, peer.as_affine());
        Ok(SharedSecret::from(shared.raw_secret_bytes().as_slice()))
    }

    fn pub_key(&self) -> &[u8] {
        &self.public
    }

    fn group(&self) -> NamedGroup {
        NamedGroup::secp256r1
    }
}
