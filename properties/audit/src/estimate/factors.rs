//! The factors of the estimate, with where they come from. Prices are AWS's list prices of us-east-1 at
//! the first tier, read in 2026; energy and grids are those of Cloud Carbon Footprint.

/// A factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// US dollars a GB and month, S3 Standard.
    S3Storage,
    /// US dollars a GB and month, CloudWatch Logs.
    LogStorage,
    /// US dollars a request by TLS, CloudFront.
    EdgeRequest,
    /// US dollars a metric and month that an alarm of standard resolution watches.
    Alarm,
    /// US dollars a month, each dashboard above three.
    Dashboard,
    /// US dollars a month, each key of one's own in KMS.
    Key,
    /// Watts a TB that is stored on disks.
    StorageWattHours,
    /// How many copies S3 and its like keep.
    Copies,
    /// Energy that a data centre takes for each that its machines take (PUE).
    Overhead,
}

const CARBON: &str = "https://www.cloudcarbonfootprint.org/docs/methodology/";

impl Factor {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::S3Storage,
        Self::LogStorage,
        Self::EdgeRequest,
        Self::Alarm,
        Self::Dashboard,
        Self::Key,
        Self::StorageWattHours,
        Self::Copies,
        Self::Overhead,
    ];

    /// Its value, what it is of, and where it comes from.
    pub fn row(self) -> (f64, &'static str, &'static str) {
        match self {
            Self::S3Storage => (0.023, "USD/GB month", "https://aws.amazon.com/s3/pricing/"),
            Self::LogStorage => {
                (0.03, "USD/GB month", "https://aws.amazon.com/cloudwatch/pricing/")
            }
            Self::EdgeRequest => (
                0.000_001,
                "USD/request",
                "https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/",
            ),
            Self::Alarm => (0.1, "USD/metric month", "https://aws.amazon.com/cloudwatch/pricing/"),
            Self::Dashboard => (3.0, "USD/month", "https://aws.amazon.com/cloudwatch/pricing/"),
            Self::Key => (1.0, "USD/month", "https://aws.amazon.com/kms/pricing/"),
            Self::StorageWattHours => (0.65, "Wh/TB hour, disks", CARBON),
            Self::Copies => (3.0, "copies", CARBON),
            Self::Overhead => (1.135, "PUE of AWS", CARBON),
        }
    }

    /// Its value.
    pub fn value(self) -> f64 {
        self.row().0
    }
}

/// Grams of CO2 equivalent a kWh, by region (same source).
pub const GRIDS: [(&str, f64); 15] = [
    ("us-east-1", 379.069),
    ("us-east-2", 410.608),
    ("us-west-1", 322.167),
    ("us-west-2", 322.167),
    ("eu-central-1", 311.0),
    ("eu-west-1", 278.6),
    ("eu-west-2", 225.0),
    ("eu-west-3", 51.1),
    ("eu-south-1", 213.4),
    ("eu-north-1", 8.8),
    ("ca-central-1", 120.0),
    ("ap-northeast-1", 465.8),
    ("ap-southeast-1", 408.0),
    ("ap-southeast-2", 760.0),
    ("ap-south-1", 708.2),
];

/// Elsewhere: the average of all regions.
pub const GRID_ELSEWHERE: f64 = 392.78;
