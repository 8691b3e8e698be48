//! Integrity of what is put: Content-MD5 and checksums, as asked and as stored (S3-3.13 to S3-3.16).

use crate::errors;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion_wire::checksum::{self, Algorithm, Checksum, digests};
use parhelion_wire::{Body, Error};
use parhelion_world::Pause;
use parhelion_world::service::Interrupt;
use serde::{Deserialize, Serialize};

/// What a request says about its body.
#[derive(Debug, Default)]
pub(crate) struct Claims<'a> {
    pub content_md5: Option<&'a str>,
    /// `x-amz-checksum-…`, in the header or in the trailer.
    pub checksums: Vec<(Algorithm, &'a str)>,
}

/// What was computed of a body that is what its request says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proven {
    pub md5: Checksum,
    /// The algorithm of the request, or CRC64NVME (S3-3.13e).
    pub checksum: Checksum,
    /// What the request itself said.
    pub claimed: Option<Checksum>,
}

/// The checksum members of an input, as [`Claims::checksums`].
macro_rules! claimed_checksums {
    ($input:expr) => {{
        use ::parhelion_wire::checksum::Algorithm::*;
        [
            (Crc32, &$input.checksum_crc32),
            (Crc32c, &$input.checksum_crc32c),
            (Crc64Nvme, &$input.checksum_crc64nvme),
            (Sha1, &$input.checksum_sha1),
            (Sha256, &$input.checksum_sha256),
            (Sha512, &$input.checksum_sha512),
            (Md5, &$input.checksum_md5),
            (XxHash64, &$input.checksum_xxhash64),
            (XxHash3, &$input.checksum_xxhash3),
            (XxHash128, &$input.checksum_xxhash128),
        ]
        .into_iter()
        .filter_map(|(algorithm, value)| Some((algorithm, value.as_deref()?)))
        .collect::<Vec<_>>()
    }};
}
pub(crate) use claimed_checksums;

/// Sets the one member of an output that belongs to an algorithm.
macro_rules! set_checksum {
    ($output:expr, $algorithm:expr, $text:expr) => {{
        use ::parhelion_wire::checksum::Algorithm::*;
        let value = Some($text);
        match $algorithm {
            Crc32 => $output.checksum_crc32 = value,
            Crc32c => $output.checksum_crc32c = value,
            Crc64Nvme => $output.checksum_crc64nvme = value,
            Sha1 => $output.checksum_sha1 = value,
            Sha256 => $output.checksum_sha256 = value,
            Sha512 => $output.checksum_sha512 = value,
            Md5 => $output.checksum_md5 = value,
            XxHash64 => $output.checksum_xxhash64 = value,
            XxHash3 => $output.checksum_xxhash3 = value,
            XxHash128 => $output.checksum_xxhash128 = value,
        }
    }};
}
pub(crate) use set_checksum;

/// Shows an object's checksum in an output (S3-3.15a, b).
macro_rules! show_checksum {
    ($output:expr, $checksum:expr) => {{
        $crate::objects::checksums::set_checksum!($output, $checksum.algorithm(), $checksum.text());
        $output.checksum_type = Some($checksum.kind().name().to_owned());
    }};
}
pub(crate) use show_checksum;

/// Shows a part's checksum in an output.
macro_rules! show_part_checksum {
    ($output:expr, $checksum:expr) => {{
        $crate::objects::checksums::set_checksum!(
            $output,
            $checksum.algorithm(),
            $checksum.base64()
        );
    }};
}
pub(crate) use show_part_checksum;

/// `x-amz-checksum-type`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ChecksumType {
    FullObject,
    /// Made of the parts' checksums.
    Composite,
}

impl ChecksumType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FullObject => "FULL_OBJECT",
            Self::Composite => "COMPOSITE",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::FullObject, Self::Composite].into_iter().find(|kind| kind.name() == name)
    }
}

/// The checksum of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ObjectChecksum {
    value: Checksum,
    /// How many parts' checksums it is made of; `None`: of the full object.
    parts: Option<usize>,
}

