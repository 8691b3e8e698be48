//! Writes the shapes of the API down as code, from `model.smithy`.

fn main() {
    parhelion_model::generate_storing(
        "model.smithy",
        &[
            "DistributionConfig",
            "InvalidationBatch",
            "CachePolicyConfig",
            "OriginRequestPolicyConfig",
            "ResponseHeadersPolicyConfig",
            "OriginAccessControlConfig",
            "PublicKeyConfig",
            "KeyGroupConfig",
            "FunctionConfig",
            "CloudFrontOriginAccessIdentityConfig",
            "ContinuousDeploymentPolicyConfig",
            "MonitoringSubscription",
            "RealtimeLogConfig",
            "FieldLevelEncryptionConfig",
            "FieldLevelEncryptionProfileConfig",
            "StreamingDistributionConfig",
            "VpcOriginEndpointConfig",
        ],
    );
}
