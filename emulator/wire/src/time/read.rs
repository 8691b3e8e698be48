//! AWS's three spellings of a point in time, read.

use super::Timestamp;
use super::civil::{MONTHS, timestamp};
use crate::table::TimestampFormat;

impl Timestamp {
    /// Reads a format; `None`: the text is no time in it.
    pub fn parse(text: &str, format: TimestampFormat) -> Option<Self> {
        match format {
            TimestampFormat::DateTime => Self::parse_date_time(text),
            TimestampFormat::HttpDate => Self::parse_http_date(text),
            TimestampFormat::EpochSeconds => Self::parse_epoch_seconds(text),
        }
    }

    /// ISO 8601 as AWS takes it: a date, or date and time with optional fraction and with `Z`,
    /// `±hh:mm`, `±hhmm` or nothing (UTC) behind.
    pub fn parse_date_time(text: &str) -> Option<Self> {
        let mut text = Scan(text.trim().as_bytes());
        let year = text.number(4)?;
        text.byte(b'-')?;
        let month = text.number(2)?;
        text.byte(b'-')?;
        let day = text.number(2)?;
        if text.0.is_empty() {
            return timestamp(year, month, day, [0, 0, 0], 0);
        }
        text.byte(b'T').or_else(|| text.byte(b't')).or_else(|| text.byte(b' '))?;
        let time = text.clock()?;
        let millis = text.fraction()?;
        let offset = match *text.0 {
            [] | [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), ref rest @ ..] => {
                let mut rest = Scan(rest);
                let hours = rest.number(2)?;
                let _ = rest.byte(b':');
                let minutes = if rest.0.is_empty() { 0 } else { rest.number(2)? };
                if !rest.0.is_empty() || hours > 23 || minutes > 59 {
                    return None;
                }
                (hours * 60 + minutes) * if sign == b'-' { -60_000 } else { 60_000 }
            }
            _ => return None,
        };
        timestamp(year, month, day, time, millis - offset)
    }

    /// The three forms of RFC 9110, and IMF-fixdate with a fraction.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let text = text.trim();
        let imf = || {
            let (_, rest) = text.split_once(", ")?;
            let mut rest = Scan(rest.as_bytes());
            let day = rest.number(2)?;
            rest.byte(b' ')?;
            let (month, behind) = MONTHS
                .iter()
                .enumerate()
                .find_map(|(at, month)| Some((at, rest.0.strip_prefix(month.as_bytes())?)))?;
            rest.0 = behind;
            rest.byte(b' ')?;
            let year = rest.number(4)?;
            rest.byte(b' ')?;
            let time = rest.clock()?;
            let millis = rest.fraction()?;
            if rest.0 != b" GMT" {
                return None;
            }
            timestamp(year, month as i64 + 1, day, time, millis)
        };
        imf().or_else(|| httpdate::parse_http_date(text).ok().map(Self::from_system_time))
    }

    /// A decimal number of seconds since 1970, rounded to milliseconds.
    pub fn parse_epoch_seconds(text: &str) -> Option<Self> {
        match text.parse::<i64>() {
            Ok(secs) => secs.checked_mul(1000).map(Self),
            Err(_) => Self::from_epoch_seconds(text.parse().ok()?),
        }
    }

    /// To the nearest millisecond; `None` where that is no time at all.
    pub fn from_epoch_seconds(secs: f64) -> Option<Self> {
        let millis = (secs * 1000.0).round();
        (millis.abs() < 9.0e18).then_some(Self(millis as i64))
    }
}

/// What is left to read.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn byte(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    fn number(&mut self, width: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(width)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
        })
    }

    /// `hh:mm:ss`
    fn clock(&mut self) -> Option<[i64; 3]> {
        let hour = self.number(2)?;
        self.byte(b':')?;
        let minute = self.number(2)?;
        self.byte(b':')?;
        Some([hour, minute, self.number(2)?])
    }

    /// `.5`, in milliseconds, cut after the third digit; or nothing.
    fn fraction(&mut self) -> Option<i64> {
        if self.byte(b'.').is_none() {
            return Some(0);
        }
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        let place = [100, 10, 1];
        let millis = digits.iter().zip(place).map(|(digit, place)| i64::from(digit - b'0') * place);
        (length > 0).then(|| millis.sum())
    }
}
