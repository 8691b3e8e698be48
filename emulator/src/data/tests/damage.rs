//! Bodies whose files are not what was written: an error where nothing has been sent, the end of the
//! connection where something has; never their bytes.

use super::*;
use http::Response;

const BLOCK: usize = 256 * 1024;

/// A line of a table again and again, in more than three blocks.
fn long() -> Vec<u8> {
    b"a,b,c\n".repeat(3 * BLOCK / 6 + 1000)
}

/// A folder with one long object, of whose file a byte is another one.
fn damaged_at(name: &str, at: usize) -> (Place, Cloud) {
    let place = Place::new(name);
    let cloud = new_cloud();
    let mut data = Data::open(&place.0).unwrap();
    send(&cloud, "PUT /photos", vec![]);
    assert_eq!(send(&cloud, "PUT /photos/long", long()).0, 200);
    data.commit(&cloud.world_as_it_is(), cloud.clock()).unwrap();
    drop((data, cloud));
    let body = std::fs::read_dir(place.0.join("bodies")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&body).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&body, bytes).unwrap();
    let world = Data::open(&place.0).unwrap().world.clone().unwrap();
    let settings = new_cloud().settings().clone();
    (place, Cloud::from_parts(world, Clock::wall(), DoorState::default(), settings))
}

fn ask(cloud: &Cloud, line: &str, headers: &[(&str, &str)], body: &'static str) -> Response<Body> {
    let (method, path) = line.split_once(' ').unwrap();
    let mut request = http::Request::builder().method(method).uri(path);
    request = request.header("host", "localhost").header("authorization", "AWS key:signature");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.header("content-length", body.len()).body(body.into()).unwrap();
    cloud.handle(request).unwrap()
}

fn is_internal_error(response: &Response<Body>) {
    let text = String::from_utf8(response.body().to_bytes().to_vec()).unwrap();
    assert_eq!(response.status(), 500, "{text}");
    assert_eq!(response.headers()["content-type"], "application/xml");
    assert!(text.contains("<Code>InternalError</Code>"), "{text}");
    assert!(text.contains("<RequestId>"), "{text}");
}

#[test]
fn damage_at_the_beginning_is_answered_as_an_error() {
    let (_place, cloud) = damaged_at("damage-first", 5);
    is_internal_error(&ask(&cloud, "GET /photos/long", &[], ""));
    is_internal_error(&ask(&cloud, "GET /photos/long?partNumber=1", &[], ""));
    is_internal_error(&ask(&cloud, "GET /photos/long", &[("range", "bytes=100-200")], ""));
    // What is known of it is still told, and so is what is whole.
    assert_eq!(ask(&cloud, "HEAD /photos/long", &[], "").status(), 200);
    let whole = ask(&cloud, "GET /photos/long", &[("range", "bytes=300000-300009")], "");
    assert_eq!(whole.status(), 206);
    assert_eq!(*whole.body().to_bytes(), long()[300_000..300_010]);
}

#[test]
fn damage_further_behind_breaks_off() {
    let (_place, cloud) = damaged_at("damage-later", BLOCK + 5);
    let response = ask(&cloud, "GET /photos/long", &[], "");
    assert_eq!(response.status(), 200);
    let pieces: Vec<_> = response.body().pieces().collect();
    assert_eq!(pieces.len(), 2);
    assert_eq!(*pieces[0].as_ref().unwrap(), long()[..BLOCK]);
    assert!(pieces[1].is_err());
    let range = format!("bytes={BLOCK}-");
    is_internal_error(&ask(&cloud, "GET /photos/long", &[("range", &range)], ""));
}

/// Who makes a part of such a body is told, wherever in it the damage is; who copies the object, which shares
/// the body, where it is at the beginning.
#[test]
fn nothing_is_made_of_damaged_bodies() {
    let from = ("x-amz-copy-source", "/photos/long");
    for at in [5, 2 * BLOCK + 5] {
        let (_place, cloud) = damaged_at("damage-copied", at);
        if at < BLOCK {
            is_internal_error(&ask(&cloud, "PUT /photos/copy", &[from], ""));
            assert_eq!(ask(&cloud, "GET /photos/copy", &[], "").status(), 404);
        }
        let begun = ask(&cloud, "POST /photos/parts?uploads", &[], "");
        let begun = String::from_utf8(begun.body().to_bytes().to_vec()).unwrap();
        let id = begun.split(['<', '>']).skip_while(|text| *text != "UploadId").nth(1).unwrap();
        let part = format!("PUT /photos/parts?partNumber=1&uploadId={id}");
        is_internal_error(&ask(&cloud, &part, &[from], ""));
        let listed = ask(&cloud, &format!("GET /photos/parts?uploadId={id}"), &[], "");
        assert!(!String::from_utf8_lossy(&listed.body().to_bytes()).contains("<Part>"));
    }
}

const COUNTED: &str = "<SelectObjectContentRequest><Expression>SELECT COUNT(*) FROM S3Object</Expression>\
    <ExpressionType>SQL</ExpressionType><InputSerialization><CSV/></InputSerialization>\
    <OutputSerialization><CSV/></OutputSerialization></SelectObjectContentRequest>";

#[test]
fn a_selection_of_a_damaged_body_ends_with_an_error() {
    for at in [5, 2 * BLOCK + 5] {
        let (_place, cloud) = damaged_at("damage-selected", at);
        let response = ask(&cloud, "POST /photos/long?select&select-type=2", &[], COUNTED);
        let answer = String::from_utf8_lossy(&response.body().to_bytes()).into_owned();
        assert!(answer.contains("InternalError"), "{}: {answer}", response.status());
        assert!(!answer.contains("Records"), "{answer}");
    }
}
