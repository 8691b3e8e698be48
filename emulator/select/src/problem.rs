//! What is wrong with an expression or with an object, in AWS's words.

/// An error code of S3 Select, and its text
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#SelectObjectContentErrorCodeList>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// As in AWS's list.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

pub(crate) type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The query asks of values what they do not have: a text compared by `<` with a number.
pub(crate) fn unevaluable() -> Problem {
    let message = "The query cannot be evaluated. Please check the query and file and try again.";
    Problem::new("ExternalEvalException", message)
}

pub(crate) fn too_complex() -> Problem {
    let message = "Failed to parse SQL expression, try reducing complexity. For example, reduce \
                   number of operators used.";
    Problem::new("MaxOperatorsExceeded", message)
}

pub(crate) fn overflow() -> Problem {
    let message = "An integer overflow or underflow occurred in the SQL expression.";
    Problem::new("IntegerOverflow", message)
}

pub(crate) fn record_too_long() -> Problem {
    let message = "The character number in one record is more than our max threshold, \
                   maxCharsPerRecord: 1,048,576";
    Problem::new("OverMaxRecordSize", message)
}

pub(crate) fn unsupported_structure(what: &str) -> Problem {
    let message =
        format!("We encountered an unsupported SQL structure: {what}. Check the SQL Reference.");
    Problem::new("UnsupportedSqlStructure", message)
}

pub(crate) fn ambiguous(name: &str) -> Problem {
    let message = format!(
        "Field name {name} matches to multiple fields in the file. Please check the query and the \
         file, and try again."
    );
    Problem::new("AmbiguousFieldName", message)
}

/// `at` is where the first byte that is no UTF-8 lies.
pub(crate) fn not_utf8(at: u64) -> Problem {
    let digits = at.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let message = format!(
        "UTF-8 encoding is required. The text encoding error was found near byte {grouped}."
    );
    Problem::new("InvalidTextEncoding", message)
}
