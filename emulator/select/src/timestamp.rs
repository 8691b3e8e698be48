//! Moments as Ion writes them: known to the year, the month, … or a part of a second, with or without
//! an offset (<https://www.w3.org/TR/NOTE-datetime>).

mod format;

pub(crate) use format::{format, parse_by};

/// What a moment is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    TimezoneHour,
    TimezoneMinute,
}

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds of the local time since 1970.
    local: i64,
    nanos: u32,
    precision: Precision,
    /// Minutes; none: not known (`-00:00`).
    offset: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
    Minute,
    /// With so many digits behind the point.
    Second(u8),
}

const DAY: i64 = 86_400;

/// 0001-01-01 to 9999-12-31.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;

impl Stamp {
    /// A moment of UTC, in milliseconds since 1970.
    pub(crate) fn of_millis(millis: i64) -> Self {
        let local = millis.div_euclid(1_000).clamp(FIRST, LAST);
        let nanos = u32::try_from(millis.rem_euclid(1_000)).unwrap_or(0) * 1_000_000;
        Self { local, nanos, precision: Precision::Second(3), offset: Some(0) }
    }

    /// `2007T`, `2007-02T`, `2007-02-23`, `2007-02-23T12:14Z`, `2007-02-23T12:14:33.079-08:00`
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, time),
            None => (text, ""),
        };
        let fields: Vec<&str> = date.split('-').collect();
        let number = |text: &str, len: usize| {
            let digits = text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<i64>().ok().filter(|_| digits)
        };
        let (year, month, day, precision) = match (fields.as_slice(), text.contains('T')) {
            ([year], true) => (number(year, 4)?, 1, 1, Precision::Year),
            ([year, month], true) => (number(year, 4)?, number(month, 2)?, 1, Precision::Month),
            ([year, month, day], _) => {
                (number(year, 4)?, number(month, 2)?, number(day, 2)?, Precision::Day)
            }
            _ => return None,
        };
        let date = Self::of_fields([year, month, day, 0, 0, 0], 0, precision, None)?;
        if time.is_empty() {
            return Some(date);
        }
        let at = time.find(['Z', '+', '-'])?;
        let (clock, offset) = time.split_at_checked(at)?;
        let offset = match offset {
            "Z" => Some(0),
            "-00:00" => None,
            offset => Some(offset_minutes(offset)?),
        };
        let mut parts = clock.split(':');
        let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let (second, nanos, precision_of_time) = match parts.next() {
            None => (0, 0, Precision::Minute),
            Some(second) => {
                let (whole, fraction) = second.split_once('.').unwrap_or((second, ""));
                if second.ends_with('.') || !fraction.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                let kept: String = fraction.chars().chain("000000000".chars()).take(9).collect();
                let digits = u8::try_from(fraction.len().min(9)).ok()?;
                (number(whole, 2)?, kept.parse().ok()?, Precision::Second(digits))
            }
        };
        if parts.next().is_some() || precision != Precision::Day {
            return None;
        }
        Self::of_fields([year, month, day, hour, minute, second], nanos, precision_of_time, offset)
    }

    fn of_fields(
        [year, month, day, hour, minute, second]: [i64; 6],
        nanos: u32,
        precision: Precision,
        offset: Option<i64>,
    ) -> Option<Self> {
        let fits = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        let local = days_before(year, month, day) * DAY + hour * 3_600 + minute * 60 + second;
        fits.then_some(Self { local, nanos, precision, offset })
    }

    fn fields(&self) -> [i64; 6] {
        let (year, month, day) = date_of(self.local.div_euclid(DAY));
        let second = self.local.rem_euclid(DAY);
        [year, month, day, second / 3_600, second / 60 % 60, second % 60]
    }

    /// For comparison: seconds of UTC and nanoseconds.
    pub(crate) fn instant(&self) -> (i64, u32) {
        (self.local - self.offset.unwrap_or(0) * 60, self.nanos)
    }

    pub(crate) fn extract(&self, part: Part) -> i64 {
        let [year, month, day, hour, minute, second] = self.fields();
        match part {
            Part::Year => year,
            Part::Month => month,
            Part::Day => day,
            Part::Hour => hour,
            Part::Minute => minute,
            Part::Second => second,
            Part::TimezoneHour => self.offset.unwrap_or(0) / 60,
            Part::TimezoneMinute => self.offset.unwrap_or(0) % 60,
        }
    }

    /// None: beyond the calendar. The result is as precise as it must be.
    pub(crate) fn add(&self, part: Part, quantity: i64) -> Option<Self> {
        let (unit, precision) = match part {
            Part::Year | Part::Month => {
                let [year, month, day, ..] = self.fields();
                let months = if part == Part::Year { quantity.checked_mul(12)? } else { quantity };
                let months = (year * 12 + month - 1).checked_add(months)?;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                if !(1..=9999).contains(&year) {
                    return None;
                }
                let days = days_before(year, month, day.min(days_in(year, month)));
                let local = days * DAY + self.local.rem_euclid(DAY);
                let least = if part == Part::Year { Precision::Year } else { Precision::Month };
                return Some(Self { local, precision: self.precision.max(least), ..*self });
            }
            Part::Day => (DAY, Precision::Day),
            Part::Hour => (3_600, Precision::Minute),
            Part::Minute => (60, Precision::Minute),
            _ => (1, Precision::Second(0)),
        };
        let local = quantity.checked_mul(unit)?.checked_add(self.local)?;
        let precision = self.precision.max(precision);
        (FIRST..=LAST).contains(&local).then_some(Self { local, precision, ..*self })
    }

    /// How many of the part lie between: whole ones.
    pub(crate) fn difference(&self, part: Part, other: &Self) -> i64 {
        let ((from, from_nanos), (to, to_nanos)) = (self.instant(), other.instant());
        let nanos =
            i128::from(to - from) * 1_000_000_000 + i128::from(to_nanos) - i128::from(from_nanos);
        let unit = match part {
            Part::Year | Part::Month => {
                let months = whole_months(self, other);
                return if part == Part::Year { months / 12 } else { months };
            }
            Part::Day => DAY,
            Part::Hour => 3_600,
            Part::Minute => 60,
            _ => 1,
        };
        i64::try_from(nanos / (i128::from(unit) * 1_000_000_000)).unwrap_or(0)
    }

    fn utc(&self) -> Self {
        Self { local: self.instant().0, offset: Some(0), ..*self }
    }
}

