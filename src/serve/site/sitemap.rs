//! What crawlers look for: where everything is, and what not to ask.

use super::catalogue::Sort;
use super::page::missing;
use super::{Request, Response, Site};
use crate::error::Result;

/// How many addresses one sitemap lists; more than 50,000 may not stand in one.
const PART: usize = 40_000;

/// `robots.txt`: answers that are worked out anew for each question are nothing to crawl.
pub fn robots(request: &Request) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /sparql\nDisallow: /query\nDisallow: /queries/\nDisallow: /search\nDisallow: /suggest\nDisallow: /network\n\
         Sitemap: {}\n",
        request.public("/sitemap.xml")
    );
    Response::new(200, "text/plain; charset=utf-8", text)
}

/// `sitemap.xml`: which sitemaps there are.
pub fn index(site: &Site, request: &Request) -> Response {
    let parts = addresses(site).count().div_ceil(PART).max(1);
    let list = (1..=parts).map(|part| request.public(&format!("/sitemap-{part}.xml")));
    xml("sitemapindex", "sitemap", list)
}

/// One sitemap, by its number from 1.
pub fn part(site: &Site, request: &Request, number: &str) -> Result<Response> {
    let Some(skipped) = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)?.checked_mul(PART)) else {
        return missing::unknown(site, request, "");
    };
    let list: Vec<String> =
        addresses(site).skip(skipped).take(PART).map(|iri| request.public(&site.addresses.page(iri, ""))).collect();
    if list.is_empty() && skipped > 0 {
        return missing::unknown(site, request, "");
    }
    Ok(xml("urlset", "url", list.into_iter()))
}

fn addresses(site: &Site) -> impl Iterator<Item = &str> {
    let named = site.catalogue.things.iter().filter(|thing| thing.sort != Sort::Unnamed);
    named.map(|thing| thing.iri.as_str()).chain(site.catalogue.documents.iter().map(|document| document.iri.as_str()))
}

/// Addresses are written with percent signs, and so hold nothing that XML would take for its own but `&`.
fn xml(list: &str, item: &str, addresses: impl Iterator<Item = String>) -> Response {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{list} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        let address = address.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text += &format!("<{item}><loc>{address}</loc></{item}>\n");
    }
    Response::new(200, "application/xml; charset=utf-8", text + &format!("</{list}>\n"))
}
