//! One message: a prelude of lengths, headers, a payload, and a CRC-32 of each part.

use crate::Timestamp;
use crate::malformed::Malformed;
use bytes::{Buf, BufMut, Bytes, BytesMut};

/// All headers of a message, encoded.
const HEADERS_MAX: usize = 128 * 1024;

const PAYLOAD_MAX: usize = 24 * 1024 * 1024;

/// A header's text or bytes.
const VALUE_MAX: usize = i16::MAX as usize;

/// Both lengths and their checksum.
const PRELUDE: usize = 12;

const CHECKSUM: usize = 4;

/// A message. Headers keep their order; no two have one name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Names and values; `:message-type` and other names of the protocol's own begin with a colon.
    pub headers: Vec<(String, HeaderValue)>,
    /// As `:content-type` says.
    pub payload: Bytes,
}

/// The value of a header.
#[derive(Clone, Debug, PartialEq)]
pub enum HeaderValue {
    /// Types 0 and 1.
    Bool(bool),
    /// Type 2.
    Byte(i8),
    /// Type 3.
    Short(i16),
    /// Type 4.
    Int(i32),
    /// Type 5.
    Long(i64),
    /// Type 6: up to 32,767 bytes.
    Bytes(Bytes),
    /// Type 7: up to 32,767 bytes of UTF-8.
    Text(String),
    /// Type 8: milliseconds.
    Time(Timestamp),
    /// Type 9.
    Uuid([u8; 16]),
}

impl Message {
    /// Adds a text.
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), HeaderValue::Text(text.into())));
        self
    }

    /// The value of a header, by its exact name.
    pub fn header(&self, name: &str) -> Option<&HeaderValue> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The value of a header that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.header(name) {
            Some(HeaderValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The message as bytes, with its lengths and checksums.
    ///
    /// # Errors
    /// A header or the payload is longer than a message can say.
    pub fn encode(&self) -> Result<Bytes, Malformed> {
        let mut headers = Vec::with_capacity(128);
        for (name, value) in &self.headers {
            write_header(name, value, &mut headers)?;
        }
        if headers.len() > HEADERS_MAX || self.payload.len() > PAYLOAD_MAX {
            return Err(too_long());
        }
        let total = PRELUDE + headers.len() + self.payload.len() + CHECKSUM;
        let mut out = BytesMut::with_capacity(total);
        // Both are bounded far below 4 GiB.
        out.put_u32(total as u32);
        out.put_u32(headers.len() as u32);
        out.put_u32(crc32fast::hash(&out));
        out.put_slice(&headers);
        out.put_slice(&self.payload);
        out.put_u32(crc32fast::hash(&out));
        Ok(out.freeze())
    }
}

fn write_header(name: &str, value: &HeaderValue, out: &mut Vec<u8>) -> Result<(), Malformed> {
    let length = u8::try_from(name.len()).ok().filter(|length| *length > 0);
    out.put_u8(length.ok_or_else(|| Malformed::body("A header's name has 1 to 255 bytes"))?);
    out.put_slice(name.as_bytes());
    let long = |kind: u8, value: &[u8], out: &mut Vec<u8>| {
        if value.len() > VALUE_MAX {
            return Err(too_long());
        }
        out.put_u8(kind);
        out.put_u16(value.len() as u16);
        out.put_slice(value);
        Ok(())
    };
    match value {
        HeaderValue::Bool(true) => out.put_u8(0),
        HeaderValue::Bool(false) => out.put_u8(1),
        HeaderValue::Byte(value) => out.put_slice(&[2, value.to_be_bytes()[0]]),
        HeaderValue::Short(value) => {
            out.put_u8(3);
            out.put_i16(*value);
        }
        HeaderValue::Int(value) => {
            out.put_u8(4);
            out.put_i32(*value);
        }
        HeaderValue::Long(value) => {
            out.put_u8(5);
            out.put_i64(*value);
        }
        HeaderValue::Bytes(bytes) => long(6, bytes, out)?,
        HeaderValue::Text(text) => long(7, text.as_bytes(), out)?,
        HeaderValue::Time(time) => {
            out.put_u8(8);
            out.put_i64(time.millis());
        }
        HeaderValue::Uuid(uuid) => {
            out.put_u8(9);
            out.put_slice(uuid);
        }
    }
    Ok(())
}

/// Takes messages out of bytes as they come. It never holds more than one message of the greatest
/// size and what came with its end.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: BytesMut,
}

