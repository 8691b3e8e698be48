//! Why a request is a hit or a miss at each edge location, told without making it: nothing is counted,
//! nothing is asked of an origin, no choice is met. For consoles and for tests that want to know.

use crate::CloudFront;
use crate::edge::ViewerRequest;
use parhelion_wire::Body;
use parhelion_wire::Timestamp;
use parhelion_world::Context;
use std::sync::Arc;
use std::time::Duration;

/// What one edge location makes of a request.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// `IAD89-C1`
    pub pop: Arc<str>,
    /// The id of the distribution that the host names there.
    pub distribution: Option<Arc<str>>,
    /// The cache behaviour that takes the path.
    pub behavior: Option<Behavior>,
    /// The parts of the cache key: path and query, then one for each further part.
    pub key: Vec<String>,
    /// What is stored under that key.
    pub entry: Option<Entry>,
    /// The keys of what else is stored of the same path and query, the first twenty.
    pub others: Vec<Vec<String>>,
    /// What the viewer would meet.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub why: String,
}

/// What a viewer would meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The stored copy, without a word to the origin.
    Hit,
    /// The stored copy, while the origin is asked behind the viewer's back.
    Stale,
    /// The origin is asked whether the stored copy is still what it has.
    Revalidated,
    /// The origin is asked, and its answer may be stored.
    Miss,
    /// The origin is asked, and nothing is stored.
    Passed,
    /// An answer of the edge's own.
    Refused,
}

/// A cache behaviour, as far as it decides what is stored and under which key.
#[derive(Clone, Debug)]
pub struct Behavior {
    /// `/*.css`; `/*` of the default one.
    pub pattern: String,
    /// Its place among the others, from 1; the default one is the last.
    pub number: usize,
    /// Where misses go: the origin, or the members of a group.
    pub origins: Vec<String>,
    /// The least, the default and the longest TTL; `None`: nothing is cached.
    pub ttls: Option<[Duration; 3]>,
    /// Whether the edge compresses.
    pub compress: bool,
}

/// A stored answer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its status.
    pub status: u16,
    /// When it came, or was last confirmed.
    pub since: Timestamp,
    /// How old it is.
    pub age: Duration,
    /// How long it is fresh from its receipt on.
    pub ttl: Duration,
    /// How long it is still fresh.
    pub remaining: Duration,
    /// How many bytes of content are stored.
    pub bytes: u64,
    /// Whether only parts of it are.
    pub parts: bool,
    /// The origin's entity tag.
    pub etag: Option<String>,
    /// What the origin said of caching.
    pub cache_control: Option<String>,
}

/// A stored answer and where it lies.
#[derive(Clone, Debug)]
pub struct Stored {
    /// `IAD89-C1`
    pub pop: Arc<str>,
    /// The parts of its key.
    pub key: Vec<String>,
    /// The answer.
    pub entry: Entry,
}

impl CloudFront {
    /// What each edge location would make of a request at this moment, over TLS or not.
    pub fn explain(
        &self,
        cx: &Context,
        request: http::Request<Body>,
        secure: bool,
    ) -> Vec<Explanation> {
        let viewer = ViewerRequest { secure, ..ViewerRequest::arriving(cx, request) };
        self.edge.explain(cx.now, &viewer)
    }

    /// What is stored of a distribution, at most so many entries of each edge location, in the order of
    /// their keys.
    pub fn stored(&self, cx: &Context, distribution: &str, at_most: usize) -> Vec<Stored> {
        self.edge.stored(cx.now, distribution, at_most)
    }
}
