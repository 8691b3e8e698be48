//! Export tasks (CW-A11): what a group holds, as gzip in a bucket whose policy lets CloudWatch Logs in.

use crate::ciphers::Used;
use crate::errors;
use crate::group::Group;
use crate::model::*;
use crate::paging::Paging;
use crate::state::Logs;
use crate::timer::Timer;
use base64::Engine;
use parhelion_wire::coding::Coding;
use parhelion_wire::error::Result;
use parhelion_wire::{Body, Error, Timestamp};
use parhelion_world::ask::Ask;
use parhelion_world::{Caller, Context};
use serde_json::json;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

const DESCRIBE_LIMIT: i32 = 50;

/// What a task that has ended is remembered for, so many at the most.
const TASKS_MAX: usize = 1_000;

/// How long a task waits, and how long it runs.
const STEP: Duration = Duration::from_secs(1);

impl Logs {
    pub(crate) fn create_export_task(
        &mut self,
        cx: &mut Context,
        input: CreateExportTaskInput,
    ) -> Result<CreateExportTaskOutput> {
        let CreateExportTaskInput {
            task_name,
            log_group_name,
            log_stream_name_prefix,
            from,
            to,
            destination,
            destination_prefix,
        } = input;
        // CW-A2.4: not of DELIVERY, which only keeps what Lambda delivers.
        self.group(&log_group_name)?.exportable()?;
        if from > to {
            return Err(errors::invalid(
                "The 'from' timestamp must not be after the 'to' timestamp.",
            ));
        }
        if self.export_tasks.values().any(|task| !has_ended(&task.shown)) {
            return Err(errors::limit_exceeded());
        }
        let prefix = destination_prefix.unwrap_or_else(|| "exportedlogs".into());
        let writer = Writer { bucket: destination.clone(), group: log_group_name.clone() };
        writer.check(cx, &prefix)?;
        let id = cx.uuid();
        let shown = ExportTask {
            task_id: Some(id.clone()),
            task_name,
            log_group_name: Some(log_group_name),
            from: Some(from),
            to: Some(to),
            destination: Some(destination),
            destination_prefix: Some(prefix),
            status: Some(status("PENDING", None)),
            execution_info: Some(ExportTaskExecutionInfo {
                creation_time: Some(cx.now.0),
                completion_time: None,
            }),
        };
        while self.export_tasks.len() >= TASKS_MAX {
            let oldest = self.export_tasks.iter().min_by_key(|(_, task)| task.number);
            let Some(oldest) = oldest.map(|(id, _)| id.clone()) else { break };
            self.export_tasks.remove(&oldest);
        }
        let streams = log_stream_name_prefix.unwrap_or_default();
        let task = Task { number: self.next_number, shown, streams };
        self.export_tasks.insert(id.as_str().into(), Arc::new(task));
        cx.later(cx.now + STEP, &Timer::Export { task: id.clone() });
        Ok(CreateExportTaskOutput { task_id: Some(id) })
    }

    /// Of an unknown id: an empty list (recorded).
    pub(crate) fn describe_export_tasks(
        &mut self,
        cx: &mut Context,
        input: DescribeExportTasksInput,
    ) -> Result<DescribeExportTasksOutput> {
        let DescribeExportTasksInput { task_id, status_code, next_token: token, limit } = input;
        let code = |task: &Task| task.shown.status.as_ref().and_then(|status| status.code.clone());
        let tasks = self.export_tasks.iter();
        let tasks = tasks
            .filter(|(id, _)| task_id.as_ref().is_none_or(|one| **one == ***id))
            .filter(|(_, task)| status_code.is_none() || code(task) == status_code)
            .map(|(id, task)| (id.to_string(), task.shown.clone()));
        let limit = limit.unwrap_or(DESCRIBE_LIMIT).max(1) as usize;
        let paging = Paging { scope: "export-tasks", token, limit, descending: false };
        let (page, next_token) = paging.page(cx, tasks)?;
        Ok(DescribeExportTasksOutput { export_tasks: Some(page), next_token })
    }

    pub(crate) fn cancel_export_task(
        &mut self,
        _: &mut Context,
        input: CancelExportTaskInput,
    ) -> Result<()> {
        let CancelExportTaskInput { task_id } = input;
        let missing = "The specified export task does not exist.";
        let task = self.export_tasks.get_mut(&*task_id);
        let task =
            task.ok_or_else(|| crate::model::errors::resource_not_found_exception(missing))?;
        if has_ended(&task.shown) {
            let message = "The specified export task has already finished";
            return Err(crate::model::errors::invalid_operation_exception(message));
        }
        Arc::make_mut(task).shown.status = Some(status("CANCELLED", None));
        Ok(())
    }

