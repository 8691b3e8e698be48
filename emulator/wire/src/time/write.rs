//! AWS's three spellings of a point in time, written.

use super::Timestamp;
use super::civil::{Civil, MONTHS};
use crate::table::TimestampFormat;

/// From the day of 1970-01-01 on.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

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
