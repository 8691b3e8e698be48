//! Wildcards and policy variables (S3-7.2f, S3-7.3).

use crate::request::{Keys, Values};
use std::borrow::Cow;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Char(char),
    /// `?`
    One,
    /// `*`
    Any,
    /// `${key, 'default'}`
    Variable {
        key: Box<str>,
        default: Option<Box<str>>,
    },
}

/// What a pattern's text may hold besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    /// `*` stands for any characters, `?` for one.
    pub wildcards: bool,
    /// Policy variables: only with version 2012-10-17.
    pub variables: bool,
}

/// A text with wildcards and variables, ready to match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    tokens: Box<[Token]>,
    /// Set where there is nothing to interpret.
    literal: Option<Box<str>>,
    has_variables: bool,
}

impl Pattern {
    /// Reads a pattern. Every text is one: what is no wildcard or variable stands for itself.
    pub fn parse(text: &str, syntax: Syntax) -> Self {
        let mut tokens = Vec::with_capacity(text.len());
        let mut rest = text;
        loop {
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            if syntax.variables
                && let Some((token, after)) = variable(rest)
            {
                tokens.push(token);
                rest = after;
                continue;
            }
            tokens.push(match c {
                '*' if syntax.wildcards => Token::Any,
                '?' if syntax.wildcards => Token::One,
                c => Token::Char(c),
            });
            rest = chars.as_str();
        }
        Self::of(tokens)
    }

    fn of(tokens: Vec<Token>) -> Self {
        let literal = tokens
            .iter()
            .map(|token| if let Token::Char(c) = token { Some(*c) } else { None })
            .collect::<Option<String>>();
        let has_variables = tokens.iter().any(|token| matches!(token, Token::Variable { .. }));
        Self { tokens: tokens.into(), literal: literal.map(Into::into), has_variables }
    }

    /// The text, if it can match only itself.
    pub fn literal(&self) -> Option<&str> {
        self.literal.as_deref()
    }

    /// True if it matches anything.
    pub fn is_any(&self) -> bool {
        !self.tokens.is_empty() && self.tokens.iter().all(|token| *token == Token::Any)
    }

    /// The pattern's parts between the first `count - 1` colons; colons inside a variable do not count.
    pub fn split_at_colons(&self, count: usize) -> Vec<Pattern> {
        let mut parts = vec![Vec::new()];
        for token in &self.tokens {
            if *token == Token::Char(':') && parts.len() < count {
                parts.push(Vec::new());
            } else if let Some(part) = parts.last_mut() {
                part.push(token.clone());
            }
        }
        parts.into_iter().map(Self::of).collect()
    }

    /// Whether `text` matches, in ASCII letters of any case if `fold`; `None` if a variable has no value.
    pub fn matches(&self, text: &str, fold: bool, keys: &dyn Keys) -> Option<bool> {
        if let Some(literal) = &self.literal {
            return Some(if fold {
                literal.eq_ignore_ascii_case(text)
            } else {
                **literal == *text
            });
        }
        if !self.has_variables {
            return Some(glob(&self.tokens, text, fold));
        }
        Some(glob(&self.substituted(keys)?, text, fold))
    }

    /// As [`Pattern::matches`] where variables have no values.
    pub fn matches_plainly(&self, text: &str, fold: bool) -> bool {
        match &self.literal {
            Some(literal) if fold => literal.eq_ignore_ascii_case(text),
            Some(literal) => **literal == *text,
            None => glob(&self.tokens, text, fold),
        }
    }

    /// True if some text could match both this pattern and `other`; variables count as wildcards.
    pub fn meets(&self, other: &Pattern, fold: bool) -> bool {
        overlap(&self.tokens, &other.tokens, fold)
    }

    fn substituted(&self, keys: &dyn Keys) -> Option<Vec<Token>> {
        let mut tokens = Vec::with_capacity(self.tokens.len() + 16);
        for token in &self.tokens {
            match token {
                Token::Variable { key, default } => {
                    let value = match keys.get(key) {
                        Some(Values::One(value)) => value,
                        // Multi-valued keys are no variables.
                        Some(Values::Many(_)) => return None,
                        None => Cow::Borrowed(default.as_deref()?),
                    };
                    tokens.extend(value.chars().map(Token::Char));
                }
                plain => tokens.push(plain.clone()),
            }
        }
        Some(tokens)
    }
}

/// A variable at the start of a text, and what follows it.
fn variable(text: &str) -> Option<(Token, &str)> {
    let inner = text.strip_prefix("${")?;
    let (name, after) = inner.split_once('}')?;
    let token = match name {
        "*" => Token::Char('*'),
        "?" => Token::Char('?'),
        "$" => Token::Char('$'),
        name => {
            let (key, default) = match name.split_once(',') {
                None => (name, None),
                Some((key, default)) => {
                    let quoted = default.trim().strip_prefix('\'')?.strip_suffix('\'')?;
                    (key, Some(quoted.into()))
                }
            };
            Token::Variable { key: key.trim().to_ascii_lowercase().into(), default }
        }
    };
    Some((token, after))
}

fn same(a: char, b: char, fold: bool) -> bool {
    a == b || (fold && a.eq_ignore_ascii_case(&b))
}

