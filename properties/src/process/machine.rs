//! The machine that an application runs on: its power may be cut between any two calls of AWS, and its
//! clock may be off.

use super::Interruption;
use crate::stage::current_operation;
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_types::SdkConfig;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// A machine. A clone is the same one.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    power: Power,
    /// By how many seconds its clock is ahead; negative: behind.
    ahead: i64,
}

/// Whoever has lost it gets no call through any more, and no answer: what its tasks still do has no
/// effect on anything.
#[derive(Clone, Debug)]
struct Power {
    on: Arc<watch::Sender<bool>>,
    fuses: Arc<Mutex<BTreeMap<u32, Fuse>>>,
}

/// Goes off before one of the calls of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Fuse {
    /// How many calls are still let through.
    left: u32,
    /// What comes then.
    brings: Interruption,
    off: Arc<watch::Sender<bool>>,
}

impl Machine {
    /// Its power is on.
    pub(crate) fn new(ahead: i64) -> Self {
        let power = Power { on: Arc::new(watch::Sender::new(true)), fuses: Arc::default() };
        Self { power, ahead }
    }

    /// The calls of clients with this configuration come from the machine.
    pub(crate) fn wired(&self, config: &SdkConfig) -> SdkConfig {
        let mut builder = config.to_builder();
        if let Some(inner) = config.http_client() {
            let wire = Wire { inner, power: self.power.clone() };
            builder.set_http_client(Some(SharedHttpClient::new(wire)));
        }
        if let Some(inner) = config.time_source().filter(|_| self.ahead != 0) {
            let clock = Clock { inner, ahead: self.ahead };
            builder.set_time_source(Some(SharedTimeSource::new(clock)));
        }
        builder.build()
    }

    pub(crate) fn is_on(&self) -> bool {
        *self.power.on.borrow()
    }

    /// Whether there was any power to cut.
    pub(crate) fn cut(&self) -> bool {
        self.power.on.send_replace(false)
    }

    /// Returns when the power is cut.
    pub(crate) async fn without_power(&self) {
        // The sender lives as long as the machine.
        let _ = self.power.on.subscribe().wait_for(|on| !on).await;
    }

    /// From here on the operation's calls count: the fuse goes off before the one after so many.
    pub(crate) fn lay_fuse(&self, operation: u32, after: u32, brings: Interruption) -> Fuse {
        let fuse = Fuse { left: after, brings, off: Arc::new(watch::Sender::new(false)) };
        self.power.fuses(|fuses| fuses.insert(operation, fuse.clone()));
        fuse
    }

    /// The fuse of the running operation, if one was laid.
    pub(crate) fn fuse(&self) -> Option<Fuse> {
        let operation = current_operation()?;
        self.power.fuses(|fuses| fuses.get(&operation).cloned())
    }

    pub(crate) fn remove_fuse(&self, operation: u32) {
        self.power.fuses(|fuses| fuses.remove(&operation));
    }
}

impl Fuse {
    /// Goes off, unless it has.
    pub(crate) fn blow(&self) {
        self.off.send_replace(true);
    }

    /// Returns when it has gone off.
    pub(crate) async fn blown(&self) {
        // The sender is this very fuse's.
        let _ = self.off.subscribe().wait_for(|off| *off).await;
    }

    /// Returns when the client has gone away.
    pub(crate) async fn hung_up(&self) {
        match self.brings {
            Interruption::Hangup => self.blown().await,
            Interruption::Crash | Interruption::Stop => std::future::pending().await,
        }
    }

    pub(crate) fn is_blown(&self) -> bool {
        *self.off.borrow()
    }
}

impl Power {
    fn fuses<R>(&self, f: impl FnOnce(&mut BTreeMap<u32, Fuse>) -> R) -> R {
        f(&mut self.fuses.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A call is about to be made. `true`: its operation's client goes away just now.
    fn before_call(&self) -> bool {
        let Some(operation) = current_operation() else { return false };
        let blown = self.fuses(|fuses| {
            let fuse = fuses.get_mut(&operation)?;
            match fuse.left.checked_sub(1) {
                Some(left) => fuse.left = left,
                None => return Some(fuse.clone()),
            }
            None
        });
        let Some(fuse) = blown else { return false };
        fuse.blow();
        if fuse.brings == Interruption::Crash {
            self.on.send_replace(false);
        }
        fuse.brings == Interruption::Hangup
    }

    /// Without power nothing ever goes on.
    async fn needed(&self) {
        if !*self.on.borrow() {
            std::future::pending::<()>().await;
        }
    }
}

/// Between the SDK and its transport.
#[derive(Clone, Debug)]
struct Wire<T> {
    inner: T,
    power: Power,
}

impl HttpClient for Wire<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Wire { inner, power: self.power.clone() })
    }
}

impl HttpConnector for Wire<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Self { inner, power } = self.clone();
        HttpConnectorFuture::new(async move {
            if power.before_call() {
                // Else whoever makes the call might get to its end before it is dropped.
                tokio::task::yield_now().await;
            }
            power.needed().await;
            let answer = inner.call(request).await;
            power.needed().await;
            answer
        })
    }
}

/// A clock that is off.
#[derive(Clone, Debug)]
struct Clock {
    inner: SharedTimeSource,
    ahead: i64,
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        let (now, off) = (self.inner.now(), Duration::from_secs(self.ahead.unsigned_abs()));
        if self.ahead < 0 { now - off } else { now + off }
    }
}
