//! The one error that handlers, protocols and signatures return.
//!
//! How each protocol writes it is in [`envelope`](crate::envelope).

use crate::cut::cut;
use std::borrow::Cow;

/// An AWS error: what each protocol's envelope is written from.
///
/// `fields` are extra elements beside `Code` and `Message` (S3's `<BucketName>`, …), in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    status: u16,
    code: Cow<'static, str>,
    message: Cow<'static, str>,
    fields: Vec<(Cow<'static, str>, String)>,
    headers: Vec<(&'static str, String)>,
    shape: Option<&'static str>,
}

/// By what clients can tell apart in every protocol.
impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        let Self { status, code, message, fields, headers, shape: _ } = self;
        (status, code, message, fields, headers)
            == (&other.status, &other.code, &other.message, &other.fields, &other.headers)
    }
}

/// What handlers, protocols and signatures give: their result, or the error that the client gets.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The longest text of an error, in bytes. AWS repeats what it refuses; a client that sends much is not
/// sent it back.
const TEXT_MAX: usize = 16 * 1024;

impl Error {
    /// An error with an HTTP status, AWS's code and a message, without extras.
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        let mut message = message.into();
        if message.len() > TEXT_MAX {
            cut(message.to_mut(), TEXT_MAX);
        }
        Self(Box::new(Inner {
            status,
            code: code.into(),
            message,
            fields: Vec::new(),
            headers: Vec::new(),
            shape: None,
        }))
    }

    /// The answer of every operation that the model knows and the emulator does not have yet.
    pub fn not_implemented(service: &str, operation: &str) -> Self {
        let message = format!("{service}:{operation} is not implemented by Parhelion yet.");
        Self::new(501, "NotImplemented", message).with("Operation", operation)
    }

    /// Adds an element beside code and message.
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        cut(&mut text, TEXT_MAX);
        self.0.fields.push((name.into(), text));
        self
    }

    /// Adds a response header.
    pub fn header(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.headers.push((name, text.into()));
        self
    }

    /// Which shape of the model it is: two may have one code (CW-B1.3).
    pub fn of_shape(mut self, shape: &'static str) -> Self {
        self.0.shape = Some(shape);
        self
    }

    pub(crate) fn shape(&self) -> Option<&'static str> {
        self.0.shape
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// AWS's code: `NoSuchKey`, `ValidationException`.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The text that goes with the code; it may be empty.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The elements beside code and message, in order.
    pub fn fields(&self) -> &[(Cow<'static, str>, String)] {
        &self.0.fields
    }

    /// The text of one of the [`fields`](Self::fields).
    pub fn field(&self, name: &str) -> Option<&str> {
        self.0.fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.as_str())
    }

    /// The response headers that go with it, in order.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.0.headers
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.0.status, self.0.code, self.0.message)
    }
}

impl std::error::Error for Error {}

/// A stored body that cannot be read back.
impl From<std::io::Error> for Error {
    fn from(_: std::io::Error) -> Self {
        Self::new(500, "InternalError", "We encountered an internal error. Please try again.")
    }
}
