//! What is shown over TLS, of which no service speaks a word itself.

use crate::identity::Account;
use std::sync::Arc;

/// What a service knows of names and certificates that TLS shows.
pub trait Secures {
    /// How a host of any name is served that leads to its data plane: a distribution's alias.
    fn served_host(&self, host: &str) -> Option<ServedHost> {
        let _ = host;
        None
    }

    /// What is shown of a certificate that it keeps, by its ARN; `None`: it has none, or none that is
    /// issued.
    fn served_certificate(&self, arn: &str) -> Option<ServedCertificate> {
        let _ = arn;
        None
    }
}

/// How a host is served over TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedHost {
    /// The resource that the host leads to: two hosts of one resource are as one.
    pub resource: Arc<str>,
    /// Whose it is.
    pub account: Account,
    /// The ARN of the certificate that its owner has chosen; `None`: the service's own.
    pub certificate: Option<String>,
    /// No older version than 1.3 will do; otherwise 1.2 will.
    pub needs_tls_1_3: bool,
    /// HTTP/2 will do, too; HTTP/1.1 always will.
    pub speaks_http_2: bool,
}

/// A certificate as a server shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedCertificate {
    /// Whose it is.
    pub account: Account,
    /// The hosts that it covers, wildcards among them.
    pub names: Vec<String>,
    /// Where its owner has brought it: the certificate with its chain, and its private key, in PEM.
    /// Otherwise whoever serves signs one for the names.
    pub own: Option<(String, String)>,
}
