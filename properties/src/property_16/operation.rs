//! What users, deployers and strangers do to the application. Arguments are indices into small
//! sets, so that every part of a case is a case.

use super::names;
use crate::application::Interface;
use crate::process::Interruption;
use bytes::Bytes;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// One operation of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// A user uploads a file under a name.
    Upload {
        /// Which name, of those in [`names`](super::names).
        name: u8,
        /// What the file is.
        content: Content,
    },
    /// Two users upload under the same name at once.
    UploadTwins {
        /// Which name.
        name: u8,
        /// What the one's file is.
        first: Content,
        /// What the other's is.
        second: Content,
    },
    /// A browser loads the page and one of its assets.
    Asset {
        /// Which of [`Deployment::assets`](crate::Deployment::assets), counted in a circle.
        asset: u8,
        /// What compression the browser understands.
        accept: Accept,
        /// Which edge location it is near, of [`POPS`]; none: the first.
        pop: Option<u8>,
    },
    /// A browser asks for an asset over plain HTTP.
    PlainHttp {
        /// Which asset.
        asset: u8,
    },
    /// The application publishes a new version of an asset.
    Replace {
        /// Which asset.
        asset: u8,
        /// Its new version.
        content: Content,
    },
    /// Somebody replaces an asset in the bucket, behind the application's back.
    ReplaceBehind {
        /// Which asset.
        asset: u8,
        /// Its new version.
        content: Content,
    },
    /// A stranger reads the bucket directly.
    DirectRead {
        /// An upload; else an asset.
        upload: bool,
        /// Which one.
        which: u8,
    },
    /// A script of some site asks whether it may use the bucket.
    Cors {
        /// The site is [`Deployment::allowed_origin`](crate::Deployment::allowed_origin).
        allowed: bool,
    },
    /// A user begins to send a file straight to S3, and goes away. Nothing, where files go through the
    /// application: [`Interrupted`](Self::Interrupted) is for those.
    AbandonUpload {
        /// Which name.
        name: u8,
        /// What the file is.
        content: Content,
        /// After how many parts.
        parts: u8,
    },
    /// A client asks for an asset otherwise than by a plain GET.
    PartOfAsset {
        /// Which asset.
        asset: u8,
        /// How.
        part: Part,
    },
    /// A user reads a file through the application, where that can be done.
    Read {
        /// Which name.
        name: u8,
    },
    /// A user removes a file, where that can be done.
    Remove {
        /// Which name.
        name: u8,
    },
    /// A user reads the list of files, where there is one.
    List {
        /// After more files have come than a page of S3's listings holds.
        crowded: bool,
    },
    /// A client whose `User-Agent`, which log lines may hold, has so many KiB asks for the page.
    LongRequest {
        /// How long it is.
        kib: u16,
    },
    /// The application is stopped in good order and started anew: a deployment.
    Restart,
    /// The same, on a machine whose clock is off by no more than AWS takes signatures.
    ClockOff {
        /// How far it is ahead; negative: behind.
        seconds: i16,
    },
    /// In the middle of an operation the application crashes, a new version of it is rolled out, or the
    /// client goes away.
    Interrupted {
        /// What comes.
        by: Interruption,
        /// After how many of the operation's calls of AWS; at its end, if it makes no more.
        after: u8,
        /// The operation.
        during: Box<Operation>,
    },
    /// Time passes.
    Wait {
        /// How long.
        millis: u32,
    },
}

/// A file's content: so many bytes of a text that depends on the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its length.
    pub bytes: u32,
    /// Which text.
    pub seed: u8,
}

/// How a client asks for less than the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// HEAD: the headers alone.
    Head,
    /// The first ten bytes.
    Range,
    /// What it has not got yet: `If-None-Match`.
    IfChanged,
}

/// What a browser accepts besides the plain bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Accept {
    /// Nothing: no `Accept-Encoding`.
    Plain,
    /// `gzip`
    Gzip,
    /// `br`
    Brotli,
}

/// The edge locations that browsers are near.
pub const POPS: u8 = 4;
const ASSETS: u8 = 3;

impl Content {
    /// A user's file: one of four is no text, with bytes of every value and no two alike beside each other.
    pub fn file(self) -> Bytes {
        if self.seed % 4 != 3 {
            return self.bytes();
        }
        (0..self.bytes).map(|at| (at.wrapping_mul(167) ^ (at >> 8)) as u8 ^ self.seed).collect()
    }

