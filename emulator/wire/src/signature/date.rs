//! Dates as signatures spell them.

use crate::Timestamp;

const DAY: i64 = 86_400;

/// `20130524T000000Z`
pub fn basic(time: Timestamp) -> String {
    let (year, month, day, hour, minute, second) = civil(time);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// `2013-05-24T00:00:00Z`
pub fn iso_seconds(time: Timestamp) -> String {
    let (year, month, day, hour, minute, second) = civil(time);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Reads `20130524T000000Z`, and nothing else.
pub fn parse_basic(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 16] = text.as_bytes().try_into().ok()?;
    if bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0i64, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'))
        })
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    let last = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let fits = (1..=12).contains(&month) && (1..=last).contains(&day);
    if !fits || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    Some(Timestamp::from_secs(days * DAY + hour * 3600 + minute * 60 + second))
}

/// The `Date` header, which may also be of the basic form.
pub fn parse_any(text: &str) -> Option<Timestamp> {
    let http = || httpdate::parse_http_date(text).ok().map(Timestamp::from_system_time);
    parse_basic(text).or_else(http)
}

fn civil(time: Timestamp) -> (i64, i64, i64, i64, i64, i64) {
    let (days, rest) = (time.secs().div_euclid(DAY), time.secs().rem_euclid(DAY));
    let (year, month, day) = civil_from_days(days);
    (year, month, day, rest / 3600, rest / 60 % 60, rest % 60)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March inside.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (years + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_dates() {
        let time = parse_basic("20130524T000000Z").unwrap();
        assert_eq!(time, Timestamp::from_secs(1_369_353_600));
        assert_eq!(iso_seconds(time), "2013-05-24T00:00:00Z");
        assert_eq!(parse_any("Fri, 24 May 2013 00:00:00 GMT"), Some(time));
        for wrong in ["20130524T000000", "20130229T000000Z", "20131301T000000Z", "x", ""] {
            assert_eq!(parse_any(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9TZé ]{0,18}", any in any::<String>()) {
            for text in [text, any] {
                if let Some(time) = parse_basic(&text) {
                    prop_assert_eq!(&basic(time), &text);
                }
                let _ = parse_any(&text);
            }
        }

        #[test]
        fn written_reads_back(secs in 0i64..253_402_300_800) {
            let time = Timestamp::from_secs(secs);
            prop_assert_eq!(parse_basic(&basic(time)), Some(time));
        }
    }
}
