//! Bugs of the kind that real invoice services have, one switch each.

mutation::mutants! {
    // Not handled.
    FailedTicketIgnored = "failed-ticket-ignored", NotHandled, Deviations, "what was uploaded":
        "gives leave to upload although S3 has not taken the ticket";
    UnreadTicketIsNone = "unread-ticket-is-none", NotHandled, Deviation, "what was uploaded":
        "takes a ticket that could not be read for one that nobody was given";
    FailedHeadIsAbsence = "failed-head-is-absence", NotHandled, Deviations, "what was uploaded":
        "takes a HEAD that failed for the absence of the upload";
    AbsentUploadIgnored = "absent-upload-ignored", NotHandled, Nothing, "nothing acknowledged is lost|read your writes":
        "records an invoice although nothing was uploaded";
    ContentNotVerified = "content-not-verified", NotHandled, Nothing, "stored equals sent":
        "records whatever was uploaded, without comparing it with what was announced";
    FailedCopyIgnored = "failed-copy-ignored", NotHandled, Deviations, "nothing acknowledged":
        "records an invoice although S3 has not copied it";
    FailedEntryIgnored = "failed-entry-ignored", NotHandled, Deviations, "nothing acknowledged":
        "answers a number although the ledger could not be written";
    FailedAuditIgnored = "failed-audit-ignored", NotHandled, Deviations, "no update is lost":
        "answers although CloudWatch has not taken the audit line";
    UnreadLedgerIsEmpty = "unread-ledger-is-empty", NotHandled, Deviations, "nothing acknowledged is lost|read your writes|numbers have":
        "takes a ledger that could not be read for an empty one, and writes that";
    HalfALedgerIsEmpty = "half-a-ledger-is-empty", NotHandled, Deviation, "nothing acknowledged is lost|read your writes|numbers have":
        "takes a ledger whose body broke off for an empty one, and writes that";
    FailedListIsEmpty = "failed-list-is-empty", NotHandled, Deviations, "read your writes":
        "shows no invoices when the ledger cannot be read";
    ConflictIsFailure = "conflict-is-failure", NotHandled, Clients, "calm":
        "fails when somebody else has written to the ledger, instead of trying again";
    FailuresNotLogged = "failures-not-logged", NotHandled, Deviations, "every answered request":
        "logs requests that succeed only";
    FailuresAreInfo = "failures-are-info", NotHandled, Deviations, "every failure":
        "logs failures as if they were none";
    AlarmTooLate = "alarm-too-late", NotHandled, Deviations, "every alarm":
        "raises the alarm from ten errors in a minute on";
    ThrottledLinesDropped = "throttled-lines-dropped", NotHandled, Deviations, "every answered request":
        "drops log lines that CloudWatch has throttled";
    LinesDroppedOnShutdown = "lines-dropped-on-shutdown", NotHandled, Deviations, "every answered request":
        "does not send its last log lines when it stops";
    // A retry meets its own effect.
    OwnTicketIsForeign = "own-ticket-is-foreign", OwnEffect, Deviation, "nothing of one's own":
        "takes its own ticket, stored though the answer was lost, for somebody else's";
    OwnCopyIsForeign = "own-copy-is-foreign", OwnEffect, Deviation, "nothing of one's own":
        "takes its own copy, made though the answer was lost, for somebody else's";
    OwnEntryRepeated = "own-entry-repeated", OwnEffect, Deviation, "numbers have":
        "adds an invoice again whose entry was written though the answer was lost";
    CompletionsNotCompared = "completions-not-compared", OwnEffect, Nothing, "numbers have":
        "gives an invoice another number each time that it is completed";
    CompletedIsTaken = "completed-is-taken", OwnEffect, Nothing, "nothing of one's own":
        "refuses a customer who completes again because the answer was lost";
    UploadWantedAgain = "upload-wanted-again", OwnEffect, Nothing, "what was uploaded":
        "wants the upload of an invoice that it has completed, and removed the upload of";
    AuditedOnlyOnce = "audited-only-once", OwnEffect, Crash, "no update is lost":
        "does not audit an invoice that is in the ledger, though it was not audited then";
    ConflictTakenForOwn = "conflict-taken-for-own", OwnEffect, Clients, "nothing acknowledged is lost|read your writes|numbers have":
        "takes every failed condition for a lost answer of its own";
    RaceTakenForOwn = "race-taken-for-own", OwnEffect, Clients, "nothing acknowledged is lost|read your writes|numbers have":
        "takes 409 ConditionalRequestConflict for a lost answer of its own";
    NumbersFromACounter = "numbers-from-a-counter", OwnEffect, Deviation, "numbers have":
        "counts numbers beside the ledger, twice where an answer was lost";
    FailureUndone = "failure-undone", OwnEffect, Deviations, "nothing acknowledged is lost|numbers have":
        "strikes an invoice whose audit line was not answered for, and gives its number away again";
    TotalAddedAgain = "total-added-again", OwnEffect, Nothing, "totals add up":
        "adds an invoice to the total each time that it is completed";
    // Corrupt or partial state.
    TotalAddedOnlyOnce = "total-added-only-once", Partial, Crash, "totals add up":
        "does not add an invoice to the total that was recorded before, though it was not added then";
    NoLedgerLock = "no-ledger-lock", Partial, Clients, "nothing acknowledged is lost|read your writes|numbers have":
        "writes the ledger without the condition that nobody else has";
    RecordedBeforeKept = "recorded-before-kept", Partial, Crash, "nothing acknowledged is lost|read your writes":
        "writes the ledger before the invoice is where it is kept";
    UploadRemovedFirst = "upload-removed-first", Partial, Crash, "what was uploaded":
        "removes the upload before the invoice is in the ledger";
    AnsweredBeforeRecorded = "answered-before-recorded", Partial, Nothing, "nothing acknowledged is lost|read your writes|numbers have":
        "answers before the invoice is recorded";
    AuditedAfterwards = "audited-afterwards", Partial, Nothing, "no update is lost":
        "answers before CloudWatch has the audit line";
    TicketsInMemory = "tickets-in-memory", Partial, Crash, "what was uploaded":
        "remembers in memory only who was given leave to upload";
    LinkedToUpload = "linked-to-upload", Partial, Nothing, "nothing acknowledged is lost|read your writes":
        "links what was uploaded, which it has removed";
    // Leaks and wrong results.
    EverybodyReads = "everybody-reads", Wrong, Nothing, "nobody uninvited":
        "gives every customer links to every invoice";
    LinksForAWeek = "links-for-a-week", Wrong, Nothing, "nobody uninvited":
        "gives links that can be followed for a week";
    BucketLeftPublic = "bucket-left-public", Wrong, Nothing, "nobody uninvited":
        "lets everybody read the bucket";
    NoRetention = "no-retention", Wrong, Nothing, "no invoice can be erased":
        "keeps invoices where they can be erased";
}