    /// A task begins, or ends.
    pub(crate) fn export(&mut self, cx: &mut Context, id: &str) {
        let Some(task) = self.export_tasks.get(id).cloned() else { return };
        let code = task.shown.status.as_ref().and_then(|status| status.code.as_deref());
        let status = match code {
            Some("PENDING") => {
                cx.later(cx.now + STEP, &Timer::Export { task: id.to_owned() });
                status("RUNNING", None)
            }
            Some("RUNNING") => match self.write(cx, id, &task) {
                Ok(()) => status("COMPLETED", Some("Completed successfully".into())),
                Err(error) => status("FAILED", Some(error.message().to_owned())),
            },
            _ => return, // cancelled since
        };
        let Some(task) = self.export_tasks.get_mut(id) else { return };
        let shown = &mut Arc::make_mut(task).shown;
        shown.status = Some(status);
        if let (true, Some(info)) = (has_ended(shown), &mut shown.execution_info) {
            info.completion_time = Some(cx.now.0);
        }
    }

    fn write(&self, cx: &mut Context, id: &str, task: &Task) -> Result<()> {
        let ExportTask { log_group_name, from, to, destination, destination_prefix, .. } =
            &task.shown;
        let name = log_group_name.clone().unwrap_or_default();
        let group = self.group(&name)?;
        let writer = Writer { bucket: destination.clone().unwrap_or_default(), group: name };
        let prefix = destination_prefix.as_deref().unwrap_or_default();
        let span = (from.unwrap_or_default(), to.unwrap_or_default());
        let streams = group.streams.keys().filter(|stream| stream.starts_with(&*task.streams));
        for stream in streams {
            let mut used = group.ciphers.reading();
            let pieces = lines(group, stream, span, cx.now, &mut used);
            used.check(cx, &writer.group)?;
            for (number, lines) in pieces.into_iter().enumerate() {
                let folder = stream.replace('/', "-");
                let key = format!("{prefix}/{id}/{folder}/{number:06}.gz");
                let packed = Coding::Gzip.encode(&Body::from(lines))?;
                writer.put(cx, &key, &packed.read()?)?;
            }
        }
        Ok(())
    }
}

/// Where a file ends: nobody is held up for longer by one.
const FILE_BYTES: usize = 256 * 1024;

/// A stream's events of a span, a line each: their time and their message; a text for each file.
fn lines(
    group: &Group,
    stream: &str,
    (from, to): (i64, i64),
    now: Timestamp,
    used: &mut Used,
) -> Vec<String> {
    let mut files = Vec::new();
    let mut lines = String::new();
    let Some(stream) = group.streams.get(stream) else { return files };
    let start = crate::events::Place::from(from.max(group.unreadable_before(now)));
    let events = stream.events.forward(start).take_while(|event| event.place.at <= to);
    for event in events.filter(|event| event.visible <= now) {
        let at = Timestamp(event.place.at).date_time_millis();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{at} {}", event.message);
        used.note(event.place.number);
        if lines.len() >= FILE_BYTES {
            files.push(std::mem::take(&mut lines));
        }
    }
    if !lines.is_empty() {
        files.push(lines);
    }
    files
}

/// CloudWatch Logs before somebody's bucket, for a group.
struct Writer {
    bucket: String,
    group: String,
}

impl Writer {
    fn ask<'a>(&self, cx: &Context, operation: &'a str, input: serde_json::Value) -> Ask<'a> {
        Ask::new("s3", operation, input).by(Caller::Service {
            principal: format!("logs.{}.amazonaws.com", cx.region).into(),
            source_account: cx.account.clone(),
            source_arn: crate::arns::group(cx, &self.group).into(),
        })
    }

    fn put(&self, cx: &mut Context, key: &str, bytes: &[u8]) -> Result<()> {
        let body = base64::engine::general_purpose::STANDARD.encode(bytes);
        let input = json!({
            "Bucket": self.bucket,
            "Key": key,
            "Body": body,
            "ACL": "bucket-owner-full-control",
        });
        let ask = self.ask(cx, "PutObject", input);
        cx.ask(ask).map(drop)
    }

    /// Both permissions are tried out at once
    /// (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasks.html>).
    fn check(&self, cx: &mut Context, prefix: &str) -> Result<()> {
        let refused = |call: &str| {
            Error::new(
                400,
                "AccessDeniedException",
                format!(
                    "{call} call on the given bucket failed. Please check if CloudWatch Logs has been \
                 granted permission to perform this operation."
                ),
            )
        };
        let acl = self.ask(cx, "GetBucketAcl", json!({ "Bucket": self.bucket }));
        match cx.ask_to_read(acl) {
            Err(error) if error.code() == "NoSuchBucket" => Err(errors::invalid(
                "The given bucket does not exist. Please make sure the bucket is valid.",
            )),
            Err(_) => Err(refused("GetBucketAcl")),
            Ok(_) => self
                .put(cx, &format!("{prefix}/aws-logs-write-test"), b"Permission Check Successful")
                .map_err(|_| refused("PutObject")),
        }
    }
}

fn has_ended(task: &ExportTask) -> bool {
    let code = task.status.as_ref().and_then(|status| status.code.as_deref());
    !matches!(code, Some("PENDING" | "RUNNING"))
}

fn status(code: &str, message: Option<String>) -> ExportTaskStatus {
    ExportTaskStatus { code: Some(code.into()), message }
}

/// A task, and what is not shown of it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Task {
    /// In which order they came.
    number: u64,
    shown: ExportTask,
    /// Which streams: those whose names begin so.
    streams: String,
}
