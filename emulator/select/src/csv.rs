//! Records of CSV.

use crate::bytes::Window;
use crate::problem::{Problem, Result};

/// How an object is CSV. Every mark is one or two characters long.
#[derive(Clone, Debug)]
pub struct CsvInput {
    /// What the first record is.
    pub header: Header,
    /// Records that begin with it are none.
    pub comments: Option<String>,
    /// Inside quotes, before a quote that does not end them.
    pub escape: String,
    /// None: a line feed, with or without a carriage return.
    pub record_delimiter: Option<String>,
    /// Between fields.
    pub field_delimiter: String,
    /// Around fields.
    pub quote: Option<String>,
    /// Whether it may be inside quotes; if not, it ends a record wherever it stands.
    pub quoted_record_delimiter: bool,
}

impl Default for CsvInput {
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html>
    fn default() -> Self {
        Self {
            header: Header::None,
            comments: Some("#".to_owned()),
            escape: "\"".to_owned(),
            record_delimiter: None,
            field_delimiter: ",".to_owned(),
            quote: Some("\"".to_owned()),
            quoted_record_delimiter: false,
        }
    }
}

/// What the first record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Header {
    /// A record.
    #[default]
    None,
    /// Passed over.
    Ignore,
    /// The columns' names.
    Use,
}

/// A record that is whole, and its length with its delimiter. None: more bytes are needed.
type Whole = Option<(Vec<String>, usize)>;

impl CsvInput {
    /// What ends a record, the longest first.
    pub(crate) fn delimiters(&self) -> Vec<&[u8]> {
        match &self.record_delimiter {
            Some(delimiter) => vec![delimiter.as_bytes()],
            None => vec![b"\r\n", b"\n"],
        }
    }

    /// The next record; none at the end.
    pub(crate) fn next(&self, window: &mut Window) -> Result<Option<Vec<String>>> {
        loop {
            let bytes = window.bytes();
            if bytes.is_empty() && window.is_last() {
                return Ok(None);
            }
            let comment = self.comments.as_ref().filter(|it| bytes.starts_with(it.as_bytes()));
            let whole = match comment {
                Some(_) => self.line(bytes, window.is_last()).map(|len| (Vec::new(), len)),
                None => self.record(bytes, window.is_last())?,
            };
            match whole {
                None => window.more()?,
                Some((fields, len)) => {
                    window.take(len);
                    let empty =
                        fields.is_empty() || matches!(fields.as_slice(), [one] if one.is_empty());
                    if !empty {
                        return Ok(Some(fields));
                    }
                }
            }
        }
    }

    /// Passes over what is left of a record that began before. False: nothing comes behind it.
    pub(crate) fn skip_rest(&self, window: &mut Window) -> Result<bool> {
        loop {
            let bytes = window.bytes();
            if let Some(len) = self.line(bytes, false) {
                window.take(len);
                return Ok(true);
            }
            // The delimiter may be cut.
            let kept = bytes.len().min(1);
            window.take(bytes.len() - kept);
            if window.is_last() {
                window.take(kept);
                return Ok(false);
            }
            window.more()?;
        }
    }

    /// The length up to behind the next delimiter.
    fn line(&self, bytes: &[u8], last: bool) -> Option<usize> {
        let delimiters = self.delimiters();
        let ends = |at: usize| {
            let rest = bytes.get(at..).unwrap_or_default();
            delimiters.iter().find(|it| rest.starts_with(it)).map(|it| at + it.len())
        };
        (0..bytes.len()).find_map(ends).or(Some(bytes.len()).filter(|_| last))
    }

    fn record(&self, bytes: &[u8], last: bool) -> Result<Whole> {
        let delimiters = self.delimiters();
        let mut fields = Vec::new();
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some((text, len)) = self.field(rest, &delimiters, last)? else { return Ok(None) };
            fields.push(text);
            at += len;
            let rest = bytes.get(at..).unwrap_or_default();
            // A mark of two characters may be cut.
            if !last && rest.len() < self.longest() {
                return Ok(None);
            }
            if let Some(end) = delimiters.iter().find(|it| rest.starts_with(it)) {
                return Ok(Some((fields, at + end.len())));
            }
            if rest.is_empty() {
                return Ok(Some((fields, at)));
            }
            at += self.field_delimiter.len();
        }
    }

    fn longest(&self) -> usize {
        let delimiters = self.delimiters().into_iter().map(<[u8]>::len).max().unwrap_or(1);
        delimiters.max(self.field_delimiter.len())
    }

    /// The field that is next, and how long it is with its quotes.
    fn field(&self, bytes: &[u8], delimiters: &[&[u8]], last: bool) -> Result<Whole1> {
        if let Some(quote) = self.quote.as_deref().filter(|it| bytes.starts_with(it.as_bytes())) {
            return self.quoted(bytes, quote.as_bytes(), delimiters, last);
        }
        let ends = |at: &usize| {
            let rest = bytes.get(*at..).unwrap_or_default();
            rest.starts_with(self.field_delimiter.as_bytes())
                || delimiters.iter().any(|it| rest.starts_with(it))
        };
        match (0..bytes.len()).find(ends) {
            Some(len) => Ok(Some((text(bytes.get(..len).unwrap_or_default()), len))),
            None if last => Ok(Some((text(bytes), bytes.len()))),
            None => Ok(None),
        }
    }

    fn quoted(
        &self,
        bytes: &[u8],
        quote: &[u8],
        delimiters: &[&[u8]],
        last: bool,
    ) -> Result<Whole1> {
        let escape = self.escape.as_bytes();
        let mut inside = Vec::new();
        let mut at = quote.len();
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            // What follows decides whether a mark is one.
            if !last && rest.len() < escape.len() + quote.len() + self.longest() {
                return Ok(None);
            }
            if rest.is_empty() {
                return Err(unescaped());
            }
            let escaped = rest.strip_prefix(escape).filter(|it| it.starts_with(quote));
            let ends = rest.strip_prefix(quote);
            if escaped.is_some() {
                inside.extend_from_slice(quote);
                at += escape.len() + quote.len();
            } else if let Some(behind) = ends {
                let fine = behind.is_empty()
                    || behind.starts_with(self.field_delimiter.as_bytes())
                    || delimiters.iter().any(|it| behind.starts_with(it));
                if !fine {
                    return Err(unescaped());
                }
                return Ok(Some((text(&inside), at + quote.len())));
            } else if !self.quoted_record_delimiter
                && delimiters.iter().any(|it| rest.starts_with(it))
            {
                let message = "A quoted record delimiter was found in the file. To allow quoted \
                               record delimiters, set AllowQuotedRecordDelimiter to 'TRUE'.";
                return Err(Problem::new("CSVEscapingRecordDelimiter", message));
            } else {
                inside.extend(rest.first());
                at += 1;
            }
        }
    }
}

type Whole1 = Option<(String, usize)>;

/// Marks are whole characters, so what lies between them is, too.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn unescaped() -> Problem {
    let message = "An unescaped quote was found while parsing the CSV file. To allow quoted record \
                   delimiters, set AllowQuotedRecordDelimiter to 'TRUE'.";
    Problem::new("CSVUnescapedQuote", message)
}
