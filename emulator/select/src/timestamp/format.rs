//! Patterns of TO_STRING and TO_TIMESTAMP
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html>).

use super::{Precision, Stamp, offset_text};
use crate::problem::{Problem, Result};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Letters that come so many times, or text.
enum Symbol {
    Field(char, usize),
    Text(String),
}

fn symbols(pattern: &str) -> Result<Vec<Symbol>> {
    let mut all = Vec::new();
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\'' {
            let mut text = String::new();
            loop {
                match rest.next() {
                    Some('\'') => break,
                    Some(c) => text.push(c),
                    None => {
                        let code = "EvaluatorUnterminatedTimestampFormatPatternToken";
                        let what = "Timestamp format pattern contains unterminated token";
                        return Err(wrong(code, what, pattern));
                    }
                }
            }
            all.push(Symbol::Text(if text.is_empty() { "'".to_owned() } else { text }));
        } else if c.is_ascii_alphabetic() {
            let mut count = 1;
            while rest.next_if_eq(&c).is_some() {
                count += 1;
            }
            let known = match c {
                'y' => matches!(count, 1 | 2 | 4),
                'M' | 'X' | 'x' => count <= 5,
                'd' | 'h' | 'H' | 'm' | 's' => count <= 2,
                'S' => count <= 9,
                'a' | 'n' => count == 1,
                _ => {
                    let code = "EvaluatorInvalidTimestampFormatPatternSymbol";
                    let what = "Timestamp format pattern contains invalid symbol";
                    return Err(wrong(code, what, pattern));
                }
            };
            if !known {
                let code = "EvaluatorInvalidTimestampFormatPatternToken";
                let what = "Timestamp format pattern contains invalid token";
                return Err(wrong(code, what, pattern));
            }
            all.push(Symbol::Field(c, count));
        } else {
            all.push(Symbol::Text(c.to_string()));
        }
    }
    Ok(all)
}

fn wrong(code: &'static str, what: &str, pattern: &str) -> Problem {
    Problem::new(code, format!("{what}: '{pattern}'."))
}

/// `TO_STRING`
pub(crate) fn format(stamp: &Stamp, pattern: &str) -> Result<String> {
    let [year, month, day, hour, minute, second] = stamp.fields();
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied();
    let name = name.unwrap_or_default();
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let mut text = String::new();
    for symbol in symbols(pattern)? {
        let (letter, count) = match symbol {
            Symbol::Text(plain) => {
                text.push_str(&plain);
                continue;
            }
            Symbol::Field(letter, count) => (letter, count),
        };
        let field = match (letter, count) {
            ('y', 1) => year.to_string(),
            ('y', 2) => format!("{:02}", year % 100),
            ('y', _) => format!("{year:04}"),
            ('M', 3) => name.chars().take(3).collect(),
            ('M', 4) => name.to_owned(),
            ('M', 5) => name.chars().take(1).collect(),
            ('M', width) => format!("{month:0width$}"),
            ('d', width) => format!("{day:0width$}"),
            ('a', _) => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
            ('h', width) => format!("{half:0width$}"),
            ('H', width) => format!("{hour:0width$}"),
            ('m', width) => format!("{minute:0width$}"),
            ('s', width) => format!("{second:0width$}"),
            ('S', width) => format!("{:09}", stamp.nanos).chars().take(width).collect(),
            ('n', _) => stamp.nanos.to_string(),
            (letter, width) => offset(stamp.offset.unwrap_or(0), letter, width),
        };
        text.push_str(&field);
    }
    Ok(text)
}

/// `X` writes none as `Z`.
fn offset(minutes: i64, letter: char, width: usize) -> String {
    if minutes == 0 && letter == 'X' {
        return "Z".to_owned();
    }
    match width {
        1 if minutes % 60 == 0 => offset_text(minutes, "").chars().take(3).collect(),
        1 | 2 | 4 => offset_text(minutes, ""),
        _ => offset_text(minutes, ":"),
    }
}

/// What has been read so far.
#[derive(Default)]
struct Read {
    fields: [Option<i64>; 6],
    nanos: u32,
    fraction: u8,
    afternoon: Option<bool>,
    twelve: bool,
    offset: Option<i64>,
}

/// `TO_TIMESTAMP` with a pattern.
pub(crate) fn parse_by(text: &str, pattern: &str) -> Result<Stamp> {
    let symbols = symbols(pattern)?;
    check_fields(&symbols, pattern)?;
    let failed = || {
        let message = "A timestamp parse failure occurred in the SQL expression.";
        Problem::new("ValueParseFailure", message)
    };
    let mut read = Read::default();
    let mut rest = text;
    for symbol in &symbols {
        rest = match symbol {
            Symbol::Text(plain) => rest.strip_prefix(plain.as_str()).ok_or_else(failed)?,
            Symbol::Field(letter, count) => read.field(rest, *letter, *count).ok_or_else(failed)?,
        };
    }
    if !rest.is_empty() {
        return Err(failed());
    }
    read.stamp().ok_or_else(failed)
}

