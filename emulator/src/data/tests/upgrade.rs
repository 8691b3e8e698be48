//! Folders of earlier versions are read and written anew, all of them or nothing; those of later ones are
//! refused in a sentence.

use super::*;
use flate2::read::GzDecoder;
use parhelion_world::state_format::encode;
use redb::{Database, ReadableDatabase, TableDefinition};

/// Of format 1, packed.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/saving/data-1");

const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows");
const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");

fn unpack(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            unpack(&path, &to);
            continue;
        }
        let mut unpacked = Vec::new();
        GzDecoder::new(&*std::fs::read(&path).unwrap()).read_to_end(&mut unpacked).unwrap();
        std::fs::write(to, unpacked).unwrap();
    }
}

/// The format that the rows say they have, and whether names of fields stand in them.
fn look(place: &Place) -> (Option<u8>, bool) {
    let database = Database::open(place.0.join("rows.redb")).unwrap();
    let table = database.begin_read().unwrap().open_table(ROWS).unwrap();
    let (mut format, mut named) = (None, false);
    for row in table.range::<&[u8]>(..).unwrap() {
        let (key, value) = row.unwrap();
        let (key, value) = (key.value(), value.value());
        if key == b"ae" {
            format = value.last().copied();
        }
        // A field of keys' rows.
        let has = |name: &str| value.windows(name.len()).any(|text| text == name.as_bytes());
        named |= has("newest") && !key.starts_with(b"af");
    }
    (format, named)
}

fn wake(data: Data) -> Kept {
    let builder = Cloud::builder().auth(false).clock(Clock::wall());
    data.wake(builder, Durability::Every).unwrap()
}

#[test]
fn an_earlier_format_is_read_and_written_anew() {
    let place = Place::new("upgrade");
    unpack(Path::new(GOLDEN), &place.0);
    assert_eq!(look(&place), (None, true));
    let data = Data::open(&place.0).unwrap();
    let before = shown(data.world.as_ref().unwrap());
    drop(data);
    // Nothing is written before it is wanted.
    assert_eq!(look(&place), (None, true));
    let mut data = Data::open(&place.0).unwrap();
    let world = data.world.clone().unwrap();
    assert!(data.commit(&world, &Clock::wall()).unwrap());
    // Once only.
    assert!(!data.commit(&world, &Clock::wall()).unwrap());
    drop(data);
    assert_eq!(look(&place), (Some(2), false));
    let data = Data::open(&place.0).unwrap();
    assert_eq!(shown(data.world.as_ref().unwrap()), before);
    assert_eq!(data.absent(), None);
    let kept = wake(data);
    assert_eq!(send(kept.cloud(), "GET /photos/longest", vec![]), (200, vec![b'y'; 3 << 20]));
    drop(kept);
    assert_eq!(look(&place), (Some(2), false));
}

/// Whatever step of it fails, and if the power is cut then: all is of one format, and nothing is lost.
#[test]
fn writing_anew_is_one_step() {
    let mut struck = 0;
    for step in 1..=40 {
        let (place, disk) = (Place::new("upgrade-faults"), Arc::new(Faulty::default()));
        unpack(Path::new(GOLDEN), &place.0);
        let rows = std::fs::read(place.0.join("rows.redb")).unwrap();
        (disk.inside().written, disk.inside().safe) = (rows.clone(), rows);
        let mut data = open(&place, &disk).unwrap();
        let world = data.world.clone().unwrap();
        let before = shown(&world);
        {
            let mut inside = disk.inside();
            inside.fails = inside.steps + step..u64::MAX;
        }
        let committed = data.commit(&world, &Clock::wall());
        struck += u32::from(committed.is_err());
        drop(data);
        let mut keeps = step;
        disk.cut(|| {
            keeps = keeps.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            keeps >> 40 & 1 == 0
        });
        disk.inside().fails = 0..0;
        let mut data = open(&place, &disk).unwrap();
        assert_eq!(shown(data.world.as_ref().unwrap()), before, "step {step}");
        assert!(data.absent().is_none(), "step {step}");
        data.commit(&world, &Clock::wall()).unwrap();
        drop(data);
        let data = open(&place, &disk).unwrap();
        assert_eq!(shown(data.world.as_ref().unwrap()), before, "step {step}");
        assert!(!data.written.is_all_to_be_written(), "step {step}");
    }
    assert!(struck > 3, "{struck}");
}

/// What a later version has written is left as it is.
#[test]
fn a_later_version_is_refused_in_a_sentence() {
    let place = Place::new("later");
    let mut data = Data::open(&place.0).unwrap();
    let cloud = new_cloud();
    send(&cloud, "PUT /photos", vec![]);
    data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
    drop(data);
    let refused = || {
        let error = Data::open(&place.0).map(drop).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        error.to_string().replace(&place.0.display().to_string(), "DIR")
    };
    let put = |bytes: &[u8]| {
        let database = Database::open(place.0.join("rows.redb")).unwrap();
        let begun = database.begin_write().unwrap();
        begun.open_table(META).unwrap().insert("meta", bytes).unwrap();
        begun.commit().unwrap();
    };
    // As it may be then, whatever else there is.
    let later = BTreeMap::from([("format", 3_u32), ("rows_of_another_kind", 1)]);
    put(&encode(&later).unwrap());
    assert_eq!(
        refused(),
        "--data: DIR was written by another version of Parhelion: it has format 3, and this version of \
         Parhelion reads 2; use that one, or name another folder"
    );
}
