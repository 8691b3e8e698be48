#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::checksum::digests;
use proptest::prelude::*;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

fn cut(bytes: &[u8], sizes: &[usize]) -> Body {
    let mut rest = Bytes::copy_from_slice(bytes);
    let mut body = Body::empty();
    for size in sizes {
        body.push(rest.split_to((*size).min(rest.len())));
    }
    body.push(rest);
    body
}

fn on_disk(bytes: &[u8]) -> Body {
    let mut landing = Landing::new(Storage::spilling_above(0).unwrap(), &[]);
    for piece in bytes.chunks(7) {
        landing.push(Bytes::copy_from_slice(piece)).unwrap();
    }
    landing.finish().unwrap().body
}

#[test]
fn a_body_is_as_small_as_its_bytes() {
    assert_eq!(size_of::<Body>(), size_of::<Bytes>());
}

#[test]
fn debug_shows_the_beginning_only() {
    assert_eq!(format!("{:?}", Body::from("ab")), "Body(2 bytes, b\"ab\")");
    assert!(format!("{:?}", Body::from(vec![b'x'; 1 << 20])).len() < 100);
}

/// Who computes a slice's digests and asks for the slice again finds them.
#[test]
fn the_same_big_slice_is_the_same_body_while_somebody_holds_it() {
    let len = SMALL + 1;
    for mut body in [Body::from(vec![7; 200_000]), on_disk(&[7; 200_000])] {
        let slice = body.slice(10, len);
        digests(&slice, &[Algorithm::Sha1]).unwrap();
        assert_eq!(body.slice(10, len).missing(&[Algorithm::Sha1]), []);
        assert_eq!(body.slice(11, len).missing(&[Algorithm::Sha1]), [Algorithm::Sha1]);
        drop(slice);
        assert_eq!(body.slice(10, len).missing(&[Algorithm::Sha1]), [Algorithm::Sha1]);
        let (before, end) = (body.slice(10, u64::MAX), body.len());
        body.push(vec![8; 1].into());
        let after = body.slice(10, u64::MAX);
        assert_eq!((before.len(), after.len()), (end - 10, end - 9));
    }
}

/// A file body of more bytes than are read at once, and where it lies.
fn stored(folder: &Path, pieces: usize) -> (Body, PathBuf) {
    let before = names(folder);
    let storage = Storage::Spilling { above: 1 << 20, folder: Folder::at(folder) };
    let mut landing = Landing::new(storage, &[]);
    for number in 0..pieces {
        landing.push(vec![number as u8; 10_000].into()).unwrap();
    }
    let body = landing.finish().unwrap().body;
    let name = names(folder).into_iter().find(|name| !before.contains(name)).unwrap();
    (body, name)
}

