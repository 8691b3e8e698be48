//! The macro by which a service lists its operations.

/// Lists what a service implements: `Operation => method`. Anything else in its model answers 501.
///
/// ```ignore
/// parhelion_world::service! { Logs, "logs", Region, Timer, {
///     CreateLogGroup => create_log_group,
///     DescribeLogGroups => describe_log_groups,
/// } }
/// ```
/// A method is `fn(&mut self, &mut Context, OperationInput) -> Result<OperationOutput>`, or
/// `-> Outcome<OperationOutput>` where it may wait; operations without output return `()`. The module
/// that calls this must have `MODEL`, the markers in `operations` (both from
/// `parhelion_wire::model!()`) and `DECLARATION` in scope. A service without timers leaves the
/// fourth word out.
#[macro_export]
macro_rules! service {
    ($state:ident, $name:literal, $scope:ident { $($list:tt)* }) => {
        impl $crate::service::Wakes for $state {
            fn wake(&mut self, _: &mut $crate::Context, timer: $crate::timer::NoTimer) {
                match timer {}
            }
        }
        $crate::service! { $state, $name, $scope, ($crate::timer::NoTimer), { $($list)* } }
    };
    ($state:ident, $name:literal, $scope:ident, $timer:ident, { $($list:tt)* }) => {
        $crate::service! { $state, $name, $scope, ($timer), { $($list)* } }
    };
    (
        $state:ident, $name:literal, $scope:ident, ($timer:ty),
        { $($operation:ident => $method:ident),* $(,)? }
    ) => {
        impl $crate::service::ServiceKind for $state {
            const NAME: &'static str = $name;
            const SCOPE: $crate::service::ScopeKind = $crate::service::ScopeKind::$scope;
            type Timer = $timer;
            fn declaration() -> &'static $crate::Declaration { &DECLARATION }
            fn model() -> &'static ::parhelion_wire::Model { &MODEL }
            fn operations() -> &'static [&'static str] { &[$(stringify!($operation)),*] }
            fn load(state: &[u8]) -> ::std::result::Result<Self, $crate::SavedError> {
                $crate::state_format::decode(state)
            }
        }

        $(impl $crate::service::Handles<operations::$operation> for $state {
            fn handle(
                &mut self,
                cx: &mut $crate::Context,
                input: <operations::$operation as ::parhelion_wire::shell::TypedOperation>::Input,
            ) -> $crate::service::Outcome<
                <operations::$operation as ::parhelion_wire::shell::TypedOperation>::Output,
            > {
                $crate::service::IntoOutcome::into_outcome(self.$method(cx, input))
            }

            fn handle_retryable(
                &mut self,
                cx: &mut $crate::Context,
                input: <operations::$operation as ::parhelion_wire::shell::TypedOperation>::Input,
                retry_input: &mut Option<
                    <operations::$operation as ::parhelion_wire::shell::TypedOperation>::Input,
                >,
            ) -> $crate::service::Outcome<
                <operations::$operation as ::parhelion_wire::shell::TypedOperation>::Output,
            > {
                $crate::service::run_retryable(self, cx, input, retry_input, |state, cx, input| {
                    state.$method(cx, input)
                })
            }
        })*

        impl $crate::service::Service for $state {
            fn boxed_clone(&self) -> Box<dyn $crate::service::Service> { Box::new(self.clone()) }
            fn as_any(&self) -> &dyn ::std::any::Any { self }
            fn as_any_mut(&mut self) -> &mut dyn ::std::any::Any { self }
            fn has(&self, operation: &str) -> bool {
                <Self as $crate::service::ServiceKind>::operations().contains(&operation)
            }
            fn call(
                &mut self,
                cx: &mut $crate::Context,
                operation: &'static ::parhelion_wire::table::Operation,
                input: ::parhelion_wire::Value,
            ) -> $crate::service::Outcome<::parhelion_wire::Value> {
                match operation.name {
                    $(stringify!($operation) => {
                        $crate::service::run(self, cx, input, |state, cx, input| {
                            state.$method(cx, input)
                        })
                    })*
                    name => $crate::service::Outcome::Done(Err(
                        ::parhelion_wire::Error::not_implemented($name, name),
                    )),
                }
            }
            fn save(&self) -> ::std::result::Result<Vec<u8>, $crate::SavedError> {
                $crate::state_format::encode(self)
            }
            fn wake(&mut self, cx: &mut $crate::Context, timer: &$crate::timer::Encoded) {
                if let Some(timer) = timer.decode() {
                    $crate::service::Wakes::wake(self, cx, timer);
                }
            }
            fn hooks(&self) -> &dyn $crate::service::Hooks { self }
            fn hooks_mut(&mut self) -> &mut dyn $crate::service::Hooks { self }
        }
    };
}
