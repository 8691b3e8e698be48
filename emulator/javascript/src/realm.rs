//! An engine with the prelude in it, and a program's code: what calls run in.

use crate::call::{Call, Run};
use crate::host::{self, Host, SharedHost, lock};
use crate::metering::OPERATIONS_MAX;
use crate::wording::worded;
use crate::{Runtime, prelude};
use rquickjs::context::{EvalOptions, intrinsic};
use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Object, Symbol};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// CF-11.1.
const MEMORY_BYTES_MAX: usize = 2 << 20;
/// An engine that was built without optimisation needs several times what another does.
const STACK_BYTES_MAX: usize = 512 << 10;
/// How often the engine may ask whether to go on, once in ten thousand steps of its own: for what runs long
/// without an operation, such as a regular expression.
const POLLS_MAX: u64 = 200;

type Intrinsics = (
    intrinsic::Date,
    intrinsic::Eval,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::MapSet,
    intrinsic::TypedArrays,
    intrinsic::Promise,
);

/// Promises settle one another at most this often in a call: what does so for ever need not run any code.
const JOBS_MAX: u64 = 20_000;

/// What a call came to, and what the realm is good for after it.
pub(crate) struct Called {
    pub(crate) run: Run,
    /// A realm of the call's own might have had another answer.
    pub(crate) again: bool,
    /// Nothing else may run here.
    pub(crate) spoilt: bool,
    /// Memory ran out here.
    pub(crate) exhausted: bool,
}

/// Whether a call may change what it shares with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// Nothing that calls have in common can be changed.
    Frozen,
    /// For one call.
    Own,
}

pub(crate) struct Realm {
    host: SharedHost,
    stop: Arc<AtomicBool>,
    polls: Arc<AtomicU64>,
    context: Context,
    engine: rquickjs::Runtime,
}

/// `name: message`, as the engine has it.
fn told(error: CaughtError<'_>) -> String {
    match error {
        CaughtError::Exception(exception) => {
            let message = exception.message().unwrap_or_default();
            let name = exception.get::<_, String>("name").unwrap_or_else(|_| "Error".to_owned());
            let stack = exception.stack().unwrap_or_default();
            let line = stack.split("function:").nth(1).and_then(|rest| {
                rest.split(|c: char| !c.is_ascii_digit()).next().filter(|line| !line.is_empty())
            });
            let line = line.map(|line| format!(" in {line}")).unwrap_or_default();
            format!("{}{line}", worded(&name, &message))
        }
        other => other.to_string(),
    }
}

/// Where a realm keeps what calls a program (`invoke`), and the program (`main`): under a name that is of no
/// use to code, whose syntax has no asynchronous iteration.
fn kept<'js>(cx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    cx.globals().get(Symbol::async_iterator(cx.clone()))
}

fn evaluated<'js>(cx: &Ctx<'js>, code: &str, name: &str) -> rquickjs::Result<Function<'js>> {
    let mut options = EvalOptions::default();
    options.filename = Some(name.to_owned());
    cx.eval_with_options(code, options)
}

impl Realm {
    /// `code` is [metered](crate::metering).
    ///
    /// # Errors
    /// What the engine says of the code.
    pub(crate) fn new(runtime: Runtime, code: &str, shared: Shared) -> Result<Self, String> {
        let failed = |error: rquickjs::Error| error.to_string();
        let engine = rquickjs::Runtime::new().map_err(failed)?;
        engine.set_max_stack_size(STACK_BYTES_MAX);
        let context = Context::custom::<Intrinsics>(&engine).map_err(failed)?;
        let host = Arc::new(Mutex::new(Host::default()));
        let (stop, polls) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (asked, counted) = (stop.clone(), polls.clone());
        engine.set_interrupt_handler(Some(Box::new(move || {
            asked.load(Ordering::Relaxed) || counted.fetch_add(1, Ordering::Relaxed) >= POLLS_MAX
        })));
        context.with(|cx| {
            let made = || {
                let host = host::object(&cx, &host, &stop)?;
                let prelude = evaluated(&cx, prelude::SOURCE, "prelude")?;
                let modern = runtime == Runtime::V2;
                #[expect(clippy::cast_precision_loss, reason = "a small number")]
                let most = OPERATIONS_MAX as f64;
                prelude.call::<_, ()>((host, modern, shared == Shared::Frozen, most))?;
                kept(&cx)?.set("main", evaluated(&cx, code, "function")?)
            };
            made().catch(&cx).map_err(told)
        })?;
        let used = usize::try_from(engine.memory_usage().malloc_size).unwrap_or(0);
        engine.set_memory_limit(used + MEMORY_BYTES_MAX);
        Ok(Self { host, stop, polls, context, engine })
    }

    /// One call, to its end.
    pub(crate) fn call(&self, call: &Call<'_>) -> Called {
        *lock(&self.host) = Host::of(call);
        self.stop.store(false, Ordering::Relaxed);
        self.polls.store(0, Ordering::Relaxed);
        let begun = self.context.with(|cx| {
            let begin = || {
                let kept = kept(&cx)?;
                let (invoke, main): (Function, Function) = (kept.get("invoke")?, kept.get("main")?);
                invoke.call::<_, ()>((main, call.event))
            };
            begin().catch(&cx).map_err(told)
        });
        let interrupted = !self.settled();
        let Host { logs, origin, outcome, operations, suspect, exhausted, .. } =
            std::mem::take(&mut *lock(&self.host));
        let stopped = self.stop.load(Ordering::Relaxed)
            || interrupted
            || self.polls.load(Ordering::Relaxed) > POLLS_MAX;
        let outcome = match (begun, outcome) {
            _ if stopped => Err("The function exceeded the maximum compute time".to_owned()),
            (Err(why), _) => Err(why),
            (Ok(_), Some(outcome)) => outcome,
            (Ok(_), None) => Err("The function's promise was never settled".to_owned()),
        };
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let share = operations / OPERATIONS_MAX as f64 * 100.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let utilization = if stopped { 100 } else { share.clamp(0.0, 100.0).ceil() as u8 };
        let exhausted =
            exhausted || outcome.as_ref().is_err_and(|why| why.contains("out of memory"));
        let again = suspect || exhausted;
        let run = Run { outcome, logs, utilization, origin };
        Called { run, again, spoilt: stopped || again, exhausted }
    }

    /// Leaves a realm behind that has run out of memory: the engine loses objects then (in `splice`, say), and takes
    /// the process down when it is freed without having seen them again.
    pub(crate) fn abandon(self) {
        self.engine.run_gc();
        std::mem::forget(self);
    }

    /// Whether everything that was promised has been seen to.
    fn settled(&self) -> bool {
        for _ in 0..JOBS_MAX {
            match self.engine.execute_pending_job() {
                Ok(true) => {}
                Ok(false) => return true,
                Err(_) => return false,
            }
        }
        false
    }
}
