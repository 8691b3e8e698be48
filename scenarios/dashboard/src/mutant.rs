//! Bugs of the kind that real applications have, one switch each.

macro_rules! mutants {
    ($($name:ident = $text:literal: $says:literal;)*) => {
        /// A bug that can be switched on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Mutant {
            $(#[doc = $says] $name,)*
        }

        impl Mutant {
            /// Every one, in the order of the list.
            pub const ALL: &'static [Mutant] = &[$(Mutant::$name),*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Mutant::$name => $text),* }
            }

            /// What the bug is.
            pub fn description(self) -> &'static str {
                match self { $(Mutant::$name => $says),* }
            }
        }
    };
}

mutants! {
    UploadsToLocalFolder = "uploads-to-local-folder":
        "writes uploads to a folder of the machine instead of S3";
    LostAnswerStoredTwice = "lost-answer-stored-twice":
        "takes a lost answer for a failure and stores the file again under another key";
    FailedUploadIgnored = "failed-upload-ignored":
        "answers 201 although S3 refused the file";
    AssetsLinkedToS3 = "assets-linked-to-s3":
        "links static assets to the bucket's URL instead of CloudFront's";
    BucketLeftPublic = "bucket-left-public":
        "switches the public access block off and lets everybody read the bucket";
    CorsForEverybody = "cors-for-everybody":
        "allows every origin in the bucket's CORS rules";
    InvalidationForgotten = "invalidation-forgotten":
        "replaces assets without invalidating them";
    FailedHeadIsAbsence = "failed-head-is-absence":
        "takes a HEAD that failed for the absence of an old version, and does not invalidate it";
    TtlOfADay = "ttl-of-a-day":
        "serves assets with a lifetime of 24 hours instead of 5 minutes";
    StaleOnError = "stale-on-error":
        "lets edges show expired assets while the bucket does not answer";
    LogsDroppedOnShutdown = "logs-dropped-on-shutdown":
        "does not flush the log buffer when it shuts down";
    ThrottledBatchDropped = "throttled-batch-dropped":
        "drops a batch of log lines that CloudWatch throttled";
    RejectedEventsIgnored = "rejected-events-ignored":
        "stamps log lines with a clock that is a day ahead and never looks at rejected events";
    BatchOutOfOrder = "batch-out-of-order":
        "sends log lines newest first and drops the batch when it is refused";
    NoRetention = "no-retention":
        "creates the log group without a retention policy";
    CompressionOff = "compression-off":
        "creates the distribution without compression";
    PlainHttpAllowed = "plain-http-allowed":
        "serves assets over plain HTTP instead of redirecting to HTTPS";
}

impl std::str::FromStr for Mutant {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|mutant| mutant.name() == text);
        found.copied().ok_or_else(|| format!("no mutant is called {text}"))
    }
}
