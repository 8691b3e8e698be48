//! How IAM words what the model forbids: `ValidationError`, with sentences of its own for names and
//! paths (<https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>).

use parhelion_wire::Error;
use parhelion_wire::validate::{Problem, ProblemKind, message};

/// The members that name something.
const NAMES: [&str; 9] = [
    "userName",
    "newUserName",
    "groupName",
    "newGroupName",
    "roleName",
    "policyName",
    "instanceProfileName",
    "serverCertificateName",
    "virtualMFADeviceName",
];

pub(crate) fn problem(problems: &[Problem]) -> Error {
    let own = match problems {
        [only] if only.kind == ProblemKind::Pattern => sentence(&only.path),
        _ => None,
    };
    Error::new(400, "ValidationError", own.unwrap_or_else(|| message(problems)))
}

fn sentence(path: &str) -> Option<String> {
    let rest = if NAMES.contains(&path) {
        "It must contain only alphanumeric characters and/or the following: +=,.@_-"
    } else if path == "path" || path == "newPath" {
        "It must begin and end with / and contain only alphanumeric characters and/or / characters."
    } else {
        return None;
    };
    Some(format!("The specified value for {path} is invalid. {rest}"))
}
