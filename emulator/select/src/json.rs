//! Root values of JSON, one after the other.

use crate::bytes::Window;
use crate::number;
use crate::problem::{Problem, Result};
use crate::value::Value;

/// Values inside of values: they are walked by recursion.
const DEPTH_MAX: usize = 100;

fn malformed() -> Problem {
    let message = "Error parsing JSON file. Please check the file and try again.";
    Problem::new("JSONParsingError", message)
}

/// The next root value, and where it begins; none at the end. `until` is the last byte that one may
/// begin at.
pub(crate) fn next(window: &mut Window, until: u64) -> Result<Option<Value>> {
    loop {
        let bytes = window.bytes();
        let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        window.take(blanks);
        let bytes = window.bytes();
        if bytes.is_empty() && window.is_last() || window.position() > until {
            return Ok(None);
        }
        let Some(len) = extent(bytes, window.is_last())? else {
            window.more()?;
            continue;
        };
        let text = std::str::from_utf8(bytes.get(..len).unwrap_or_default());
        let value = parse(text.map_err(|_| malformed())?)?;
        window.take(len);
        return Ok(Some(value));
    }
}

/// How long the value is that begins here; none: it is not all there.
fn extent(bytes: &[u8], last: bool) -> Result<Option<usize>> {
    let (mut depth, mut text, mut escaped) = (0usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        if text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    text = false;
                    if depth == 0 {
                        return Ok(Some(at + 1));
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' if depth == 0 && at > 0 => return Ok(Some(at)),
            b'"' => text = true,
            b'{' | b'[' if depth == 0 && at > 0 => return Ok(Some(at)),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1).ok_or_else(malformed)?;
                if depth == 0 {
                    return Ok(Some(at + 1));
                }
            }
            byte if depth == 0 && byte.is_ascii_whitespace() => return Ok(Some(at)),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(malformed());
        }
    }
    match (last, bytes.is_empty()) {
        (false, _) | (_, true) => Ok(None),
        (true, _) if depth > 0 || text => Err(malformed()),
        (true, _) => Ok(Some(bytes.len())),
    }
}

/// One value of JSON.
///
/// # Errors
/// JSONParsingError: it is none, or values are too deep inside of values.
pub fn parse(text: &str) -> Result<Value> {
    let mut parser = Parser { rest: text, depth: 0 };
    let value = parser.value()?;
    parser.skip_blanks();
    if parser.rest.is_empty() { Ok(value) } else { Err(malformed()) }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl Parser<'_> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<()> {
        if self.eat(token) { Ok(()) } else { Err(malformed()) }
    }

    fn value(&mut self) -> Result<Value> {
        self.skip_blanks();
        match self.rest.chars().next() {
            Some('{') => self.nested("{", Self::fields),
            Some('[') => self.nested("[", Self::elements),
            Some('"') => self.text().map(Value::Text),
            Some('t') => self.expect("true").map(|()| Value::Bool(true)),
            Some('f') => self.expect("false").map(|()| Value::Bool(false)),
            Some('n') => self.expect("null").map(|()| Value::Null),
            Some('-' | '0'..='9') => self.number(),
            _ => Err(malformed()),
        }
    }

    fn nested(&mut self, open: &str, inside: fn(&mut Self) -> Result<Value>) -> Result<Value> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(malformed());
        }
        self.expect(open)?;
        let value = inside(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn fields(&mut self) -> Result<Value> {
        let mut fields = Vec::new();
        if self.eat("}") {
            return Ok(Value::Struct(fields));
        }
        loop {
            self.skip_blanks();
            let name = self.text()?;
            self.expect(":")?;
            fields.push((name, self.value()?));
            if !self.eat(",") {
                self.expect("}")?;
                return Ok(Value::Struct(fields));
            }
        }
    }

    fn elements(&mut self) -> Result<Value> {
        let mut all = Vec::new();
        if self.eat("]") {
            return Ok(Value::List(all));
        }
        loop {
            all.push(self.value()?);
            if !self.eat(",") {
                self.expect("]")?;
                return Ok(Value::List(all));
            }
        }
    }

    fn number(&mut self) -> Result<Value> {
        let fits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end).ok_or_else(malformed)?;
        self.rest = rest;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let zero =
            digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let dot = digits.ends_with('.') || digits.contains(".e") || digits.contains(".E");
        if zero || dot || !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(malformed());
        }
        number::parse(text)
    }

    fn text(&mut self) -> Result<String> {
        let mut chars = self.rest.strip_prefix('"').ok_or_else(malformed)?.chars();
        let mut text = String::new();
        loop {
            match chars.next().ok_or_else(malformed)? {
                '"' => break,
                '\\' => text.push(escaped(&mut chars)?),
                c if c < ' ' => return Err(malformed()),
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Ok(text)
    }
}

fn escaped(chars: &mut std::str::Chars) -> Result<char> {
    Ok(match chars.next().ok_or_else(malformed)? {
        c @ ('"' | '\\' | '/') => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => match unit(chars)? {
            high @ 0xd800..0xdc00 => {
                let pair = chars.next() == Some('\\') && chars.next() == Some('u');
                let low = if pair { unit(chars)? } else { 0 };
                let all = [high as u16, low as u16];
                let one = char::decode_utf16(all).next().and_then(|it| it.ok());
                one.ok_or_else(malformed)?
            }
            code => char::from_u32(code).ok_or_else(malformed)?,
        },
        _ => return Err(malformed()),
    })
}

fn unit(chars: &mut std::str::Chars) -> Result<u32> {
    (0..4).try_fold(0, |code, _| {
        let digit = chars.next().and_then(|c| c.to_digit(16)).ok_or_else(malformed)?;
        Ok(code * 16 + digit)
    })
}