impl Decoder {
    /// Takes bytes as they come, cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// True between two messages.
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// The next message, if it is there. To be asked until it says no, after each push.
    ///
    /// # Errors
    /// What was pushed is no message. Nothing behind it can be read.
    pub fn next_message(&mut self) -> Result<Option<Message>, Malformed> {
        let Some((mut prelude, _)) = self.buffer.split_at_checked(PRELUDE) else {
            return Ok(None);
        };
        let checksum = crc32fast::hash(prelude.split_at(PRELUDE - CHECKSUM).0);
        let (total, headers) = (prelude.get_u32() as usize, prelude.get_u32() as usize);
        if prelude.get_u32() != checksum {
            return Err(wrong_checksum());
        }
        let payload = total
            .checked_sub(PRELUDE + CHECKSUM)
            .and_then(|rest| rest.checked_sub(headers))
            .ok_or_else(|| Malformed::body("The lengths of a message contradict each other"))?;
        if headers > HEADERS_MAX || payload > PAYLOAD_MAX {
            return Err(too_long());
        }
        if self.buffer.len() < total {
            return Ok(None);
        }
        let mut message = self.buffer.split_to(total).freeze();
        let mut end = message.split_off(total - CHECKSUM);
        if end.get_u32() != crc32fast::hash(&message) {
            return Err(wrong_checksum());
        }
        let payload = message.split_off(PRELUDE + headers);
        message.advance(PRELUDE);
        Ok(Some(Message { headers: read_headers(message)?, payload }))
    }
}

fn read_headers(mut bytes: Bytes) -> Result<Vec<(String, HeaderValue)>, Malformed> {
    let mut headers: Vec<(String, HeaderValue)> = Vec::new();
    while bytes.has_remaining() {
        let length = bytes.get_u8().into();
        let name = text(take(&mut bytes, length)?)?;
        if name.is_empty() || headers.iter().any(|(own, _)| *own == name) {
            return Err(Malformed::body("A message has a header without a name, or one twice"));
        }
        let value = read_value(&mut bytes)?;
        headers.push((name, value));
    }
    Ok(headers)
}

fn read_value(bytes: &mut Bytes) -> Result<HeaderValue, Malformed> {
    let kind = take(bytes, 1)?.get_u8();
    let mut long = || {
        let length = take(bytes, 2)?.get_u16().into();
        if length > VALUE_MAX { Err(too_long()) } else { take(bytes, length) }
    };
    Ok(match kind {
        0 => HeaderValue::Bool(true),
        1 => HeaderValue::Bool(false),
        2 => HeaderValue::Byte(take(bytes, 1)?.get_i8()),
        3 => HeaderValue::Short(take(bytes, 2)?.get_i16()),
        4 => HeaderValue::Int(take(bytes, 4)?.get_i32()),
        5 => HeaderValue::Long(take(bytes, 8)?.get_i64()),
        6 => HeaderValue::Bytes(long()?),
        7 => HeaderValue::Text(text(long()?)?),
        8 => HeaderValue::Time(Timestamp(take(bytes, 8)?.get_i64())),
        9 => {
            let mut uuid = [0; 16];
            take(bytes, 16)?.copy_to_slice(&mut uuid);
            HeaderValue::Uuid(uuid)
        }
        _ => return Err(Malformed::body("A header of an unknown type")),
    })
}

fn take(bytes: &mut Bytes, length: usize) -> Result<Bytes, Malformed> {
    if bytes.len() < length {
        return Err(Malformed::body("A header ends behind the headers"));
    }
    Ok(bytes.split_to(length))
}

fn text(bytes: Bytes) -> Result<String, Malformed> {
    String::from_utf8(bytes.into()).map_err(|_| Malformed::body("A header is no UTF-8"))
}

fn too_long() -> Malformed {
    Malformed::body("A message is too long, or a part of it")
}