impl ObjectChecksum {
    pub(crate) fn full(value: Checksum) -> Self {
        Self { value, parts: None }
    }

    /// S3-3.13(b)
    pub(crate) fn composite(algorithm: Algorithm, parts: &[Checksum]) -> Self {
        let text = checksum::composite(algorithm, parts);
        let bare = text.split('-').next().unwrap_or_default();
        #[allow(clippy::expect_used)] // `composite` writes what `from_base64` reads
        let value = Checksum::from_base64(algorithm, bare).expect("a checksum");
        Self { value, parts: Some(parts.len()) }
    }

    pub(crate) fn value(&self) -> &Checksum {
        &self.value
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        self.value.algorithm()
    }

    pub(crate) fn kind(&self) -> ChecksumType {
        if self.parts.is_some() { ChecksumType::Composite } else { ChecksumType::FullObject }
    }

    /// With the number of parts behind it, where it is made of those.
    pub(crate) fn text(&self) -> String {
        match self.parts {
            None => self.value.base64(),
            Some(count) => format!("{}-{count}", self.value.base64()),
        }
    }
}

impl Claims<'_> {
    /// Whether the request says anything.
    pub(crate) fn is_some(&self) -> bool {
        self.content_md5.is_some() || !self.checksums.is_empty()
    }

    /// Compares the body with what is said of it. Nothing may be stored before.
    pub(crate) fn prove(&self, body: &Body) -> Result<Proven, Interrupt> {
        let algorithm = self.algorithm()?.unwrap_or(Algorithm::Crc64Nvme);
        self.prove_with(body, algorithm, Checksum::hex)
    }

    /// What [`Claims::prove_with`] computes.
    pub(crate) fn wanted(&self, algorithm: Algorithm) -> Result<Vec<Algorithm>, Error> {
        let mut wanted = vec![Algorithm::Md5, algorithm];
        wanted.extend(self.algorithm()?);
        wanted.dedup();
        Ok(wanted)
    }

    /// As [`Claims::prove`], computing a checksum of `algorithm` whatever is said; `quote` writes
    /// the MD5 that was expected (S3-3.16).
    pub(crate) fn prove_with(
        &self,
        body: &Body,
        algorithm: Algorithm,
        quote: fn(&Checksum) -> String,
    ) -> Result<Proven, Interrupt> {
        let claimed = self.checksum()?;
        let md5_claimed = self.content_md5.map(content_md5).transpose()?;
        let wanted = self.wanted(algorithm)?;
        Pause::unless_digested(body, &wanted)?;
        let found = digests(body, &wanted).map_err(Error::from)?;
        #[allow(clippy::expect_used)] // `digests` gives one for each algorithm wanted
        let get = |algorithm| *found.get(algorithm).expect("a digest that was wanted");
        let md5 = get(Algorithm::Md5);
        if let Some(claimed) = md5_claimed.filter(|claimed| *claimed != md5) {
            let message = "The Content-MD5 you specified did not match what we received.";
            return Err(Error::new(400, "BadDigest", message)
                .with("ExpectedDigest", quote(&claimed))
                .with("CalculatedDigest", md5.base64())
                .into());
        }
        if let Some(claimed) = claimed.filter(|claimed| *claimed != get(claimed.algorithm())) {
            let message = format!(
                "The {} you specified did not match the calculated checksum.",
                claimed.algorithm().name()
            );
            return Err(Error::new(400, "BadDigest", message).into());
        }
        Ok(Proven { md5, checksum: get(algorithm), claimed })
    }

    /// The algorithm of the checksum that the request carries.
    pub(crate) fn algorithm(&self) -> Result<Option<Algorithm>, Error> {
        Ok(self.checksum()?.map(|checksum| checksum.algorithm()))
    }

    /// The one checksum that a request may carry (S3-3.14b, c).
    pub(crate) fn checksum(&self) -> Result<Option<Checksum>, Error> {
        match self.checksums.as_slice() {
            [] => Ok(None),
            [(algorithm, text)] => match Checksum::from_base64(*algorithm, text) {
                Some(checksum) => Ok(Some(checksum)),
                None => Err(errors::invalid_request(format!(
                    "Value for {} header is invalid.",
                    algorithm.header()
                ))),
            },
            _ => Err(errors::invalid_request(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
            )),
        }
    }
}

