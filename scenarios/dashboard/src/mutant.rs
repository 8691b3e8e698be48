//! Bugs of the kind that real applications have, one switch each.

mutation::mutants! {
    // Not handled.
    FailedUploadIgnored = "failed-upload-ignored", NotHandled, Deviations, "16a: an accepted upload is readable":
        "answers 201 although S3 refused the file";
    FailedHeadIsAbsence = "failed-head-is-absence", NotHandled, Deviations, "freshness":
        "takes a HEAD that failed for the absence of an old version, and does not invalidate it";
    FailedAssetIgnored = "failed-asset-ignored", NotHandled, Deviations, "freshness":
        "answers that an asset is published although S3 refused it";
    FailedInvalidationIgnored = "failed-invalidation-ignored", NotHandled, Deviations, "freshness":
        "answers that an asset is published although CloudFront refused the invalidation";
    StaleOnError = "stale-on-error", NotHandled, Deviation, "freshness":
        "lets edges show expired assets while the bucket does not answer";
    ThrottledBatchDropped = "throttled-batch-dropped", NotHandled, Deviation, "16c: every production log line":
        "drops a batch of log lines that CloudWatch throttled";
    HalfABatchResent = "half-a-batch-resent", NotHandled, Deviation, "16c: every production log line":
        "sends only the second half of a batch again that was not answered for";
    RejectedEventsIgnored = "rejected-events-ignored", NotHandled, Nothing, "16c: every production log line":
        "stamps log lines with a clock that is a day ahead and never looks at rejected events";
    BatchOutOfOrder = "batch-out-of-order", NotHandled, Nothing, "16c: every production log line":
        "sends log lines newest first and drops the batch when it is refused";
    BatchTooLarge = "batch-too-large", NotHandled, Nothing, "16c: every production log line":
        "sends batches that are larger than CloudWatch takes";
    LongLinesRefused = "long-lines-refused", NotHandled, Nothing, "16c: every production log line":
        "sends lines that are longer than CloudWatch takes, and drops what is refused";
    FirstPageOnly = "first-page-only", NotHandled, Deviation, "16a: the list of files":
        "lists the files of the first page only";
    EmptyPageIsLast = "empty-page-is-last", NotHandled, Deviation, "16a: the list of files":
        "takes an empty page of a listing for its end";
    FailedListIsEmpty = "failed-list-is-empty", NotHandled, Deviations, "16a: the list of files":
        "shows no files when S3 does not answer";
    LockLeftBehind = "lock-left-behind", NotHandled, Crash, "calm":
        "locks a name with an object that nobody removes after a crash";
    RefusedIsTaken = "refused-is-taken", NotHandled, Deviations, "16a: an upload conflicts":
        "answers 409 whatever S3 refused a file for";
    // A retry meets its own effect.
    LostAnswerStoredTwice = "lost-answer-stored-twice", OwnEffect, Deviation, "16a: nothing is stored":
        "takes a lost answer for a failure and stores the file again under another key";
    OwnUploadIsTaken = "own-upload-is-taken", OwnEffect, Deviation, "16a: an upload conflicts":
        "takes its own file, stored though the answer was lost, for somebody else's";
    TakenIsOwn = "taken-is-own", OwnEffect, Nothing, "16a: an accepted upload is readable":
        "takes every file that is there for its own, stored though the answer was lost";
    RaceIsOwn = "race-is-own", OwnEffect, Deviation, "16a: an accepted upload is readable":
        "takes 409 ConditionalRequestConflict for a file of its own";
    UnknownIsOwn = "unknown-is-own", OwnEffect, Deviations, "16a: an accepted upload is readable":
        "takes a file for its own when it cannot look whose it is";
    FailedUploadRemoved = "failed-upload-removed", OwnEffect, Deviations, "16a: an accepted upload is still there":
        "removes what may be half stored when S3 does not answer: a file that was there before";
    OneReferenceForAll = "one-reference-for-all", OwnEffect, Nothing, "freshness":
        "takes an older invalidation with the same caller reference for its own";
    SameIsPublished = "same-is-published", OwnEffect, Crash, "freshness":
        "does not invalidate what an earlier try has stored and not invalidated";
    // Corrupt or partial state.
    InvalidationForgotten = "invalidation-forgotten", Partial, Nothing, "freshness":
        "replaces assets without invalidating them";
    InvalidatedAfterwards = "invalidated-afterwards", Partial, Nothing, "freshness":
        "answers that an asset is published before it asks for the invalidation";
    StoredAfterwards = "stored-afterwards", Partial, Nothing, "16a: an accepted upload is readable":
        "answers 201 before it stores the file";
    LooksThenWrites = "looks-then-writes", Partial, Clients, "16a: an accepted upload is":
        "looks whether the name is free, and then writes without a condition";
    LogsDroppedOnShutdown = "logs-dropped-on-shutdown", Partial, Nothing, "16c: every production log line":
        "does not flush the log buffer when it shuts down";
    LinesHeldForLong = "lines-held-for-long", Partial, Crash, "16c: every production log line":
        "keeps log lines in memory for an hour, and loses them when it crashes";
    StreamMadeAnew = "stream-made-anew", Partial, Nothing, "16c: every production log line":
        "deletes its log stream when it starts, to begin with an empty one";
    // Leaks and wrong results.
    UploadsToLocalFolder = "uploads-to-local-folder", Wrong, Nothing, "16a: an accepted upload is readable":
        "writes uploads to a folder of the machine instead of S3";
    AssetsLinkedToS3 = "assets-linked-to-s3", Wrong, Nothing, "16b: pages link":
        "links static assets to the bucket's URL instead of CloudFront's";
    BucketLeftPublic = "bucket-left-public", Wrong, Nothing, "6.4: S3 refuses":
        "switches the public access block off and lets everybody read the bucket";
    CorsForEverybody = "cors-for-everybody", Wrong, Nothing, "6.4: no origin":
        "allows every origin in the bucket's CORS rules";
    TtlOfADay = "ttl-of-a-day", Wrong, Nothing, "freshness":
        "serves assets with a lifetime of 24 hours instead of 5 minutes";
    NoRetention = "no-retention", Wrong, Nothing, "16c: production logs are kept":
        "creates the log group without a retention policy";
    CompressionOff = "compression-off", Wrong, Nothing, "6.5: compressible":
        "creates the distribution without compression";
    PlainHttpAllowed = "plain-http-allowed", Wrong, Nothing, "16b: plain HTTP":
        "serves assets over plain HTTP instead of redirecting to HTTPS";
}
