//! Space-delimited patterns (CW-A6.5): `[ip, user, ..., status = 4*, bytes > 1000]`.

use super::comparison::Comparison;
use super::cursor::Cursor;
use super::expression::Expression;
use super::invalid::Invalid;
use std::collections::BTreeMap;

/// The fields before and after the `...`; without one, all are `head` and the last field takes
/// what is left of a longer line.
#[derive(Clone, Debug)]
pub(crate) struct Delimited {
    head: Vec<Field>,
    tail: Option<Vec<Field>>,
}

#[derive(Clone, Debug, Default)]
struct Field {
    name: Option<String>,
    condition: Option<Expression<Comparison>>,
}

/// One token of a line: its text without the outer marks, and where it begins with them.
#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

impl Delimited {
    /// `text` is what stands between the brackets.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let mut cursor = Cursor::new(text);
        let mut head = Vec::new();
        let mut tail = None;
        cursor.skip_space();
        if cursor.at_end() {
            return Ok(Self { head, tail: Some(Vec::new()) }); // `[]`: every token unnamed
        }
        loop {
            if cursor.take("...") {
                if tail.replace(Vec::new()).is_some() {
                    return Err(Invalid::new("more than one '...'"));
                }
            } else {
                tail.as_mut().unwrap_or(&mut head).push(field(&mut cursor)?);
            }
            cursor.skip_space();
            if cursor.at_end() {
                return Ok(Self { head, tail });
            }
            if !cursor.take(",") {
                return Err(Invalid::pattern());
            }
        }
    }

    /// The value of each token's slot in order, if the line matches.
    pub(crate) fn assign<'a>(&self, line: &'a str) -> Option<Vec<(Option<&str>, &'a str)>> {
        let tokens = tokens(line);
        let tail = self.tail.as_deref().unwrap_or_default();
        let middle = tokens.len().checked_sub(self.head.len() + tail.len())?;
        let mut slots: Vec<(Option<&Field>, &str)> = Vec::with_capacity(tokens.len());
        let blank = std::iter::repeat_n(None, if self.tail.is_some() { middle } else { 0 });
        let fields = self.head.iter().map(Some).chain(blank).chain(tail.iter().map(Some));
        slots.extend(fields.zip(tokens.iter().map(|token| token.text)));
        if self.tail.is_none() && middle > 0 {
            // CW-A6.5: the last field takes the rest of the line (not verified).
            let from = tokens.get(self.head.len().checked_sub(1)?)?.start;
            slots.last_mut()?.1 = line.get(from..).unwrap_or_default().trim_end();
        }
        slots
            .into_iter()
            .map(|(field, text)| match field {
                None => Some((None, text)),
                Some(field) => field.accepts(text).then_some((field.name.as_deref(), text)),
            })
            .collect()
    }

    /// `$name` → text; unnamed slots are `$1…$n` by their position.
    pub(crate) fn extract(&self, line: &str) -> Option<BTreeMap<String, String>> {
        let key = |at: usize, name: Option<&str>| match name {
            Some(name) => format!("${name}"),
            None => format!("${}", at + 1),
        };
        let slots = self.assign(line)?.into_iter().enumerate();
        Some(slots.map(|(at, (name, text))| (key(at, name), text.to_owned())).collect())
    }
}

impl Field {
    fn accepts(&self, text: &str) -> bool {
        let accepts = |comparison: &Comparison| comparison.accepts_text(text);
        self.condition.as_ref().is_none_or(|condition| condition.holds(&accepts))
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

fn is_bare(c: char) -> bool {
    !c.is_whitespace() && !",[]()\"%&|=<>!".contains(c)
}

/// Nothing, `name`, or conditions that all repeat the same name.
fn field(cursor: &mut Cursor) -> Result<Field, Invalid> {
    cursor.skip_space();
    let start = cursor.mark();
    let name = cursor.take_while(is_name);
    cursor.skip_space();
    if matches!(cursor.peek(), None | Some(',')) {
        let name = (!name.is_empty()).then(|| name.to_owned());
        return Ok(Field { name, condition: None });
    }
    cursor.back(start);
    let mut name: Option<String> = None;
    let condition = Expression::parse(cursor, &mut |cursor| {
        let here = match cursor.take_while(is_name) {
            "" => return Err(Invalid::new("a field name is missing")),
            here => here,
        };
        if name.get_or_insert_with(|| here.to_owned()) != here {
            return Err(Invalid::new(format!("field '{here}' in the place of another field")));
        }
        Comparison::parse(cursor, is_bare)
    })?;
    Ok(Field { name, condition: Some(condition) })
}

/// Splits at white space; `"…"` and `[…]` are one token without their marks.
fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let start = line.len() - rest.len();
        let (text, behind) = token(rest);
        tokens.push(Token { text, start });
        rest = behind.trim_start();
    }
    tokens
}

/// The first token of a line that begins with one, and what stands behind it.
fn token(line: &str) -> (&str, &str) {
    for (open, close) in [('"', '"'), ('[', ']')] {
        let marked = line.strip_prefix(open).and_then(|rest| rest.split_once(close));
        if let Some((inside, behind)) = marked
            && behind.chars().next().is_none_or(char::is_whitespace)
        {
            return (inside, behind);
        }
    }
    line.split_at(line.find(char::is_whitespace).unwrap_or(line.len()))
}
