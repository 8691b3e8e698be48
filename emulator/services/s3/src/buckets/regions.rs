//! AWS's regions, and where a new bucket goes (S3-1.8).

use parhelion_wire::Error;

const REGIONS: [&str; 36] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

pub(crate) fn exists(region: &str) -> bool {
    REGIONS.contains(&region) || region.starts_with("us-gov-")
}

/// Where a bucket goes that is asked for at an endpoint's region (S3-1.8a–f).
pub(crate) fn placed<'a>(endpoint: &'a str, constraint: Option<&'a str>) -> Result<&'a str, Error> {
    let named = constraint.map(|name| if name == "EU" { "eu-west-1" } else { name });
    match (endpoint, named) {
        ("us-east-1", None) => Ok(endpoint),
        ("us-east-1", Some(region)) if region != "us-east-1" && exists(region) => Ok(region),
        ("us-east-1", Some(_)) => {
            let message = "The specified location-constraint is not valid";
            Err(Error::new(400, "InvalidLocationConstraint", message)
                .with("LocationConstraint", constraint.unwrap_or_default()))
        }
        (_, Some(region)) if region == endpoint => Ok(region),
        (_, named) => {
            let which = named.map_or("unspecified", |_| constraint.unwrap_or_default());
            Err(Error::new(
                400,
                "IllegalLocationConstraintException",
                format!(
                    "The {which} location constraint is incompatible for the region specific \
                     endpoint this request was sent to."
                ),
            ))
        }
    }
}
