//! AES-128-GCM in TLS 1.2 (RFC 5288): a part of the nonce is in each record.

use super::gcm13::{TAG, cipher};
use aes_gcm::aead::AeadInOut as _;
use rustls::crypto::cipher::{
    AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, KeyBlockShape, MessageDecrypter,
    MessageEncrypter, Nonce, OutboundOpaqueMessage, OutboundPlainMessage, PrefixedPayload,
    Tls12AeadAlgorithm, UnsupportedOperationError, make_tls12_aad,
};
use rustls::{ConnectionTrafficSecrets, Error};

const EXPLICIT: usize = 8;

/// The longest text of a record (RFC 5246, 6.2.1).
const TEXT_MAX: usize = 16_384;

pub(super) struct Aes128Gcm;

/// Four bytes of both sides', and eight that are sent.
fn whole_nonce(fixed: &[u8], explicit: &[u8]) -> [u8; 12] {
    let mut whole = [0; 12];
    whole.iter_mut().zip(fixed.iter().take(4).chain(explicit)).for_each(|(to, from)| *to = *from);
    whole
}

impl Tls12AeadAlgorithm for Aes128Gcm {
    fn encrypter(&self, key: AeadKey, iv: &[u8], explicit: &[u8]) -> Box<dyn MessageEncrypter> {
        Box::new(Sealing { cipher: cipher(&key), iv: Iv::new(whole_nonce(iv, explicit)) })
    }

    fn decrypter(&self, key: AeadKey, iv: &[u8]) -> Box<dyn MessageDecrypter> {
        Box::new(Opening { cipher: cipher(&key), fixed: iv.to_vec() })
    }

    fn key_block_shape(&self) -> KeyBlockShape {
        KeyBlockShape { enc_key_len: 16, fixed_iv_len: 4, explicit_nonce_len: EXPLICIT }
    }

    fn extract_keys(
        &self,
        key: AeadKey,
        iv: &[u8],
        explicit: &[u8],
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
        let iv = Iv::new(whole_nonce(iv, explicit));
        Ok(ConnectionTrafficSecrets::Aes128Gcm { key, iv })
    }
}

struct Sealing {
    cipher: Option<aes_gcm::Aes128Gcm>,
    iv: Iv,
}

impl MessageEncrypter for Sealing {
    fn encrypt(
        &mut self,
        message: OutboundPlainMessage<'_>,
        number: u64,
    ) -> Result<OutboundOpaqueMessage, Error> {
        let cipher = self.cipher.as_ref().ok_or(Error::EncryptError)?;
        let nonce = Nonce::new(&self.iv, number).0;
        let length = message.payload.len();
        let mut payload = PrefixedPayload::with_capacity(self.encrypted_payload_len(length));
        payload.extend_from_slice(nonce.get(4..).unwrap_or_default());
        payload.extend_from_chunks(&message.payload);
        let head = make_tls12_aad(number, message.typ, message.version, length);
        let text = payload.as_mut().get_mut(EXPLICIT..).ok_or(Error::EncryptError)?;
        let tag = cipher.encrypt_inout_detached(&nonce.into(), &head, text.into());
        payload.extend_from_slice(&tag.map_err(|_| Error::EncryptError)?);
        Ok(OutboundOpaqueMessage::new(message.typ, message.version, payload))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        EXPLICIT + length + TAG
    }
}

struct Opening {
    cipher: Option<aes_gcm::Aes128Gcm>,
    fixed: Vec<u8>,
}

impl MessageDecrypter for Opening {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        number: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let cipher = self.cipher.as_ref().ok_or(Error::DecryptError)?;
        let length = message.payload.len().checked_sub(EXPLICIT + TAG);
        let length = length.ok_or(Error::DecryptError)?;
        let head = make_tls12_aad(number, message.typ, message.version, length);
        let (explicit, rest) = message.payload.split_at_mut(EXPLICIT);
        let nonce = whole_nonce(&self.fixed, explicit).into();
        let (text, tag) = rest.split_at_mut(length);
        let tag = (&*tag).try_into().map_err(|_| Error::DecryptError)?;
        let opened = cipher.decrypt_inout_detached(&nonce, &head, text.into(), tag);
        opened.map_err(|_| Error::DecryptError)?;
        if length > TEXT_MAX {
            return Err(Error::PeerSentOversizedRecord);
        }
        Ok(message.into_plain_message_range(EXPLICIT..EXPLICIT + length))
    }
}
