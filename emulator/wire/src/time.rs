//! Points in time, in milliseconds, and AWS's three spellings of them.

use crate::table::TimestampFormat;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01T00:00:00Z. May be negative.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs * 1000)
    }

    /// Whole seconds, rounded down.
    pub const fn secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// From then to now; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    pub fn system_time(self) -> SystemTime {
        match u64::try_from(self.0) {
            Ok(millis) => UNIX_EPOCH + Duration::from_millis(millis),
            Err(_) => UNIX_EPOCH - Duration::from_millis(self.0.unsigned_abs()),
        }
    }

    pub fn from_system_time(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(i64::try_from(after.as_millis()).unwrap_or(i64::MAX)),
            Err(before) => Self(-i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX)),
        }
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl std::ops::Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// Spelling.
impl Timestamp {
    /// `2015-01-25T08:00:00Z`, with `.mmm` only where the milliseconds are not zero.
    pub fn date_time(self) -> String {
        let mut out = String::with_capacity(24);
        self.write_date_time(&mut out, self.0.rem_euclid(1000) != 0);
        out
    }

    /// `2015-01-25T08:00:00.000Z`: S3's and CloudFront's form (S3-0.5(b)).
    pub fn date_time_millis(self) -> String {
        let mut out = String::with_capacity(24);
        self.write_date_time(&mut out, true);
        out
    }

    /// `Sun, 25 Jan 2015 08:00:00 GMT`; milliseconds are dropped.
    pub fn http_date(self) -> String {
        let mut out = String::with_capacity(29);
        self.write_http_date(&mut out);
        out
    }

    /// `1422172800` or `1422172800.5`.
    pub fn epoch_seconds(self) -> String {
        let mut out = String::with_capacity(16);
        self.write_epoch_seconds(&mut out);
        out
    }

    /// Appends the spelling that `format` names; date-times have milliseconds if `millis`.
    pub fn write(self, out: &mut String, format: TimestampFormat, millis: bool) {
        match format {
            TimestampFormat::DateTime => {
                self.write_date_time(out, millis || self.0.rem_euclid(1000) != 0);
            }
            TimestampFormat::HttpDate => self.write_http_date(out),
            TimestampFormat::EpochSeconds => self.write_epoch_seconds(out),
        }
    }

    fn write_date_time(self, out: &mut String, millis: bool) {
        let Civil { year, month, day, hour, minute, second, .. } = Civil::of(self.secs());
        digits(out, year, 4);
        out.push('-');
        digits(out, month, 2);
        out.push('-');
        digits(out, day, 2);
        out.push('T');
        digits(out, hour, 2);
        out.push(':');
        digits(out, minute, 2);
        out.push(':');
        digits(out, second, 2);
        if millis {
            out.push('.');
            digits(out, self.0.rem_euclid(1000), 3);
        }
        out.push('Z');
    }

    fn write_http_date(self, out: &mut String) {
        let Civil { year, month, day, hour, minute, second, weekday } = Civil::of(self.secs());
        out.push_str(WEEKDAYS[weekday]);
        out.push_str(", ");
        digits(out, day, 2);
        out.push(' ');
        out.push_str(MONTHS[(month - 1) as usize]);
        out.push(' ');
        digits(out, year, 4);
        out.push(' ');
        digits(out, hour, 2);
        out.push(':');
        digits(out, minute, 2);
        out.push(':');
        digits(out, second, 2);
        out.push_str(" GMT");
    }

    fn write_epoch_seconds(self, out: &mut String) {
        if self.0 < 0 {
            out.push('-');
        }
        let millis = self.0.unsigned_abs();
        digits(out, (millis / 1000) as i64, 1);
        if !millis.is_multiple_of(1000) {
            out.push('.');
            digits(out, (millis % 1000) as i64, 3);
            out.truncate(out.trim_end_matches('0').len());
        }
    }
}

/// Reading.
impl Timestamp {
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
            return Self::civil(year, month, day, [0, 0, 0], 0);
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
        Self::civil(year, month, day, time, millis - offset)
    }

    /// The three forms of RFC 9110, and IMF-fixdate with a fraction.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let text = text.trim();
        let imf = || {
            let (_, rest) = text.split_once(", ")?;
            let mut rest = Scan(rest.as_bytes());
            let day = rest.number(2)?;
            rest.byte(b' ')?;
            let month = MONTHS.iter().position(|month| rest.0.starts_with(month.as_bytes()))?;
            rest.0 = &rest.0[3..];
            rest.byte(b' ')?;
            let year = rest.number(4)?;
            rest.byte(b' ')?;
            let time = rest.clock()?;
            let millis = rest.fraction()?;
            if rest.0 != b" GMT" {
                return None;
            }
            Self::civil(year, month as i64 + 1, day, time, millis)
        };
        imf().or_else(|| httpdate::parse_http_date(text).ok().map(Self::from_system_time))
    }

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

    fn civil(
        year: i64,
        month: i64,
        day: i64,
        [hour, minute, second]: [i64; 3],
        millis: i64,
    ) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        // 60: a leap second, which runs into the next minute.
        if day < 1 || day > length || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let secs = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
        Some(Self(secs * 1000 + millis))
    }
}

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A second of the proleptic Gregorian calendar, UTC.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Days since a Thursday.
    weekday: usize,
}