    /// The content itself.
    pub fn bytes(self) -> Bytes {
        let line = format!("/* version {} */ ", self.seed);
        line.bytes().cycle().take(self.bytes as usize).collect()
    }

    fn simpler(self) -> Vec<Self> {
        let less = [2, 8, 64].map(|part| self.bytes - self.bytes / part);
        let smaller = [0].into_iter().chain(less).chain([self.bytes.saturating_sub(1)]);
        let mut simpler: Vec<Self> =
            smaller.filter(|b| *b < self.bytes).map(|bytes| Self { bytes, ..self }).collect();
        if self.seed > 0 {
            simpler.push(Self { seed: 0, ..self });
        }
        simpler
    }
}

impl Operation {
    /// Simpler operations of the same kind, boldest first.
    pub fn simpler(&self) -> Vec<Self> {
        let mut simpler = Vec::new();
        match self.clone() {
            Self::Upload { name, content } => {
                simpler.extend((name > 0).then_some(Self::Upload { name: 0, content }));
                let contents = content.simpler().into_iter();
                simpler.extend(contents.map(|content| Self::Upload { name, content }));
            }
            Self::UploadTwins { name, first, second } => {
                simpler.push(Self::Upload { name, content: first });
                simpler.extend((name > 0).then_some(Self::UploadTwins { name: 0, first, second }));
            }
            Self::Asset { asset, accept, pop } => {
                simpler.extend((asset > 0).then_some(Self::Asset { asset: 0, accept, pop }));
                let plain = Self::Asset { asset, accept: Accept::Plain, pop };
                simpler.extend((accept != Accept::Plain).then_some(plain));
                let near = Self::Asset { asset, accept, pop: Some(0) };
                simpler.extend((pop != Some(0)).then_some(near));
            }
            Self::PlainHttp { asset } => {
                simpler.extend((asset > 0).then_some(Self::PlainHttp { asset: 0 }));
            }
            Self::Replace { asset, content } => {
                simpler.extend((asset > 0).then_some(Self::Replace { asset: 0, content }));
                let contents = content.simpler().into_iter();
                simpler.extend(contents.map(|content| Self::Replace { asset, content }));
            }
            Self::ReplaceBehind { asset, content } => {
                simpler.extend((asset > 0).then_some(Self::ReplaceBehind { asset: 0, content }));
                let contents = content.simpler().into_iter();
                simpler.extend(contents.map(|content| Self::ReplaceBehind { asset, content }));
            }
            Self::DirectRead { upload, which } => {
                simpler.extend((which > 0).then_some(Self::DirectRead { upload, which: 0 }));
            }
            Self::AbandonUpload { name, content, parts } => {
                simpler.extend(simpler_abandoned(name, content, parts));
            }
            Self::PartOfAsset { asset, part } => {
                simpler.extend((asset > 0).then_some(Self::PartOfAsset { asset: 0, part }));
            }
            Self::Read { name } => simpler.extend((name > 0).then_some(Self::Read { name: 0 })),
            Self::Remove { name } => {
                simpler.push(Self::Read { name });
                simpler.extend((name > 0).then_some(Self::Remove { name: 0 }));
            }
            Self::List { crowded } => {
                simpler.extend(crowded.then_some(Self::List { crowded: false }));
            }
            Self::LongRequest { kib } => {
                let shorter = [0, kib / 2, kib - kib / 8].into_iter().filter(|less| *less < kib);
                simpler.extend(shorter.map(|kib| Self::LongRequest { kib }));
            }
            Self::ClockOff { seconds } => {
                simpler.push(Self::Restart);
                let less = [seconds / 2].into_iter().filter(|less| *less != seconds);
                simpler.extend(less.map(|seconds| Self::ClockOff { seconds }));
            }
            Self::Interrupted { by, after, during } => {
                simpler.extend(simpler_interruption(by, after, &during));
            }
            Self::Cors { .. } | Self::Restart => {}
            Self::Wait { millis } => {
                let shorter = [1, millis / 2, millis - millis / 8];
                let shorter = shorter.into_iter().filter(|ms| *ms < millis);
                simpler.extend(shorter.map(|millis| Self::Wait { millis }));
            }
        }
        simpler
    }
}

fn simpler_abandoned(name: u8, content: Content, parts: u8) -> Vec<Operation> {
    let other = |name, content, parts| Operation::AbandonUpload { name, content, parts };
    let plainer = (name > 0).then(|| other(0, content, parts));
    let fewer = (parts > 0).then(|| other(name, content, 0));
    let contents = content.simpler().into_iter().map(|content| other(name, content, parts));
    plainer.into_iter().chain(fewer).chain(contents).collect()
}

