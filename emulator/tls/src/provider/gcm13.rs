//! AES-128-GCM in TLS 1.3 (RFC 8446, 5.2).

use aes_gcm::KeyInit as _;
use aes_gcm::aead::AeadInOut as _;
use rustls::crypto::cipher::{
    AeadKey, InboundOpaqueMessage, InboundPlainMessage, Iv, MessageDecrypter, MessageEncrypter,
    Nonce, OutboundOpaqueMessage, OutboundPlainMessage, PrefixedPayload, Tls13AeadAlgorithm,
    UnsupportedOperationError, make_tls13_aad,
};
use rustls::{ConnectionTrafficSecrets, ContentType, Error, ProtocolVersion};

pub(super) const TAG: usize = 16;

pub(super) struct Aes128Gcm;

/// The cipher of a key; `None`: the key is not of its length, which rustls sees to.
pub(super) fn cipher(key: &AeadKey) -> Option<aes_gcm::Aes128Gcm> {
    aes_gcm::Aes128Gcm::new_from_slice(key.as_ref().get(..16)?).ok()
}

impl Tls13AeadAlgorithm for Aes128Gcm {
    fn encrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageEncrypter> {
        Box::new(Sealing { cipher: cipher(&key), iv })
    }

    fn decrypter(&self, key: AeadKey, iv: Iv) -> Box<dyn MessageDecrypter> {
        Box::new(Sealing { cipher: cipher(&key), iv })
    }

    fn key_len(&self) -> usize {
        16
    }

    fn extract_keys(
        &self,
        key: AeadKey,
        iv: Iv,
    ) -> Result<ConnectionTrafficSecrets, UnsupportedOperationError> {
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
        let length = self.encrypted_payload_len(message.payload.len());
        let mut payload = PrefixedPayload::with_capacity(length);
        payload.extend_from_chunks(&message.payload);
        payload.extend_from_slice(&[u8::from(message.typ)]);
        let nonce = Nonce::new(&self.iv, number).0.into();
        let head = make_tls13_aad(length);
        let tag = cipher.encrypt_inout_detached(&nonce, &head, payload.as_mut().into());
        payload.extend_from_slice(&tag.map_err(|_| Error::EncryptError)?);
        // The record's version is that of TLS 1.2 (RFC 8446, 5.1).
        let (kind, version) = (ContentType::ApplicationData, ProtocolVersion::TLSv1_2);
        Ok(OutboundOpaqueMessage::new(kind, version, payload))
    }

    fn encrypted_payload_len(&self, length: usize) -> usize {
        length + 1 + TAG
    }
}

impl MessageDecrypter for Sealing {
    fn decrypt<'a>(
        &mut self,
        mut message: InboundOpaqueMessage<'a>,
        number: u64,
    ) -> Result<InboundPlainMessage<'a>, Error> {
        let cipher = self.cipher.as_ref().ok_or(Error::DecryptError)?;
        let nonce = Nonce::new(&self.iv, number).0.into();
        let head = make_tls13_aad(message.payload.len());
        let length = message.payload.len().checked_sub(TAG).ok_or(Error::DecryptError)?;
        let (text, tag) = message.payload.split_at_mut(length);
        let tag = (&*tag).try_into().map_err(|_| Error::DecryptError)?;
        let opened = cipher.decrypt_inout_detached(&nonce, &head, text.into(), tag);
        opened.map_err(|_| Error::DecryptError)?;
        message.payload.truncate(length);
        message.into_tls13_unpadded_message()
    }
}
