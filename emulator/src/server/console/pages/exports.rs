//! A stretch of the journal as a test.
use super::super::guard;
use super::super::layout::Sheet;
use super::super::view::View;
use axum::response::Response;
use maud::html;
pub(super) fn page(view: &View) -> Sheet {
    Sheet::new("export", "Export as test", html! { (view.path) })
}
pub(super) fn file(_: &View) -> Response {
    guard::answer(http::StatusCode::OK, "text/plain", "")
}
