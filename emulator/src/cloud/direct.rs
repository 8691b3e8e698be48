//! Straight into the core: services called as Rust values, without HTTP, signatures or faults.

use super::Cloud;
use parhelion_wire::error::Result;
use parhelion_world::ask::Next;
use parhelion_world::service::{Handles, ServiceKind};
use parhelion_world::{Caller, Context, OnBehalf, RequestInfo, identity};

impl Cloud {
    /// The raw door: one operation, typed, straight into the core, as the development account's
    /// root in us-east-1. No HTTP, no signature, no faults, no journal.
    ///
    /// ```
    /// # use parhelion::{Cloud, s3};
    /// let cloud = Cloud::new();
    /// let input = s3::model::CreateBucketInput { bucket: "photos".into(), ..Default::default() };
    /// cloud.call::<s3::S3, s3::model::operations::CreateBucket>(input)?;
    /// # Ok::<(), parhelion::Error>(())
    /// ```
    ///
    /// # Errors
    /// The operation's own, as its page in AWS's documentation names them.
    pub fn call<K, O>(&self, input: O::Input) -> Result<O::Output>
    where
        K: Handles<O>,
        O: parhelion_wire::shell::TypedOperation,
    {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let who = root(&request);
        let cloud = self.unrecorded(O::NAME);
        parhelion_world::ask::handle_now(input, |next, retry_input| {
            let mut state = cloud.state();
            state.world.begin(None);
            match next {
                Next::Run(input) => state.world.with::<K, _>(&who, |service: &mut K, cx| {
                    service.handle_retryable(cx, input, retry_input)
                }),
                Next::Computed(resume, computed) => {
                    state.world.go_on(K::NAME, &who, resume, computed)
                }
            }
        })
    }

    /// Lends a service's state, for set-up that its API does not have.
    ///
    /// # Panics
    /// There is no such service: [`Builder::service`](crate::Builder::service) adds one.
    pub fn with<K: ServiceKind, R>(&self, f: impl FnOnce(&mut K, &mut Context) -> R) -> R {
        let request = RequestInfo { secure: true, ..RequestInfo::default() };
        let cloud = self.unrecorded("with");
        let mut state = cloud.state();
        state.world.begin(None);
        state.world.with::<K, R>(&root(&request), f)
    }

    /// Whether a service's data plane answers under a host of any name.
    pub(crate) fn serves_host(&self, service: &'static str, host: &str) -> bool {
        let request = RequestInfo::default();
        let mut state = self.state();
        state.world.with_service(service, &root(&request), |lent, _| lent.hooks().serves_host(host))
    }

    /// What TLS is to show for a host of a data plane.
    #[cfg(feature = "server")]
    pub(crate) fn served_host(&self, host: &str) -> Option<parhelion_world::service::ServedHost> {
        let request = RequestInfo::default();
        let mut state = self.state();
        let mut planes = self.entries().iter().filter(|entry| entry.declaration.has_data_plane);
        planes.find_map(|entry| {
            let who = root(&request);
            state
                .world
                .with_service(entry.name, &who, |lent, _| lent.hooks().secures()?.served_host(host))
        })
    }

    /// What a server shows of a certificate, whichever service keeps it.
    #[cfg(feature = "server")]
    pub(crate) fn served_certificate(
        &self,
        arn: &str,
    ) -> Option<parhelion_world::service::ServedCertificate> {
        let service = parhelion_world::Arn::parse(arn)?.service;
        let entry = self.entries().iter().find(|entry| entry.name == service)?;
        let request = RequestInfo::default();
        let mut state = self.state();
        state.world.with_service(entry.name, &root(&request), |lent, _| {
            lent.hooks().secures()?.served_certificate(arn)
        })
    }
}

/// The development account's root, in us-east-1.
pub(crate) fn root(request: &RequestInfo) -> OnBehalf<'_> {
    let caller = Caller::root(identity::ACCOUNT, identity::ACCESS_KEY);
    OnBehalf::of(caller, identity::ACCOUNT, "us-east-1".into(), request)
}
