//! What the console's forms do: the commands of the control API, and back to the page.

use super::guard::{self, is_own_command};
use super::query::Query;
use super::view::base;
use super::{Asked, HTML, plain};
use crate::cloud::Cloud;
use crate::server::{control, intake, worlds};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::html;
use serde_json::{Value as Json, json};

/// The longest form.
const FORM_MAX: usize = 1 << 16;

/// Runs one, if one of the console's own pages has sent it.
pub(super) async fn run(
    asked: Asked,
    live: Cloud,
    world: Option<&str>,
    name: &str,
    headers: &HeaderMap,
    body: axum::body::Body,
) -> Response {
    if !is_own_command(headers) {
        return plain(StatusCode::FORBIDDEN, "Only the console's own pages steer.");
    }
    let form = match intake::of_command(body, FORM_MAX).await {
        Ok(bytes) => Query::read(&String::from_utf8_lossy(&bytes)),
        Err(broken) => return super::super::answers::without_body(&broken),
    };
    if !asked.token.is(form.get("token")) {
        let why = "This page is of a server that has ended. Load it again.";
        return refused(StatusCode::FORBIDDEN, why, &back(&form, world));
    }
    match perform(&asked, &live, name, &form).await {
        Ok(to) => see(&to.unwrap_or_else(|| back(&form, world))),
        Err(why) => refused(StatusCode::BAD_REQUEST, &why, &back(&form, world)),
    }
}

/// Where to go after it, if not back.
type Done = Result<Option<String>, String>;

async fn perform(asked: &Asked, live: &Cloud, name: &str, form: &Query) -> Done {
    match name {
        "clock" => clock(live, form).await,
        "adversary" => command(live, "adversary", &adversary(form)?).await,
        "states" => {
            let change = form.get("change");
            let known = ["save", "load", "delete"].contains(&change);
            let change = if known { change } else { "save" };
            command(live, "states", &json!({ change: form.get("name") })).await
        }
        "reset" => command(live, "reset", &json!({})).await,
        "fork" => {
            let new = match form.given("name") {
                Some(name) => json!({ "name": name }),
                None => json!({}),
            };
            let told = worlds::add(&asked.own, live, asked.port, new.to_string().as_bytes())?;
            let name = told.get("name").and_then(Json::as_str).unwrap_or_default();
            Ok(Some(base(Some(name), "")))
        }
        "drop" => match asked.own.drop_world(form.get("name")) {
            true => Ok(Some(base(None, "worlds"))),
            false => Err(format!("There is no world {:?}.", form.get("name"))),
        },
        _ => Err(format!("There is no command {name:?}.")),
    }
}

/// As the control API does it.
async fn command(live: &Cloud, name: &str, body: &Json) -> Done {
    let answer = control::command(live, name, body.to_string().as_bytes()).await;
    if answer.status().is_success() {
        return Ok(None);
    }
    let told = axum::body::to_bytes(answer.into_body(), FORM_MAX).await.unwrap_or_default();
    let told: Json = serde_json::from_slice(&told).unwrap_or_default();
    Err(told.get("error").and_then(Json::as_str).unwrap_or("It was refused.").to_owned())
}

async fn clock(live: &Cloud, form: &Query) -> Done {
    let change = match form.get("to") {
        "freeze" => json!({ "freeze": true }),
        "thaw" => json!({ "freeze": false }),
        "next" => {
            let Some(due) = live.next_due() else {
                return Err("Nothing is due: no timer runs in this cloud.".to_owned());
            };
            json!({ "advance": due.since(live.now()).as_secs_f64() })
        }
        "set" => json!({ "set": form.get("at").trim() }),
        _ => {
            let by = form.get("by").trim();
            let by = finite(by).ok_or_else(|| format!("{by:?} is no number of seconds."))?;
            json!({ "advance": by })
        }
    };
    command(live, "clock", &change).await
}

/// A number as JSON has them: neither endless nor none.
fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn adversary(form: &Query) -> Result<Json, String> {
    if form.get("calm") == "1" {
        return Ok(json!({}));
    }
    let number = |name: &str, what: &str| {
        let text = form.get(name).trim();
        finite(text).ok_or_else(|| format!("{what}: {text:?} is no number."))
    };
    let seed = form.get("seed").trim();
    let seed: u64 = seed.parse().map_err(|_| format!("The seed: {seed:?} is no whole number."))?;
    let points: Vec<&str> = form.all("point").collect();
    Ok(json!({ "seed": seed, "rate": number("rate", "The rate")?, "points": points }))
}

/// The page that a form came from, as long as it is one of the console's.
fn back(form: &Query, world: Option<&str>) -> String {
    let to = form.get("back");
    let path = to.split('?').next().unwrap_or_default();
    let plain = to.bytes().all(|byte| byte.is_ascii_graphic()) && !path.contains("..");
    if guard::is_console(path) && plain { to.to_owned() } else { base(world, "") }
}

fn see(to: &str) -> Response {
    let mut response = plain(StatusCode::SEE_OTHER, "Done.");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn refused(status: StatusCode, why: &str, back: &str) -> Response {
    let page = html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Refused · Parhelion" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(base(None, "style.css"));
                script src=(base(None, "console.js")) {}
            }
            body {
                main {
                    h1 { "That was not done" }
                    p.notice.bad role="alert" { (why) }
                    p { a href=(back) { "Back" } }
                }
            }
        }
    };
    guard::answer(status, HTML, page.into_string())
}
