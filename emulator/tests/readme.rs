//! The README's sample, as it stands there.
#![allow(clippy::unwrap_used)]

use parhelion::Cloud;

#[tokio::test(start_paused = true)]
async fn an_upload_is_stored() {
    let cloud = Cloud::new();
    let s3 = aws_sdk_s3::Client::new(&cloud.sdk_config());
    s3.create_bucket().bucket("photos").send().await.unwrap();
    s3.put_object().bucket("photos").key("cat").body(b"meow".to_vec().into()).send().await.unwrap();
    let cat = s3.get_object().bucket("photos").key("cat").send().await.unwrap();
    assert_eq!(cat.body.collect().await.unwrap().into_bytes().as_ref(), b"meow");
}
