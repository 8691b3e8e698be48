//! Attributes of type `Number` (SQS-4.3): up to 38 digits, without needless zeros.

const DIGITS_MAX: usize = 38;
/// Powers of ten between which a number that is not zero lies.
const LEAST: i64 = -128;
const GREATEST: i64 = 126;

/// A number as it is stored. `None`: it is none, or out of bounds.
pub(crate) fn stored(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let power: i64 = exponent.map_or(Ok(0), str::parse).ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && fraction.is_empty() {
        return Some("0".to_owned());
    }
    check(whole, fraction, power)?;
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if fraction.is_empty() { "" } else { "." };
    let exponent = exponent.map_or_else(String::new, |exponent| format!("E{exponent}"));
    Some(format!("{sign}{whole}{dot}{fraction}{exponent}"))
}

/// The bounds of size and precision. Zeros at either end are no digits.
fn check(whole: &str, fraction: &str, power: i64) -> Option<()> {
    let all = format!("{whole}{fraction}");
    let significant = all.trim_matches('0');
    // The place of the first digit that is not zero.
    let zeros = all.len() - all.trim_start_matches('0').len();
    let place = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()? - 1;
    let magnitude = place.checked_add(power)?;
    (significant.len() <= DIGITS_MAX && (LEAST..=GREATEST).contains(&magnitude)).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqs_4_3_numbers() {
        for (text, expected) in [
            ("1", "1"),
            ("007", "7"),
            ("-1.500", "-1.5"),
            ("+0.50", "0.5"),
            ("00.0", "0"),
            ("100", "100"),
            ("1.0e3", "1E3"),
            (".5", "0.5"),
            ("1e126", "1E126"),
            ("1e-128", "1E-128"),
        ] {
            assert_eq!(stored(text).as_deref(), Some(expected), "{text}");
        }
        let long = "1".repeat(39);
        for text in
            ["", "-", ".", "x", "1x", "1.2.3", "0x1", "1e", "1e127", "1e-129", "NaN", long.as_str()]
        {
            assert_eq!(stored(text), None, "{text}");
        }
        assert!(stored(&"1".repeat(38)).is_some());
        assert!(stored(&format!("1{}", "0".repeat(100))).is_some());
    }
}
