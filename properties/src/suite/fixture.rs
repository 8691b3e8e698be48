//! What every case starts from: the application, set up on a calm cloud.

use crate::application::{Application, Deployment};
use crate::property_16::drive::first_version;
use crate::target::Target;
use parhelion::{Cloud, Snapshot};
use std::time::Duration;

/// One thread, virtual time.
pub(super) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let built = builder.enable_time().start_paused(true).build();
    #[allow(clippy::expect_used)] // without I/O, building a runtime asks the OS for nothing
    built.expect("a runtime without I/O")
}

/// Sets the application up, waits for its distribution and publishes the first versions of its assets.
///
/// # Errors
/// In words, what AWS or the application said.
pub(super) async fn set_up(
    application: &dyn Application,
) -> Result<(Deployment, Snapshot), String> {
    fastrand::seed(0);
    let cloud = Cloud::new();
    let target = Target::fake(cloud.clone());
    let deployment = application.set_up(&target.clients()).await?;
    let get = target.clients().cloudfront.get_distribution().id(&deployment.distribution);
    for _ in 0..120 {
        let answer = get.clone().send().await.map_err(|error| format!("{error:?}"))?;
        if answer.distribution.is_some_and(|distribution| distribution.status == "Deployed") {
            publish_first_versions(application, &deployment, &target).await?;
            return Ok((deployment, cloud.snapshot()));
        }
        target.pass(Duration::from_secs(30)).await;
    }
    Err("the distribution was never deployed".to_owned())
}

async fn publish_first_versions(
    application: &dyn Application,
    deployment: &Deployment,
    target: &Target,
) -> Result<(), String> {
    let running = application.start(&target.clients(), deployment);
    for (index, asset) in deployment.assets.iter().enumerate() {
        let request = http::Request::put(format!("/assets/{asset}")).body(first_version(index));
        let request = request.map_err(|error| error.to_string())?;
        let response = running.handle(request).await;
        if !response.status().is_success() {
            let why = String::from_utf8_lossy(response.body()).into_owned();
            return Err(format!("{asset} could not be published: {why}"));
        }
    }
    running.shut_down().await;
    Ok(())
}
