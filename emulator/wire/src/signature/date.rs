//! Dates as signatures spell them.

use crate::Timestamp;
use crate::time::civil::{Civil, timestamp};

/// `20130524T000000Z`
pub fn basic(time: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second, .. } = Civil::of(time.secs());
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// `2013-05-24T00:00:00Z`
pub fn iso_seconds(time: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second, .. } = Civil::of(time.secs());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Reads `20130524T000000Z`, and nothing else.
pub fn parse_basic(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let number = |digits: &str, from: usize, to: usize| {
        let digits = digits.get(from..to)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<i64>().ok().filter(|_| plain)
    };
    if date.len() != 8 || time.len() != 6 {
        return None;
    }
    let (year, month, day) = (number(date, 0, 4)?, number(date, 4, 6)?, number(date, 6, 8)?);
    let (hour, minute, second) = (number(time, 0, 2)?, number(time, 2, 4)?, number(time, 4, 6)?);
    // Signatures know no leap second.
    (second < 60).then(|| timestamp(year, month, day, [hour, minute, second], 0)).flatten()
}

/// The `Date` header, which may also be of the basic form.
pub fn parse_any(text: &str) -> Option<Timestamp> {
    let http = || httpdate::parse_http_date(text).ok().map(Timestamp::from_system_time);
    parse_basic(text).or_else(http)
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
