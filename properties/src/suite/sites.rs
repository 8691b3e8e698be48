//! Where AWS may deviate: of which call, and at which of its points.

use parhelion::Site;
use std::collections::BTreeSet;

/// `user/4/PutObject:bucket|key#0`, whichever try and point.
pub(super) fn call_of(site: &Site) -> String {
    let call = site.as_str().rsplit_once('/').map_or("", |(call, _)| call);
    call.rsplit_once('.').map_or(call, |(call, _)| call).to_owned()
}

/// `PutObject × s3.before` of `user/4/PutObject:bucket|key#0.1/s3.before.0`: what may deviate, and of which call.
pub(super) fn call_and_point(site: &Site) -> String {
    let call = site.as_str().rsplit('/').nth(1).unwrap_or_default();
    let operation = call.split([':', '#', '.']).next().unwrap_or_default();
    format!("{operation} × {}", site.point().unwrap_or_default())
}

/// The points of those.
pub(super) fn points_of(met: &BTreeSet<String>) -> BTreeSet<String> {
    met.iter().filter_map(|it| it.split_once(" × ")).map(|(_, point)| point.to_owned()).collect()
}
