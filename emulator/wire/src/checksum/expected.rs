//! What a request says its body's checksums are (S3-2.4, S3-3.14, S3-3.16).

use super::{Algorithm, Checksum, Digests};
use crate::Error;
use crate::error::Result;
use http::HeaderMap;

/// All that must agree with the body before it is stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// `Content-MD5`.
    pub content_md5: Option<Checksum>,
    /// `x-amz-checksum-<algorithm>`, of the header or the trailer.
    pub checksum: Option<Checksum>,
    /// The algorithm that a trailer will bring a value of.
    pub in_trailer: Option<Algorithm>,
}

impl Expected {
    /// Reads the headers.
    ///
    /// # Errors
    /// `InvalidDigest`, `InvalidRequest`: values that can be no checksum, or several.
    pub fn of(headers: &HeaderMap) -> Result<Self> {
        let in_trailer = trailer(headers);
        let checksum = checksum(headers)?;
        if checksum.is_some() && in_trailer.is_some() {
            return Err(several());
        }
        check_named(headers)?;
        let content_md5 = content_md5(headers)?;
        Ok(Self { content_md5, checksum, in_trailer })
    }

    /// What must be computed over the body to check it.
    pub fn algorithms(&self) -> Vec<Algorithm> {
        let checksum = self.checksum.map(|checksum| checksum.algorithm()).or(self.in_trailer);
        let md5 = self.content_md5.map(|_| Algorithm::Md5);
        [md5, checksum].into_iter().flatten().collect()
    }

    /// S3-3.14(f): one of them is there.
    pub fn has_integrity(&self) -> bool {
        self.content_md5.is_some() || self.checksum.is_some() || self.in_trailer.is_some()
    }

    /// Compares with what was computed over the body.
    ///
    /// # Errors
    /// `BadDigest` (S3-3.14(a), S3-3.16).
    pub fn check(&self, found: &Digests) -> Result<()> {
        if let (Some(sent), Some(own)) = (&self.content_md5, found.get(Algorithm::Md5))
            && sent != own
        {
            let message = "The Content-MD5 you specified did not match what we received.";
            return Err(Error::new(400, "BadDigest", message)
                .with("ExpectedDigest", sent.hex())
                .with("CalculatedDigest", own.base64()));
        }
        match &self.checksum {
            Some(sent) if found.get(sent.algorithm()).is_some_and(|own| own != sent) => {
                let name = sent.algorithm().name();
                let message =
                    format!("The {name} you specified did not match the calculated checksum.");
                Err(Error::new(400, "BadDigest", message))
            }
            _ => Ok(()),
        }
    }
}

/// S3-2.4: `x-amz-content-sha256` as sent, and what was computed.
pub fn content_sha256_mismatch(sent: impl Into<String>, computed: impl Into<String>) -> Error {
    let message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    Error::new(400, "XAmzContentSHA256Mismatch", message)
        .with("ClientComputedContentSHA256", sent)
        .with("S3ComputedContentSHA256", computed)
}

/// What an SDK is told to compute, and says that it has.
pub const NAMED: &str = "x-amz-sdk-checksum-algorithm";

/// S3-3.14(d): the algorithm that a request names is the one of the checksum that it brings, in a header
/// or in a trailer. "If you specify this header, there must be a corresponding x-amz-checksum-algorithm
/// or x-amz-trailer header sent. Otherwise, Amazon S3 fails the request with the HTTP status code 400"
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>).
///
/// # Errors
/// `InvalidRequest`.
pub fn check_named(headers: &HeaderMap) -> Result<()> {
    let Some(named) = headers.get(NAMED) else { return Ok(()) };
    let invalid = || {
        let message = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
        Error::new(400, "InvalidRequest", message)
    };
    let named = named.to_str().ok().and_then(Algorithm::from_name).ok_or_else(invalid)?;
    let in_header = |one: &Algorithm| headers.contains_key(one.header());
    match trailer(headers).or_else(|| Algorithm::ALL.into_iter().find(in_header)) {
        Some(brought) if brought == named => Ok(()),
        Some(_) => Err(invalid()),
        None => {
            let message = "x-amz-sdk-checksum-algorithm specified, but no corresponding \
                           x-amz-checksum-* or x-amz-trailer headers were found.";
            Err(Error::new(400, "InvalidRequest", message))
        }
    }
}

/// S3-3.14(f).
pub fn missing_integrity() -> Error {
    let message = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
    Error::new(400, "InvalidRequest", message)
}

/// The first announced trailer; which names are allowed, the decoder says.
fn trailer(headers: &HeaderMap) -> Option<Algorithm> {
    let text = headers.get("x-amz-trailer")?.to_str().ok()?;
    text.split(',').find_map(|name| Algorithm::from_header(name.trim()))
}

/// S3-3.14(b), (c).
fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>> {
    let mut found = None;
    for algorithm in Algorithm::ALL {
        for value in headers.get_all(algorithm.header()) {
            if found.is_some() {
                return Err(several());
            }
            found = Some(read(algorithm, value.to_str().unwrap_or_default())?);
        }
    }
    Ok(found)
}

fn several() -> Error {
    let message =
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
    Error::new(400, "InvalidRequest", message)
}

fn read(algorithm: Algorithm, text: &str) -> Result<Checksum> {
    Checksum::from_base64(algorithm, text.trim()).ok_or_else(|| {
        let message = format!("Value for {} header is invalid.", algorithm.header());
        Error::new(400, "InvalidRequest", message)
    })
}

