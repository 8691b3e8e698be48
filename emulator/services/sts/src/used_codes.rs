//! The codes of second factors that have served, each of which serves once.

use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A code of a device's, and the step of its clock that shows it.
type Code = (i64, Arc<str>);

/// The codes that have served, by the serial number of the device. A code holds for three steps, so
/// older ones need not be known.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct UsedCodes(OrdMap<Arc<str>, Vec<Code>>);

/// How many steps before the newest one a code may be of that holds still.
const NEAR: i64 = 2;

impl UsedCodes {
    /// Uses a code up. False: it has served already.
    pub(crate) fn take(&mut self, serial: &str, step: i64, code: &str) -> bool {
        let used = self.0.entry(serial.into()).or_default();
        used.retain(|(known, _)| step - *known <= NEAR);
        if used.iter().any(|(known, text)| *known == step && **text == *code) {
            return false;
        }
        used.push((step, code.into()));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_serves_once() {
        let mut used = UsedCodes::default();
        assert!(used.take("a", 10, "123456"));
        assert!(!used.take("a", 10, "123456"));
        assert!(used.take("b", 10, "123456"), "of another device");
        assert!(used.take("a", 11, "123457"));
        assert!(used.take("a", 9, "123455"), "which was not used yet");
        assert!(!used.take("a", 11, "123457"));
        // A device of the same name that was made anew shows other codes.
        assert!(used.take("a", 11, "999999"));
        used.take("a", 100, "0");
        assert_eq!(used.0.get("a").map(Vec::len), Some(1), "the old ones are forgotten");
    }
}
