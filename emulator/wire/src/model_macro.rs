/// Includes what `parhelion_model::generate` made of a service's model: `MODEL`, the shells,
/// `operations` and `errors`.
#[macro_export]
macro_rules! model {
    () => {
        include!(concat!(env!("OUT_DIR"), "/model.rs"));
    };
}
