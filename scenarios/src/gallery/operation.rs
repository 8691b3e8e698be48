//! What visitors do to the gallery.

use parhelion_properties::Interruption;
use parhelion_properties::property_16::operation::Accept;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// One operation of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// Somebody uploads a photo, perhaps in another one's place.
    Upload {
        /// Which name.
        name: u8,
        /// Which photo; 0: an empty file.
        photo: u8,
    },
    /// Somebody deletes photos, one or many.
    Delete {
        /// Which names.
        names: Vec<u8>,
    },
    /// Somebody gives a photo another name.
    Rename {
        /// The name that it has.
        from: u8,
        /// The one that it gets.
        to: u8,
    },
    /// Somebody looks at the page, and at a photo on it.
    View {
        /// Which photo.
        name: u8,
        /// What compression his browser understands.
        accept: Accept,
    },
    /// A stranger tries to read what nobody has linked.
    Peep,
    /// The gallery is tidied up.
    Tidy,
    /// The gallery is stopped in good order and started anew.
    Restart,
    /// Time passes.
    Wait {
        /// How long.
        millis: u32,
    },
    /// In the middle of an operation the gallery crashes, a new version of it is rolled out, or the client
    /// goes away.
    Interrupted {
        /// What comes.
        by: Interruption,
        /// After how many of the operation's calls of AWS.
        after: u8,
        /// The operation.
        during: Box<Operation>,
    },
}

const NAMES: u8 = 3;
const PHOTOS: u8 = 4;

impl Operation {
    /// Simpler operations of the same kind, boldest first.
    pub fn simpler(&self) -> Vec<Self> {
        let mut simpler = Vec::new();
        match self.clone() {
            Self::Upload { name, photo } => {
                simpler.extend((name > 0).then_some(Self::Upload { name: 0, photo }));
                simpler.extend((photo > 1).then_some(Self::Upload { name, photo: 1 }));
            }
            Self::Delete { names } => {
                let fewer = (0..names.len()).filter(|_| names.len() > 1).map(|at| {
                    let mut names = names.clone();
                    names.remove(at);
                    Self::Delete { names }
                });
                simpler.extend(fewer);
                if names.iter().any(|name| *name > 0) && names.len() == 1 {
                    simpler.push(Self::Delete { names: vec![0] });
                }
            }
            Self::Rename { from, to } => {
                simpler.extend((from > 0 && to > 0).then_some(Self::Rename { from: 0, to }));
                simpler.extend((to > 1).then_some(Self::Rename { from, to: 1 }));
            }
            Self::View { name, accept } => {
                simpler.extend((name > 0).then_some(Self::View { name: 0, accept }));
                let plain = Self::View { name, accept: Accept::Plain };
                simpler.extend((accept != Accept::Plain).then_some(plain));
            }
            Self::Peep | Self::Tidy | Self::Restart => {}
            Self::Wait { millis } => {
                let shorter = [1, millis / 2, millis - millis / 8];
                let shorter = shorter.into_iter().filter(|less| *less < millis);
                simpler.extend(shorter.map(|millis| Self::Wait { millis }));
            }
            Self::Interrupted { by, after, during } => {
                simpler.push((*during).clone());
                let other = |after, during| Self::Interrupted { by, after, during };
                let fewer = [0, after / 2, after.saturating_sub(1)].into_iter();
                let fewer = fewer.filter(|fewer| *fewer < after);
                simpler.extend(fewer.map(|after| other(after, during.clone())));
                let within = during.simpler().into_iter();
                simpler.extend(within.map(|during| other(after, Box::new(during))));
            }
        }
        simpler
    }
}

fn change() -> impl Strategy<Value = Operation> {
    let names = proptest::collection::vec(0..NAMES, 1..3);
    prop_oneof![
        5 => (0..NAMES, 0..PHOTOS).prop_map(|(name, photo)| Operation::Upload { name, photo }),
        3 => names.prop_map(|names| Operation::Delete { names }),
        3 => (0..NAMES, 0..NAMES).prop_map(|(from, to)| Operation::Rename { from, to }),
    ]
}

/// One operation at random.
pub fn operation() -> impl Strategy<Value = Operation> {
    let accept = prop_oneof![Just(Accept::Plain), Just(Accept::Gzip), Just(Accept::Brotli)];
    let by = prop_oneof![
        Just(Interruption::Crash),
        Just(Interruption::Stop),
        Just(Interruption::Hangup)
    ];
    let wait = prop_oneof![1_u32..50, 50_u32..10_000, 3_000_000_u32..8_000_000];
    prop_oneof![
        9 => change(),
        4 => (0..NAMES, accept).prop_map(|(name, accept)| Operation::View { name, accept }),
        1 => Just(Operation::Peep),
        1 => Just(Operation::Tidy),
        1 => Just(Operation::Restart),
        2 => wait.prop_map(|millis| Operation::Wait { millis }),
        2 => (by, 0_u8..10, change().prop_map(Box::new))
            .prop_map(|(by, after, during)| Operation::Interrupted { by, after, during }),
    ]
}

/// Small workloads that between them use everything: what single deviations are tried on.
pub fn examples() -> Vec<Vec<Operation>> {
    use Interruption::{Crash, Hangup, Stop};
    use Operation::{Delete, Peep, Rename, Restart, Tidy, Upload, View, Wait};
    let view = |name| View { name, accept: Accept::Gzip };
    let delete = |names: &[u8]| Delete { names: names.to_vec() };
    let interrupted =
        |by, after, during| Operation::Interrupted { by, after, during: Box::new(during) };
    let upload = |name, photo| Upload { name, photo };
    vec![
        vec![upload(0, 1), view(0), upload(0, 2), Peep],
        vec![upload(0, 1), upload(1, 1), delete(&[0])],
        vec![upload(0, 1), view(0), delete(&[0, 0])],
        vec![upload(0, 1), Rename { from: 0, to: 1 }, Rename { from: 1, to: 1 }, Restart],
        vec![upload(1, 0), delete(&[1]), Wait { millis: 4_000_000 }, Tidy],
        vec![upload(0, 1), interrupted(Crash, 2, Rename { from: 0, to: 2 })],
        vec![interrupted(Crash, 1, upload(0, 2)), interrupted(Stop, 1, upload(1, 2))],
        vec![upload(0, 1), view(0), interrupted(Crash, 3, delete(&[0]))],
        vec![upload(0, 1), interrupted(Hangup, 2, delete(&[0])), delete(&[1])],
    ]
}