/// Greedy matching that comes back only to the last `*`: at most text × pattern steps.
fn glob(pattern: &[Token], text: &str, fold: bool) -> bool {
    let (mut p, mut rest) = (0, text.chars());
    let mut back: Option<(usize, std::str::Chars)> = None;
    loop {
        let here = rest.clone();
        match (pattern.get(p), rest.next()) {
            (Some(Token::Any), _) => {
                back = Some((p + 1, here.clone()));
                (p, rest) = (p + 1, here);
            }
            (None, None) => return true,
            (Some(Token::One), Some(_)) => p += 1,
            (Some(Token::Char(c)), Some(t)) if same(*c, t, fold) => p += 1,
            // Let the last `*` take one character more.
            _ => match &mut back {
                None => return false,
                Some((after, from)) => {
                    if from.next().is_none() {
                        return false;
                    }
                    (p, rest) = (*after, from.clone());
                }
            },
        }
    }
}

/// Whether two patterns have a text in common: reachable pairs of positions, row by row.
fn overlap(a: &[Token], b: &[Token], fold: bool) -> bool {
    let wide = |token: &Token| matches!(token, Token::Any | Token::Variable { .. });
    // Whether the tokens of `a` so far and the first ones of `b` have a text in common.
    let mut row = vec![true];
    row.extend(b.iter().scan(true, |all, token| {
        *all &= wide(token);
        Some(*all)
    }));
    for x in a {
        let mut left = wide(x) && row.first() == Some(&true);
        let mut next = vec![left];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let &[diagonal, above] = pair else { continue };
            let meet = match (x, y) {
                (Token::Char(x), Token::Char(y)) => same(*x, *y, fold),
                _ => true,
            };
            left = ((wide(x) || wide(y)) && (left || above)) || (meet && diagonal);
            next.push(left);
        }
        row = next;
    }
    row.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const WILD: Syntax = Syntax { wildcards: true, variables: true };

    fn matches(pattern: &str, text: &str) -> bool {
        let nothing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        Pattern::parse(pattern, WILD).matches(text, false, &nothing).unwrap_or(false)
    }

    #[test]
    fn s3_7_2_f_wildcards_cross_slashes() {
        for (pattern, text, expected) in [
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b/", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("a?c", "aéc", true),
            ("*a*b*c", "xxaxxbxxbxc", true),
            ("*a*b*c", "xxaxxbxxbxcd", false),
            ("", "", true),
            ("*", "", true),
            ("a${*}b", "a*b", true),
            ("a${*}b", "axb", false),
            ("${$}{x}", "${x}", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn s3_7_3_variables() {
        let keys: BTreeMap<String, Vec<String>> =
            [("aws:username".to_owned(), vec!["a*".to_owned()])].into();
        let pattern = Pattern::parse("home/${AWS:username}/*", WILD);
        assert_eq!(pattern.matches("home/a*/x", false, &keys), Some(true));
        assert_eq!(pattern.matches("home/ab/x", false, &keys), Some(false), "values are literal");
        let pattern = Pattern::parse("${aws:nobody, 'all'}", WILD);
        assert_eq!(pattern.matches("all", false, &keys), Some(true));
        assert_eq!(Pattern::parse("${aws:nobody}", WILD).matches("x", false, &keys), None);
        let old = Syntax { wildcards: true, variables: false };
        assert!(Pattern::parse("${aws:username}", old).matches_plainly("${aws:username}", false));
    }

    #[test]
    fn patterns_that_meet() {
        for (a, b, expected) in [
            ("s3:Get*", "s3:getobject", true),
            ("s3:Get*", "s3:*Object", true),
            ("s3:Put*", "s3:Get*", false),
            ("*", "", true),
            ("a?", "*b", true),
            ("a", "b", false),
        ] {
            let (a, b) = (Pattern::parse(a, WILD), Pattern::parse(b, WILD));
            assert_eq!(a.meets(&b, true), expected, "{a:?} {b:?}");
        }
    }

    /// The definition, in exponential time.
    fn slow(pattern: &[char], text: &[char]) -> bool {
        match (pattern.first(), text.first()) {
            (None, None) => true,
            (Some('*'), _) => {
                slow(&pattern[1..], text) || (!text.is_empty() && slow(pattern, &text[1..]))
            }
            (Some('?'), Some(_)) => slow(&pattern[1..], &text[1..]),
            (Some(p), Some(t)) if p == t => slow(&pattern[1..], &text[1..]),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn matching_is_its_definition(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
            let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            prop_assert_eq!(matches(&pattern, &text), slow(&p, &t));
        }

        #[test]
        fn a_text_that_matches_both_proves_that_they_meet(
            a in "[ab*?]{0,5}", b in "[ab*?]{0,5}", text in "[ab]{0,5}",
        ) {
            let (p, q) = (Pattern::parse(&a, WILD), Pattern::parse(&b, WILD));
            if matches(&a, &text) && matches(&b, &text) {
                prop_assert!(p.meets(&q, false));
            }
        }

        #[test]
        fn any_text_parses(text in ".*") {
            let nothing: BTreeMap<String, Vec<String>> = BTreeMap::new();
            let _ = Pattern::parse(&text, WILD).matches(&text, true, &nothing);
        }
    }
}
