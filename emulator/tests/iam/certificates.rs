//! Server and signing certificates.

use super::*;

/// Made by openssl; it ends on 26 November 2036.
const PEM: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBgTCCASegAwIBAgIUPBoTGFKoO/Y5pbV0yk/NZlOqIJAwCgYIKoZIzj0EAwIw\n\
    FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wHhcNMjYxMTI5MDcwMDE1WhcNMzYxMTI2\n\
    MDcwMDE1WjAWMRQwEgYDVQQDDAtleGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG\n\
    SM49AwEHA0IABAM9pBIitTcsMf2JUxyHXcot5FfWpEJs/aPZ7HKTkTahQ7/oM6eI\n\
    j3V9hvg2fpYSgQvh+fYv8YT3CsPghUjjt9+jUzBRMB0GA1UdDgQWBBSVdmEX7mxH\n\
    WsxruEWRCpvP/hYzizAfBgNVHSMEGDAWgBSVdmEX7mxHWsxruEWRCpvP/hYzizAP\n\
    BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEw0/IM8nM1QJUyhPkyn\n\
    rBy0C/HjzirYvm1Izd0E2x0uAiEAgSstRj0NgjkjgGf9z10hNOuuw3HqtjOscsm8\n\
    khx/4nw=\n\
    -----END CERTIFICATE-----";
/// Only its form is looked at.
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";

#[tokio::test(start_paused = true)]
async fn a_server_certificate_says_how_long_it_holds() {
    let account = Account::new();
    let name = ("ServerCertificateName", "web");
    let (body, key) = (("CertificateBody", PEM), ("PrivateKey", KEY));
    let upload = [name, body, key, ("Path", "/cloudfront/")];
    let made = account.send("UploadServerCertificate", &upload);
    assert!(element(&made, "ServerCertificateId").starts_with("ASCA"), "{made}");
    assert_eq!(element(&made, "Expiration"), "2036-11-26T07:00:15Z");
    let text = "The Server Certificate with name web already exists.";
    account.refuses("UploadServerCertificate", &upload, (409, "EntityAlreadyExists", text));
    let shown = account.send("GetServerCertificate", &[name]);
    assert_eq!(element(&shown, "CertificateBody"), PEM);
    assert!(!shown.contains("PRIVATE KEY"), "{shown}");
    let renamed = [name, ("NewServerCertificateName", "shop"), ("NewPath", "/x/")];
    account.send("UpdateServerCertificate", &renamed);
    let all = account.send("ListServerCertificates", &[("PathPrefix", "/x/")]);
    let arn = format!("arn:aws:iam::{ACCOUNT}:server-certificate/x/shop");
    assert_eq!(elements(&all, "Arn"), [&*arn]);
    let shop = ("ServerCertificateName", "shop");
    let tag = [shop, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    account.send("TagServerCertificate", &tag);
    let tags = account.send("ListServerCertificateTags", &[shop]);
    assert_eq!(element(&tags, "Key"), "k");
    account.send("UntagServerCertificate", &[shop, ("TagKeys.member.1", "k")]);
    let tags = account.send("ListServerCertificateTags", &[shop]);
    assert!(elements(&tags, "Key").is_empty());
    account.send("DeleteServerCertificate", &[shop]);
    let text = "The Server Certificate with name shop cannot be found.";
    account.refuses("GetServerCertificate", &[shop], (404, "NoSuchEntity", text));
    let text = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
    let bad = [name, ("CertificateBody", "x"), key];
    account.refuses("UploadServerCertificate", &bad, (400, "MalformedCertificate", text));
}

#[tokio::test(start_paused = true)]
async fn users_have_signing_certificates() {
    let account = Account::new();
    account.user("ann");
    let ann = ("UserName", "ann");
    let body = ("CertificateBody", PEM);
    let made = account.send("UploadSigningCertificate", &[ann, body]);
    let certificate = ("CertificateId", element(&made, "CertificateId"));
    let text = "The specified certificate already exists.";
    let again = [ann, body];
    account.refuses("UploadSigningCertificate", &again, (409, "DuplicateCertificate", text));
    account.send("UpdateSigningCertificate", &[ann, certificate, ("Status", "Inactive")]);
    let all = account.send("ListSigningCertificates", &[ann]);
    assert_eq!((element(&all, "CertificateBody"), element(&all, "Status")), (PEM, "Inactive"));
    let text = "Cannot delete entity, must delete signing certificates first.";
    account.refuses("DeleteUser", &[ann], (409, "DeleteConflict", text));
    account.send("DeleteSigningCertificate", &[ann, certificate]);
    let text = format!("The Certificate with id {} cannot be found.", certificate.1);
    let gone = [ann, certificate];
    account.refuses("DeleteSigningCertificate", &gone, (404, "NoSuchEntity", &text));
}
