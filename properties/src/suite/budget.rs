//! A length of time as people write it.

use std::time::Duration;

/// `90s`, `5m`, `2h`, `500ms`.
///
/// # Errors
/// It is none, in a sentence.
pub fn budget(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no length of time: write 60s, 5m, 2h or 500ms");
    let digits = text.trim();
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = digits.strip_suffix(unit).ok_or_else(wrong)?;
    let seconds = match unit.trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err(wrong()),
    };
    let number: f64 = number.parse().map_err(|_| wrong())?;
    match number * seconds {
        // A year is more than anybody waits, and still a `Duration`.
        all if all > 0.0 && all <= 365.0 * 86_400.0 => Ok(Duration::from_secs_f64(all)),
        _ => Err(format!(
            "{text:?} is too little or too much: write something between 1ms and a year"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_others_refused() {
        assert_eq!(budget("60s"), Ok(Duration::from_secs(60)));
        assert_eq!(budget("1.5m"), Ok(Duration::from_secs(90)));
        assert_eq!(budget(" 2 h "), Ok(Duration::from_secs(7200)));
        assert_eq!(budget("500ms"), Ok(Duration::from_millis(500)));
        for text in ["", "60", "s", "-1s", "0s", "1d", "1e9h", "1.2.3s", "99999999h", "NaNs", "é"]
        {
            assert!(budget(text).is_err(), "{text}");
        }
    }
}
