//! The credential report: a table of the account's users and what they sign in with.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

use crate::account::Report;
use crate::model::*;
use crate::{Directory, Iam};
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_world::Context;
use parhelion_world::identity::{Principal, PrincipalKind};

/// A report is made at most this often, and counts for so long.
const VALID_MILLIS: i64 = 4 * 60 * 60 * 1000;
/// How long making one takes.
const MAKING_MILLIS: i64 = 2000;

impl Iam {
    pub(crate) fn generate_credential_report(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GenerateCredentialReportOutput> {
        let held = self.directory.account(&cx.account).and_then(|held| held.report.as_ref());
        let (state, description) = match held {
            Some(held) if cx.now < held.ready => ("INPROGRESS", None),
            Some(held) if !is_old(held, cx.now) => ("COMPLETE", None),
            _ => {
                let ready = Timestamp(cx.now.millis().saturating_add(MAKING_MILLIS));
                let text = table(&self.directory, cx).into();
                self.directory.account_mut(&cx.account).report = Some(Report { ready, text });
                let why = "No report exists. Starting a new report generation task";
                ("STARTED", Some(why.to_owned()))
            }
        };
        Ok(GenerateCredentialReportOutput { state: Some(state.to_owned()), description })
    }

    pub(crate) fn get_credential_report(
        &mut self,
        cx: &mut Context,
        (): (),
    ) -> Result<GetCredentialReportOutput> {
        let held = self.directory.account(&cx.account).and_then(|held| held.report.as_ref());
        let Some(held) = held else {
            let message = "No report exists. Please call GenerateCredentialReport.";
            return Err(errors::credential_report_not_present_exception(message));
        };
        if cx.now < held.ready {
            let message = "The report is being generated.";
            return Err(errors::credential_report_not_ready_exception(message));
        }
        if is_old(held, cx.now) {
            let message = "The report has expired. Please generate a new report.";
            return Err(errors::credential_report_expired_exception(message));
        }
        Ok(GetCredentialReportOutput {
            content: Some(held.text.to_string().into()),
            report_format: Some("text/csv".to_owned()),
            generated_time: Some(held.ready),
        })
    }
}

fn is_old(report: &Report, now: Timestamp) -> bool {
    now.millis().saturating_sub(report.ready.millis()) >= VALID_MILLIS
}

const HEAD: &str = "user,arn,user_creation_time,password_enabled,password_last_used,\
    password_last_changed,password_next_rotation,mfa_active,access_key_1_active,\
    access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,\
    access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
    access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,\
    cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

fn table(directory: &Directory, cx: &Context) -> String {
    let root = format!("arn:aws:iam::{}:root", cx.account);
    let mut row = vec![
        "<root_account>".to_owned(),
        root.clone(),
        date(parhelion_world::world::EPOCH),
        "not_supported".to_owned(),
        "no_information".to_owned(),
        "not_supported".to_owned(),
        "not_supported".to_owned(),
        "false".to_owned(),
    ];
    row.extend(keys(directory, &root));
    row.extend(["false", "N/A", "false", "N/A"].map(str::to_owned));
    let mut rows = vec![HEAD.to_owned(), row.join(",")];
    let mut users: Vec<_> = directory.principals(&cx.account, PrincipalKind::User).collect();
    users.sort_by(|a, b| a.name.cmp(&b.name));
    rows.extend(users.into_iter().map(|user| of_user(directory, user)));
    rows.join("\n")
}

fn of_user(directory: &Directory, user: &Principal) -> String {
    let things = directory.things(&user.arn);
    let login = things.and_then(|held| held.login.as_ref());
    let flag = |is: bool| is.to_string();
    let mut row = vec![
        user.name.to_string(),
        user.arn.to_string(),
        date(user.created),
        flag(login.is_some()),
        if login.is_some() { "no_information" } else { "N/A" }.to_owned(),
        login.map_or_else(|| "N/A".to_owned(), |login| date(login.changed)),
        "N/A".to_owned(),
        flag(things.is_some_and(|held| !held.mfa.is_empty())),
    ];
    row.extend(keys(directory, &user.arn));
    let mut certificates = things.into_iter().flat_map(|held| held.certificates.values());
    for _ in 0..2 {
        let held = certificates.next();
        row.push(flag(held.is_some_and(|held| held.active)));
        row.push(held.map_or_else(|| "N/A".to_owned(), |held| date(held.uploaded)));
    }
    row.join(",")
}

/// Two access keys, the older one first.
fn keys(directory: &Directory, arn: &str) -> Vec<String> {
    let held = directory.keys_of(arn).filter(|(_, held)| held.session_token.is_none());
    let mut held: Vec<_> = held.map(|(_, held)| (held.created, held.active)).collect();
    held.sort();
    let mut held = held.into_iter();
    let mut columns = Vec::new();
    for _ in 0..2 {
        let key = held.next();
        columns.push(key.is_some_and(|(_, active)| active).to_string());
        columns.push(key.map_or_else(|| "N/A".to_owned(), |(created, _)| date(created)));
        columns.extend(["N/A"; 3].map(str::to_owned));
    }
    columns
}

/// `2026-11-29T06:00:00+00:00`
fn date(at: Timestamp) -> String {
    let text = Timestamp::from_secs(at.secs()).date_time();
    format!("{}+00:00", text.trim_end_matches('Z'))
}
