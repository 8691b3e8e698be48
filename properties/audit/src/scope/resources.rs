//! Kinds of resources by the names that others give them.

use super::Scope;
use crate::scene::Kind;

/// CloudFormation's types.
pub(super) fn of_cloud_formation(name: &str) -> Option<Kind> {
    Some(match name {
        "AWS::S3::Bucket" => Kind::Bucket,
        "AWS::CloudFront::Distribution" => Kind::Distribution,
        "AWS::Logs::LogGroup" => Kind::LogGroup,
        "AWS::CloudWatch::Alarm" | "AWS::CloudWatch::CompositeAlarm" => Kind::Alarm,
        "AWS::CloudWatch::Dashboard" => Kind::Dashboard,
        _ => return None,
    })
}

/// Terraform's types, and the attribute that is the name.
pub(super) fn of_terraform(name: &str) -> Option<(Kind, &'static str)> {
    Some(match name {
        "aws_s3_bucket" => (Kind::Bucket, "bucket"),
        "aws_cloudfront_distribution" => (Kind::Distribution, "id"),
        "aws_cloudwatch_log_group" => (Kind::LogGroup, "name"),
        "aws_cloudwatch_metric_alarm" | "aws_cloudwatch_composite_alarm" => {
            (Kind::Alarm, "alarm_name")
        }
        "aws_cloudwatch_dashboard" => (Kind::Dashboard, "dashboard_name"),
        _ => return None,
    })
}

impl Scope {
    /// Resources of a stack: types and physical ids. How many are of a kind that is audited.
    pub fn add_stack(&mut self, resources: &[(String, String)]) -> usize {
        let known = resources.iter().filter_map(|(kind, id)| {
            of_cloud_formation(kind).filter(|_| !id.is_empty()).map(|kind| (kind, id))
        });
        let mut count = 0;
        for (kind, id) in known {
            // CloudFormation names alarms and dashboards by name, distributions by id.
            self.add(kind, id);
            count += 1;
        }
        self.whole = true;
        count
    }
}
