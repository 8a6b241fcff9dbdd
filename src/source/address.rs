//! Which record the address of a page is of.
//!
//! ```text
//! https://digitalarchive.wilsoncenter.org/document/SLUG               SLUG of the Digital Archive
//! https://history.state.gov/historicaldocuments/VOLUME/DOCUMENT       VOLUME-DOCUMENT, as the volume itself names it
//! ```
//! So a row of a table, a saved page and a volume that are of one document are of one record.

use super::{ARCHIVE, HOST};

/// The archive whose volumes are, and where their pages are.
pub(super) const VOLUMES: (&str, &str) = ("frus", "history.state.gov");

/// The archive of a page, and what it calls the record there.
pub(super) fn record(url: &str) -> Option<(&'static str, String)> {
    let page = page(url);
    let (host, path) = page.split_once('/')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.eq_ignore_ascii_case(HOST) {
        return slug(url).map(|slug| (ARCHIVE, slug.to_owned()));
    }
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    let (volume, document) = path.strip_prefix("historicaldocuments/")?.split_once('/')?;
    let is_document = host.eq_ignore_ascii_case(VOLUMES.1) && !document.contains('/');
    is_document.then(|| (VOLUMES.0, format!("{volume}-{document}")))
}

/// The address of a document by what its volume calls it.
pub(super) fn of_volume(volume: &str, document: &str) -> String {
    format!("https://{}/historicaldocuments/{volume}/{document}", VOLUMES.1)
}

/// The last part of the address of a document in the Digital Archive, or of another archive of that kind.
pub(super) fn slug(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let slug = path.split_once("/document/").map(|(_, slug)| slug.trim_matches('/'));
    slug.filter(|slug| !slug.is_empty())
}

/// What of an address names a page: not how it is fetched, nor a place in it, which `#/item/7` is not.
pub(super) fn page(url: &str) -> &str {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    match address.split_once('#') {
        Some((page, place)) if !place.starts_with(['/', '!']) => page,
        _ => address,
    }
}
