//! Reading a pattern from left to right.

use super::invalid::Invalid;
use super::regex::Regex;

/// Regular expressions in one JSON or space-delimited pattern, at most (CW-A6.3).
const REGEXES_MAX: usize = 2;

pub(crate) struct Cursor<'a> {
    rest: &'a str,
    regexes: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text, regexes: 0 }
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes `token` if it stands here, after any space.
    pub(crate) fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a keyword if it stands here and ends here, after any space.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// The inside of `"…"`; the cursor stands on the opening quote. `\"` is a quote, `\\` a
    /// backslash (CW-A6.2: inferred, CW-H); any other backslash is itself.
    pub(crate) fn quoted(&mut self) -> Result<String, Invalid> {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        chars.next();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    self.rest = chars.as_str();
                    return Ok(text);
                }
                '\\' => match chars.next() {
                    Some(escaped @ ('"' | '\\')) => text.push(escaped),
                    Some(other) => text.extend(['\\', other]),
                    None => break,
                },
                _ => text.push(c),
            }
        }
        Err(Invalid::new("a quotation mark is not closed"))
    }

    /// `%…%`; the cursor stands on the opening mark. At most two in a pattern (CW-A6.3).
    pub(crate) fn regex(&mut self) -> Result<Regex, Invalid> {
        self.regexes += 1;
        if self.regexes > REGEXES_MAX {
            return Err(Invalid::new(format!("more than {REGEXES_MAX} regular expressions")));
        }
        let inside = self.rest.strip_prefix('%').and_then(|rest| rest.split_once('%'));
        let (regex, rest) = inside.ok_or_else(|| Invalid::new("a '%' is not closed"))?;
        self.rest = rest;
        Regex::parse(regex)
    }

    /// Where the cursor stands, to come [`back`](Self::back) to.
    pub(crate) fn mark(&self) -> &'a str {
        self.rest
    }

    pub(crate) fn back(&mut self, mark: &'a str) {
        self.rest = mark;
    }
}
