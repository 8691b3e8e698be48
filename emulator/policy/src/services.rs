//! Names of AWS's services as principals. AWS knows them all and refuses the others, in every policy
//! of a resource and in trust policies; it publishes no list of them.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services>
//!
//! A name is taken if one of its labels is a service's, or begins with one and a hyphen
//! (`ecs-tasks.amazonaws.com`, `ops.apigateway.amazonaws.com`, `logs.eu-west-1.amazonaws.com`): what is
//! surely nobody's is refused, and what may be real is not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

static LABELS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    include_str!("services.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Those of Alexa are not below AWS's domain.
/// <https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html>
const OF_ALEXA: [&str; 2] = ["alexa-appkit.amazon.com", "alexa-connectedhome.amazon.com"];

/// What names of services end in, by partition.
const DOMAINS: [&str; 6] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
    "aws.internal",
];

/// Whether a text has the form of a service's name.
pub(crate) fn is_name(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    OF_ALEXA.contains(&text)
        || labels(text).is_some_and(|name| !name.is_empty() && name.bytes().all(fits))
}

/// Whether a service may have this name, which has the form of one.
pub(crate) fn may_exist(name: &str) -> bool {
    let known = |label: &str| {
        let mut starts = label.match_indices('-').filter_map(|(at, _)| label.get(..at));
        LABELS.contains(label) || starts.any(|start| LABELS.contains(start))
    };
    OF_ALEXA.contains(&name) || labels(name).is_some_and(|labels| labels.split('.').any(known))
}

/// What stands before AWS's domain.
fn labels(name: &str) -> Option<&str> {
    DOMAINS.iter().find_map(|domain| name.strip_suffix(domain)?.strip_suffix('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_aws_writes_are_known() {
        for name in [
            "s3.amazonaws.com",
            "edgelambda.amazonaws.com",
            "ecs-tasks.amazonaws.com",
            "eks-fargate-pods.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "logs.eu-west-1.amazonaws.com",
            "logs.cn-north-1.amazonaws.com.cn",
            "ec2.amazonaws.com.cn",
            "cks.kms.amazonaws.com",
            "logging.s3.amazonaws.com",
            "batchoperations.s3.amazonaws.com",
            "ops.apigateway.amazonaws.com",
            "replicator.lambda.amazonaws.com",
            "member.org.stacksets.cloudformation.amazonaws.com",
            "custom-resource.application-autoscaling.amazonaws.com",
            "opensearchservice.amazonaws.com",
            "es.amazonaws.com",
            "spotfleet.amazonaws.com",
            "transitgateway.amazonaws.com",
            "vmie.amazonaws.com",
            "billingreports.amazonaws.com",
            "codedeploy.us-west-2.amazonaws.com",
            "states.ap-south-1.amazonaws.com",
            "iot.amazonaws.com",
            "credentials.iot.amazonaws.com",
            "rds-db.amazonaws.com",
            "export.rds.amazonaws.com",
            "monitoring.rds.amazonaws.com",
            "lexv2.amazonaws.com",
            "tasks.apprunner.amazonaws.com",
            "build.apprunner.amazonaws.com",
            "bedrock-agentcore.amazonaws.com",
            "pods.eks.amazonaws.com",
            "alexa-appkit.amazon.com",
            "backup.amazonaws.com",
            "macie.amazonaws.com",
            "sso.amazonaws.com",
            "dnssec-route53.amazonaws.com",
            "ipam.amazonaws.com",
            "reachabilityanalyzer.networkinsights.amazonaws.com",
            "user-subscriptions.amazonaws.com",
            "emrwal.amazonaws.com",
            "permission.iq.amazonaws.com",
            "contract.iq.amazonaws.com",
            "report.declarative-policies-ec2.amazonaws.com",
            "ec2.sc2s.sgov.gov",
            "ec2.c2s.ic.gov",
        ] {
            assert!(is_name(name) && may_exist(name), "{name}");
        }
    }

    #[test]
    fn names_that_are_nobodys_are_not() {
        for name in [
            "lamda.amazonaws.com",
            "no-such-service.amazonaws.com",
            "us-east-1.amazonaws.com",
            "foo.bar.amazonaws.com",
            "ec3.amazonaws.com.cn",
        ] {
            assert!(is_name(name) && !may_exist(name), "{name}");
        }
        for name in
            ["s3.amazon.com", "amazonaws.com", ".amazonaws.com", "s3", "S3.amazonaws.com", ""]
        {
            assert!(!is_name(name), "{name}");
        }
    }
}
