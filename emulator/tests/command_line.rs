//! The built binary: `parhelion serve`.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

fn parhelion(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parhelion"));
    command.args(arguments);
    // The authority of the HTTPS port is made there: in nobody's own folder.
    command.env("XDG_DATA_HOME", std::env::temp_dir().join("parhelion-tests"));
    command
}

/// A server that is killed when its test is over, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks for the server's health over a connection of its own.
fn is_healthy(mut stream: TcpStream) -> bool {
    let request = "GET /_parhelion/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let mut answer = String::new();
    stream.write_all(request.as_bytes()).unwrap();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 200 ") && answer.contains(r#""status":"ok""#)
}

/// Long enough for a server to fall over what it prints after it has begun to listen.
fn stays_healthy(address: &str) -> bool {
    (0..50).all(|_| is_healthy(TcpStream::connect(address).unwrap()))
}

/// `parhelion serve | head -1`
#[test]
fn whoever_reads_the_first_line_only_has_a_server_all_the_same() {
    let serve = parhelion(&["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut server = Server(serve);
    let mut first = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim_end().rsplit_once("http://").unwrap().1;
    assert!(stays_healthy(address));
    assert!(server.0.try_wait().unwrap().is_none(), "it has ended");
}

/// A pipe that nobody reads from its beginning on: the first word that the server says fails.
#[test]
fn a_server_needs_no_standard_output() {
    // A port that is free now may be somebody's a moment later: then there is another one.
    let served = (0..10).find_map(|_| {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let port = free.port().to_string();
        let mut serve = parhelion(&["serve", "--port", &port]);
        let mut server = Server(serve.stdout(writer).stderr(Stdio::null()).spawn().unwrap());
        loop {
            // Who calls a port of its own range may reach itself.
            let reached = TcpStream::connect(free).ok();
            if reached.is_some_and(|it| it.local_addr().unwrap() != free) {
                break Some((server, free.to_string()));
            }
            if let Some(ended) = server.0.try_wait().unwrap() {
                assert_eq!(ended.code(), Some(1), "it has ended, and not for want of a port");
                break None;
            }
            std::thread::yield_now();
        }
    });
    let (mut server, address) = served.expect("a free port");
    assert!(stays_healthy(&address));
    assert!(server.0.try_wait().unwrap().is_none(), "it has ended");
}

#[test]
fn help_says_what_is_served() {
    let help = parhelion(&["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let words: BTreeSet<&str> =
        help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').collect();
    for (service, _) in parhelion::coverage::implemented() {
        assert!(words.contains(service), "{service}: {help}");
    }
    assert!(help.contains("`Ready.`"), "{help}");
    let short = parhelion(&["--help"]).output().unwrap();
    let short = String::from_utf8(short.stdout).unwrap();
    for command in ["serve", "run", "health", "doctor", "prove", "audit", "certify"] {
        assert!(short.contains(&format!("\n  {command} ")), "{command}: {short}");
    }
    let widest = short.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{short}");
}

#[test]
fn a_doctor_tells_what_a_machine_lacks() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let looked = parhelion(&["doctor", "--port", &port]).output().unwrap();
    let said = String::from_utf8(looked.stdout).unwrap();
    assert_eq!(looked.status.code(), Some(1), "{said}");
    assert!(said.starts_with(&format!("FAIL  port: 127.0.0.1:{port}: ")), "{said}");
    let looked = parhelion(&["doctor", "--port", "0"]).output().unwrap();
    assert!(looked.status.success(), "{}", String::from_utf8_lossy(&looked.stdout));
}

#[test]
fn a_profile_and_the_keys_of_other_emulators_lead_here() {
    let file = std::env::temp_dir().join(format!("profile-{}", std::process::id()));
    let path = file.to_str().unwrap();
    let arguments = ["serve", "--port", "0", "--lax-keys", "--profile-file", path];
    let serve = parhelion(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut server = Server(serve);
    let mut first = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim_end().rsplit_once("http://").unwrap().1;
    let profile = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, "[profile of-my-own]\n").unwrap();
    let refused = parhelion(&arguments).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.contains("it has other profiles"), "{said}");
    std::fs::remove_file(&file).unwrap();
    let endpoint = format!("[profile parhelion]\nendpoint_url = http://{address}\n");
    assert!(profile.starts_with(&endpoint), "{profile}");
    let ask = |line: &str, more: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        let end = "connection: close";
        write!(stream, "{line} HTTP/1.1\r\nhost: localhost\r\n{end}\r\n{more}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let health = ask("GET /_localstack/health", "");
    assert!(health.contains(r#""s3":"running""#), "{health}");
    // Known, if not signed for.
    for key in ["test", "testcontainers-localstack"] {
        let listed = ask(
            "GET /",
            &format!(
                "authorization: AWS {key}:signature\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            ),
        );
        assert!(listed.contains("403") && !listed.contains("InvalidAccessKeyId"), "{listed}");
    }
    let unknown = ask(
        "GET /",
        "authorization: AWS nobody:signature\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
    );
    assert!(unknown.contains("InvalidAccessKeyId"), "{unknown}");
}

/// What a server tells on standard error while it is asked for something, with these arguments.
fn told(arguments: &[&str], requests: &[(&str, &str)]) -> Vec<String> {
    let all = [&["serve", "--port", "0"], arguments].concat();
    let serve = parhelion(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut server = Server(serve);
    let mut first = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim_end().rsplit_once("http://").unwrap().1;
    for (line, more) in requests {
        let mut stream = TcpStream::connect(address).unwrap();
        let end = "connection: close";
        write!(stream, "{line} HTTP/1.1\r\nhost: localhost\r\n{end}\r\n{more}\r\n").unwrap();
        stream.read_to_string(&mut String::new()).unwrap();
    }
    let mut told = server.0.stderr.take().unwrap();
    let killed = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status();
    assert!(killed.unwrap().success());
    let mut lines = String::new();
    told.read_to_string(&mut lines).unwrap();
    lines.lines().map(str::to_owned).collect()
}

const ASKED: [(&str, &str); 2] = [
    (
        "GET /photos/a%20cat?versionId=v&token=hidden",
        "authorization: AWS AKIAME:hidden\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\n",
    ),
    ("GET /_parhelion/health", ""),
];

#[test]
fn a_server_tells_nothing_unless_it_is_asked() {
    assert_eq!(told(&[], &ASKED), [""; 0]);
}

#[test]
fn an_access_log_has_a_line_for_each_request_and_no_secrets() {
    let lines = told(&["--access-log"], &ASKED);
    let [object, health] = lines.as_slice() else { panic!("{lines:?}") };
    for part in [
        " INFO parhelion::access: method=GET path=/photos/a%20cat?versionId=v ",
        " status=403 ",
        " access_key=AKIAME",
        " world=-",
    ] {
        assert!(object.contains(part), "{part} in {object}");
    }
    assert!(!object.contains("request_id=-") && !object.contains("hidden"), "{object}");
    assert!(health.contains("path=/_parhelion/health ") && health.contains("status=200 "));
}

#[test]
fn logs_are_objects_where_that_is_wanted() {
    let lines = told(&["--access-log", "--log", "info", "--log-format", "json"], &ASKED);
    let parsed: Vec<serde_json::Value> =
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |target: &str| parsed.iter().filter(|line| line["target"] == target).count();
    assert_eq!(of("parhelion::access"), 2, "{lines:?}");
    assert!(of("parhelion::server::connections") > 0, "{lines:?}");
    let object = parsed.iter().find(|line| line["status"] == 403).unwrap();
    assert_eq!(object["path"], "/photos/a%20cat?versionId=v");
    assert!(object["bytes"].as_u64() > Some(0) && object["ms"].is_number(), "{object}");
}

/// What the command line gave is the server's, whatever its cloud is told to become.
#[test]
fn keys_of_the_command_line_outlive_the_cloud() {
    let start = |arguments: &[&str]| {
        let all = [&["serve", "--port", "0"], arguments].concat();
        let serve = parhelion(&all).stdout(Stdio::piped()).spawn().unwrap();
        let mut server = Server(serve);
        let mut first = String::new();
        BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim_end().rsplit_once("http://").unwrap().1.to_owned();
        (server, address)
    };
    let ask = |address: &str, line: &str, more: &str, body: &[u8]| {
        let mut stream = TcpStream::connect(address).unwrap();
        let end = format!("connection: close\r\ncontent-length: {}\r\n{more}", body.len());
        write!(stream, "{line} HTTP/1.1\r\nhost: localhost\r\n{end}\r\n").unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    };
    let (_plain, from) = start(&[]);
    let file = ask(&from, "GET /_parhelion/file", "", b"");
    let head = file.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let file = file[head + 4..].to_vec();
    let own = ["--lax-keys", "--keys-on-trust", "--credential", "111122223333/ann:AKIAANN:secret"];
    let (_server, to) = start(&own);
    let is_known = |key: &str, world: &str| {
        let signed = format!(
            "authorization: AWS {key}:signature\r\ndate: Thu, 01 Jan 2026 00:00:00 GMT\r\n{world}"
        );
        let said = String::from_utf8(ask(&to, "GET /", &signed, b"")).unwrap();
        assert!(said.starts_with("HTTP/1.1 403"), "{said}");
        !said.contains("InvalidAccessKeyId")
    };
    let fork = ask(&to, "POST /_parhelion/worlds", "", br#"{"name":"w"}"#);
    assert!(fork.starts_with(b"HTTP/1.1 200"));
    for (at, world) in [("", ""), ("worlds/w/", "x-parhelion-world: w\r\n")] {
        for line in [format!("PUT /_parhelion/{at}file"), format!("POST /_parhelion/{at}reset")] {
            let body = if line.starts_with("PUT") { &file[..] } else { b"{}" };
            let done = ask(&to, &line, "", body);
            assert!(done.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&done));
            for key in ["test", "AKIAANN"] {
                assert!(is_known(key, world), "{key} after {line}");
            }
            assert!(!is_known("AKIANOBODY", world), "after {line}");
        }
    }
}

/// Testcontainers' modules for LocalStack wait for `.*Ready\.\n`, `Ready` or the health of either kind, and set
/// variables of their own.
#[test]
fn what_waits_for_localstack_finds_it_ready() {
    let mut serve = parhelion(&["serve", "--port", "0", "--lax-keys"]);
    for (name, value) in [
        ("SERVICES", "s3,dynamodb,lambda"),
        ("LOCALSTACK_HOST", "aws-of-this-network"),
        ("HOSTNAME_EXTERNAL", "elsewhere"),
        ("DEFAULT_REGION", "eu-west-1"),
        ("DEBUG", "1"),
        ("EAGER_SERVICE_LOADING", "1"),
        ("PERSISTENCE", "1"),
        ("LS_LOG", "trace"),
    ] {
        serve.env(name, value);
    }
    let mut server = Server(serve.stdout(Stdio::piped()).spawn().unwrap());
    let lines = BufReader::new(server.0.stdout.take().unwrap()).lines();
    let mut greeting: Vec<String> = Vec::new();
    for line in lines.map(Result::unwrap) {
        // Whoever counts the occurrences counts one.
        assert!(!greeting.concat().contains("Ready"), "{greeting:?}");
        greeting.push(line);
        if greeting.ends_with(&["Ready.".to_owned()]) {
            break;
        }
    }
    let address = greeting[0].rsplit_once("http://").unwrap().1;
    let (_, port) = address.rsplit_once(':').unwrap();
    let health = parhelion(&["health", "--port", port]).output().unwrap();
    let said = String::from_utf8(health.stdout).unwrap();
    assert!(health.status.success() && said == format!("http://{address} is well\n"), "{said}");
    let status = |host: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "GET /_localstack/health HTTP/1.1\r\nconnection: close";
        write!(stream, "{head}\r\nhost: {host}:4566\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer[9..12].to_owned()
    };
    assert_eq!(status("aws-of-this-network"), "200");
    assert_eq!(status("elsewhere"), "200");
    assert_eq!(status("unheard-of"), "403");
}

#[test]
fn nobody_is_well_where_nobody_or_somebody_else_listens() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port().to_string();
    // It answers as a server of something else does.
    let other = std::thread::spawn(move || {
        let (mut stream, _) = silent.accept().unwrap();
        let mut head = [0; 8];
        stream.read_exact(&mut head).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello").unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let looked = parhelion(&["health", "--port", &port]).output().unwrap();
    other.join().unwrap();
    let said = String::from_utf8(looked.stderr).unwrap();
    assert_eq!(looked.status.code(), Some(1));
    assert!(said.contains("(what listens there is no Parhelion): start one with"), "{said}");
    // By now nobody listens there.
    let looked = parhelion(&["health", "--port", &port]).output().unwrap();
    assert_eq!(looked.status.code(), Some(1), "{looked:?}");
}

/// What a wrong key was is in nobody's log.
#[test]
fn wrong_keys_are_refused_without_their_secrets() {
    for wrong in [
        "1111:AKIAANN:s3cret",
        "s3cret",
        "111122223333::s3cret",
        "111122223333/ann:s3cret",
        "x/s3cret",
    ] {
        for command in [&["serve", "--port", "0"][..], &["run"]] {
            let mut asked = parhelion(command);
            asked.args(["--credential", wrong]);
            if command == ["run"] {
                asked.args(["--", "true"]);
            }
            let output = asked.stdin(Stdio::null()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains("--credential"), "{wrong}: {said}");
            let all = format!("{said}{}", String::from_utf8_lossy(&output.stdout));
            assert!(!all.contains("s3cret"), "{all}");
        }
    }
}

/// A copy of the program in a folder of its own, so that nothing else stands beside it.
#[cfg(unix)]
fn alone(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("parhelion-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_parhelion"), folder.join("parhelion")).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn programs_beside_it_are_run_by_their_names() {
    use std::os::unix::fs::PermissionsExt;
    let folder = alone("companion");
    let program = folder.join("parhelion-prove");
    std::fs::write(&program, "#!/bin/sh\necho \"$@\"\nexit 7\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut prove = Command::new(folder.join("parhelion"));
    let prove = prove.args(["prove", "--help", "-x", "--", "a b"]).output().unwrap();
    assert_eq!(String::from_utf8(prove.stdout).unwrap(), "--help -x -- a b\n");
    assert_eq!(prove.status.code(), Some(7));

    let mut audit = Command::new(folder.join("parhelion"));
    let audit = audit.arg("audit").env("PATH", "/nowhere").output().unwrap();
    let said = String::from_utf8(audit.stderr).unwrap();
    assert!(said.contains("cargo build --bin parhelion-audit"), "{said}");
    assert_eq!((said.lines().count(), audit.status.code()), (1, Some(1)));

    let mut help = Command::new(folder.join("parhelion"));
    let help = String::from_utf8(help.arg("--help").output().unwrap().stdout).unwrap();
    assert!(["prove", "audit", "certify"].iter().all(|name| help.contains(name)), "{help}");
    std::fs::remove_dir_all(folder).unwrap();
}