fn check_fields(symbols: &[Symbol], pattern: &str) -> Result<()> {
    let mut letters: Vec<char> = Vec::new();
    for symbol in symbols {
        let Symbol::Field(letter, count) = symbol else { continue };
        if (*letter, *count) == ('M', 5) {
            let code = "EvaluatorInvalidTimestampFormatPatternSymbolForParsing";
            let what = "The format pattern contains a valid format symbol that cannot be applied \
                        to timestamp parsing";
            return Err(wrong(code, what, pattern));
        }
        let field = if *letter == 'h' { 'H' } else { *letter };
        if letters.contains(&field) {
            let code = "EvaluatorTimestampFormatPatternDuplicateFields";
            let what = "The format pattern contains multiple format specifiers representing the \
                        timestamp field";
            return Err(wrong(code, what, pattern));
        }
        letters.push(field);
    }
    let has =
        |wanted: char| symbols.iter().any(|it| matches!(it, Symbol::Field(l, _) if *l == wanted));
    if has('h') != has('a') {
        let code = "EvaluatorTimestampFormatPatternHourClockAmPmMismatch";
        let what = "The format pattern contains a 12-hour hour of day format symbol but doesn't \
                    also contain an AM/PM field, or it contains a 24-hour hour of day format \
                    specifier and contains an AM/PM field";
        return Err(wrong(code, what, pattern));
    }
    if !has('y') {
        let code = "EvaluatorInvalidTimestampFormatPattern";
        return Err(wrong(code, "Timestamp format pattern requires additional fields", pattern));
    }
    Ok(())
}

impl Read {
    /// Takes a field off the text.
    fn field<'a>(&mut self, text: &'a str, letter: char, count: usize) -> Option<&'a str> {
        let place = match letter {
            'M' if count >= 3 => {
                let short =
                    |name: &&'static str| if count == 3 { name.get(..3) } else { Some(*name) };
                let names = MONTHS.iter().filter_map(short);
                let (at, rest) = names
                    .enumerate()
                    .find_map(|(at, name)| Some((at, text.strip_prefix(name)?)))?;
                self.fields[1] = i64::try_from(at + 1).ok();
                return Some(rest);
            }
            'a' => {
                let (half, rest) = text.split_at_checked(2)?;
                self.afternoon = Some(half.eq_ignore_ascii_case("pm"));
                return (half.eq_ignore_ascii_case("pm") || half.eq_ignore_ascii_case("am"))
                    .then_some(rest);
            }
            'X' | 'x' => return self.offset(text),
            'y' => 0,
            'M' => 1,
            'd' => 2,
            'h' | 'H' => 3,
            'm' => 4,
            's' => 5,
            _ => 6,
        };
        let most = match (letter, count) {
            ('y', 2) => 2,
            ('y', _) => 4,
            ('S' | 'n', _) => 9,
            _ => 2,
        };
        let len = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = text.split_at_checked(len)?;
        let value: i64 = digits.parse().ok()?;
        match letter {
            'S' => {
                let kept: String = digits.chars().chain("000000000".chars()).take(9).collect();
                (self.nanos, self.fraction) = (kept.parse().ok()?, u8::try_from(len).ok()?);
            }
            'n' => (self.nanos, self.fraction) = (u32::try_from(value).ok()?, 9),
            // Seventy years back, thirty ahead of 2000.
            'y' if count == 2 => {
                self.fields[0] = Some(if value < 70 { 2000 } else { 1900 } + value)
            }
            _ => *self.fields.get_mut(place)? = Some(value),
        }
        self.twelve |= letter == 'h';
        Some(rest)
    }

    fn offset<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        if let Some(rest) = text.strip_prefix('Z') {
            self.offset = Some(0);
            return Some(rest);
        }
        let end = text.char_indices().find(|(at, c)| *at > 0 && !c.is_ascii_digit() && *c != ':');
        let (own, rest) = text.split_at_checked(end.map_or(text.len(), |(at, _)| at))?;
        let digits: String = own.chars().filter(|c| *c != ':').collect();
        let full = if digits.len() == 3 { digits + "00" } else { digits };
        let (hours, minutes) = full.split_at_checked(3)?;
        self.offset = Some(super::offset_minutes(&format!("{hours}:{minutes}"))?);
        Some(rest)
    }

    fn stamp(self) -> Option<Stamp> {
        let [year, month, day, hour, minute, second] = self.fields;
        let hour = match (hour, self.twelve) {
            (Some(hour), true) if !(1..=12).contains(&hour) => return None,
            (Some(hour), true) => Some(hour % 12 + if self.afternoon? { 12 } else { 0 }),
            (hour, _) => hour,
        };
        let precision = match (month, day, hour.or(minute), second) {
            (_, _, _, Some(_)) => Precision::Second(self.fraction),
            (_, _, Some(_), _) => Precision::Minute,
            (_, Some(_), _, _) => Precision::Day,
            (Some(_), _, _, _) => Precision::Month,
            _ => Precision::Year,
        };
        let fields = [
            year?,
            month.unwrap_or(1),
            day.unwrap_or(1),
            hour.unwrap_or(0),
            minute.unwrap_or(0),
            second.unwrap_or(0),
        ];
        Stamp::of_fields(fields, self.nanos, precision, self.offset)
    }
}
