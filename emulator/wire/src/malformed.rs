//! Requests that are no value of the modelled shape, and what AWS answers them.

use crate::Error;
use crate::table::{Model, Protocol};

/// Why bytes could not be read under the direction of a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Malformed {
    /// The body; in the words of the reader.
    Body(String),
    /// A header, query parameter or path label whose text is not of its member's kind.
    Text {
        /// The header's, parameter's or label's name.
        name: String,
        /// The text that it has.
        value: String,
        /// Smithy's name of the kind that it should be: `Integer`, `Timestamp`.
        kind: &'static str,
    },
    /// Bytes of the URL.
    Uri,
    /// Nobody's fault but ours: the stored body cannot be read back.
    Unreadable,
}

impl From<std::io::Error> for Malformed {
    fn from(_: std::io::Error) -> Self {
        Self::Unreadable
    }
}

impl Malformed {
    pub(crate) fn body(why: impl Into<String>) -> Self {
        Self::Body(why.into())
    }

    /// The protocol's own answer: S3-0.5(d), S3-1.7(e), CW-B1.3.
    pub fn error(self, model: &Model, protocol: Protocol) -> Error {
        match (protocol, self) {
            (_, Self::Unreadable) => std::io::Error::from(std::io::ErrorKind::InvalidData).into(),
            (_, Self::Uri) => Error::new(400, "InvalidURI", "Couldn't parse the specified URI."),
            (Protocol::RestXml, Self::Body(why)) if model.wraps_errors => {
                Error::new(400, "MalformedXML", why)
            }
            (Protocol::RestXml, Self::Body(_)) => Error::new(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema",
            ),
            (Protocol::RestXml, Self::Text { name, value, kind }) => {
                let message = match kind {
                    _ if name == "partNumber" => {
                        "Part number must be an integer between 1 and 10000, inclusive".to_owned()
                    }
                    "Integer" | "Long" | "Short" | "Byte" => {
                        format!("Provided {name} not an integer or within integer range")
                    }
                    _ => format!("Invalid value for {name}"),
                };
                let error = Error::new(400, "InvalidArgument", message).with("ArgumentName", name);
                // S3-8.2: what is empty is not shown.
                if value.is_empty() { error } else { error.with("ArgumentValue", value) }
            }
            (Protocol::AwsQuery | Protocol::Ec2Query, Self::Body(why)) => {
                Error::new(400, "MalformedQueryString", why)
            }
            (Protocol::AwsQuery | Protocol::Ec2Query, Self::Text { kind: "Timestamp", .. }) => {
                Error::new(400, "MalformedInput", "timestamp must follow ISO8601")
            }
            (Protocol::AwsQuery | Protocol::Ec2Query, Self::Text { name, value, kind }) => {
                Error::new(400, "MalformedInput", format!("{value} at {name} is no {kind}"))
            }
            (_, Self::Body(why)) => Error::new(400, "SerializationException", why),
            (_, Self::Text { value, kind, .. }) => Error::new(
                400,
                "SerializationException",
                format!("{value} can not be converted to {}", article(kind)),
            ),
        }
    }
}

/// `an Integer`, `a String`.
fn article(kind: &str) -> String {
    let article = if kind.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} {kind}")
}
