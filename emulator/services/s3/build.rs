fn main() {
    parhelion_model::generate_storing(
        "model.smithy",
        &[
            "AnalyticsConfiguration",
            "CORSRule",
            "IntelligentTieringConfiguration",
            "InventoryConfiguration",
            "LifecycleRule",
            "LoggingEnabled",
            "MetricsConfiguration",
            "NotificationConfiguration",
            "ReplicationConfiguration",
            "WebsiteConfiguration",
        ],
    );
}