/// S3-3.16.
fn content_md5(headers: &HeaderMap) -> Result<Option<Checksum>> {
    let Some(value) = headers.get("content-md5") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    match Checksum::from_base64(Algorithm::Md5, text.trim()) {
        Some(md5) => Ok(Some(md5)),
        None => Err(Error::new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
            .with("Content-MD5", text)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::Body;
    use crate::checksum::digests;
    use http::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair =
            |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        pairs.iter().map(pair).collect()
    }

    fn check(pairs: &[(&'static str, &'static str)]) -> Result<()> {
        let expected = Expected::of(&headers(pairs))?;
        expected.check(&digests(&Body::from("test"), &expected.algorithms())?)
    }

    fn fields(error: &Error) -> Vec<(&str, &str)> {
        error.fields().iter().map(|(name, text)| (name.as_ref(), text.as_str())).collect()
    }

    fn code(pairs: &[(&'static str, &'static str)]) -> (u16, String, String) {
        let error = check(pairs).unwrap_err();
        (error.status(), error.code().to_owned(), error.message().to_owned())
    }

    /// S3-3.14(a), (b), (c), (e).
    #[test]
    fn checksum_headers() {
        let (right, md5) = (("x-amz-checksum-crc32", "2H9+DA=="), "CY9rzUYh03PK3k6DJie09g==");
        check(&[right]).unwrap();
        check(&[right, ("content-md5", md5)]).unwrap();
        check(&[("x-amz-checksum-mode", "ENABLED")]).unwrap();
        assert_eq!(
            code(&[("x-amz-checksum-crc32", "2H9+DQ==")]),
            (
                400,
                "BadDigest".into(),
                "The CRC32 you specified did not match the calculated checksum.".into()
            )
        );
        for wrong in ["", "2H9+DA", "2H9+", "!!!!", "AAAAAAAAAAA="] {
            assert_eq!(
                code(&[("x-amz-checksum-crc32", wrong)]).2,
                "Value for x-amz-checksum-crc32 header is invalid."
            );
        }
        let twice = [right, ("x-amz-checksum-crc32c", "hqBywA==")];
        assert!(code(&twice).2.starts_with("Expecting a single x-amz-checksum- header."));
        let trailer = [right, ("x-amz-trailer", "x-amz-checksum-crc32")];
        assert!(code(&trailer).2.starts_with("Expecting a single x-amz-checksum- header."));
        assert_eq!(code(&[right, ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")]).1, "BadDigest");
    }

    /// S3-3.14(d).
    #[test]
    fn the_named_algorithm_is_the_one_that_is_brought() {
        let value = ("x-amz-checksum-crc32", "2H9+DA==");
        let trailer = ("x-amz-trailer", "X-Amz-Checksum-Crc32");
        for name in ["CRC32", "crc32"] {
            let named = (NAMED, name);
            check(&[named, value]).unwrap();
            Expected::of(&headers(&[named, trailer])).unwrap();
        }
        let invalid = "Value for x-amz-sdk-checksum-algorithm header is invalid.";
        let alone = "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* \
                     or x-amz-trailer headers were found.";
        for (rest, words) in [
            (&[value][..], invalid),
            (&[trailer], invalid),
            (&[], alone),
            (&[("content-md5", "CY9rzUYh03PK3k6DJie09g==")], alone),
        ] {
            for name in ["SHA256", "CRC32C"] {
                let all = [&[(NAMED, name)], rest].concat();
                assert_eq!(code(&all), (400, "InvalidRequest".into(), words.into()), "{all:?}");
            }
        }
        assert_eq!(code(&[value, (NAMED, "ROT13")]).2, invalid);
    }

    /// S3-3.16.
    #[test]
    fn content_md5_headers() {
        for wrong in ["", "abc", "AAAA"] {
            let error = check(&[("content-md5", wrong)]).unwrap_err();
            assert_eq!((error.status(), error.code()), (400, "InvalidDigest"));
            assert_eq!(fields(&error), [("Content-MD5", wrong)]);
        }
        let wrong = [("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")];
        let error = check(&wrong).unwrap_err();
        assert_eq!(
            fields(&error),
            [
                ("ExpectedDigest", "00000000000000000000000000000000"),
                ("CalculatedDigest", "CY9rzUYh03PK3k6DJie09g==")
            ]
        );
    }

    /// S3-2.4.
    #[test]
    fn content_sha256() {
        let right = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let error = content_sha256_mismatch("0".repeat(64), right);
        assert_eq!((error.status(), error.code()), (400, "XAmzContentSHA256Mismatch"));
        assert_eq!(fields(&error)[1], ("S3ComputedContentSHA256", right));
    }

    /// The value stands among the headers when the body has landed.
    #[test]
    fn a_trailer_brings_the_value() {
        let announced = headers(&[("x-amz-trailer", "x-amz-checksum-crc32")]);
        let expected = Expected::of(&announced).unwrap();
        assert_eq!(expected.algorithms(), [Algorithm::Crc32]);
        assert!(expected.has_integrity());
        let landed = headers(&[("x-amz-checksum-crc32", "2H9+DQ==")]);
        let expected = Expected::of(&landed).unwrap();
        let found = digests(&Body::from("test"), &expected.algorithms()).unwrap();
        assert_eq!(expected.check(&found).unwrap_err().code(), "BadDigest");
    }
}
