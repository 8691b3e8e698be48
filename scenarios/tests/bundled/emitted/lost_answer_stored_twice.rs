// VIOLATED  16a: nothing is stored that nobody uploaded
//
//    S3 stored dashboard-files/uploads/file-0.txt, but the answer was lost (500 InternalError). The retry
//    met its own file and was answered 412 PreconditionFailed. Then the application called HeadObject
//    dashboard-files/uploads/file-0.txt (200) and stored a second copy under
//    dashboard-files/uploads/file-0.txt-1 (PutObject, 200). In the end S3 holds uploads/file-0.txt-1,
//    which nobody uploaded; so this does not hold: 16a: nothing is stored that nobody uploaded.
//    On a good day these operations hold.
//
//    op#0   a user uploads file 0 (0 bytes)
//
//    + only in this run, - only on a good day, ◀ what brought it about
//
//     1 t=    0.000s  op#0         PutObject dashboard-files/uploads/file-0.txt
//  +  2 t=    0.000s  op#0         ✦ AWS: took effect, then 500 InternalError   [s3.after, legal: S3-9.4(A4)]   ⟵ here it parts from a good day
//  +  3 t=    0.000s  op#0           → 500
//  +  4 t=    0.880s  op#0         PutObject dashboard-files/uploads/file-0.txt  (attempt 2)
//  +  5 t=    0.880s  op#0           → 412 PreconditionFailed: At least one of the pre-conditions you specified did not hold
//  +  6 t=    0.880s  op#0         HeadObject dashboard-files/uploads/file-0.txt
//  +  7 t=    0.880s  op#0           → 200
//  +  8 t=    0.880s  op#0         PutObject dashboard-files/uploads/file-0.txt-1
//  +  9 t=    0.880s  op#0           → 200
//  + 10 t=    0.880s  op#0         • production-log  calm=false  id=request-0-1  status=201
//  - 11 t=    0.000s  op#0           → 200
//      ⋯ 1 more, not involved
//    13 t=    0.880s  op#0         • upload  conflict=false  key=uploads/file-0.txt  status=201  taken=false
//    14 t=    0.880s  op#0         • upload-accepted  key=uploads/file-0.txt  sha256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//    15 t=    0.880s  op#0         GetObject dashboard-files/uploads/file-0.txt
//    16 t=    0.880s  op#0           → 200
//    17 t=    0.880s  op#0         • object-readable  key=uploads/file-0.txt  sha256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//      ⋯ 11 more, not involved: PutLogEvents, PutMetricData, GetObject, …
//  + 29 t=  600.880s  harness      • object-listed  key=uploads/file-0.txt-1  uploaded=false   ◀ 8   ⟵ this is wrong
//      ⋯ 6 more, not involved: FilterLogEvents, DescribeLogGroups
//
//  why: this must not be: object-listed  key=uploads/file-0.txt-1  uploaded=false
//  legal: S3-9.4(A4): a request may have taken effect though its answer was lost or was an internal error
//         https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorBestPractices.html
#![allow(clippy::expect_used)]

use parhelion_properties::CaseOf;
use parhelion_properties::property_16::Property16;
use parhelion_properties::report::text;
use parhelion_scenarios::named;

/// Operations and deviations, as small as they got.
const CASE: &str = r#"{
  "application": "dashboard/lost-answer-stored-twice",
  "clause": "16a: nothing is stored that nobody uploaded",
  "operations": [
    [
      0,
      {
        "Upload": {
          "content": {
            "bytes": 0,
            "seed": 0
          },
          "name": 0
        }
      }
    ]
  ],
  "plan": {
    "user/0/PutObject:dashboard-files|uploads|file-0.txt#0.1/s3.after.0": 1
  },
  "property": "16",
  "schema": 2,
  "seed": 0
}"#;

/// Which application: `PARHELION_APP=dashboard` tries the unbroken one.
fn application() -> String {
    std::env::var("PARHELION_APP")
        .unwrap_or_else(|_| "dashboard/lost-answer-stored-twice".to_owned())
}

#[test]
#[ignore = "it fails on purpose: tests/bundled/reports.rs runs it"]
fn clause_16a_nothing_is_stored_that_nobody_uploaded() {
    let suite = named::suite(&application()).expect("it can be set up");
    let case: CaseOf<Property16> = serde_json::from_str(CASE).expect("the case is still one");
    let run = suite.replay(&case);
    let told = text::replayed::<Property16>(&suite.story(&case, &run), &case, &run);
    assert!(run.failure.is_none(), "{told}");
}
