//! `op value`: how JSON and space-delimited patterns compare (CW-A6.4, CW-A6.5).

use super::cursor::Cursor;
use super::invalid::Invalid;
use super::regex::Regex;
use serde_json::Value;
use std::borrow::Cow;

#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    operator: Operator,
    operand: Operand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Debug)]
enum Operand {
    Number(f64, Text),
    Text(Text),
    Regex(Regex),
}

/// Text with `*` at its start, its end, or both; a star elsewhere is a star.
#[derive(Clone, Debug)]
struct Text {
    text: String,
    open_start: bool,
    open_end: bool,
}

impl Comparison {
    /// `bare` says which characters a value without quotes may have.
    pub(crate) fn parse(cursor: &mut Cursor, bare: impl Fn(char) -> bool) -> Result<Self, Invalid> {
        use Operator::*;
        let operators = [
            ("!=", NotEqual),
            ("<=", LessOrEqual),
            (">=", GreaterOrEqual),
            ("=", Equal),
            ("<", Less),
            (">", Greater),
        ];
        let found = operators.into_iter().find(|(token, _)| cursor.take(token));
        let (token, operator) = found.ok_or_else(|| Invalid::new("an operator is missing"))?;
        cursor.skip_space();
        let operand = match cursor.peek() {
            Some('"') => Operand::Text(Text::new(cursor.quoted()?)),
            Some('%') => Operand::Regex(cursor.regex()?),
            _ => match cursor.take_while(bare) {
                "" => return Err(Invalid::new(format!("no value after '{token}'"))),
                text => match number(text) {
                    Some(value) => Operand::Number(value, Text::new(text.into())),
                    None => Operand::Text(Text::new(text.into())),
                },
            },
        };
        let equality = matches!(operator, Equal | NotEqual);
        if !equality && !matches!(operand, Operand::Number(..)) {
            return Err(Invalid::new(format!("'{token}' needs a number")));
        }
        Ok(Self { operator, operand })
    }

    /// A property of a JSON event. Objects and arrays match nothing, neither `=` nor `!=` (D20);
    /// text and number compare by rendered text, ordered operators need a number (CW-A6.4, CW-H).
    pub(crate) fn accepts_json(&self, value: &Value) -> bool {
        let text = match value {
            Value::Object(_) | Value::Array(_) => return false,
            Value::String(text) => Cow::Borrowed(text.as_str()),
            scalar => Cow::Owned(scalar.to_string()),
        };
        self.accepts(&text, value.as_f64())
    }

    /// A field of a space-delimited event.
    pub(crate) fn accepts_text(&self, text: &str) -> bool {
        self.accepts(text, number(text))
    }

    fn accepts(&self, text: &str, as_number: Option<f64>) -> bool {
        let equal = match &self.operand {
            Operand::Regex(regex) => regex.finds(text),
            Operand::Text(operand) => operand.accepts(text),
            Operand::Number(value, operand) => {
                if let Some(ordered) = self.ordered(*value, as_number) {
                    return ordered;
                }
                operand.accepts(text) || as_number == Some(*value)
            }
        };
        equal == (self.operator == Operator::Equal)
    }

    /// The verdict of an ordered operator; `None`: it is not one.
    fn ordered(&self, operand: f64, value: Option<f64>) -> Option<bool> {
        let compare: fn(&f64, &f64) -> bool = match self.operator {
            Operator::Less => f64::lt,
            Operator::LessOrEqual => f64::le,
            Operator::Greater => f64::gt,
            Operator::GreaterOrEqual => f64::ge,
            Operator::Equal | Operator::NotEqual => return None,
        };
        Some(value.is_some_and(|value| compare(&value, &operand)))
    }
}

impl Text {
    fn new(text: String) -> Self {
        let behind = text.strip_prefix('*');
        let (open_start, rest) = (behind.is_some(), behind.unwrap_or(&text));
        let before = rest.strip_suffix('*');
        Self { text: before.unwrap_or(rest).into(), open_start, open_end: before.is_some() }
    }

    fn accepts(&self, value: &str) -> bool {
        let text = self.text.as_str();
        match (self.open_start, self.open_end) {
            (false, false) => value == text,
            (false, true) => value.starts_with(text),
            (true, false) => value.ends_with(text),
            (true, true) => value.contains(text),
        }
    }
}

/// `[+-]digits[.digits][e[+-]digits]` (CW-A6.4).
fn number(text: &str) -> Option<f64> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = |text: &str| digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let fits = unsigned(whole) && fraction.is_none_or(digits) && exponent.is_none_or(unsigned);
    fits.then(|| text.parse().ok()).flatten()
}
