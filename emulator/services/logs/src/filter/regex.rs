//! Regular expressions between percent signs (CW-A6.3): AWS's small dialect, checked character by
//! character and rewritten for the `regex` crate, which takes linear time.

use super::invalid::Invalid;
use std::iter::Peekable;
use std::str::Chars;

/// Compiled size at most, so that `{1000}{1000}` is refused rather than built.
const COMPILED_BYTES_MAX: usize = 1 << 20;

#[derive(Clone, Debug)]
pub(crate) struct Regex(::regex::Regex);

impl Regex {
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        if text.is_empty() {
            return Err(Invalid::new("an empty regular expression"));
        }
        let rewritten = rewrite(text)?;
        ::regex::RegexBuilder::new(&rewritten)
            .size_limit(COMPILED_BYTES_MAX)
            .dfa_size_limit(COMPILED_BYTES_MAX)
            .build()
            .map(Self)
            .map_err(|_| Invalid::new(format!("invalid regular expression '{text}'")))
    }

    /// Unanchored search.
    pub(crate) fn finds(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Symbols that stand for themselves; the space is in AWS's own examples.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || ":_#=@/;,- ".contains(c)
}

fn is_operator(c: char) -> bool {
    "^$?[]{}|\\*+.".contains(c)
}

fn refused(c: char) -> Invalid {
    Invalid::new(format!("invalid character '{c}' in regular expression"))
}

fn rewrite(text: &str) -> Result<String, Invalid> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str(&escape(&mut chars)?),
            '[' => class(&mut chars, &mut out)?,
            '{' => repeat(&mut chars, &mut out)?,
            ']' | '}' => return Err(refused(c)),
            '^' | '$' | '?' | '|' | '*' | '+' | '.' => out.push(c),
            c if is_literal(c) => push_literal(c, &mut out),
            c => return Err(refused(c)),
        }
    }
    Ok(out)
}

fn push_literal(c: char, out: &mut String) {
    out.push_str(&::regex::escape(c.encode_utf8(&mut [0; 4])));
}

/// What stands after a backslash, as a class or an escaped literal of the `regex` crate.
fn escape(chars: &mut Peekable<Chars>) -> Result<String, Invalid> {
    let c = chars.next().ok_or_else(|| Invalid::new("a regular expression ends in '\\'"))?;
    let class = match c {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        's' => "[\\t\\n ]",
        'S' => "[^\\t\\n ]",
        'w' => "[A-Za-z0-9_]",
        'W' => "[^A-Za-z0-9_]",
        'x' => {
            let mut digit = || chars.next().and_then(|c| c.to_digit(16));
            let code = digit().zip(digit()).map(|(high, low)| high * 16 + low);
            let code = code.ok_or_else(|| Invalid::new("'\\x' needs two hex digits"))?;
            return Ok(format!("\\x{{{code:02x}}}"));
        }
        c if is_operator(c) || (is_literal(c) && !c.is_ascii_alphanumeric()) => {
            return Ok(::regex::escape(c.encode_utf8(&mut [0; 4])));
        }
        c => return Err(refused(c)),
    };
    Ok(class.into())
}

/// `[abc]`, `[^a-z]`: the cursor stands after the bracket. Everything but ranges, escapes and the
/// first `^` is literal; the `regex` crate's set operations must not come into being.
fn class(chars: &mut Peekable<Chars>, out: &mut String) -> Result<(), Invalid> {
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    let mut empty = true;
    loop {
        let c = chars.next().ok_or_else(|| Invalid::new("a '[' is not closed"))?;
        match c {
            ']' if !empty => break,
            '-' if !empty && chars.peek().is_some_and(|next| *next != ']') => out.push('-'),
            '\\' => out.push_str(&escape(chars)?),
            c if is_literal(c) || is_operator(c) => push_literal(c, out),
            c => return Err(refused(c)),
        }
        empty = false;
    }
    out.push(']');
    Ok(())
}

/// `{m,n}`, either bound may be missing; the cursor stands after the brace.
fn repeat(chars: &mut Peekable<Chars>, out: &mut String) -> Result<(), Invalid> {
    let mut inside = String::new();
    while let Some(c) = chars.next_if(|c| c.is_ascii_digit() || ", ".contains(*c)) {
        inside.push(c);
    }
    let closed = chars.next() == Some('}');
    let mut bounds = inside.split(',').map(str::trim);
    let counted = match (bounds.next(), bounds.next(), bounds.next()) {
        (Some(exactly), None, None) if !exactly.is_empty() => format!("{{{exactly}}}"),
        (Some(""), Some(most), None) if !most.is_empty() => format!("{{0,{most}}}"),
        (Some(least), Some(most), None) if !least.is_empty() => format!("{{{least},{most}}}"),
        _ => return Err(Invalid::new(format!("invalid repetition '{{{inside}}}'"))),
    };
    if !closed {
        return Err(Invalid::new("a '{' is not closed"));
    }
    out.push_str(&counted);
    Ok(())
}
