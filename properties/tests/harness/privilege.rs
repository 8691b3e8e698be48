//! What an application must be allowed is found out, and nothing more.

use crate::notes::{Notes, Uses};
use parhelion_properties::privilege::{LeastPrivilege, least_privilege};
use parhelion_properties::{Options, Suite};

fn least(notes: Notes) -> Result<LeastPrivilege, String> {
    let options = Options { cases: 20, stored: None, ..Options::default() };
    least_privilege(&mut Suite::new(notes).unwrap(), &options, &|_| {})
}

#[test]
fn what_is_needed_is_found_and_what_is_not_is_left_out() {
    let least = least(Notes(Uses::ItsOwn)).unwrap();
    assert_eq!(least.rights.actions(), ["s3:PutObject"]);
    assert_eq!(least.rights.resources("s3:PutObject"), ["arn:aws:s3:::notes/notes/*"]);
    assert_eq!(least.without["s3:PutObject"], "a note is kept on a good day");
    assert_eq!(least.unneeded.actions(), ["cloudwatch:PutMetricData"]);
    assert!(least.runs > 20);
    let policy: serde_json::Value = serde_json::from_str(&least.rights.policy().unwrap()).unwrap();
    assert_eq!(policy["Statement"].as_array().map(Vec::len), Some(1));
}

#[test]
fn who_signs_as_the_harness_is_told_so() {
    let why = least(Notes(Uses::TheHarness)).unwrap_err();
    assert!(why.contains("holds without any right") && why.contains("Stage::clients"), "{why}");
}
