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
        ],
    );
}
