//! Writes the shapes of the API down as code, from `model.smithy`.

fn main() {
    parhelion_model::generate_storing(
        "model.smithy",
        &[
            "MetricFilter",
            "QueryDefinition",
            "ResourcePolicy",
            "ExportTask",
            "DeliverySource",
            "DeliveryDestination",
            "Delivery",
        ],
    );
}
