//! Bytes that are no HTTP, on a real socket: the server answers 4xx or closes, and goes on.

use parhelion::random::Random;
use parhelion::{Clock, Cloud, server};
use parhelion_fuzz::mutate;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const VALID: [&[u8]; 5] = [
    b"GET /photos/k HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"PUT /photos/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody",
    b"PUT /photos/k HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: Logs_20140328.CreateLogGroup\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    b"GET /a HTTP/1.1\r\nHost: d1.cloudfront.localhost\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n",
];

/// What comes back until the server closes; a request that waits for more is closed by us.
async fn exchange(to: std::net::SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(to).await.unwrap();
    // The server may close before it has read all.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

#[tokio::test]
async fn the_server_outlives_whatever_comes() {
    let cloud = Cloud::builder().clock(Clock::wall()).build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    tokio::spawn(server::serve(cloud, listener));
    let mut random = Random::new(3);
    let mut answered = 0;
    for run in 0..600 {
        let seed = VALID[random.below(VALID.len())];
        let bytes = match run % 6 {
            0 => mutate::noise(&mut random),
            1 => [b"GET / HTTP/1.1\r\nA: ", &b"x".repeat(random.below(200_000))[..]].concat(),
            _ => mutate::spoilt(&mut random, seed),
        };
        let exchange = tokio::time::timeout(Duration::from_secs(60), exchange(to, &bytes));
        let answer = exchange.await.unwrap();
        let text = String::from_utf8_lossy(&answer);
        // S3 itself says 501 to an upload in chunks of HTTP's own.
        let broken = text.starts_with("HTTP/1.1 5") && !text.contains("<Code>NotImplemented<");
        assert!(!broken, "{text}: {:?}", String::from_utf8_lossy(&bytes));
        answered += usize::from(!answer.is_empty());
    }
    assert!(answered > 300, "{answered} answers");
    let health = exchange(
        to,
        b"GET /_parhelion/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    assert!(String::from_utf8_lossy(&health.await).contains("\"status\":\"ok\""));
}
