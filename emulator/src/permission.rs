//! May the caller do this? Asked once for every service but S3, whose resources have policies and
//! ACLs of their own, and STS, which asks the role (S3-7.4, steps 1, 4 and 6).

use parhelion_policy::{Keys, Request, Values, Who};
use parhelion_wire::Error;
use parhelion_wire::error::Result;
use parhelion_wire::table::{Operation, Protocol};
use parhelion_world::identity::Verdict;
use parhelion_world::{Caller, Context};
use std::borrow::Cow;

/// What the caller's own policies say of an operation.
///
/// # Errors
/// `AccessDenied`, in the protocol's own spelling.
pub fn check(
    cx: &Context,
    service: &str,
    protocol: Protocol,
    operation: &Operation,
    resource: &str,
) -> Result<()> {
    let Caller::Principal { account, arn, .. } = &cx.caller else { return Ok(()) };
    if matches!(service, "s3" | "sts") {
        return Ok(());
    }
    let action = format!("{service}:{}", operation.name);
    let resource = arn_of(cx, service, account, resource);
    let request = Request {
        who: Who::Aws { account, arn },
        action: &action,
        resource: &resource,
        keys: &CallKeys(cx),
    };
    let reason = match cx.decide(&request) {
        Verdict::Allow => return Ok(()),
        Verdict::Explicit(cause) => cause.explicit().to_owned(),
        Verdict::Implicit(cause) => cause.implicit(&action),
    };
    let message = format!(
        "User: {arn} is not authorized to perform: {action} on resource: {resource} {reason}"
    );
    Err(match protocol {
        Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
            Error::new(403, "AccessDenied", message)
        }
        _ => Error::new(400, "AccessDeniedException", message),
    })
}

/// The ARN that policies name: `resource` is what the service says a call is about.
fn arn_of(cx: &Context, service: &str, account: &str, resource: &str) -> String {
    let region = &cx.region;
    match (service, resource.split_once(':')) {
        (_, None) if resource.is_empty() => "*".to_owned(),
        ("logs", Some((group, stream))) => {
            format!("arn:aws:logs:{region}:{account}:log-group:{group}:log-stream:{stream}")
        }
        ("logs", None) => format!("arn:aws:logs:{region}:{account}:log-group:{resource}"),
        ("cloudfront", _) => format!("arn:aws:cloudfront::{account}:distribution/{resource}"),
        _ => "*".to_owned(),
    }
}

/// The global condition keys of a call.
struct CallKeys<'a>(&'a Context<'a>);

impl Keys for CallKeys<'_> {
    fn get(&self, name: &str) -> Option<Values<'_>> {
        let cx = self.0;
        let text = |text: String| Some(Values::owned(text));
        if let Some(key) = name.strip_prefix("aws:principaltag/") {
            let tags = &cx.principal()?.tags;
            let (_, value) = tags.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
            return Some(Values::one(value));
        }
        match name {
            "aws:currenttime" => text(cx.now.date_time()),
            "aws:epochtime" => text(cx.now.secs().to_string()),
            "aws:securetransport" => text(cx.request.secure.to_string()),
            "aws:sourceip" => Some(Values::one(&cx.request.source_ip)),
            "aws:requestedregion" => Some(Values::one(&cx.region)),
            "aws:principalarn" => Some(Values::one(cx.caller.arn())),
            "aws:principalaccount" => Some(Values::one(cx.caller.account()?)),
            "aws:useragent" => {
                let agent = cx.request.headers.get(http::header::USER_AGENT)?;
                Some(Values::One(Cow::Owned(String::from_utf8_lossy(agent.as_bytes()).into())))
            }
            _ => None,
        }
    }
}
