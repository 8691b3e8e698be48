//! A service that reads requests and answers them, and does nothing else: what hyper alone takes. It is
//! also the origin of what edges are measured with.

use bytes::Bytes;
use http::{Method, Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::net::TcpListener;

/// Serves at a port of the loopback until the process ends: a thread a core, as `parhelion serve`.
pub(crate) fn serve(port: &str) {
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
    listener.set_nonblocking(true).unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let large = Bytes::from(vec![7; 64 << 20]);
    let threads: Vec<_> = (0..threads)
        .map(|_| (listener.try_clone().unwrap(), large.clone()))
        .map(|(listener, large)| std::thread::spawn(|| serve_here(listener, large)))
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

fn serve_here(listener: TcpListener, large: Bytes) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let large = large.clone();
            let service = service_fn(move |request| answer(request, large.clone()));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
}

async fn answer(
    request: Request<Incoming>,
    large: Bytes,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let is_large = request.uri().path().ends_with("/large");
    let reads = request.method() == Method::GET;
    let mut body = request.into_body();
    while let Some(frame) = body.frame().await {
        drop(frame?);
    }
    let answer = match (reads, is_large) {
        (false, _) => Bytes::new(),
        (true, false) => Bytes::from_static(&[7; 1024]),
        (true, true) => large,
    };
    let mut response = Response::new(Full::new(answer));
    let kept = http::HeaderValue::from_static("max-age=86400");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(response)
}
