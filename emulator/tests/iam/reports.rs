//! The credential report, on the clock.

use super::*;
use base64::Engine as _;
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_report_takes_a_while_and_counts_for_four_hours() {
    let account = Account::new();
    account.user("ann");
    account.key("ann");
    let get = || {
        let (status, text) = account.send_as(&root(), "GetCredentialReport", &[]);
        (status, text)
    };
    let code = |(status, text): (u16, String)| (status, element(&text, "Code").to_owned());
    assert_eq!(code(get()), (410, "ReportNotPresent".into()));
    let state = || {
        let answer = account.send("GenerateCredentialReport", &[]);
        element(&answer, "State").to_owned()
    };
    assert_eq!((state(), state()), ("STARTED".into(), "INPROGRESS".into()));
    assert_eq!(code(get()), (404, "ReportInProgress".into()));
    account.cloud.advance(Duration::from_secs(3)).await;
    assert_eq!(state(), "COMPLETE");
    let report = account.send("GetCredentialReport", &[]);
    assert_eq!(element(&report, "ReportFormat"), "text/csv");
    let content = element(&report, "Content");
    let table = base64::engine::general_purpose::STANDARD.decode(content).unwrap();
    let table = String::from_utf8(table).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|row| row.split(',').collect()).collect();
    assert_eq!(
        rows.iter().map(|row| row[0]).collect::<Vec<_>>(),
        ["user", "<root_account>", "ann"]
    );
    assert!(rows.iter().all(|row| row.len() == 22), "{table}");
    let active = rows[0].iter().position(|name| *name == "access_key_1_active").unwrap();
    assert_eq!((rows[2][active], rows[2][active + 5]), ("true", "false"));
    account.cloud.advance(Duration::from_secs(4 * 60 * 60)).await;
    assert_eq!(code(get()), (410, "ReportExpired".into()));
    assert_eq!(state(), "STARTED");
}