fn wrong_checksum() -> Malformed {
    Malformed::body("A message has a wrong checksum")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Made by Python's struct and binascii after the specification, and read back by botocore's
    /// own parser.
    const GOLDEN: &str = "000000870000007036e1c2d70474727565000566616c736501046279746502f90573686f727403fed403696e740400011170046c6f6e6705fffffffed5fa0e0005627974657306000200ff04746578740700056772c3bc6e0474696d65080000013ed3d5bc00047575696409000102030405060708090a0b0c0d0e0f7061796c6f6164ed52b430";

    fn golden() -> Message {
        let headers = [
            ("true", HeaderValue::Bool(true)),
            ("false", HeaderValue::Bool(false)),
            ("byte", HeaderValue::Byte(-7)),
            ("short", HeaderValue::Short(-300)),
            ("int", HeaderValue::Int(70_000)),
            ("long", HeaderValue::Long(-5_000_000_000)),
            ("bytes", HeaderValue::Bytes(Bytes::from_static(b"\x00\xff"))),
            ("text", HeaderValue::Text("grün".to_owned())),
            ("time", HeaderValue::Time(Timestamp(1_369_353_600_000))),
            ("uuid", HeaderValue::Uuid(std::array::from_fn(|at| at as u8))),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value)).into();
        Message { headers, payload: Bytes::from_static(b"payload") }
    }

    fn all(bytes: &[u8], step: usize) -> Result<Vec<Message>, Malformed> {
        let mut decoder = Decoder::default();
        let mut found = Vec::new();
        for piece in bytes.chunks(step) {
            decoder.push(piece);
            while let Some(message) = decoder.next_message()? {
                found.push(message);
            }
        }
        Ok(found)
    }

    #[test]
    fn golden_bytes() {
        let bytes = golden().encode().unwrap();
        assert_eq!(crate::checksum::hex(&bytes), GOLDEN);
        assert_eq!(all(&bytes, 1).unwrap(), [golden()]);
        // The specification's shortest.
        let empty = Message::default().encode().unwrap();
        assert_eq!(crate::checksum::hex(&empty), "000000100000000005c248eb7d98c8ff");
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let bytes = golden().encode().unwrap();
        for at in 0..bytes.len() * 8 {
            let mut wrong = bytes.to_vec();
            wrong[at / 8] ^= 1 << (at % 8);
            assert!(all(&wrong, wrong.len()).is_err(), "bit {at}");
        }
    }

    #[test]
    fn lengths_are_bounded_before_anything_is_kept() {
        for (total, headers) in
            [(15, 0), (100, 85), (u32::MAX, 0), (u32::MAX, u32::MAX), (1 << 18, (1 << 17) + 1)]
        {
            let mut prelude = [u32::to_be_bytes(total), u32::to_be_bytes(headers)].concat();
            let checksum = crc32fast::hash(&prelude);
            prelude.extend_from_slice(&checksum.to_be_bytes());
            assert!(all(&prelude, 12).is_err(), "{total} {headers}");
        }
        let long = |text: String| Message::default().with("name", text).encode();
        assert!(long("x".repeat(VALUE_MAX)).is_ok());
        assert!(long("x".repeat(VALUE_MAX + 1)).is_err());
        assert!(Message::default().with("", "x").encode().is_err());
        assert!(Message::default().with(&"n".repeat(256), "x").encode().is_err());
        let payload = vec![0; PAYLOAD_MAX + 1].into();
        assert!(Message { payload, ..Message::default() }.encode().is_err());
    }

    fn value() -> impl Strategy<Value = HeaderValue> {
        prop_oneof![
            any::<bool>().prop_map(HeaderValue::Bool),
            any::<i8>().prop_map(HeaderValue::Byte),
            any::<i16>().prop_map(HeaderValue::Short),
            any::<i32>().prop_map(HeaderValue::Int),
            any::<i64>().prop_map(HeaderValue::Long),
            prop::collection::vec(any::<u8>(), 0..20).prop_map(|b| HeaderValue::Bytes(b.into())),
            any::<String>().prop_map(HeaderValue::Text),
            any::<i64>().prop_map(|millis| HeaderValue::Time(Timestamp(millis))),
            any::<[u8; 16]>().prop_map(HeaderValue::Uuid),
        ]
    }

    proptest! {
        #[test]
        fn messages_read_back(
            messages in prop::collection::vec(
                (prop::collection::btree_map("[a-zé:]{1,9}", value(), 0..5), prop::collection::vec(any::<u8>(), 0..50)),
                0..4,
            ),
            step in 1usize..60,
        ) {
            let messages: Vec<Message> = messages
                .into_iter()
                .map(|(headers, payload)| Message { headers: headers.into_iter().collect(), payload: payload.into() })
                .collect();
            let bytes: Vec<u8> = messages.iter().flat_map(|one| one.encode().unwrap()).collect();
            prop_assert_eq!(all(&bytes, step).unwrap(), messages);
        }

        /// With right checksums, so that the headers are reached.
        #[test]
        fn malformed_headers_do_not_panic(headers in prop::collection::vec(any::<u8>(), 0..80)) {
            let total = PRELUDE + headers.len() + CHECKSUM;
            let mut bytes = [(total as u32).to_be_bytes(), (headers.len() as u32).to_be_bytes()].concat();
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
            bytes.extend_from_slice(&headers);
            bytes.extend_from_slice(&crc32fast::hash(&bytes).to_be_bytes());
            if let Ok(found) = all(&bytes, bytes.len()) {
                prop_assert_eq!(found.len(), 1);
            }
        }

        #[test]
        fn garbage_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = all(&bytes, 7);
        }
    }
}
