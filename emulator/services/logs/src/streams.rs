//! Log streams (CW-A3.1, CW-A3.7): create, delete, describe.

use crate::arns;
use crate::errors;
use crate::model::*;
use crate::paging::{Paging, from_name};
use crate::state::Logs;
use crate::stream::{Stream, Times};
use parhelion_wire::error::Result;
use parhelion_world::Context;
use std::sync::Arc;

const DESCRIBE_LIMIT: usize = 50;

impl Logs {
    pub(crate) fn create_log_stream(
        &mut self,
        cx: &mut Context,
        input: CreateLogStreamInput,
    ) -> Result<()> {
        let CreateLogStreamInput { log_group_name, log_stream_name } = input;
        if self.group(&log_group_name)?.streams.contains_key(&*log_stream_name) {
            return Err(errors::stream_exists());
        }
        let stream = Arc::new(Stream::new(cx.now));
        self.group_mut(&log_group_name)?.streams.insert(log_stream_name.into(), stream);
        Ok(())
    }

    pub(crate) fn delete_log_stream(
        &mut self,
        _: &mut Context,
        input: DeleteLogStreamInput,
    ) -> Result<()> {
        let DeleteLogStreamInput { log_group_name, log_stream_name } = input;
        let group = self.group(&log_group_name)?;
        if !group.streams.contains_key(&*log_stream_name) {
            return Err(errors::no_stream());
        }
        if group.protected {
            return Err(errors::group_protected()); // CW-A2.6
        }
        let group = self.group_mut(&log_group_name)?;
        if let Some(stream) = group.streams.remove(&*log_stream_name) {
            group.bytes = group.bytes.saturating_sub(stream.events.bytes());
        }
        Ok(())
    }

    /// CW-A3.7.
    pub(crate) fn describe_log_streams(
        &mut self,
        cx: &mut Context,
        input: DescribeLogStreamsInput,
    ) -> Result<DescribeLogStreamsOutput> {
        let DescribeLogStreamsInput {
            log_group_name,
            log_group_identifier,
            log_stream_name_prefix: prefix,
            order_by,
            descending,
            next_token: token,
            limit,
        } = input;
        let group_name = Self::selected(cx, log_group_name, log_group_identifier)?;
        let by_time = order_by.as_deref() == Some("LastEventTime");
        if by_time && prefix.is_some() {
            return Err(errors::invalid(
                "Cannot order by LastEventTime with a logStreamNamePrefix.",
            ));
        }
        let group = self.group(&group_name)?;
        let now = cx.now;
        let key = |name: &str, stream: &Stream| match by_time {
            // Streams without events come as if older than all (CW-A3.7: in no useful order).
            true => format!("{:015}/{name}", stream.shown(now).last_event.map_or(0, |at| at + 1)),
            false => name.to_owned(),
        };
        let start = prefix.as_deref().unwrap_or_default();
        let found = group.streams.range::<_, str>(from_name(start));
        let found = found.take_while(|(name, _)| name.starts_with(start));
        let mut list: Vec<_> =
            found.map(|(name, stream)| (key(name, stream), (name, stream))).collect();
        let descending = descending.unwrap_or(false);
        if by_time {
            list.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        if descending {
            list.reverse();
        }
        let limit = limit.map_or(DESCRIBE_LIMIT, |limit| limit.max(1) as usize);
        let order = if by_time { "time" } else { "name" };
        let scope = &format!("streams/{order}/{descending}/{group_name}");
        let paging = Paging { scope, token, limit, descending };
        let (page, next_token) = paging.page(cx, list.into_iter())?;
        let log_streams =
            page.into_iter().map(|(name, stream)| described(cx, &group_name, name, stream));
        Ok(DescribeLogStreamsOutput { log_streams: Some(log_streams.collect()), next_token })
    }
}

fn described(cx: &Context, group: &str, name: &str, stream: &Stream) -> LogStream {
    let Times { first_event, last_event, last_ingestion } = stream.shown(cx.now);
    LogStream {
        log_stream_name: Some(name.to_owned()),
        creation_time: Some(stream.created.0),
        first_event_timestamp: first_event,
        last_event_timestamp: last_event,
        last_ingestion_time: last_ingestion.map(|at| at.0),
        upload_sequence_token: last_ingestion.map(|at| crate::ingestion::sequence_token(name, at)),
        arn: Some(arns::stream(cx, group, name)),
        stored_bytes: Some(0), // since 2019-06-17
    }
}