/// S3-3.16
fn content_md5(text: &str) -> Result<Checksum, Error> {
    let bytes = STANDARD.decode(text).unwrap_or_default();
    Checksum::new(Algorithm::Md5, &bytes).ok_or_else(|| {
        Error::new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
            .with("Content-MD5", text)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn prove(content_md5: Option<&str>, checksums: &[(Algorithm, &str)]) -> Result<Proven, Error> {
        let claims = Claims { content_md5, checksums: checksums.to_vec() };
        claims.prove(&Body::from("test")).map_err(|interrupt| match interrupt {
            Interrupt::Failed(error) => error,
            Interrupt::Pause(pause) => panic!("{pause:?} for a small body"),
        })
    }

    #[test]
    fn s3_3_13_e_default_is_crc64nvme() {
        let proven = prove(None, &[]).unwrap();
        assert_eq!(proven.checksum.algorithm(), Algorithm::Crc64Nvme);
        assert_eq!(proven.md5.hex(), "098f6bcd4621d373cade4e832627b4f6");
        let nine = Claims::default().prove(&Body::from("123456789")).unwrap();
        assert_eq!(nine.checksum.bytes(), 0xAE8B_1486_0A79_9888_u64.to_be_bytes());
        let empty = Claims::default().prove(&Body::empty()).unwrap();
        assert_eq!(empty.checksum.base64(), "AAAAAAAAAAA=");
    }

    #[test]
    fn s3_3_14_checksums() {
        let right = prove(None, &[(Algorithm::Crc32, "2H9+DA==")]).unwrap();
        assert_eq!(right.checksum.base64(), "2H9+DA==");
        for (checksums, code, message) in [
            (
                &[(Algorithm::Crc32, "AAAAAA==")][..],
                "BadDigest",
                "The CRC32 you specified did not match the calculated checksum.",
            ),
            (
                &[(Algorithm::Crc32, "AAAA")],
                "InvalidRequest",
                "Value for x-amz-checksum-crc32 header is invalid.",
            ),
            (
                &[(Algorithm::Sha256, "!")],
                "InvalidRequest",
                "Value for x-amz-checksum-sha256 header is invalid.",
            ),
            (
                &[(Algorithm::Crc32, "2H9+DA=="), (Algorithm::Crc32c, "AAAAAA==")],
                "InvalidRequest",
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
            ),
        ] {
            let error = prove(None, checksums).unwrap_err();
            assert_eq!((error.status(), error.code(), error.message()), (400, code, message));
        }
    }

    #[test]
    fn s3_3_16_content_md5() {
        assert!(prove(Some("CY9rzUYh03PK3k6DJie09g=="), &[]).is_ok());
        for text in ["", "x", "AAAA", "098f6bcd4621d373cade4e832627b4f6"] {
            let error = prove(Some(text), &[]).unwrap_err();
            assert_eq!(error.code(), "InvalidDigest", "{text}");
            assert_eq!(error.field("Content-MD5"), Some(text));
        }
        let error = prove(Some("AAAAAAAAAAAAAAAAAAAAAA=="), &[]).unwrap_err();
        assert_eq!(error.code(), "BadDigest");
        assert_eq!(error.field("ExpectedDigest"), Some("0".repeat(32).as_str()));
        assert_eq!(error.field("CalculatedDigest"), Some("CY9rzUYh03PK3k6DJie09g=="));
        // S3-3.14(e): both are verified.
        assert!(
            prove(Some("CY9rzUYh03PK3k6DJie09g=="), &[(Algorithm::Crc32, "AAAAAA==")]).is_err()
        );
    }
}
