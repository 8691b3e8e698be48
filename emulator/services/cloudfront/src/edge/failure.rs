//! Origins that give no answer: what viewers get instead, and whether to try again (CF-6.4, CF-6.8).

use http::{Method, StatusCode};

pub(crate) use parhelion_world::ExchangeFailure as OriginFailure;

const UNRESOLVED: &str = "CloudFront wasn't able to resolve the origin domain name.";
const UNCONNECTED: &str = "CloudFront wasn't able to connect to the origin.";
const DROPPED: &str = "CloudFront attempted to establish a connection with the origin, but either \
                       the attempt failed or the origin closed the connection.";

/// What an origin's failure is to viewers and to the edge.
pub(crate) trait SeenByViewers: Sized {
    /// The status of the error page.
    fn status(self) -> StatusCode;
    /// Its sentence.
    fn sentence(self) -> &'static str;
    /// Whether the request is sent again. A request that may have arrived is repeated only for GET
    /// and HEAD (CF-6.4).
    fn may_retry(self, method: &Method) -> bool;
    /// The failover code that stands for this failure (CF-6.7d).
    fn failover_code(self) -> u16;
}

impl SeenByViewers for OriginFailure {
    fn status(self) -> StatusCode {
        match self {
            Self::ConnectTimeout | Self::ReadTimeout => StatusCode::GATEWAY_TIMEOUT,
            _ => StatusCode::BAD_GATEWAY,
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::Dns => UNRESOLVED,
            Self::Refused | Self::Tls => UNCONNECTED,
            _ => DROPPED,
        }
    }

    fn may_retry(self, method: &Method) -> bool {
        let safe = method == Method::GET || method == Method::HEAD;
        match self {
            Self::Refused | Self::ConnectTimeout => true,
            Self::ReadTimeout | Self::Closed => safe,
            Self::Dns | Self::Tls | Self::Invalid | Self::HeadersTooLarge => false,
        }
    }

    fn failover_code(self) -> u16 {
        match self {
            Self::ReadTimeout => 504,
            _ => 503,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_cf_6_8() {
        assert_eq!(OriginFailure::Dns.status(), 502);
        assert_eq!(OriginFailure::Refused.status(), 502);
        assert_eq!(OriginFailure::ConnectTimeout.status(), 504);
        assert_eq!(OriginFailure::ReadTimeout.status(), 504);
        assert_eq!(OriginFailure::Closed.status(), 502);
    }

    #[test]
    fn a_post_that_may_have_arrived_is_not_repeated_cf_6_4() {
        assert!(!OriginFailure::ReadTimeout.may_retry(&Method::POST));
        assert!(OriginFailure::ReadTimeout.may_retry(&Method::GET));
        assert!(OriginFailure::Refused.may_retry(&Method::POST));
    }
}