/// The operation alone, then earlier interruptions, then those of simpler operations.
fn simpler_interruption(by: Interruption, after: u8, during: &Operation) -> Vec<Operation> {
    let other = |after, during| Operation::Interrupted { by, after, during: Box::new(during) };
    let fewer = [0, after / 2, after.saturating_sub(1)].into_iter().filter(|less| *less < after);
    let fewer = fewer.map(|after| other(after, during.clone()));
    let within = during.simpler().into_iter().map(|during| other(after, during));
    [during.clone()].into_iter().chain(fewer).chain(within).collect()
}

/// Mostly a few plain names, so that they meet again.
fn name() -> impl Strategy<Value = u8> {
    prop_oneof![5 => 0..names::PLAIN, 1 => names::PLAIN..names::ALL]
}

/// Now and then as large as an upload in parts begins to be, give or take a byte.
fn content() -> impl Strategy<Value = Content> {
    const MIB: u32 = 1024 * 1024;
    let edge = prop_oneof![Just(5 * MIB), Just(8 * MIB)];
    let edge = (edge, 0_u32..3).prop_map(|(bytes, more)| bytes - 1 + more);
    let bytes = prop_oneof![300 => 0_u32..64, 100 => 64_u32..4096, 1 => edge];
    (bytes, any::<u8>()).prop_map(|(bytes, seed)| Content { bytes, seed })
}

/// Assets are mostly of a size that CloudFront compresses.
fn asset_content() -> impl Strategy<Value = Content> {
    let bytes = prop_oneof![1 => 1_u32..1000, 6 => 1000_u32..4096];
    (bytes, any::<u8>()).prop_map(|(bytes, seed)| Content { bytes, seed })
}

fn accept() -> impl Strategy<Value = Accept> {
    prop_oneof![Just(Accept::Plain), Just(Accept::Gzip), Just(Accept::Brotli)]
}

/// What is interrupted: what makes several calls.
fn interrupted() -> impl Strategy<Value = Operation> {
    let during = prop_oneof![
        2 => (name(), content()).prop_map(|(name, content)| Operation::Upload { name, content }),
        1 => (name(), content(), content())
            .prop_map(|(name, first, second)| Operation::UploadTwins { name, first, second }),
        2 => (0..ASSETS, asset_content())
            .prop_map(|(asset, content)| Operation::Replace { asset, content }),
        1 => Just(Operation::Wait { millis: 10 }),
    ];
    let by = prop_oneof![
        Just(Interruption::Crash),
        Just(Interruption::Stop),
        Just(Interruption::Hangup)
    ];
    (by, 0_u8..5, during.prop_map(Box::new))
        .prop_map(|(by, after, during)| Operation::Interrupted { by, after, during })
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::Head), Just(Part::Range), Just(Part::IfChanged)]
}

/// What comes seldom.
fn seldom() -> impl Strategy<Value = Operation> {
    // Most services take signatures for five minutes, S3 for fifteen.
    let seconds = -280_i16..280;
    let kib = prop_oneof![1_u16..64, 200_u16..300, 1000_u16..1200];
    let crowded = prop_oneof![15 => Just(false), 1 => Just(true)];
    prop_oneof![
        4 => interrupted(),
        2 => (0..ASSETS, part()).prop_map(|(asset, part)| Operation::PartOfAsset { asset, part }),
        1 => (name(), content(), 0_u8..2)
            .prop_map(|(name, content, parts)| Operation::AbandonUpload { name, content, parts }),
        2 => crowded.prop_map(|crowded| Operation::List { crowded }),
        1 => seconds.prop_map(|seconds| Operation::ClockOff { seconds }),
        1 => kib.prop_map(|kib| Operation::LongRequest { kib }),
    ]
}

/// One operation at random, on an application that looks so.
pub fn operation(interface: &Interface) -> BoxedStrategy<Operation> {
    let read = interface.read.is_some().then(|| name().prop_map(|name| Operation::Read { name }));
    let remove =
        interface.remove.is_some().then(|| name().prop_map(|name| Operation::Remove { name }));
    let mut all = vec![(27, of_any_application().boxed())];
    all.extend(read.map(|read| (4, read.boxed())));
    all.extend(remove.map(|remove| (2, remove.boxed())));
    proptest::strategy::Union::new_weighted(all).boxed()
}

