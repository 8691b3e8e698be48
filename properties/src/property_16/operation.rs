//! What users, deployers and strangers do to the application. Arguments are indices into small
//! sets, so that every part of a case is a case.

use super::names;
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
    /// The application is stopped in good order and started anew: a deployment.
    Restart,
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
    /// The content itself.
    pub fn bytes(self) -> Bytes {
        let line = format!("/* version {} */ ", self.seed);
        line.bytes().cycle().take(self.bytes as usize).collect()
    }

    fn simpler(self) -> Vec<Self> {
        let smaller = [0, self.bytes / 2, self.bytes.saturating_sub(1)];
        let mut simpler: Vec<Self> = smaller
            .into_iter()
            .filter(|b| *b < self.bytes)
            .map(|bytes| Self { bytes, ..self })
            .collect();
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

/// One operation at random.
pub fn operation() -> impl Strategy<Value = Operation> {
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
        3 => wait.prop_map(|millis| Operation::Wait { millis }),
    ]
}

/// Small workloads that between them use everything: what single deviations are tried on.
pub fn examples() -> Vec<Vec<Operation>> {
    use Operation::*;
    let small = Content { bytes: 10, seed: 1 };
    let large = |seed| Content { bytes: 1500, seed };
    let asset = |accept, pop| Asset { asset: 0, accept, pop };
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
            asset(Accept::Plain, Some(2)),
            ReplaceBehind { asset: 0, content: large(5) },
            Wait { millis: 302_000 },
            asset(Accept::Plain, Some(2)),
        ],
    ]
}
