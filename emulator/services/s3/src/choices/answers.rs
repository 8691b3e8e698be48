//! What an answer looks like and how much of it arrives.

use super::options::{CALM, option};
use parhelion_world::{Clause, Point};

static SHORT: Clause = Clause {
    rule: "S3-9.4(A9)",
    says: "a page of a listing may hold fewer keys than asked for, and still not be the last",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html",
};

/// Met by every listing that has something to list.
pub static SHORT_PAGE: Point = Point {
    name: "s3.short-page",
    options: &[CALM, option("half", &SHORT), option("one", &SHORT), option("empty", &SHORT)],
};

static CUT: Clause = Clause {
    rule: "S3-9.4(A5)",
    says: "a connection may break while an object is read; the rest can be asked for by range",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/range-get-olap.html",
};

/// Met by every GET of an object that has bytes.
pub static BODY_CUT: Point = Point {
    name: "s3.body-cut",
    options: &[CALM, option("half of the body, then connection closed", &CUT)],
};

static BROKEN: Clause = Clause {
    rule: "S3-9.4(A8)",
    says: "the answer to a listing may break off after its status 200 was sent; ask again",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html",
};

/// Met by every listing of objects or versions. Not among the options: half of the XML in a whole
/// answer. SDKs take that for a shorter list, and applications could do nothing about it.
pub static LISTING_BROKEN: Point = Point {
    name: "s3.listing-broken",
    options: &[CALM, option("half of the XML, then connection closed", &BROKEN)],
};

static UNKNOWN: Clause = Clause {
    rule: "S3-9.4(A26)",
    says: "answers may get new headers and elements at any time: clients ignore what is unknown",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html",
};

/// Met by every successful answer in XML.
pub static UNKNOWN_ELEMENT: Point = Point {
    name: "s3.unknown-element",
    options: &[CALM, option("an unknown header and an unknown element", &UNKNOWN)],
};

static CLOSED: Clause = Clause {
    rule: "S3-9.4(A29)",
    says: "S3 may close a connection after any answer",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance-guidelines.html",
};

/// Met by every answer.
pub static CONNECTION_CLOSES: Point =
    Point { name: "s3.connection-closes", options: &[CALM, option("Connection: close", &CLOSED)] };

static ORDER: Clause = Clause {
    rule: "S3-9.4(A30)",
    says: "headers have no order",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html",
};

/// Met by every answer.
pub static HEADER_ORDER: Point =
    Point { name: "s3.header-order", options: &[CALM, option("reversed", &ORDER)] };

static DENIED: Clause = Clause {
    rule: "S3-9.4(A31)",
    says: "an AccessDenied may or may not explain itself; its code is what counts",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html",
};

/// Met by every AccessDenied that explains itself.
pub static DENIED_PLAINLY: Point =
    Point { name: "s3.denied-plainly", options: &[CALM, option("Access Denied", &DENIED)] };
