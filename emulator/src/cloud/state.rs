//! What a cloud's lock protects: a world, and what its doors keep beside it.

use crate::functions::Functions;
use crate::origins::Origins;
use crate::scope::CallNames;
use crate::waiting::Waiting;
use parhelion_world::World;

/// All but the waiting forks.
pub(crate) struct State {
    pub(crate) world: World,
    pub(crate) names: CallNames,
    pub(crate) origins: Origins,
    pub(crate) functions: Functions,
    pub(crate) waiting: Waiting,
}

/// What doors keep beside a world, and a fork takes along.
#[derive(Clone, Default)]
pub(crate) struct DoorState {
    pub(crate) names: CallNames,
    pub(crate) origins: Origins,
    pub(crate) functions: Functions,
}

impl State {
    /// Nobody waits in it.
    pub(super) fn new(world: World, door_state: DoorState) -> Self {
        let DoorState { names, origins, functions } = door_state;
        Self { world, names, origins, functions, waiting: Waiting::default() }
    }

    pub(super) fn door_state(&self) -> DoorState {
        let Self { names, origins, functions, .. } = self;
        DoorState { names: names.clone(), origins: origins.clone(), functions: functions.clone() }
    }
}
