//! Terms (CW-A6.2): substrings that must, may or must not occur.

use super::cursor::Cursor;
use super::invalid::Invalid;

#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Terms {
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let mut terms = Self::default();
        let mut cursor = Cursor::new(text);
        loop {
            cursor.skip_space();
            if cursor.at_end() {
                return Ok(terms);
            }
            let list = match cursor.peek() {
                Some('?') => &mut terms.any,
                Some('-') => &mut terms.none,
                _ => &mut terms.all,
            };
            if let Some(rest) = cursor.mark().strip_prefix(['?', '-']) {
                cursor.back(rest);
            }
            list.push(term(&mut cursor)?);
        }
    }

    /// `?` terms count only where nothing else stands beside them (CW-A6.2, CW-G17).
    pub(crate) fn matches(&self, message: &str) -> bool {
        let Self { all, any, none } = self;
        let occurs = |term: &String| message.contains(term.as_str());
        let optional = all.is_empty() && none.is_empty() && !any.is_empty();
        all.iter().all(occurs) && !none.iter().any(occurs) && (!optional || any.iter().any(occurs))
    }
}

/// A bare term (letters, digits, `_`) or a phrase.
fn term(cursor: &mut Cursor) -> Result<String, Invalid> {
    let start = cursor.mark();
    let (term, quoted) = match cursor.peek() {
        Some('"') => (cursor.quoted()?, true),
        _ => (cursor.take_while(|c| !c.is_whitespace()).to_owned(), false),
    };
    let bare = |c: char| c.is_alphanumeric() || c == '_';
    let ends = cursor.peek().is_none_or(char::is_whitespace);
    if term.is_empty() || !ends || !(quoted || term.chars().all(bare)) {
        cursor.take_while(|c| !c.is_whitespace());
        let shown = start.strip_suffix(cursor.mark()).unwrap_or(start);
        return Err(Invalid::new(format!("Invalid character(s) in term '{shown}'")));
    }
    Ok(term)
}
