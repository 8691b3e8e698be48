//! Digests of a whole body, which remembers them.

use super::hasher::{Digests, Hasher, Hashers, PARALLEL_ABOVE};
use super::{Algorithm, Checksum};
use crate::Body;
use std::io::Result;

/// Digests a whole body in one pass. What is known of it is not computed again, and what is
/// computed becomes known to all handles on it ([`Body::remember`]).
///
/// # Errors
/// The body lies in a file that cannot be read back.
pub fn digests(body: &Body, wanted: &[Algorithm]) -> Result<Digests> {
    let known: Vec<Checksum> = wanted.iter().filter_map(|one| body.known(*one)).collect();
    let mut all = if known.is_empty() {
        computed(body, wanted)?
    } else {
        let is_known = |one: &Algorithm| known.iter().any(|known| known.algorithm() == *one);
        let missing: Vec<Algorithm> = wanted.iter().copied().filter(|one| !is_known(one)).collect();
        if missing.is_empty() { Digests::default() } else { computed(body, &missing)? }
    };
    all.0.iter().for_each(|digest| body.remember(*digest));
    if !known.is_empty() {
        all.0.extend(known);
        all.0.sort_unstable();
        all.0.dedup();
    }
    Ok(all)
}

fn computed(body: &Body, wanted: &[Algorithm]) -> Result<Digests> {
    let mut hashers = Hashers::new(wanted);
    if body.len() < PARALLEL_ABOVE || !hashers.has_companions() {
        for piece in body.pieces() {
            hashers.update_here(&piece?);
        }
        return Ok(hashers.finish());
    }
    let Some(md5) = hashers.take_md5() else { return Ok(hashers.finish()) };
    let spare = md5.clone();
    std::thread::scope(|scope| -> Result<()> {
        let md5 = move || read_all(body, md5);
        let beside = std::thread::Builder::new().name("md5".into()).spawn_scoped(scope, md5);
        for piece in body.pieces() {
            hashers.update_here(&piece?);
        }
        let done = match beside.map(|thread| thread.join()) {
            Ok(Ok(done)) => done?,
            // No thread to be had: it is only slower.
            _ => read_all(body, spare)?,
        };
        hashers.here.push(done);
        Ok(())
    })?;
    Ok(hashers.finish())
}

fn read_all(body: &Body, mut hasher: Hasher) -> Result<Hasher> {
    for piece in body.pieces() {
        hasher.update(&piece?);
    }
    Ok(hasher)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use bytes::Bytes;

    #[test]
    fn pieces_threads_and_order_do_not_matter() {
        let bytes: Vec<u8> = (0..3_000_000u32).map(|i| (i * 7 + i / 251) as u8).collect();
        let whole: Vec<_> = Algorithm::ALL
            .iter()
            .map(|algorithm| {
                let mut hasher = Hasher::new(*algorithm);
                hasher.update(&bytes);
                hasher.finish()
            })
            .collect();
        let body: Body = bytes.chunks(70_001).map(Bytes::copy_from_slice).collect();
        let at_once = digests(&body, &Algorithm::ALL).unwrap();
        let mut hashers = Hashers::new(&Algorithm::ALL);
        body.pieces().for_each(|piece| hashers.update(&piece.unwrap()));
        assert_eq!(hashers.finish(), at_once);
        assert_eq!(at_once.iter().copied().collect::<Vec<_>>(), whole);
        assert_eq!(digests(&body, &[Algorithm::Md5]).unwrap().get(Algorithm::Md5), Some(&whole[6]));
    }
}
