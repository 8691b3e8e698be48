//! Where a new bucket goes (S3-1.8).

use parhelion_wire::Error;
use parhelion_world::regions::exists;

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
