//! The short form of `just bench-load`: many connections, every history explained, every count right.
#![allow(clippy::unwrap_used)]

use parhelion::{Clock, Cloud, server};
use std::process::Command;

/// A server on a port of its own; it lives as long as the process.
fn serve() -> String {
    let cloud = Cloud::builder().clock(Clock::wall()).build();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    // Two threads that accept, as `parhelion serve` has a thread a core.
    for _ in 0..2 {
        let (cloud, listener) = (cloud.clone(), listener.try_clone().unwrap());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                server::serve(cloud, listener).await.unwrap();
            });
        });
    }
    format!("http://{address}")
}

#[test]
fn many_connections_see_one_cloud() {
    let mut load = Command::new(env!("CARGO_BIN_EXE_parhelion-bench"));
    let load = load.args(["load", &serve()]).env_remove("AWS_ACCESS_KEY_ID");
    let ended = load.env_remove("AWS_SECRET_ACCESS_KEY").output().unwrap();
    let (told, why) =
        (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    assert!(ended.status.success(), "{told}{why}");
    assert!(told.contains("| calls, all explained, without an error | 4000 |"), "{told}");
}
