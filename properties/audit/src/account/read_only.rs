//! Nothing that changes anything is sent, whatever the code above may try.

use crate::call::Call;

/// An operation that is no read, or that no check declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

/// Lets reads pass.
///
/// # Errors
/// It is none.
pub fn check(method: &str, path: &str, target: Option<&str>, body: &[u8]) -> Result<(), Refused> {
    match operation(path, target, body) {
        Some(name) if is_declared(name) => Ok(()),
        None if matches!(method, "GET" | "HEAD") => Ok(()),
        Some(name) => Err(Refused(format!("{name} is not one of the audit's reads"))),
        None => Err(Refused(format!("{method} {path} is not one of the audit's reads"))),
    }
}

fn is_declared(name: &str) -> bool {
    name == "GetCallerIdentity" || Call::ALL.iter().any(|call| call.operation() == name)
}

/// The operation that a request of JSON, CBOR or query names; REST names none.
pub(super) fn operation<'a>(
    path: &'a str,
    target: Option<&'a str>,
    body: &'a [u8],
) -> Option<&'a str> {
    if let Some(target) = target {
        return Some(target.rsplit('.').next().unwrap_or(target));
    }
    if let Some((_, name)) = path.split_once("/operation/") {
        return Some(name.split(['/', '?']).next().unwrap_or(name));
    }
    let text = std::str::from_utf8(body).ok()?;
    let action = text.split('&').find_map(|pair| pair.strip_prefix("Action="))?;
    Some(action)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn reads_pass_and_writes_do_not() {
        let passes = |method: &str, path: &str, target: Option<&str>, body: &str| {
            check(method, path, target, body.as_bytes()).is_ok()
        };
        assert!(passes("GET", "/bucket?policy", None, ""));
        assert!(!passes("PUT", "/bucket?policy", None, ""));
        assert!(!passes("DELETE", "/bucket", None, ""));
        assert!(!passes("POST", "/bucket?delete", None, "<Delete/>"));
        assert!(passes("POST", "/", Some("Logs_20140328.DescribeLogGroups"), "{}"));
        assert!(!passes("POST", "/", Some("Logs_20140328.DeleteLogGroup"), "{}"));
        let cbor = "/service/GraniteServiceVersion20100801/operation/";
        assert!(passes("POST", &format!("{cbor}DescribeAlarms"), None, ""));
        assert!(!passes("POST", &format!("{cbor}DeleteAlarms"), None, ""));
        assert!(passes("POST", "/", None, "Action=GetCallerIdentity&Version=2011-06-15"));
        assert!(!passes("POST", "/", None, "Action=DeleteStack&StackName=x"));
    }
}
