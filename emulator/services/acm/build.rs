//! Writes the shapes of the API down as code, from `model.smithy`.

fn main() {
    parhelion_model::generate("model.smithy");
}
