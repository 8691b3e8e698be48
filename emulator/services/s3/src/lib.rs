pub mod model {
    parhelion_wire::model!();
}
