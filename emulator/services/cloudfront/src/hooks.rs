//! CloudFront's part of the world's [`Hooks`]: what came due, requests refused before a handler
//! sees them, what a call is about.

use crate::edge::ViewerRequest;
use crate::edge::traffic::records::ACCESS_LOGS;
use crate::monitoring::is_on;
use crate::timer::Timer;
use crate::{CloudFront, errors, permissions};
use parhelion_wire::error::Result;
use parhelion_wire::table::{Location, Operation};
use parhelion_wire::validate::{Problem, ProblemKind};
use parhelion_wire::{Error, Value};
use parhelion_world::service::{Hooks, Request, Response, Secures, Wakes};
use parhelion_world::{Context, Outcome, Permission};

impl Wakes for CloudFront {
    fn wake(&mut self, cx: &mut Context, timer: Timer) {
        match timer {
            Timer::Deployed { distribution, deployment } => {
                self.deployed(cx, &distribution, deployment);
                self.edge.settle(cx.now);
            }
            Timer::Completed { distribution, invalidation } => {
                self.completed(cx, &distribution, &invalidation);
                self.edge.settle(cx.now);
            }
            Timer::Minute { minute } => {
                let subscriptions = &self.monitoring_subscriptions;
                let monitored = |id: &str| subscriptions.get(id).is_some_and(|it| is_on(it));
                self.edge.publish_minute(cx, minute, monitored);
            }
            Timer::Hour { hour } => self.edge.store_hour(cx, hour),
            Timer::Provisioned { account, store } => self.provisioned(cx, &account, &store),
        }
    }
}

impl Hooks for CloudFront {
    fn permissions(
        &self,
        cx: &Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Vec<Permission> {
        permissions::of(cx, operation, input)
    }

    fn resource_tags(&self, cx: &Context, arn: &str) -> Vec<(String, String)> {
        let tags = self.tags_of(cx, arn).into_iter().flatten();
        tags.map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    /// A body that must be there and is not even begun (`MissingBody`, CF-9.3).
    fn admit(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        let Value::Struct(values) = input else { return Ok(()) };
        let Some(shape) = operation.input else { return Ok(()) };
        let members = crate::MODEL.shape(shape).members();
        let absent = members.iter().zip(values).any(|(member, value)| {
            member.location == Location::Payload && member.required && value.is_null()
        });
        let headers = &cx.request.headers;
        let length =
            headers.get(http::header::CONTENT_LENGTH).map_or("0", |v| v.to_str().unwrap_or("?"));
        let chunked = headers.contains_key(http::header::TRANSFER_ENCODING);
        if absent && length == "0" && !chunked {
            return Err(errors::missing_body(
                "This operation requires a body. Ensure that the body is present and the Content-Type \
                 header is set.",
            ));
        }
        Ok(())
    }

    /// Bodies that do not fit the schema are `MalformedXML`, with the text that all of AWS's Java
    /// services have; tags and other parameters have codes of their own.
    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        let message = parhelion_wire::validate::default_error(problems).message().to_owned();
        let tagging =
            matches!(operation.name, "TagResource" | "UntagResource" | "ListTagsForResource");
        let in_tags = |problem: &Problem| {
            let path = problem.path.to_ascii_lowercase();
            (tagging || path.contains("tags.")) && problem.kind != ProblemKind::Required
        };
        let in_query = |problem: &Problem| {
            let first = problem.path.split('.').next().unwrap_or_default();
            let shape = operation.input.map(|shape| crate::MODEL.shape(shape));
            let members = shape.map_or(&[][..], |shape| shape.members());
            members.iter().find(|member| member.name.eq_ignore_ascii_case(first)).is_some_and(
                |member| matches!(member.location, Location::Query(_) | Location::Header(_)),
            )
        };
        if problems.iter().any(in_tags) {
            errors::invalid_tagging(message)
        } else if problems.iter().any(in_query) {
            errors::invalid_argument(message)
        } else {
            Error::new(400, "MalformedXML", message)
        }
    }

    /// The service of key value stores' data asks, or CloudWatch Logs.
    fn counterpart(
        &mut self,
        cx: &mut Context,
        resource: &str,
        question: serde_json::Value,
    ) -> Result<serde_json::Value> {
        if resource == ACCESS_LOGS {
            return self.edge.want_records(cx, question);
        }
        self.answer_counterpart(cx, resource, question)
    }

    fn serves_host(&self, host: &str) -> bool {
        CloudFront::serves_host(self, host)
    }

    fn secures(&self) -> Option<&dyn Secures> {
        Some(self)
    }

    fn locate(&mut self, cx: &mut Context, request: &mut Request) {
        self.edge.locate(cx, request);
    }

    fn view(&mut self, cx: &mut Context, request: Request) -> Outcome<Response> {
        let viewer = ViewerRequest::arriving(cx, request);
        self.edge.begin(cx, viewer)
    }

    /// The distribution, policy or control that a call is about.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        let Value::Struct(values) = input else { return String::new() };
        let Some(shape) = operation.input else { return String::new() };
        let members = crate::MODEL.shape(shape).members().iter().zip(values);
        let labels = members.filter_map(|(member, value)| match (member.location, value) {
            (Location::Label, Value::Text(text)) => Some(text.as_str()),
            (Location::Query("Resource"), Value::Text(arn)) => Some(arn.as_str()),
            _ => None,
        });
        labels.collect::<Vec<_>>().join("/")
    }
}