impl Civil {
    /// Years of 400-year eras that begin in March, so that the leap day is the last.
    fn of(secs: i64) -> Self {
        let days = secs.div_euclid(86_400);
        let clock = secs.rem_euclid(86_400);
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
            weekday: days.rem_euclid(7) as usize,
        }
    }
}

/// Days from 1970-01-01 to a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Appends a number with at least `width` digits.
fn digits(out: &mut String, number: i64, width: usize) {
    if number < 0 {
        out.push('-');
    }
    let mut number = number.unsigned_abs();
    let mut buffer = [b'0'; 20];
    let mut at = buffer.len();
    while number > 0 || buffer.len() - at < width {
        at -= 1;
        buffer[at] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.extend(buffer[at..].iter().map(|&digit| char::from(digit)));
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings() {
        let time = Timestamp(1_422_172_800_500);
        assert_eq!(time.date_time(), "2015-01-25T08:00:00.500Z");
        assert_eq!(time.date_time_millis(), "2015-01-25T08:00:00.500Z");
        assert_eq!(time.http_date(), "Sun, 25 Jan 2015 08:00:00 GMT");
        assert_eq!(time.epoch_seconds(), "1422172800.5");
        let whole = Timestamp::from_secs(951_827_696);
        assert_eq!(whole.date_time(), "2000-02-29T12:34:56Z");
        assert_eq!(whole.date_time_millis(), "2000-02-29T12:34:56.000Z");
        assert_eq!(whole.epoch_seconds(), "951827696");
        assert_eq!(Timestamp(-1).epoch_seconds(), "-0.001");
        assert_eq!(Timestamp(-1).date_time(), "1969-12-31T23:59:59.999Z");
        assert_eq!(Timestamp(i64::MIN).date_time(), "-292275055-05-16T16:47:04.192Z");
    }

    #[test]
    fn readings() {
        let date_time = Timestamp::parse_date_time;
        assert_eq!(date_time("2015-01-25T08:00:00Z"), Some(Timestamp(1_422_172_800_000)));
        assert_eq!(date_time("2015-01-25T10:30:00.5+02:30"), Some(Timestamp(1_422_172_800_500)));
        assert_eq!(date_time("2015-01-25T08:00:00.123456789"), Some(Timestamp(1_422_172_800_123)));
        assert_eq!(date_time("2015-01-25"), Some(Timestamp(1_422_144_000_000)));
        for wrong in [
            "",
            "2015",
            "2015-13-01",
            "2015-02-29",
            "2015-01-25T25:00:00Z",
            "2015-01-25T08:00:00.Z",
        ] {
            assert_eq!(date_time(wrong), None, "{wrong}");
        }
        let http_date = Timestamp::parse_http_date;
        assert_eq!(http_date("Sun, 25 Jan 2015 08:00:00 GMT"), Some(Timestamp(1_422_172_800_000)));
        assert_eq!(
            http_date("Sun, 25 Jan 2015 08:00:00.5 GMT"),
            Some(Timestamp(1_422_172_800_500))
        );
        assert_eq!(http_date("Sunday, 25-Jan-15 08:00:00 GMT"), Some(Timestamp(1_422_172_800_000)));
        assert_eq!(http_date("Sun Jan 25 08:00:00 2015"), Some(Timestamp(1_422_172_800_000)));
        assert_eq!(http_date("yesterday"), None);
        assert_eq!(Timestamp::parse_epoch_seconds("1.5"), Some(Timestamp(1500)));
        assert_eq!(Timestamp::parse_epoch_seconds("NaN"), None);
        assert_eq!(Timestamp::parse_epoch_seconds("1e300"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(millis in -62_135_596_800_000i64..253_402_300_799_999) {
            let time = Timestamp(millis);
            prop_assert_eq!(Timestamp::parse_date_time(&time.date_time()), Some(time));
            prop_assert_eq!(Timestamp::parse_date_time(&time.date_time_millis()), Some(time));
            prop_assert_eq!(Timestamp::parse_epoch_seconds(&time.epoch_seconds()), Some(time));
            let whole = Timestamp::from_secs(time.secs());
            prop_assert_eq!(Timestamp::parse_http_date(&time.http_date()), Some(whole));
        }

        #[test]
        fn any_text_is_a_time_or_none(text in "\\PC{0,40}") {
            let _ = Timestamp::parse_date_time(&text);
            let _ = Timestamp::parse_http_date(&text);
            let _ = Timestamp::parse_epoch_seconds(&text);
        }
    }
}
