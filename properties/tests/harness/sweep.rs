//! One async test, swept: what survives every legal misbehaviour passes, what does not is told why.

use aws_sdk_s3::Client;
use parhelion::Cloud;
use parhelion_properties::Sweep;
use std::path::PathBuf;

async fn prepare(cloud: Cloud) -> Result<(), aws_sdk_s3::Error> {
    Client::new(&cloud.sdk_config()).create_bucket().bucket("photos").send().await?;
    Ok(())
}

fn small(name: &str) -> Sweep {
    Sweep::new(name).pairs(30).random(30).stored(None)
}

async fn read(s3: &Client) -> Result<Vec<u8>, aws_sdk_s3::Error> {
    let object = s3.get_object().bucket("photos").key("cat").send().await?;
    Ok(object.body.collect().await.unwrap().to_vec())
}

#[test]
fn a_test_that_expects_what_aws_promises_passes() {
    small("stored").run_prepared(prepare, async |cloud: Cloud| {
        let s3 = Client::new(&cloud.sdk_config());
        let put = s3.put_object().bucket("photos").key("cat").body(b"meow".to_vec().into());
        if put.send().await.is_ok() {
            cloud.heal();
            assert_eq!(read(&s3).await.unwrap(), b"meow");
        }
    });
}

#[test]
fn a_test_that_expects_more_is_told_what_aws_may_do() {
    // "If it failed, it is not there": a lost answer shows that it may be.
    let (report, holds) = small("absent").outcome(prepare, async |cloud: Cloud| {
        let s3 = Client::new(&cloud.sdk_config());
        let config = aws_sdk_s3::config::Builder::new()
            .retry_config(aws_sdk_s3::config::retry::RetryConfig::disabled());
        let put = s3.put_object().bucket("photos").key("cat").body(b"meow".to_vec().into());
        if put.customize().config_override(config).send().await.is_err() {
            cloud.heal();
            assert!(read(&s3).await.is_err(), "it is there all the same");
        }
    });
    assert!(!holds);
    assert!(report.contains("it is there all the same"), "{report}");
    assert!(report.contains("deviations 1 → 1") && report.contains("On a good day"), "{report}");
}

/// Two deviations that only together do harm.
#[test]
fn pairs_find_what_single_deviations_do_not() {
    let twice = async |cloud: Cloud| -> Result<(), String> {
        let s3 = Client::new(&cloud.sdk_config());
        let config = || {
            aws_sdk_s3::config::Builder::new()
                .retry_config(aws_sdk_s3::config::retry::RetryConfig::disabled())
        };
        let mut failed = 0;
        for key in ["a", "b", "c"] {
            let put = s3.put_object().bucket("photos").key(key).body(b"1".to_vec().into());
            failed += u32::from(put.customize().config_override(config()).send().await.is_err());
        }
        if failed < 2 { Ok(()) } else { Err(format!("{failed} of 3 failed")) }
    };
    let (report, holds) = small("twice").pairs(0).random(0).outcome(prepare, twice);
    assert!(holds, "{report}");
    let (report, holds) = small("twice").pairs(100).random(0).outcome(prepare, twice);
    assert!(!holds && report.contains("2 of 3 failed"), "{report}");
}

#[test]
fn a_failing_plan_is_stored_and_tried_first() {
    let folder = std::env::temp_dir().join(format!("parhelion-sweep-{}", std::process::id()));
    let run = |stored: &PathBuf| {
        let sweep = small("fragile test/1").random(0).stored(Some(stored.clone()));
        sweep.outcome(prepare, async |cloud: Cloud| {
            let s3 = Client::new(&cloud.sdk_config());
            s3.put_object().bucket("photos").key("cat").send().await.map(drop)
        })
    };
    let (report, holds) = run(&folder);
    assert!(!holds && report.contains("stored: "), "{report}");
    let stored: Vec<_> = std::fs::read_dir(&folder).unwrap().collect();
    assert_eq!(stored.len(), 1);
    let (report, holds) = run(&folder);
    assert!(!holds && report.contains("(run 1, "), "{report}");
    std::fs::remove_dir_all(folder).unwrap();
}
