//! The graph on the web: `site` is its reading room and its linked data.

pub mod site;
