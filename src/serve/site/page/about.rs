//! How to read the pages.

use crate::error::Result;
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::{Request, Response, Site};
use askama::Template;

#[derive(Template)]
#[template(path = "site/about.html")]
struct About {
    frame: Frame,
}
super::page! { About }

/// The page.
pub fn page(_: &Site, request: &Request) -> Result<Response> {
    respond(200, &About { frame: Frame::new(request, "How to read these pages") })
}
