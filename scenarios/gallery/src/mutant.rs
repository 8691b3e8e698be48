//! Bugs of the kind that real galleries have, one switch each.

mutation::mutants! {
    // Not handled.
    FailedPhotoIgnored = "failed-photo-ignored", NotHandled, Deviations, "every link":
        "shows a photo although S3 has not taken it";
    FailedThumbnailIgnored = "failed-thumbnail-ignored", NotHandled, Deviations, "every link":
        "shows a photo although S3 has not taken its thumbnail";
    IndexFailureIgnored = "index-failure-ignored", NotHandled, Deviations, "stored equals sent|read your writes":
        "answers that the index is changed although S3 has refused to";
    UnreadableIndexIsEmpty = "unreadable-index-is-empty", NotHandled, Deviations, "stored equals sent|read your writes":
        "takes an index that could not be read for an empty one, and writes that";
    HalfAnIndexIsEmpty = "half-an-index-is-empty", NotHandled, Deviation, "stored equals sent|read your writes":
        "takes an index whose body broke off for an empty one, and writes that";
    FailedPageIsEmpty = "failed-page-is-empty", NotHandled, Deviations, "read your writes":
        "shows an empty page when the index cannot be read";
    FailedDeletionIgnored = "failed-deletion-ignored", NotHandled, Deviations, "stored equals sent|read your writes":
        "answers that photos are deleted although the index could not be changed";
    FailedRenameIgnored = "failed-rename-ignored", NotHandled, Deviations, "stored equals sent|read your writes":
        "answers that a photo is renamed although the index could not be changed";
    FailedRemovalIgnored = "failed-removal-ignored", NotHandled, Deviations, "nobody uninvited":
        "answers that a photo is gone although S3 has refused to delete it";
    HalfDeletedIsDeleted = "half-deleted-is-deleted", NotHandled, Deviation, "nobody uninvited":
        "does not look at the errors within a successful DeleteObjects";
    FailedInvalidationIgnored = "failed-invalidation-ignored", NotHandled, Deviations, "nobody uninvited":
        "answers that a photo is gone although CloudFront has refused the invalidation";
    TidiesByNoIndex = "tidies-by-no-index", NotHandled, Deviations, "every link":
        "tidies up by an empty index when it cannot be read, and removes every photo";
    ThrottledLinesDropped = "throttled-lines-dropped", NotHandled, Deviations, "every answered request":
        "drops log lines that CloudWatch has throttled";
    ConflictIsFailure = "conflict-is-failure", NotHandled, Clients, "calm":
        "fails when somebody else has changed the index, instead of trying again";
    BusyForEver = "busy-for-ever", NotHandled, Crash, "calm":
        "refuses every deletion after one whose client went away";
    EmptyFilesForgotten = "empty-files-forgotten", NotHandled, Nothing, "stored equals sent|read your writes":
        "answers 201 for an empty photo without storing it";
    TidiesFirstPage = "tidies-first-page", NotHandled, Deviation, "the clean-up":
        "tidies up no more than the first page of the listing";
    EmptyPageIsLast = "empty-page-is-last", NotHandled, Deviation, "the clean-up":
        "takes an empty page of a listing for its end";
    FailuresNotLogged = "failures-not-logged", NotHandled, Deviations, "every answered request":
        "logs requests that succeed only";
    LinesDroppedOnShutdown = "lines-dropped-on-shutdown", NotHandled, Deviations, "every answered request":
        "does not send its last log lines when it stops";
    // A retry meets its own effect.
    OwnRenameIsMissing = "own-rename-is-missing", OwnEffect, Deviation, "stored equals sent|read your writes":
        "renames again what it has renamed, though the answer was lost, and finds nothing there";
    OwnRenameIsTaken = "own-rename-is-taken", OwnEffect, Deviation, "stored equals sent|read your writes":
        "renames again what it has renamed, though the answer was lost, and finds the name taken";
    OwnPhotoTrashed = "own-photo-trashed", OwnEffect, Deviation, "every link":
        "shows a photo again, though the answer was lost, and throws away what it replaces: itself";
    OwnDeletionIsMissing = "own-deletion-is-missing", OwnEffect, Deviation, "stored equals sent|read your writes":
        "deletes again what it has deleted, though the answer was lost, and finds nothing there";
    RemembersOneChange = "remembers-one-change", OwnEffect, Clients, "stored equals sent|read your writes":
        "remembers the last change only: another client's makes it forget its own";
    KeyIgnored = "key-ignored", OwnEffect, Crash, "stored equals sent|read your writes":
        "makes a change again that its client asks for a second time with the same key";
    ConflictTakenForOwn = "conflict-taken-for-own", OwnEffect, Clients, "stored equals sent|read your writes":
        "takes every failed condition for a lost answer of its own";
    RaceTakenForOwn = "race-taken-for-own", OwnEffect, Clients, "stored equals sent|read your writes":
        "takes 409 ConditionalRequestConflict for a lost answer of its own";
    OwnObjectIsForeign = "own-object-is-foreign", OwnEffect, Deviation, "an upload is never":
        "takes its own photo, stored though the answer was lost, for somebody else's";
    FailureUndone = "failure-undone", OwnEffect, Deviations, "every link":
        "removes the objects when the index could not be changed, though it may have been";
    OneReferenceForAll = "one-reference-for-all", OwnEffect, Nothing, "nobody uninvited":
        "takes another invalidation with the same caller reference for its own";
    // Corrupt or partial state.
    NoIndexLock = "no-index-lock", Partial, Clients, "stored equals sent|read your writes":
        "writes the index without the condition that nobody else has";
    IndexBeforeObjects = "index-before-objects", Partial, Crash, "every link":
        "shows a photo before its objects are stored";
    ObjectsBeforeIndex = "objects-before-index", Partial, Crash, "every link":
        "deletes the objects before the photo is off the page";
    RenamedInTwoSteps = "renamed-in-two-steps", Partial, Crash, "stored equals sent|read your writes":
        "takes the old name off the index, and adds the new one in another step";
    AnsweredBeforeShown = "answered-before-shown", Partial, Nothing, "stored equals sent|read your writes":
        "answers before the photo is in the index";
    AnsweredBeforeGone = "answered-before-gone", Partial, Nothing, "nobody uninvited":
        "answers that a photo is gone, and removes it afterwards";
    TrashInMemory = "trash-in-memory", Partial, Nothing, "nobody uninvited":
        "remembers in memory only what is to be removed";
    ObjectsShared = "objects-shared", Partial, Nothing, "every link|stored equals sent":
        "stores equal photos once, and deletes them with the first of their names";
    TidiesWhatIsYoung = "tidies-what-is-young", Partial, Clients, "every link":
        "tidies up objects of uploads that are under way";
    InvalidationForgotten = "invalidation-forgotten", Partial, Nothing, "nobody uninvited":
        "deletes photos without invalidating them at the edges";
    ThumbnailsNotInvalidated = "thumbnails-not-invalidated", Partial, Nothing, "nobody uninvited":
        "invalidates deleted photos, but not their thumbnails";
    ThumbnailsKept = "thumbnails-kept", Partial, Nothing, "nobody uninvited":
        "deletes photos, but not their thumbnails";
    ThumbnailsRemembered = "thumbnails-remembered", Partial, Nothing, "every link":
        "keeps the first thumbnail of a name for all photos that ever have it";
    RenamedToItself = "renamed-to-itself", Partial, Nothing, "stored equals sent|read your writes":
        "loses a photo that is renamed to the name that it has";
    // Leaks and wrong results.
    BucketLeftPublic = "bucket-left-public", Wrong, Nothing, "nobody uninvited":
        "lets everybody read the bucket";
    LinkedToBucket = "linked-to-bucket", Wrong, Nothing, "every link":
        "links photos at the bucket instead of CloudFront";
    ContentTypeForgotten = "content-type-forgotten", Wrong, Nothing, "every link":
        "stores photos without saying that they are images";
    OnlyFirstDeleted = "only-first-deleted", Wrong, Nothing, "stored equals sent|read your writes":
        "deletes only the first of many";
}
