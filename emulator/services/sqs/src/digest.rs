//! MD5 digests of messages, as SDKs verify them (SQS-4.9).

use crate::message_attributes::{Attribute, Content};
use md5::{Digest as _, Md5};
use parhelion_wire::checksum::hex;

pub(crate) fn of_body(body: &str) -> String {
    hex(&Md5::digest(body.as_bytes()))
}

/// Of attributes in the order of their names. `None` of none.
pub(crate) fn of_attributes<'a>(
    attributes: impl Iterator<Item = (&'a String, &'a Attribute)>,
) -> Option<String> {
    const TEXT: u8 = 1;
    const BINARY: u8 = 2;
    let mut digest = Md5::new();
    let mut any = false;
    let sized = |digest: &mut Md5, bytes: &[u8]| {
        // No part of a message is longer than 1 MiB.
        digest.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        digest.update(bytes);
    };
    for (name, attribute) in attributes {
        any = true;
        sized(&mut digest, name.as_bytes());
        sized(&mut digest, attribute.data_type.as_bytes());
        match &attribute.content {
            Content::Text(text) => {
                digest.update([TEXT]);
                sized(&mut digest, text.as_bytes());
            }
            Content::Binary(bytes) => {
                digest.update([BINARY]);
                sized(&mut digest, bytes);
            }
        }
    }
    any.then(|| hex(&digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn text(data_type: &str, text: &str) -> Attribute {
        Attribute { data_type: data_type.into(), content: Content::Text(text.into()) }
    }

    fn digest(attributes: &[(&str, Attribute)]) -> Option<String> {
        let all: BTreeMap<String, Attribute> =
            attributes.iter().map(|(name, it)| ((*name).to_owned(), it.clone())).collect();
        of_attributes(all.iter())
    }

    #[test]
    fn sqs_4_9_vectors() {
        assert_eq!(of_body("hello"), "5d41402abc4b2a76b9719d911017c592");
        assert_eq!(digest(&[]), None);
        let one = digest(&[("a", text("String", "b"))]);
        assert_eq!(one.as_deref(), Some("bef8bf215374a0a228d67533b1a488be"));
        let binary =
            Attribute { data_type: "Binary".into(), content: Content::Binary(vec![0, 0xff]) };
        let three = digest(&[
            ("s.x", text("String.custom", "é")),
            ("b", binary),
            ("n", text("Number", "1")),
        ]);
        assert_eq!(three.as_deref(), Some("477b1cc174313b28ee73e781ea330d0d"));
        let header = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
        let system = digest(&[("AWSTraceHeader", text("String", header))]);
        assert_eq!(system.as_deref(), Some("b64d8f4a130ae0a8dca7baa02605546f"));
    }
}