fn whole_months(from: &Stamp, to: &Stamp) -> i64 {
    if from.instant() > to.instant() {
        return -whole_months(to, from);
    }
    let (from, to) = (from.utc(), to.utc());
    let ([y1, m1, d1, ..], [y2, m2, d2, ..]) = (from.fields(), to.fields());
    let months = (y2 * 12 + m2) - (y1 * 12 + m1);
    let in_month = |stamp: &Stamp, day: i64| (day, stamp.local.rem_euclid(DAY), stamp.nanos);
    months - i64::from(in_month(&to, d2) < in_month(&from, d1))
}

/// As Ion writes it.
impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [year, month, day, hour, minute, second] = self.fields();
        match self.precision {
            Precision::Year => return write!(f, "{year:04}T"),
            Precision::Month => return write!(f, "{year:04}-{month:02}T"),
            Precision::Day => return write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Minute => write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")?,
            Precision::Second(digits) => {
                write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
                let fraction: String =
                    format!("{:09}", self.nanos).chars().take(digits.into()).collect();
                if digits > 0 {
                    write!(f, ".{fraction}")?;
                }
            }
        }
        match self.offset {
            None => f.write_str("-00:00"),
            Some(0) => f.write_str("Z"),
            Some(offset) => f.write_str(&offset_text(offset, ":")),
        }
    }
}

fn offset_text(offset: i64, between: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}{between}{:02}", offset.abs() / 60, offset.abs() % 60)
}

/// `+07:08`
fn offset_minutes(text: &str) -> Option<i64> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| digits)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, of years that begin in March.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
