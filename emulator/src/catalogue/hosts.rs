//! Hosts of AWS: <https://docs.aws.amazon.com/general/latest/gr/rande.html>.

use super::{SERVICES, Service};

/// What AWS's hosts end in, the longer before what they end in themselves. The first group is of
/// endpoints (botocore's partitions), the second of what customers make.
const SUFFIXES: [&str; 25] = [
    "amazonaws.com.cn",
    "amazonaws.com",
    "amazonaws.eu",
    "amazonaws.cn",
    "amazonaws-us-gov.com",
    "aws.amazon.com",
    "api.aws",
    "api.amazonwebservices.com.cn",
    "api.amazonwebservices.eu",
    "api.aws.ic.gov",
    "api.aws.scloud",
    "api.aws.hci.ic.gov",
    "api.cloud-aws.adc-e.uk",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
    "on.aws",
    "cloudfront.net",
    "amazoncognito.com",
    "awsapprunner.com",
    "awsglobalaccelerator.com",
    "awsapps.com",
    "elasticbeanstalk.com",
    "amplifyapp.com",
];

/// Hosts that are no endpoint of an API but something a customer made: what stands beside the
/// region, and the service whose it is.
const CUSTOMER_HOSTS: [(&str, &str); 14] = [
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
    ("execute-api", "apigateway"),
    // https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
    ("lambda-url", "lambda"),
    // https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
    ("appsync-api", "appsync"),
    ("appsync-realtime-api", "appsync"),
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
    ("elb", "elbv2"),
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.Connect.html
    ("rds", "rds"),
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
    ("dkr.ecr", "ecr"),
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html
    ("cache", "elasticache"),
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createupdatedomains.html
    ("es", "opensearch"),
    ("aos", "opensearch"),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
    ("s3-website", "s3"),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html
    ("s3-accesspoint", "s3"),
    // https://docs.aws.amazon.com/iot/latest/developerguide/iot-connect-devices.html
    ("iot", "iot-data"),
    // https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-networks.html
    ("vpc-lattice-svcs", "vpc-lattice"),
];

/// What a host of AWS says.
#[derive(Debug)]
pub struct Host<'a> {
    /// Several may share a host (`elb` and `elbv2`).
    pub services: Vec<&'static Service>,
    /// `us-east-1`; pseudo-regions (`global`) are none.
    pub region: Option<&'a str>,
    /// What stands before the endpoint: an operation's host prefix, an account, a bucket, …
    pub before: &'a str,
    /// No endpoint of an API but something that a customer made: a function's URL, a load balancer.
    pub of_a_customer: bool,
}

/// Whether a host, without port and in lower case, is AWS's: no request to it may leave.
pub fn is_of_aws(host: &str) -> bool {
    below(host).is_some()
}

/// What stands before AWS's domain.
fn below(host: &str) -> Option<&str> {
    SUFFIXES.iter().find_map(|suffix| host.strip_suffix(suffix)?.strip_suffix('.'))
}

/// Whose host it is; without port and in lower case. `None`: no service's that AWS has.
pub fn by_host(host: &str) -> Option<Host<'_>> {
    let name = below(host)?;
    // An interface endpoint: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
    let name = name.strip_suffix(".vpce").unwrap_or(name);
    let (rest, last) = name.rsplit_once('.').unwrap_or(("", name));
    if is_region(last) {
        // `lambda.us-east-1`, `s3.dualstack.us-east-1`.
        return endpoint(rest.strip_suffix(".dualstack").unwrap_or(rest), region(last));
    }
    // `routes.geo.us-gov-west-1.us-gov`
    let (inner, before_last) = rest.rsplit_once('.').unwrap_or(("", rest));
    if is_pseudo(last) {
        return match is_region(before_last) {
            true => endpoint(inner, region(before_last)),
            false => endpoint(rest, None),
        };
    }
    region_first(name).or_else(|| endpoint(name, None))
}

/// `us-east-1.queue`, `balancer.us-east-1.elb`.
fn region_first(name: &str) -> Option<Host<'_>> {
    let (before, place, label) = label_starts(name).find_map(|(before, from)| {
        let (place, label) = from.split_once('.').unwrap_or((from, ""));
        is_region(place).then_some((before, place, label))
    })?;
    let found = named(label, before.trim_end_matches('.')).filter(|_| !label.is_empty())?;
    Some(Host { region: Some(place), ..found })
}

/// What stands before each label, and from it on.
fn label_starts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let starts = std::iter::once(0).chain(name.match_indices('.').map(|(at, _)| at + 1));
    starts.filter_map(|at| name.split_at_checked(at))
}

/// The endpoint with the longest label at a name's end.
fn endpoint<'a>(name: &'a str, region: Option<&'a str>) -> Option<Host<'a>> {
    let found = label_starts(name)
        .find_map(|(before, label)| named(label, before.trim_end_matches('.')))?;
    Some(Host { region, ..found })
}

/// What an endpoint's label names.
fn named<'a>(label: &str, before: &'a str) -> Option<Host<'a>> {
    let label = without_fips(label);
    let customers =
        CUSTOMER_HOSTS.iter().find(|(of, _)| *of == label).filter(|_| !before.is_empty());
    let services: Vec<_> = match customers {
        Some((_, service)) => super::by_name(service).into_iter().collect(),
        None => SERVICES.iter().filter(|it| it.labels.contains(&&*label)).collect(),
    };
    (!services.is_empty()).then_some(Host {
        services,
        region: None,
        before,
        of_a_customer: customers.is_some(),
    })
}

/// `-fips` may stand behind any of an endpoint's labels.
fn without_fips(label: &str) -> String {
    let parts = label.split('.').map(|part| part.strip_suffix("-fips").unwrap_or(part));
    parts.collect::<Vec<_>>().join(".")
}

fn is_pseudo(label: &str) -> bool {
    matches!(label, "global" | "us-gov")
}

fn region(label: &str) -> Option<&str> {
    is_region(label).then_some(label)
}

/// `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`.
fn is_region(label: &str) -> bool {
    let mut parts = label.split('-');
    let (first, last) = (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default());
    let word = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase()) && part.len() > 1;
    let middle = parts.clone().count();
    (2..=4).contains(&first.len())
        && word(first)
        && (1..=2).contains(&middle)
        && parts.all(word)
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_digit())
}
