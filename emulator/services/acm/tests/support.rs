//! A world with ACM and nothing else.

use parhelion_acm::Acm;
use parhelion_acm::model::operations::*;
use parhelion_acm::model::*;
use parhelion_wire::Timestamp;
use parhelion_wire::error::Result;
use parhelion_wire::shell::TypedOperation;
use parhelion_world::identity::{ACCESS_KEY, ACCOUNT};
use parhelion_world::service::{Handles, Hooks as _};
use parhelion_world::world::entry;
use parhelion_world::{Attempt, Caller, Message, OnBehalf, RequestInfo, World};
use parhelion_x509::issue::Term;
use parhelion_x509::{Authority, KeyAlgorithm, Leaf, PrivateKey, pem};
use std::time::Duration;

pub(crate) const HOME: &str = "us-east-1";
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 3_600);

#[derive(Clone)]
pub(crate) struct Cloud(pub(crate) World, u32);

/// A request for a certificate of a domain, by DNS.
pub(crate) fn by_dns(domain: &str) -> RequestCertificateInput {
    RequestCertificateInput {
        domain_name: domain.into(),
        validation_method: Some("DNS".into()),
        key_algorithm: Some("EC_prime256v1".into()),
        ..Default::default()
    }
}

impl Cloud {
    pub(crate) fn new() -> Self {
        Self(World::new(7, vec![entry::<Acm>()]), 0)
    }

    pub(crate) fn call_as<O: TypedOperation>(
        &mut self,
        account: &str,
        region: &str,
        input: O::Input,
    ) -> Result<O::Output>
    where
        Acm: Handles<O>,
    {
        let request = RequestInfo::default();
        let caller = Caller::root(account, ACCESS_KEY);
        let who = OnBehalf::of(caller, account, region.into(), &request);
        self.attempt(O::NAME);
        self.0.handle::<Acm, O>(&who, input)
    }

    /// Every call is one of its own, so that its choices can be told from those of others.
    fn attempt(&mut self, call: &str) {
        self.1 += 1;
        let (scope, call) = (format!("test/{}", self.1).into(), call.into());
        self.0.begin(Some(Attempt { scope, call, number: 1 }));
    }

    pub(crate) fn call<O: TypedOperation>(&mut self, input: O::Input) -> Result<O::Output>
    where
        Acm: Handles<O>,
    {
        self.call_as::<O>(ACCOUNT, HOME, input)
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.0.advance_to(self.0.now() + by);
    }

    pub(crate) fn request(&mut self, input: RequestCertificateInput) -> Result<String> {
        self.call::<RequestCertificate>(input).map(|it| it.certificate_arn.unwrap())
    }

    /// One that was validated.
    pub(crate) fn issued(&mut self, domain: &str) -> String {
        let arn = self.request(by_dns(domain)).unwrap();
        self.advance(Duration::from_secs(60));
        assert_eq!(self.status(&arn), "ISSUED");
        arn
    }

    pub(crate) fn describe(&mut self, arn: &str) -> CertificateDetail {
        let input = DescribeCertificateInput { certificate_arn: arn.into() };
        self.call::<DescribeCertificate>(input).unwrap().certificate.unwrap()
    }

    pub(crate) fn status(&mut self, arn: &str) -> String {
        self.describe(arn).status.unwrap()
    }

    pub(crate) fn get(&mut self, arn: &str) -> Result<GetCertificateOutput> {
        self.call::<GetCertificate>(GetCertificateInput { certificate_arn: arn.into() })
    }

    pub(crate) fn delete(&mut self, arn: &str) -> Result<()> {
        self.call::<DeleteCertificate>(DeleteCertificateInput { certificate_arn: arn.into() })
    }

    /// As a service says it of a resource of its own.
    pub(crate) fn hear(&mut self, arn: &str, user: &str, what: &str) -> Result<()> {
        let message = Message::from_service(
            "service.amazonaws.com",
            &ACCOUNT.into(),
            user,
            arn,
            format!("\"{what}\""),
        );
        let request = RequestInfo::default();
        let who = OnBehalf::of(message.from.clone(), ACCOUNT, HOME.into(), &request);
        self.attempt("deliver");
        self.0.with::<Acm, _>(&who, |acm, cx| acm.deliver(cx, &message))
    }

    /// What somebody else has issued: certificate, key and chain, valid around now.
    pub(crate) fn foreign(&self, seed: u8, algorithm: KeyAlgorithm, names: &[&str]) -> Foreign {
        Foreign::new(seed, algorithm, names, (self.0.now() - DAY, self.0.now() + 30 * DAY))
    }
}

pub(crate) struct Foreign {
    pub certificate: String,
    pub key: String,
    pub chain: String,
}

impl Foreign {
    pub(crate) fn new(
        seed: u8,
        algorithm: KeyAlgorithm,
        names: &[&str],
        (not_before, not_after): (Timestamp, Timestamp),
    ) -> Self {
        let term = Term { not_before, not_after, serial: [seed; 16] };
        let root = PrivateKey::from_seed(KeyAlgorithm::P256, [seed + 100; 32]).unwrap();
        let root = Authority::root(root, "CN=Somebody,O=Somebody Else", term).unwrap();
        let key = PrivateKey::from_seed(algorithm, [seed; 32]).unwrap();
        let public = key.public_der().unwrap();
        let leaf = Leaf {
            subject: names[0],
            names,
            serial: [seed; 16],
            not_before,
            not_after,
            public: &public,
        };
        Self {
            certificate: pem::write(pem::CERTIFICATE, &root.issue(&leaf).unwrap()),
            key: pem::write(pem::PRIVATE_KEY, &key.to_der().unwrap()),
            chain: pem::write(pem::CERTIFICATE, root.certificate()),
        }
    }

    pub(crate) fn input(&self) -> ImportCertificateInput {
        ImportCertificateInput {
            certificate: self.certificate.clone().into(),
            private_key: self.key.clone().into(),
            certificate_chain: Some(self.chain.clone().into()),
            ..Default::default()
        }
    }
}

#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T>, code: &str) -> String {
    let error = result.expect_err("a refusal");
    assert_eq!((error.status(), error.code()), (400, code), "{}", error.message());
    error.message().to_owned()
}