fn of_any_application() -> impl Strategy<Value = Operation> {
    let pop = proptest::option::weighted(0.8, 0..POPS);
    let wait = prop_oneof![1_u32..50, 50_u32..10_000, 10_000_u32..600_000];
    prop_oneof![
        6 => (name(), content()).prop_map(|(name, content)| Operation::Upload { name, content }),
        1 => (name(), content(), content())
            .prop_map(|(name, first, second)| Operation::UploadTwins { name, first, second }),
        6 => (0..ASSETS, accept(), pop)
            .prop_map(|(asset, accept, pop)| Operation::Asset { asset, accept, pop }),
        1 => (0..ASSETS).prop_map(|asset| Operation::PlainHttp { asset }),
        2 => (0..ASSETS, asset_content())
            .prop_map(|(asset, content)| Operation::Replace { asset, content }),
        2 => (0..ASSETS, asset_content())
            .prop_map(|(asset, content)| Operation::ReplaceBehind { asset, content }),
        1 => (any::<bool>(), name())
            .prop_map(|(upload, which)| Operation::DirectRead { upload, which }),
        1 => any::<bool>().prop_map(|allowed| Operation::Cors { allowed }),
        1 => Just(Operation::Restart),
        3 => seldom(),
        3 => wait.prop_map(|millis| Operation::Wait { millis }),
    ]
}

/// Small workloads that between them use everything: what single deviations are tried on.
pub fn examples(interface: &Interface) -> Vec<Vec<Operation>> {
    let (reads, removes) = (interface.read.is_some(), interface.remove.is_some());
    let mut all = of_any();
    if reads || removes {
        let there = |operation: &Operation| match operation {
            Operation::Read { .. } => reads,
            Operation::Remove { .. } => removes,
            _ => true,
        };
        all.push(of_files().into_iter().filter(there).collect());
    }
    all
}

/// Files are read, removed and come again.
fn of_files() -> Vec<Operation> {
    use Operation::*;
    let content = |bytes, seed| Content { bytes, seed };
    vec![
        Read { name: 0 },
        Upload { name: 0, content: content(10, 1) },
        Upload { name: 1, content: content(1500, 2) },
        Read { name: 0 },
        Remove { name: 0 },
        Read { name: 0 },
        Read { name: 1 },
        List { crowded: false },
        Upload { name: 0, content: content(20, 3) },
        Read { name: 0 },
        Upload { name: 5, content: content(0, 4) },
        Read { name: 5 },
        Remove { name: 5 },
        List { crowded: false },
    ]
}

fn of_any() -> Vec<Vec<Operation>> {
    use Interruption::{Crash, Hangup, Stop};
    use Operation::*;
    let small = Content { bytes: 10, seed: 1 };
    let large = |seed| Content { bytes: 1500, seed };
    let asset = |accept, pop| Asset { asset: 0, accept, pop };
    let interrupted = |by, after, during| Interrupted { by, after, during: Box::new(during) };
    vec![
        vec![
            Upload { name: 0, content: small },
            Wait { millis: 40 },
            Upload { name: 0, content: large(2) },
            Restart,
            UploadTwins { name: 1, first: small, second: large(3) },
            DirectRead { upload: true, which: 0 },
        ],
        vec![
            asset(Accept::Gzip, Some(0)),
            asset(Accept::Brotli, None),
            PlainHttp { asset: 1 },
            Cors { allowed: true },
            Cors { allowed: false },
            DirectRead { upload: false, which: 0 },
        ],
        vec![
            asset(Accept::Plain, Some(0)),
            asset(Accept::Plain, Some(1)),
            Replace { asset: 0, content: large(4) },
            asset(Accept::Plain, Some(0)),
            asset(Accept::Plain, Some(1)),
        ],
        vec![
            interrupted(Crash, 1, Upload { name: 0, content: small }),
            Upload { name: 0, content: small },
            interrupted(Stop, 1, Upload { name: 1, content: large(2) }),
            interrupted(Hangup, 1, Upload { name: 2, content: small }),
            List { crowded: false },
        ],
        // Alone: they are long.
        vec![LongRequest { kib: 1100 }, LongRequest { kib: 1100 }],
        vec![
            PartOfAsset { asset: 0, part: Part::Head },
            PartOfAsset { asset: 0, part: Part::Range },
            interrupted(Crash, 2, Replace { asset: 0, content: large(6) }),
            PartOfAsset { asset: 0, part: Part::IfChanged },
        ],
        vec![
            asset(Accept::Plain, Some(2)),
            ReplaceBehind { asset: 0, content: large(5) },
            Wait { millis: 302_000 },
            asset(Accept::Plain, Some(2)),
        ],
    ]
}
