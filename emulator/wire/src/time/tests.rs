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
    for wrong in
        ["", "2015", "2015-13-01", "2015-02-29", "2015-01-25T25:00:00Z", "2015-01-25T08:00:00.Z"]
    {
        assert_eq!(date_time(wrong), None, "{wrong}");
    }
    let http_date = Timestamp::parse_http_date;
    assert_eq!(http_date("Sun, 25 Jan 2015 08:00:00 GMT"), Some(Timestamp(1_422_172_800_000)));
    assert_eq!(http_date("Sun, 25 Jan 2015 08:00:00.5 GMT"), Some(Timestamp(1_422_172_800_500)));
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
