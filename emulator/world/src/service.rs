//! What a service is to the world.

use crate::context::Context;
use bytes::Bytes;
use parhelion_wire::error::Result;
use parhelion_wire::table::Operation;
use parhelion_wire::validate::{Problem, default_error};
use parhelion_wire::{Body, Error, Model, Value};
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Where one instance of a service reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One for all accounts: S3's and CloudFront's names are global.
    Global,
    /// One for each account and region.
    Region(Arc<str>, Arc<str>),
}

/// Which of the two [`Scope`]s a service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Global,
    Region,
}

/// An HTTP request as services see it when it is no modelled operation.
pub type Request = http::Request<Body>;
pub type Response = http::Response<Body>;

/// A service's state and what it can do. Implemented by [`service!`] around [`Hooks`].
pub trait Service: Any + fmt::Debug + Send + Sync {
    fn boxed_clone(&self) -> Box<dyn Service>;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
    fn has(&self, operation: &str) -> bool;
    /// Runs one operation on validated input. 501 where it is not implemented.
    fn call(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: Value,
    ) -> Result<Value>;
    fn hooks(&self) -> &dyn Hooks;
    fn hooks_mut(&mut self) -> &mut dyn Hooks;
}

/// Tags by their keys.
pub type Tags = std::collections::BTreeMap<String, String>;

/// What a service does besides its operations. All have defaults.
pub trait Hooks {
    /// A subject given to [`Context::later`] has come due.
    fn wake(&mut self, cx: &mut Context, subject: &str) {
        let _ = (cx, subject);
    }

    /// A message sent to one of this service's ARNs.
    fn deliver(&mut self, cx: &mut Context, arn: &str, payload: Bytes) {
        let _ = (cx, arn, payload);
    }

    /// A request that may be no modelled operation (CORS preflight, browser upload, website):
    /// `Some` answers it. Asked before routing, after authentication.
    fn intercept(&mut self, cx: &mut Context, request: &Request) -> Option<Result<Response>> {
        let _ = (cx, request);
        None
    }

    /// Runs after authentication and parsing, before the model's constraints are checked:
    /// where a service's own order of checks puts existence or permission first (S3-0.6).
    fn admit(
        &mut self,
        cx: &mut Context,
        operation: &'static Operation,
        input: &Value,
    ) -> Result<()> {
        let _ = (cx, operation, input);
        Ok(())
    }

    /// Last touch on an answer, errors included (CORS headers).
    fn finish(&mut self, cx: &mut Context, request: &Request, response: &mut Response) {
        let _ = (cx, request, response);
    }

    /// Whether a violated constraint counts: handlers have words of their own for some.
    fn minds(&self, operation: &'static Operation, problem: &Problem) -> bool {
        let _ = (operation, problem);
        true
    }

    /// Words violated model constraints as the service does.
    fn problem(&self, operation: &'static Operation, problems: &[Problem]) -> Error {
        let _ = operation;
        default_error(problems)
    }

    /// The tags of one of this service's resources, for services that tag those of others.
    fn tags(&mut self, cx: &mut Context, arn: &str) -> Result<Tags> {
        let _ = (cx, arn);
        Err(Error::new(404, "NoSuchResource", "The specified resource doesn't exist."))
    }

    /// Replaces them.
    fn set_tags(&mut self, cx: &mut Context, arn: &str, tags: Tags) -> Result<()> {
        let _ = (cx, arn, tags);
        Err(Error::new(404, "NoSuchResource", "The specified resource doesn't exist."))
    }

    /// Words a request that could not be read as the operation's input.
    fn malformed(&self, operation: &'static Operation, error: Error) -> Error {
        let _ = operation;
        error
    }

    /// `bucket/key`, `group:stream`, …: what a call is about, for journals and sites.
    fn resource(&self, operation: &'static Operation, input: &Value) -> String {
        let _ = (operation, input);
        String::new()
    }
}

/// A service's type: how the world makes one.
pub trait Kind: Service + Hooks + Clone + Default {
    const NAME: &'static str;
    const REACH: Reach;
    fn model() -> &'static Model;
    /// Names of the operations that work, in the order of the list.
    fn operations() -> &'static [&'static str];
}

/// An operation that a service has, as a typed call.
pub trait Handles<O: parhelion_wire::shell::Shape>: Kind {
    fn handle(&mut self, cx: &mut Context, input: O::Input) -> Result<O::Output>;
}

/// Lists what a service implements: `Operation => method`. Anything else in its model answers 501.
///
/// ```ignore
/// parhelion_world::service! { Logs, "logs", Region {
///     CreateLogGroup => create_log_group,
///     DescribeLogGroups => describe_log_groups,
/// } }
/// ```
/// A method is `fn(&mut self, &mut Context, OperationInput) -> Result<OperationOutput>`; operations
/// without output return `Result<()>`. The module that calls this must have `MODEL` and the
/// markers in `operations` in scope (both from `parhelion_wire::model!()`).
#[macro_export]
macro_rules! service {
    ($state:ident, $name:literal, $reach:ident { $($operation:ident => $method:ident),* $(,)? }) => {
        impl $crate::service::Kind for $state {
            const NAME: &'static str = $name;
            const REACH: $crate::service::Reach = $crate::service::Reach::$reach;
            fn model() -> &'static ::parhelion_wire::Model { &MODEL }
            fn operations() -> &'static [&'static str] { &[$(stringify!($operation)),*] }
        }

        $(impl $crate::service::Handles<operations::$operation> for $state {
            fn handle(
                &mut self,
                cx: &mut $crate::Context,
                input: <operations::$operation as ::parhelion_wire::shell::Shape>::Input,
            ) -> ::parhelion_wire::error::Result<
                <operations::$operation as ::parhelion_wire::shell::Shape>::Output,
            > {
                self.$method(cx, input)
            }
        })*

        impl $crate::service::Service for $state {
            fn boxed_clone(&self) -> Box<dyn $crate::service::Service> { Box::new(self.clone()) }
            fn as_any(&self) -> &dyn ::std::any::Any { self }
            fn as_any_mut(&mut self) -> &mut dyn ::std::any::Any { self }
            fn has(&self, operation: &str) -> bool {
                <Self as $crate::service::Kind>::operations().contains(&operation)
            }
            fn call(
                &mut self,
                cx: &mut $crate::Context,
                operation: &'static ::parhelion_wire::table::Operation,
                input: ::parhelion_wire::Value,
            ) -> ::parhelion_wire::error::Result<::parhelion_wire::Value> {
                use ::parhelion_wire::shell::{FromValue as _, IntoValue as _};
                match operation.name {
                    $(stringify!($operation) => {
                        let input = <<operations::$operation as ::parhelion_wire::shell::Shape>
                            ::Input>::from_value(input);
                        Ok(self.$method(cx, input)?.into_value())
                    })*
                    name => Err(::parhelion_wire::Error::not_implemented($name, name)),
                }
            }
            fn hooks(&self) -> &dyn $crate::service::Hooks { self }
            fn hooks_mut(&mut self) -> &mut dyn $crate::service::Hooks { self }
        }
    };
}
