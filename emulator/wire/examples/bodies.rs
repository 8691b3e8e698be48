//! How fast requests are authenticated and bodies checked on this machine:
//! `cargo run --release -p parhelion-wire --example bodies`.

use bytes::Bytes;
use http::Request;
use parhelion_wire::body::{Landing, Storage};
use parhelion_wire::checksum::{Algorithm, digests};
use parhelion_wire::chunked::{Decoder, decode_all, encode};
use parhelion_wire::signature::{Credentials, Flavour, Framing, Payload, Signer, parse, verify};
use parhelion_wire::{Body, Timestamp};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The shortest of several runs: other work on the machine only ever makes it longer.
fn shortest(runs: u32, mut work: impl FnMut()) -> Duration {
    let once = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..runs).map(|_| once(&mut work)).min().unwrap_or_default()
}

fn throughput(what: &str, bytes: u64, work: impl FnMut()) {
    let took = shortest(10, work);
    let rate = bytes as f64 / f64::from(1 << 20) / took.as_secs_f64();
    println!("{what:44} {rate:8.0} MiB/s");
}

fn latency(what: &str, mut work: impl FnMut()) {
    let took = shortest(200, || (0..100).for_each(|_| work())) / 100;
    println!("{what:44} {:8.2} µs", took.as_secs_f64() * 1e6);
}

fn main() {
    let big = Body::from(vec![b'x'; 64 << 20]);
    let small = Body::from(vec![b'x'; 1024]);
    for algorithm in Algorithm::ALL {
        throughput(algorithm.name(), big.len(), || {
            black_box(digests(&big, &[algorithm]));
        });
    }
    let all = [Algorithm::Md5, Algorithm::Sha256, Algorithm::Crc32];
    let usual = [Algorithm::Md5, Algorithm::Crc64Nvme];
    throughput("MD5 + SHA256 + CRC32, 64 MiB", big.len(), || {
        black_box(digests(&big, &all));
    });
    latency("MD5 + CRC64NVME, 1 KiB", || {
        black_box(digests(&small, &usual));
    });
    let pieces: Body = big.to_bytes().chunks(1 << 16).map(Bytes::copy_from_slice).collect();
    for (name, storage) in
        [("memory", Storage::Memory), ("a file", Storage::spilling_above(Storage::DEFAULT_ABOVE))]
    {
        throughput(&format!("landing 64 MiB in {name}, MD5 + CRC32"), big.len(), || {
            let mut landing = Landing::new(storage.clone(), &[Algorithm::Md5, Algorithm::Crc32]);
            pieces.pieces().for_each(|piece| {
                let _ = landing.push(piece);
            });
            let _ = black_box(landing.finish());
        });
    }
    authentication(&pieces);
}

fn authentication(pieces: &Body) {
    let credentials = Credentials {
        access_key: "AKIAIOSFODNN7EXAMPLE".into(),
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
        token: None,
    };
    let now = Timestamp::from_secs(1_700_000_000);
    let signer = Signer { credentials: &credentials, region: "us-east-1", service: "s3", now };
    let request = || {
        Request::put("https://bucket.s3.us-east-1.amazonaws.com/some/key?x-id=PutObject")
            .header("content-type", "application/octet-stream")
            .header("content-length", "1024")
            .header("x-amz-checksum-crc32", "AAAAAA==")
            .header("x-amz-sdk-checksum-algorithm", "CRC32")
            .header("x-amz-user-agent", "aws-sdk-rust/1.3.0 api/s3/1.100.0")
            .header("x-amz-decoded-content-length", pieces.len())
            .body(())
            .unwrap_or_default()
    };
    let mut header = request();
    let mut query = request();
    let framing = Framing::SignedTrailer;
    let _ = signer.sign(&mut header, &Payload::Unsigned);
    let _ = signer.presign(&mut query, 60);
    for (name, request) in [("header", &header), ("query", &query)] {
        latency(&format!("parse and verify a {name} signature"), || {
            let claim = parse(request.into(), Flavour::S3);
            if let Some(claim) = claim.as_ref().ok().and_then(|claim| claim.signed()) {
                let secret = &credentials.secret;
                let payload = Payload::Unsigned;
                let verified = verify(claim, request.into(), &payload, Flavour::S3, secret, now);
                assert!(black_box(verified).is_ok());
            }
        });
    }
    let Ok(seed) = signer.sign(&mut header, &Payload::Chunked(framing)) else { return };
    for (name, framing, seed) in
        [("signed", framing, Some(seed)), ("unsigned", Framing::UnsignedTrailer, None)]
    {
        let encoded = encode(pieces, 1 << 16, seed.clone(), &[]);
        throughput(&format!("decoding {name} chunks of 64 KiB"), pieces.len(), || {
            let decoder = Decoder::new(framing, header.headers(), seed.clone());
            let decoded = decoder.and_then(|decoder| decode_all(&encoded, decoder));
            assert!(black_box(decoded).is_ok());
        });
    }
}