fn names(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bodies-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_file_goes_with_its_last_handle() {
    let folder = folder("last");
    let (body, name) = stored(&folder, 110);
    let copy = body.slice(1, 1_099_998);
    drop(body);
    assert!(!copy.is_in_memory() && name.exists());
    assert_eq!(copy.pieces().count(), 5);
    assert_eq!(copy.to_bytes()[9_998..10_001], [0, 1, 1]);
    drop(copy);
    assert_eq!(names(&folder), Vec::<PathBuf>::new());
    std::fs::remove_dir(folder).unwrap();
}

/// What the disk lost or changed is an error, never other bytes.
#[test]
fn damage_is_an_error() {
    let folder = folder("damage");
    type Damage = fn(&Path);
    let flip: Damage = |name| {
        let mut bytes = std::fs::read(name).unwrap();
        bytes[700_000] ^= 1;
        std::fs::write(name, bytes).unwrap();
    };
    let truncate: Damage = |name| {
        OpenOptions::new().write(true).open(name).unwrap().set_len(1_000_000).unwrap();
    };
    let delete: Damage = |name| std::fs::remove_file(name).unwrap();
    for (damage, kind) in [
        (flip, ErrorKind::InvalidData),
        (truncate, ErrorKind::UnexpectedEof),
        (delete, ErrorKind::NotFound),
    ] {
        let (body, name) = stored(&folder, 110);
        let good = body.to_bytes();
        damage(&name);
        assert_eq!(body.read().unwrap_err().kind(), kind);
        // The last item is the error, and not all bytes came before it.
        let items: Vec<_> = body.pieces().collect();
        let (last, before) = items.split_last().unwrap();
        assert_eq!(last.as_ref().unwrap_err().kind(), kind);
        let given: usize = before.iter().map(|piece| piece.as_ref().unwrap().len()).sum();
        assert!(given < good.len());
        assert_eq!(digests(&body, &[Algorithm::Md5]).unwrap_err().kind(), kind);
        assert_ne!(body, Body::from(good));
        // Beside another piece it still is the whole file.
        let mut both = Body::from("before");
        both.append(&body);
        assert_eq!(both.read().unwrap_err().kind(), kind);
        assert_eq!(crate::Error::from(both.read().unwrap_err()).status(), 500);
    }
    std::fs::remove_dir(folder).unwrap();
}

/// A server holds more bodies than it may have files open.
#[cfg(target_os = "linux")]
#[test]
fn stored_bodies_cost_no_descriptors() {
    let folder = folder("many");
    let open = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    let before = open();
    let storage = Storage::Spilling { above: 64, folder: Folder::at(&folder) };
    let bodies: Vec<Body> = (0..3000u32)
        .map(|number| {
            let mut landing = Landing::new(storage.clone(), &[]);
            landing.push(number.to_string().repeat(65).into()).unwrap();
            landing.finish().unwrap().body
        })
        .collect();
    // Other tests run beside this one and have some files open.
    assert!(open() < before + 100);
    assert!(bodies.iter().all(|body| !body.is_in_memory()));
    assert_eq!(bodies[2999].to_bytes(), "2999".repeat(65));
    drop(bodies);
    std::fs::remove_dir(folder).unwrap();
}

#[test]
fn digests_are_computed_once_for_all_handles() {
    let body = Body::from(vec![7; SMALL as usize + 1]);
    let (early, whole) = (body.clone(), body.slice(0, u64::MAX));
    let wanted = [Algorithm::Md5, Algorithm::Crc32];
    assert_eq!(body.missing(&wanted), wanted);
    let found = digests(&body, &wanted).unwrap();
    for handle in [&body, &early, &whole] {
        assert_eq!(handle.known(Algorithm::Md5).as_ref(), found.get(Algorithm::Md5));
        assert_eq!(handle.missing(&[Algorithm::Md5, Algorithm::Sha1]), [Algorithm::Sha1]);
    }
    assert_eq!(digests(&early, &wanted).unwrap(), found);
    assert!(body.slice(0, SMALL + 1).known(Algorithm::Md5).is_some());
    assert!(body.slice(1, u64::MAX).known(Algorithm::Md5).is_none());
    // The cache is nobody's business.
    let fresh = Body::from(vec![7; SMALL as usize + 1]);
    assert_eq!((&fresh, format!("{fresh:?}")), (&body, format!("{body:?}")));
    // Small ones have none, and so nothing to allocate.
    let small = Body::from(vec![7; SMALL as usize]);
    digests(&small, &wanted).unwrap();
    assert!(matches!(small.0, Repr::One(_)));
    assert_eq!(small.missing(&wanted), []);
}

proptest! {
    #[test]
    fn slices_are_the_bytes_slices(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        sizes in prop::collection::vec(0usize..50, 0..6),
        start in 0u64..250,
        len in 0u64..250,
    ) {
        let from = (start as usize).min(bytes.len());
        let to = (from + len as usize).min(bytes.len());
        let expected = Body::from(bytes[from..to].to_vec());
        for body in [cut(&bytes, &sizes), on_disk(&bytes)] {
            prop_assert_eq!(body.len(), bytes.len() as u64);
            prop_assert_eq!(body.to_bytes(), &bytes);
            prop_assert_eq!(body.slice(start, len), expected.clone());
            prop_assert_eq!(body.read_range(start, len).unwrap(), expected.to_bytes());
            prop_assert_eq!(body.slice(start, len).pieces().collect::<Result<Body>>().unwrap(), expected.clone());
            let mut both = body.slice(0, from as u64);
            both.append(&body.slice(from as u64, u64::MAX));
            prop_assert_eq!(both, body);
        }
    }

    #[test]
    fn one_changed_byte_is_another_body(
        mut bytes in prop::collection::vec(any::<u8>(), 1..100),
        sizes in prop::collection::vec(0usize..50, 0..6),
        at in any::<prop::sample::Index>(),
    ) {
        let body = cut(&bytes, &sizes);
        let at = at.index(bytes.len());
        bytes[at] ^= 1;
        prop_assert_ne!(body, Body::from(bytes));
    }
}

/// Deleting a long file takes a while, so nobody waits for it.
#[test]
fn a_file_that_goes_under_a_lock_is_deleted_behind_it() {
    let folder = std::env::temp_dir().join(format!("held-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let files = || std::fs::read_dir(&folder).unwrap().count();
    let storage = Storage::Spilling { above: 1, folder: Folder::at(&folder) };
    let mut landing = Landing::new(storage, &[]);
    landing.push(vec![7; crate::heavy::HEAVY as usize + 1].into()).unwrap();
    let body = landing.finish().unwrap().body;
    let held = crate::heavy::Held::new();
    drop(body);
    assert_eq!(files(), 1);
    drop(held);
    assert_eq!(files(), 0);
    std::fs::remove_dir_all(folder).unwrap();
}
