fn main() {
    parhelion_model::generate_storing("model.smithy", &["PutMetricAlarmInput"]);
}
