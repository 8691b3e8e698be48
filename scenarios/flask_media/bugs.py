"""The ways in which this application can be broken, each with what is wrong."""

import os

BUGS = {
    # not handled
    "errors-swallowed": "an error of AWS's is answered as if the file were kept",
    "logs-dropped-on-error": "log lines are gone when CloudWatch Logs refuses them",
    "invalidation-not-checked": "an invalidation that failed is taken for one",
    "answers-first": "the user is answered before S3 is",
    "removal-errors-swallowed": "a file that could not be removed is called removed",
    # a retry meets its own effect
    "retry-meets-itself": "the user's own file, there already because an answer was lost, is called another's",
    "asks-before": "whether there is such a file is asked, and then written as if nobody else were there",
    # corrupt or partial state
    "in-two-steps": "the file is written beside, copied and removed; what fails in between stays",
    "overwrites": "a file of the same name is replaced",
    "key-not-unquoted": "the file is kept under the name as it stands in the URL",
    "logs-lost-at-shutdown": "what is not sent yet when it is stopped is lost",
    "logs-every-two-seconds": "lines are sent every two seconds, and not when it is stopped",
    "logs-cleared-while-sending": "lines that come while others are sent are thrown away with them",
    "removal-answers-first": "the user is told that his file is removed before it is",
    # wrong results
    "missing-is-empty": "a file that is not there is read as an empty one",
    "first-page-only": "the list of files ends with the first thousand",
    "remembers-files": "a file that was read once is read from memory ever after",
    "removes-a-copy": "what is removed is the file's name in the list, not the file",
    "asset-served-directly": "pages link assets in the bucket",
    "wrong-content-type": "assets are of a type that CloudFront does not compress",
    "no-invalidation": "a new version of an asset is not made known",
    "cached-for-ever": "assets may be kept for a year",
    "invalidates-elsewhere": "the path that is invalidated is not the asset's",
    # of the set-up
    "bucket-left-public": "everybody may read the bucket",
    "no-retention": "the log group keeps lines for ever",
    "plain-http": "CloudFront serves plain HTTP",
}

CHOSEN = os.environ.get("BUG", "")
if CHOSEN and CHOSEN not in BUGS:
    raise SystemExit(f"BUG={CHOSEN} is none of {', '.join(BUGS)}")


def bug(name):
    """Whether it is broken in this way."""
    assert name in BUGS, name
    return name == CHOSEN
