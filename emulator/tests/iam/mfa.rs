//! Virtual MFA devices: RFC 6238 on the world's clock.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parhelion::identity::Identities as _;
use sha1::{Digest as _, Sha1};

/// RFC 4648.
fn base32(text: &str) -> Vec<u8> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let value = |c: u8| digits.iter().position(|digit| *digit == c).unwrap() as u64;
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(8) {
        let bits = chunk.iter().fold(0_u64, |bits, c| (bits << 5) | value(*c));
        bytes.extend_from_slice(&bits.to_be_bytes()[3..]);
    }
    bytes
}

/// RFC 2104 and RFC 6238, as an authenticator would.
fn code(seed: &[u8], step: i64) -> String {
    let mut key = seed.to_vec();
    key.resize(64, 0);
    let pad = |with: u8| key.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = Sha1::digest([pad(0x36), step.to_be_bytes().to_vec()].concat());
    let digest = Sha1::digest([pad(0x5c), inner.to_vec()].concat());
    let at = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// A device and its seed.
fn device(account: &Account) -> (String, Vec<u8>) {
    let made = account.send("CreateVirtualMFADevice", &[("VirtualMFADeviceName", "phone")]);
    let seed = STANDARD.decode(element(&made, "Base32StringSeed")).unwrap();
    let png = STANDARD.decode(element(&made, "QRCodePNG")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n"), "a picture");
    let seed = String::from_utf8(seed).unwrap();
    assert_eq!(seed.len(), 64);
    (element(&made, "SerialNumber").to_owned(), base32(&seed))
}

fn step(account: &Account) -> i64 {
    account.cloud.now().secs() / 30
}

#[tokio::test(start_paused = true)]
async fn two_codes_in_a_row_enable_a_device() {
    let account = Account::new();
    let user = account.user("ann");
    let (serial, seed) = device(&account);
    assert_eq!(serial, format!("arn:aws:iam::{ACCOUNT}:mfa/phone"));
    let text = "MFADevice entity at the same path and name already exists.";
    let again = [("VirtualMFADeviceName", "phone")];
    account.refuses("CreateVirtualMFADevice", &again, (409, "EntityAlreadyExists", text));
    let now = step(&account);
    let (first, second) = (code(&seed, now - 1), code(&seed, now));
    let (ann, number) = (("UserName", "ann"), ("SerialNumber", &*serial));
    let codes = [("AuthenticationCode1", &*first), ("AuthenticationCode2", &*second)];
    let swapped = [ann, number, (codes[0].0, &*second), (codes[1].0, &*first)];
    let text = "Authentication code for device is not valid.";
    account.refuses("EnableMFADevice", &swapped, (403, "InvalidAuthenticationCode", text));
    let enable = [ann, number, codes[0], codes[1]];
    account.send("EnableMFADevice", &enable);
    let all = account.send("ListMFADevices", &[ann]);
    assert_eq!(elements(&all, "SerialNumber"), [&*serial]);
    let assigned = account.send("ListVirtualMFADevices", &[("AssignmentStatus", "Assigned")]);
    assert_eq!(element(&assigned, "UserId"), user.user_id);
    assert!(!assigned.contains("Seed"), "{assigned}");
    let free = account.send("ListVirtualMFADevices", &[("AssignmentStatus", "Unassigned")]);
    assert!(elements(&free, "SerialNumber").is_empty());
    let shown = account.send("GetMFADevice", &[number]);
    assert_eq!(element(&shown, "UserName"), "ann");
    // Services ask for codes by this.
    let holds = |code: &str| {
        let now = account.cloud.now();
        let arn = &user.arn;
        account.cloud.with::<Iam, _>(|iam, _| {
            iam.directory_mut().mfa_step(arn, &serial, code, now).is_some()
        })
    };
    assert!(holds(&second));
    assert!(!holds("000000") || second == "000000");
    account.cloud.advance(std::time::Duration::from_secs(120)).await;
    assert!(!holds(&second), "codes end with the clock");
    assert!(holds(&code(&seed, step(&account))));
    let text = "MFA VirtualDevice in use. Must deactivate first.";
    account.refuses("DeleteVirtualMFADevice", &[number], (409, "DeleteConflict", text));
    account.send("DeactivateMFADevice", &[ann, number]);
    assert!(!holds(&code(&seed, step(&account))));
    account.send("DeleteVirtualMFADevice", &[number]);
    let text = format!("VirtualMFADevice with serial number {serial} doesn't exist.");
    account.refuses("DeleteVirtualMFADevice", &[number], (404, "NoSuchEntity", &text));
}

#[tokio::test(start_paused = true)]
async fn a_slow_device_is_synchronised() {
    let account = Account::new();
    let user = account.user("ann");
    let (serial, seed) = device(&account);
    let late = |by: i64| code(&seed, step(&account) - by);
    let (ann, number) = (("UserName", "ann"), ("SerialNumber", &*serial));
    let (first, second) = (late(1), late(0));
    let codes = [("AuthenticationCode1", &*first), ("AuthenticationCode2", &*second)];
    account.send("EnableMFADevice", &[ann, number, codes[0], codes[1]]);
    let holds = |code: &str| {
        let now = account.cloud.now();
        account.cloud.with::<Iam, _>(|iam, _| {
            iam.directory_mut().mfa_step(&user.arn, &serial, code, now).is_some()
        })
    };
    assert!(!holds(&late(5)));
    let (first, second) = (late(6), late(5));
    let codes = [("AuthenticationCode1", &*first), ("AuthenticationCode2", &*second)];
    account.send("ResyncMFADevice", &[ann, number, codes[0], codes[1]]);
    assert!(holds(&late(5)));
}

#[tokio::test(start_paused = true)]
async fn devices_have_tags() {
    let account = Account::new();
    let (serial, _) = device(&account);
    let number = ("SerialNumber", &*serial);
    let tag = [number, ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")];
    account.send("TagMFADevice", &tag);
    let tags = account.send("ListMFADeviceTags", &[number]);
    assert_eq!(element(&tags, "Key"), "k");
    account.send("UntagMFADevice", &[number, ("TagKeys.member.1", "k")]);
    let tags = account.send("ListMFADeviceTags", &[number]);
    assert!(elements(&tags, "Key").is_empty());
}

/// A session for which a second factor was shown has its keys, and may call IAM.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html>
#[tokio::test(start_paused = true)]
async fn sessions_with_a_second_factor() {
    use crate::signed::send;
    use crate::sts::answered;
    use parhelion::sts::model::MODEL;
    let account = Account::new();
    account.user("ann");
    let key = account.key("ann");
    let policy = allow("iam:*").replace(
        "\"Resource\"",
        r#""Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}},"Resource""#,
    );
    let (user_name, policy_name) = ("ann".to_owned(), "mfa".to_owned());
    let put = PutUserPolicyInput { user_name, policy_name, policy_document: policy };
    account.call::<PutUserPolicy>(put).unwrap();
    let (serial, seed) = device(&account);
    let now = step(&account);
    let (first, second) = (code(&seed, now - 1), code(&seed, now));
    let codes = [("AuthenticationCode1", &*first), ("AuthenticationCode2", &*second)];
    let (ann, number) = (("UserName", "ann"), ("SerialNumber", &*serial));
    account.send("EnableMFADevice", &[ann, number, codes[0], codes[1]]);
    let get = |code: &str| {
        let parameters = format!("&SerialNumber={}&TokenCode={code}", serial.replace(':', "%3A"));
        let parameters = parameters.replace('/', "%2F");
        send(&account.cloud, &MODEL, &key, "GetSessionToken", &parameters)
    };
    let wrong = if second == "000000" { "000001" } else { "000000" };
    let (status, text) = get(wrong);
    assert_eq!((status, element(&text, "Code")), (403, "AccessDenied"));
    let session = answered(&get(&second).1);
    let list = |by| send(&account.cloud, &parhelion::iam::model::MODEL, by, "ListUsers", "").0;
    assert_eq!((list(&key), list(&session)), (403, 200));
    account.cloud.advance(std::time::Duration::from_secs(3600)).await;
    assert_eq!(list(&session), 403, "the second factor is too old");
    let plain = answered(&send(&account.cloud, &MODEL, &key, "GetSessionToken", "").1);
    assert_eq!(list(&plain), 403);
}

/// RFC 6238, section 5.2: "The verifier MUST NOT accept the second attempt of the OTP after the
/// successful validation has been issued for the first OTP".
#[tokio::test(start_paused = true)]
async fn a_code_serves_once() {
    let account = Account::new();
    account.user("ann");
    let (serial, seed) = device(&account);
    let (first, second) = (code(&seed, step(&account) - 1), code(&seed, step(&account)));
    let enable = [
        ("UserName", "ann"),
        ("SerialNumber", &*serial),
        ("AuthenticationCode1", &*first),
        ("AuthenticationCode2", &*second),
    ];
    account.send("EnableMFADevice", &enable);
    account.cloud.advance(std::time::Duration::from_secs(120)).await;
    let key = account.key("ann");
    let get = |code: &str| {
        let serial = serial.replace(':', "%3A").replace('/', "%2F");
        let more = format!("&SerialNumber={serial}&TokenCode={code}");
        let model = &parhelion::sts::model::MODEL;
        send(&account.cloud, model, &key, "GetSessionToken", &more)
    };
    let now = code(&seed, step(&account));
    assert_eq!(get(&now).0, 200);
    let (status, text) = get(&now);
    assert_eq!((status, element(&text, "Code")), (403, "AccessDenied"));
    let expected = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    assert_eq!(element(&text, "Message"), expected);
    account.cloud.advance(std::time::Duration::from_secs(30)).await;
    assert_eq!(get(&now).0, 403, "which holds still, but has served");
    assert_eq!(get(&code(&seed, step(&account))).0, 200);
}
