//! Writes the shapes of the API down as code, from `model.smithy` and its patches.

fn main() {
    parhelion_model::generate("model.smithy");
}
