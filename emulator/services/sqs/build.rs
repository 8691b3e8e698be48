fn main() {
    parhelion_model::generate("model.smithy");
}
