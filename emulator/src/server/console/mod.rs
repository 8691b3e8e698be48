//! The console: pages at `/_parhelion/console` that show a cloud and steer it. They are made here, by
//! the services' own operations asked of a copy of the cloud; a script of a page makes them
//! comfortable, and nothing is loaded from elsewhere.
//!
//! | what | where |
//! | --- | --- |
//! | who may see and steer | [`guard`] |
//! | what a page is made of | [`view`], [`tree`] |
//! | what stands around a page, and in it | [`layout`], [`parts`], [`chart`] |
//! | the pages | [`pages`], a file each |
//! | what forms do | [`commands`] |
//! | what an event of the journal says | [`story`] |
//! | tests out of the journal | [`export`] |

mod chart;
mod commands;
mod export;
mod guard;
mod kinds;
mod layout;
mod pages;
mod parts;
mod query;
mod story;
mod tree;
mod view;

pub(super) use guard::{Token, is_console, is_from_own_page};

use crate::cloud::Cloud;
use axum::response::Response;
use http::request::Parts;
use http::{Method, StatusCode};
use layout::Sheet;
use maud::html;
use parhelion_world::HostName;
use query::Query;
use view::View;

const HTML: &str = "text/html; charset=utf-8";

/// Where the console is asked.
pub(super) struct Asked {
    /// The server's own cloud, which has the worlds.
    pub own: Cloud,
    pub token: Token,
    pub port: u16,
}

/// What a page comes to.
enum Shown {
    Page(Sheet),
    /// A part of one, for its script.
    Part(maud::Markup),
    /// As it is.
    Whole(Response),
    /// There is none of this name.
    Nowhere,
}

pub(super) async fn answer(asked: Asked, parts: &Parts, body: axum::body::Body) -> Response {
    let path = parts.uri.path();
    let path = path.strip_prefix("/_parhelion/").unwrap_or_default();
    let host = parts.headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
    let (world, path) = match path.strip_prefix("worlds/").and_then(|rest| rest.split_once('/')) {
        Some((world, path)) => (Some(world.to_owned()), path),
        None => (host.and_then(HostName::world_of), path),
    };
    let path = path.strip_prefix("console").unwrap_or_default().trim_matches('/');
    let live = match &world {
        None => asked.own.clone(),
        Some(name) => match asked.own.world(name) {
            Some(told) => told.cloud,
            None => return gone(name),
        },
    };
    match (&parts.method, asset(path)) {
        (&Method::GET, Some((kind, text))) => guard::answer(StatusCode::OK, kind, text),
        (&Method::GET, None) => {
            let query = Query::read(parts.uri.query().unwrap_or_default());
            let clouds = (asked.own, live.clone());
            let view = View::new(clouds, world, (path, query), (asked.token, asked.port));
            let made = live.off_the_door(move || show(&view)).await;
            made.unwrap_or_else(|| plain(StatusCode::INTERNAL_SERVER_ERROR, "This page failed."))
        }
        (&Method::POST, None) => match path.strip_prefix("do/") {
            Some(name) => {
                commands::run(asked, live, world.as_deref(), name, &parts.headers, body).await
            }
            None => plain(StatusCode::NOT_FOUND, "There is no such command."),
        },
        _ => plain(StatusCode::METHOD_NOT_ALLOWED, "Pages are got, commands are posted."),
    }
}

fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        "style.css" => Some(("text/css; charset=utf-8", include_str!("style.css"))),
        "console.js" => Some(("text/javascript; charset=utf-8", include_str!("console.js"))),
        _ => None,
    }
}

fn show(view: &View) -> Response {
    let (status, sheet) = match pages::show(view) {
        Shown::Page(sheet) => (StatusCode::OK, sheet),
        Shown::Part(part) => return guard::answer(StatusCode::OK, HTML, part.into_string()),
        Shown::Whole(response) => return response,
        Shown::Nowhere => {
            let body = html! { p { "There is no page of this name. " a href=(view.href("", &[])) { "Overview" } } };
            (StatusCode::NOT_FOUND, Sheet::new("?", "Not here", body))
        }
    };
    guard::answer(status, HTML, layout::page(view, &sheet).into_string())
}

fn plain(status: StatusCode, sentence: &str) -> Response {
    guard::answer(status, "text/plain; charset=utf-8", format!("{sentence}\n"))
}

fn gone(world: &str) -> Response {
    let back = view::base(None, "");
    let page = html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "No such world · Parhelion" } link rel="stylesheet" href=(view::base(None, "style.css")); }
            body { main { h1 { "There is no world " (world) } p { a href=(back) { "The server's own cloud" } } } }
        }
    };
    guard::answer(StatusCode::NOT_FOUND, HTML, page.into_string())
}
