//! The filter pattern language (CW-A6): what `FilterLogEvents` and `TestMetricFilter` select by.
//!
//! Pure text in, verdict out. Four grammars share one entry; the first character decides (CW-A6.1):
//! [`terms`], [`json`] (`{ … }`), [`delimited`] (`[ … ]`) and one [`regex`] (`%…%`).
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>

mod comparison;
mod cursor;
mod delimited;
mod expression;
mod invalid;
mod json;
mod regex;
mod terms;

pub(crate) use invalid::Invalid;

use std::collections::BTreeMap;

/// Characters of a pattern, at most (CW-A5.8).
const LENGTH_MAX: usize = 1_024;

/// A parsed filter pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Grammar);

#[derive(Clone, Debug)]
enum Grammar {
    Everything,
    Terms(terms::Terms),
    Regex(regex::Regex),
    Json(json::Json),
    Delimited(delimited::Delimited),
}

impl Pattern {
    /// CW-A6.1: the first character after trimming chooses the grammar.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        if text.chars().count() > LENGTH_MAX {
            return Err(Invalid::new(format!("longer than {LENGTH_MAX} characters")));
        }
        let text = text.trim();
        let inside = || {
            let mut characters = text.chars();
            characters.next();
            characters.next_back();
            characters.as_str()
        };
        let grammar = match text.as_bytes() {
            [] | b"\" \"" => Grammar::Everything,
            [b'{', .., b'}'] => Grammar::Json(json::Json::parse(inside())?),
            [b'{', ..] => {
                let message = "If a filter pattern starts with '{' it must end with '}'";
                return Err(Invalid(message.into()));
            }
            [b'[', .., b']'] => Grammar::Delimited(delimited::Delimited::parse(inside())?),
            [b'[', ..] => {
                let message = "If a filter pattern starts with '[' it must end with ']'";
                return Err(Invalid(message.into()));
            }
            [b'%', .., b'%'] => Grammar::Regex(regex::Regex::parse(inside())?),
            _ => Grammar::Terms(terms::Terms::parse(text)?),
        };
        Ok(Self(grammar))
    }

    /// True if an event with this message is selected.
    pub(crate) fn matches(&self, message: &str) -> bool {
        match &self.0 {
            Grammar::Everything => true,
            Grammar::Terms(terms) => terms.matches(message),
            Grammar::Regex(regex) => regex.finds(message),
            Grammar::Json(json) => json.matches(message),
            Grammar::Delimited(delimited) => delimited.assign(message).is_some(),
        }
    }

    /// Whether its messages have parts that can be named (CW-A7.8).
    pub(crate) fn names_parts(&self) -> bool {
        matches!(self.0, Grammar::Json(_) | Grammar::Delimited(_))
    }

    /// Whether `name` can name a part of a message: `$.path` in JSON, `$field` where fields stand apart.
    pub(crate) fn has_part(&self, name: &str) -> bool {
        match &self.0 {
            Grammar::Json(_) => json::Property::parse(name).is_ok(),
            Grammar::Delimited(_) => name.len() > 1 && name.starts_with('$'),
            _ => false,
        }
    }

    /// The part that `name` names of a message that matches.
    pub(crate) fn part(&self, message: &str, name: &str) -> Option<String> {
        match &self.0 {
            Grammar::Json(_) => {
                let event = serde_json::from_str(message).ok()?;
                json::Property::parse(name).ok()?.of(&event)
            }
            Grammar::Delimited(delimited) => delimited.extract(message)?.remove(name),
            _ => None,
        }
    }

    /// The values that a space-delimited pattern takes out of a matching message (CW-A6.5); none
    /// for the other grammars (CW-A6.6). `None`: no match.
    pub(crate) fn extract(&self, message: &str) -> Option<BTreeMap<String, String>> {
        match &self.0 {
            Grammar::Delimited(delimited) => delimited.extract(message),
            _ => self.matches(message).then(BTreeMap::new),
        }
    }
}

#[cfg(test)]
mod tests;
