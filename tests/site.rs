//! The reading room: every page there is, where its links lead, and what it does with hostile words.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::network::read::{Project, Wanted};
use chancery::network::select::{heaviest, most_tied, tied};
use chancery::network::write::{Format, write};
use chancery::network::{self, Tie};
use chancery::serve::site::{Request, Response, Site};
use chancery::{link, query};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

const SAMPLE: &str = include_str!("../data/samples/inter-korean-relations.txt");
const REPORT: &str = "record/wcda/1961-03-16-report-embassy-of-the-hungarian-peoples-republic-in-the-dprk-3a060308";

/// Everything that could leave its place in a page, an attribute, a script, a header or an address.
const HOSTILE: &str = "Hostile\n\n<h1>A</h1> collection that ends </title></script> in \"quotes\" & 'more'.\n\n\
    • April 22, 1963\n\n\
    Record of Conversation between <script>alert('x')</script> Kim Il and \"Aleksandr Puzanov\" & Pak\u{202e} 😀\n\n\
    Kim Il meets Ambassador Zal\u{301}go Pu\u{301}v <img src=x onerror=alert(1)>. \
    Kim Il meets Ambassador O\"nclick=alert(1) Smith. Kim Il meets <b>Josef</b> Bok.\u{1}\u{9b} --> ]]> &lt; \
    </script><svg onload=alert(2)></svg></body> {{ 7*7 }} javascript:alert(3)\n\n\
    • April 23, 1963\n\n\
    Telegram from Embassy \"><script>alert(4)</script> of Hungary in North Korea\r to 김일성 שלום\n\n\
    Kim Il Sung meets Vasily Moskovsky in <i>Pyongyang</i>. ' onmouseover='alert(5)\n";

fn site_with(base: &str, listings: &[(&str, &str)]) -> Site {
    let converter = Converter::new(base).unwrap();
    let convert = |(name, text): &(&str, &str)| converter.convert(name, text.as_bytes()).unwrap().quads;
    let quads: BTreeMap<String, Quad> =
        listings.iter().flat_map(convert).map(|quad| (quad.to_string(), quad)).collect();
    let quads = link::relink(quads.into_values().collect(), &converter, true).unwrap();
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    Site::new(store, &converter).unwrap()
}

/// How often a rule was right, as it is written down.
fn confidence(rule: &str) -> f64 {
    let line = include_str!("../data/rules.ttl").lines().find(|line| line.starts_with(&format!("rule:{rule} ")));
    line.and_then(|line| line.split("itsrdf:taConfidence ").nth(1)?.split(' ').next()?.parse().ok()).unwrap()
}

fn site() -> Site {
    site_with(DEFAULT_BASE, &[("sample.txt", SAMPLE)])
}

/// A request as it comes from an address.
fn ask(site: &Site, address: &str, accept: &str) -> Response {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let digit = |byte: Option<u8>| char::from(byte.unwrap()).to_digit(16).unwrap() as u8;
            bytes.push(if byte == b'%' { digit(rest.next()) * 16 + digit(rest.next()) } else { byte });
        }
        String::from_utf8(bytes).unwrap()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap());
    let query = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
    let public = "https://archive.example".to_owned();
    site.answer(&Request { path: path.to_owned(), query, accept: accept.to_owned(), public })
}

fn get(site: &Site, address: &str) -> Response {
    ask(site, address, "text/html")
}

fn text(response: &Response) -> &str {
    std::str::from_utf8(&response.body).unwrap()
}

fn is_page(response: &Response) -> bool {
    response.header("Content-Type") == Some("text/html; charset=utf-8")
}

/// A page's elements with their attributes, in order; fails where one is not closed within the one it was opened in,
/// where text or an attribute is not escaped, and where there is a style or a script that the policy would refuse.
fn elements(page: &str) -> Vec<(String, BTreeMap<String, String>)> {
    const VOID: &[&str] = &["!doctype", "meta", "link", "input", "path", "circle", "rect", "line"];
    let (mut open, mut all) = (Vec::<String>::new(), Vec::new());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at(at);
        let raw = open.last().is_some_and(|element| element == "script");
        assert!(raw || !words.contains('>'), "a stray > in {words:?}");
        let end = tag.find('>').expect("a tag ends");
        let inside = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed before {:?}", &rest[..rest.len().min(80)]);
            continue;
        }
        let (name, mut left) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let (name, mut attributes) = (name.trim_end_matches('/').to_lowercase(), BTreeMap::new());
        left = left.trim_end_matches('/').trim();
        while !left.is_empty() {
            let until = left.find(['=', ' ']).unwrap_or(left.len());
            let key = &left[..until];
            assert!(
                key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
                "attribute {key:?} of {inside:?}"
            );
            let value = left[until..].strip_prefix("=\"").map(|value| value.split_once('"').expect("a value ends"));
            left = value.map_or(&left[until..], |(_, left)| left).trim_start();
            attributes.insert(key.to_owned(), value.map_or_else(String::new, |(value, _)| value.to_owned()));
        }
        assert!(attributes.keys().all(|key| !key.starts_with("on") && key != "style"), "{inside:?}");
        assert!(!["style", "iframe", "img", "base", "object", "embed"].contains(&&*name), "{inside:?}");
        if name == "script" {
            let data = attributes.get("type").is_some_and(|sort| sort == "application/ld+json");
            assert!(data || attributes.get("src").is_some_and(|src| src.starts_with("/assets/")), "{inside:?}");
        }
        for key in ["href", "src", "action"] {
            let leads = attributes.get(key);
            let safe = |to: &String| {
                (to.starts_with('/') && !to.starts_with("//")) || to.starts_with('#') || to.starts_with("http")
            };
            assert!(leads.is_none_or(safe), "{leads:?}");
        }
        if !VOID.contains(&&*name) && !inside.ends_with('/') {
            open.push(name.clone());
        }
        all.push((name, attributes));
    }
    assert_eq!(open, [""; 0]);
    all
}

/// How many bytes a page has beside its drawings.
fn without_drawings(page: &str) -> usize {
    let drawn = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap().len());
    page.len() - drawn.sum::<usize>()
}

/// Where a page leads within the site.
fn links(page: &str) -> Vec<String> {
    let unescaped =
        |text: &str| text.replace("&amp;", "&").replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\"");
    let leads = |(_, attributes): (String, BTreeMap<String, String>)| {
        ["href", "src"].into_iter().find_map(|key| attributes.get(key).map(|to| unescaped(to)))
    };
    elements(page).into_iter().filter_map(leads).filter(|to| to.starts_with('/')).collect()
}

/// Everything that can be reached from the first page, with its answer.
fn crawled(site: &Site) -> BTreeMap<String, Response> {
    let mut found: BTreeMap<String, Response> = BTreeMap::new();
    let mut ahead = vec!["/".to_owned()];
    while let Some(address) = ahead.pop() {
        let address = address.split('#').next().unwrap().to_owned();
        if found.contains_key(&address) || address.starts_with("/sparql") {
            continue;
        }
        let response = get(site, &address);
        if is_page(&response) {
            ahead.extend(links(text(&response)));
        }
        ahead.extend(response.header("Location").map(str::to_owned));
        found.insert(address, response);
        assert!(found.len() < 20_000);
    }
    found
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let site = site();
    let pages = crawled(&site);
    for (address, response) in &pages {
        assert!(matches!(response.status, 200 | 303), "{} at {address}", response.status);
        if is_page(response) {
            let size = without_drawings(text(response));
            assert!(size < 100_000, "{size} bytes at {address}");
        }
    }
    let kinds = ["person", "mission", "place", "body", "record", "collection", "position", "date"];
    for kind in kinds {
        let prefix = format!("/doc/{kind}/");
        assert!(pages.keys().any(|address| address.starts_with(&prefix)), "no page of a {kind} was reached");
    }
    for address in [
        "/people",
        "/documents?year=1961",
        "/encounters",
        "/queries/why",
        "/query",
        "/about",
        "/network",
        "/network.gexf",
        "/network-nodes.csv",
    ] {
        assert!(pages.contains_key(address), "{address} was not reached");
    }
    assert!(pages.len() > 300, "{}", pages.len());
}

#[test]
fn pages_are_built_for_those_who_listen_and_those_who_type() {
    let site = site();
    for address in [
        "/",
        "/people",
        "/documents",
        "/network",
        "/doc/person/aleksandr-puzanov",
        &format!("/doc/{REPORT}"),
        "/queries/person",
    ] {
        let response = get(&site, address);
        let all = elements(text(&response));
        let count = |name: &str| all.iter().filter(|(element, _)| element == name).count();
        assert_eq!((count("main"), count("h1")), (1, 1), "{address}");
        assert!(count("nav") > 0 && count("header") > 0 && count("footer") > 0, "{address}");
        let ids: Vec<&String> = all.iter().filter_map(|(_, attributes)| attributes.get("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands twice at {address}");
        let labelled: BTreeSet<&String> = all.iter().filter_map(|(_, attributes)| attributes.get("for")).collect();
        for (element, attributes) in
            all.iter().filter(|(element, _)| ["input", "select", "textarea"].contains(&&**element))
        {
            let hidden = attributes.get("type").is_some_and(|sort| sort == "hidden");
            assert!(hidden || labelled.contains(&attributes["id"]), "{element} without a label at {address}");
        }
        for (_, attributes) in &all {
            for of in attributes.get("aria-labelledby").into_iter().chain(attributes.get("aria-describedby")) {
                assert!(ids.contains(&of), "{of} labels, and is not at {address}");
            }
        }
        let levels: Vec<u32> = all.iter().filter_map(|(name, _)| name.strip_prefix('h')?.parse().ok()).collect();
        assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "headings {levels:?} at {address}");
    }
}

#[test]
fn a_person_has_names_offices_company_and_documents() {
    let page = get(&site(), "/doc/person/aleksandr-puzanov");
    let page = text(&page);
    let share = (confidence("meet.held-with") * 1000.0).round() / 10.0;
    let measured = format!("right in {share} % of cases measured");
    for words in [
        "Aleksandr Mikhailovich Puzanov",
        "Ambassador of the Soviet Union to North Korea",
        "1957 – 1962",
        "href=\"/doc/person/karoly-prath\"",
        "“conversation he held with Soviet Ambassador Puzanov”",
        &measured,
        "Journal of Soviet Ambassador in the DPRK A.M. Puzanov for 13 December 1960",
        "https://w3id.org/chancery/id/person/aleksandr-puzanov",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn a_document_shows_its_words_and_each_statement() {
    let page = get(&site(), &format!("/doc/{REPORT}"));
    let page = text(&page);
    let measured = confidence("meet.held-with").to_string();
    for words in [
        "<mark class=\"person\"><a href=\"/doc/person/nikita-khrushchev\">Nikita Khruschev</a></mark>",
        "These are the words of the archive’s catalogue, not of the document.",
        "Stated by the words",
        "Inferred from the words",
        "<code>meet.held-with</code>",
        &measured,
        "unmeasured",
        "Catalogue entry “Report, Embassy of the Hungarian People’s Republic",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn things_dereference_to_what_is_wanted() {
    let site = site();
    let person = "/id/person/aleksandr-puzanov";
    for (accept, location) in [
        ("text/html", "/doc/person/aleksandr-puzanov"),
        ("*/*", "/doc/person/aleksandr-puzanov"),
        ("text/turtle", "/doc/person/aleksandr-puzanov.ttl"),
        ("application/ld+json, text/html;q=0.5", "/doc/person/aleksandr-puzanov.jsonld"),
        ("application/json", "/doc/person/aleksandr-puzanov.jsonld"),
        ("application/n-triples", "/doc/person/aleksandr-puzanov.nt"),
        ("application/rdf+xml", "/doc/person/aleksandr-puzanov.rdf"),
    ] {
        let response = ask(&site, person, accept);
        assert_eq!((response.status, response.header("Location")), (303, Some(location)), "{accept}");
        assert_eq!(response.header("Vary"), Some("Accept"));
    }
    assert_eq!(ask(&site, person, "image/png").status, 406);
    assert_eq!(
        get(&site, "/id/person/aleksandr-puzanov.ttl").header("Location"),
        Some("/doc/person/aleksandr-puzanov.ttl")
    );
    assert_eq!(get(&site, "/rule/meet.held-with").status, 303);
    let negotiated = ask(&site, "/doc/person/aleksandr-puzanov", "text/turtle");
    assert_eq!(negotiated.header("Content-Type"), Some("text/turtle; charset=utf-8"));
    assert_eq!(negotiated.header("Vary"), Some("Accept"));
}

#[test]
fn the_files_of_a_thing_say_the_same() {
    let site = site();
    let formats = [
        (".ttl", RdfFormat::Turtle),
        (".nt", RdfFormat::NTriples),
        (".rdf", RdfFormat::RdfXml),
        (".jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
    ];
    for path in [
        "/doc/person/aleksandr-puzanov".to_owned(),
        format!("/doc/{REPORT}"),
        format!("/doc/{REPORT}/encounter-835a24-1"),
        "/doc/mission/embassy-of-hungary-in-north-korea".to_owned(),
    ] {
        let triples = |(suffix, format): &(&str, RdfFormat)| {
            let response = get(&site, &format!("{path}{suffix}"));
            assert_eq!(response.status, 200, "{path}{suffix}");
            let quads = RdfParser::from_format(*format).for_reader(&response.body[..]);
            quads.map(|quad| quad.unwrap().to_string()).collect::<BTreeSet<_>>()
        };
        let all: Vec<BTreeSet<String>> = formats.iter().map(triples).collect();
        assert!(all[0].len() > 3, "{path}");
        assert!(all.iter().all(|others| *others == all[0]), "{path}");
    }
}

#[test]
fn pages_name_what_they_describe() {
    let site = site();
    let response = get(&site, &format!("/doc/{REPORT}"));
    let links = response.header("Link").unwrap();
    for link in [
        format!("<{DEFAULT_BASE}{REPORT}>; rel=\"cite-as\""),
        format!("<https://archive.example/doc/{REPORT}.ttl>; rel=\"describedby\"; type=\"text/turtle\""),
        "<https://schema.org/ArchiveComponent>; rel=\"type\"".to_owned(),
        format!("<{DEFAULT_BASE}person/karoly-prath>; rel=\"author\""),
        format!("<{DEFAULT_BASE}collection/wcda/inter-korean-relations>; rel=\"collection\""),
    ] {
        assert!(links.contains(&link), "{link} in {links}");
    }
    let data = data(text(&response));
    assert_eq!(data["@type"], "ArchiveComponent");
    assert_eq!(data["dateCreated"], "1961-03-16");
}

/// The JSON-LD in a page.
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn who_is_one_with_another_leads_there() {
    // two records name the same ambassador; one node stands for both
    let site = site();
    let merged: Vec<String> = crawled(&site)
        .into_iter()
        .filter(|(address, response)| address.starts_with("/doc/") && response.status == 303)
        .map(|(_, response)| response.header("Location").unwrap().to_owned())
        .collect();
    assert!(!merged.is_empty(), "the sample has links");
    for location in merged {
        assert_eq!(get(&site, &location).status, 200, "{location}");
    }
}

#[test]
fn doubts_and_links_have_their_reasons() {
    let pages = crawled(&site());
    let with = |words: &str| {
        let page = pages.values().find(|response| is_page(response) && text(response).contains(words));
        text(page.unwrap_or_else(|| panic!("no page says {words:?}"))).to_owned()
    };
    let doubtful = with("Maybe: nothing here counts on it");
    assert!(doubtful.contains(" bits</span>"), "{doubtful}");
    let linked = with("Taken for one, and why");
    assert!(linked.contains("<code>link."), "{linked}");
}

#[test]
fn names_are_found_in_any_form() {
    let site = site();
    for question in ["Puzanov", "puzanov%20aleks", "%D0%9F%D1%83%D0%B7%D0%B0%D0%BD%D0%BE%D0%B2", "PUZ"] {
        let page = get(&site, &format!("/search?q={question}"));
        assert!(text(&page).contains("href=\"/doc/person/aleksandr-puzanov\""), "{question}");
        let hits: serde_json::Value =
            serde_json::from_slice(&get(&site, &format!("/suggest?q={question}")).body).unwrap();
        assert_eq!(hits[0]["label"], "Aleksandr Puzanov", "{question}");
        assert_eq!(hits[0]["href"], "/doc/person/aleksandr-puzanov");
    }
    let hits: serde_json::Value =
        serde_json::from_slice(&get(&site, "/suggest?q=embassy%20hungary%20nor").body).unwrap();
    assert_eq!(hits[0]["label"], "Embassy of Hungary in North Korea");
    assert_eq!(text(&get(&site, "/suggest?q=")), "[]");
    assert!(text(&get(&site, "/search?q=xyzzyx")).contains("Nothing here is called that."));
}

#[test]
fn what_is_not_there_is_404_with_what_is_near() {
    let site = site();
    let response = get(&site, "/id/person/puzanov-aleksander");
    assert_eq!(response.status, 404);
    assert!(text(&response).contains("href=\"/doc/person/aleksandr-puzanov\""));
    for address in [
        "/x",
        "/doc",
        "/id/",
        "/doc/",
        "/doc?iri=",
        "/doc?iri=urn:x",
        "/queries/none",
        "/sitemap-9.xml",
        "/sitemap-x.xml",
    ] {
        assert_eq!(get(&site, address).status, 404, "{address}");
    }
}

#[test]
fn questions_are_asked_with_their_parameters() {
    let site = site();
    let page = get(&site, "/queries/encounters-of-person?person=Pr%C3%A1th");
    assert!(text(&page).contains("Aleksandr Puzanov") && page.status == 200);
    let form = get(&site, "/queries/encounters-of-person");
    assert!(form.status == 200 && !text(&form).contains("role=\"alert\""), "nobody has done anything wrong yet");
    let wrong = get(&site, "/queries/who-met-whom?from=soon");
    assert_eq!(wrong.status, 400);
    assert!(text(&wrong).contains("wants a date such as 1960"));
    let csv = get(&site, "/queries/who-met-whom.csv?person=Pr%C3%A1th");
    assert!(text(&csv).starts_with("one,other,date,"), "{}", text(&csv));
    assert_eq!(csv.header("Content-Disposition"), Some("attachment; filename=\"who-met-whom.csv\""));
    let json: serde_json::Value = serde_json::from_slice(&get(&site, "/queries/rules.json").body).unwrap();
    assert!(json["results"]["bindings"].as_array().unwrap().len() > 3);
    let editor = get(&site, "/query?name=who-met-whom&person=%22%20%7D%20%3C");
    let escaped = text(&editor).replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">").replace("&lt;", "<");
    assert!(escaped.contains(r#"VALUES $person { "\" } <" }"#), "the value stays within its quotes");
}

#[test]
fn questions_are_published_for_query_editors() {
    let response = get(&site(), "/queries.ttl");
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_reader(&response.body[..]);
    let select = |quad: Quad| match quad.object {
        Term::Literal(text) if quad.predicate.as_str() == "http://www.w3.org/ns/shacl#select" => {
            Some(text.value().to_owned())
        }
        _ => None,
    };
    let texts: BTreeSet<String> = quads.map(Result::unwrap).filter_map(select).collect();
    let ours: BTreeSet<String> = query::bundled().iter().map(|query| query.text.clone()).collect();
    assert_eq!(texts, ours);
}

#[test]
fn crawlers_are_told_where_everything_is() {
    let site = site();
    assert!(text(&get(&site, "/robots.txt")).contains("Sitemap: https://archive.example/sitemap.xml"));
    assert!(text(&get(&site, "/sitemap.xml")).contains("<loc>https://archive.example/sitemap-1.xml</loc>"));
    let map = get(&site, "/sitemap-1.xml");
    let addresses: Vec<&str> =
        text(&map).split("<loc>https://archive.example").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert!(addresses.len() > 50);
    for address in addresses {
        assert_eq!(get(&site, address).status, 200, "{address}");
    }
}

#[test]
fn files_of_the_pages_may_be_kept_for_ever() {
    let site = site();
    let page = get(&site, "/");
    let assets: Vec<String> = links(text(&page)).into_iter().filter(|to| to.starts_with("/assets/")).collect();
    assert_eq!(assets.len(), 3, "{assets:?}");
    for asset in assets {
        let response = get(&site, &asset);
        assert_eq!(response.header("Cache-Control"), Some("public, max-age=31536000, immutable"), "{asset}");
        assert!(
            !text(&response).contains("http://") || asset.ends_with(".svg"),
            "{asset} needs nothing from elsewhere"
        );
    }
}

#[test]
fn another_base_has_the_same_addresses() {
    let site = site_with("https://other.example/things/", &[("sample.txt", SAMPLE)]);
    let page = get(&site, "/doc/person/aleksandr-puzanov");
    assert_eq!(page.status, 200);
    assert!(
        page.header("Link")
            .unwrap()
            .contains("<https://other.example/things/person/aleksandr-puzanov>; rel=\"cite-as\"")
    );
    let iri = "https%3A%2F%2Fother.example%2Fthings%2Fperson%2Faleksandr-puzanov";
    assert_eq!(get(&site, &format!("/id?iri={iri}")).header("Location"), Some("/doc/person/aleksandr-puzanov"));
}

#[test]
fn hostile_words_stay_words() {
    let site = site_with(DEFAULT_BASE, &[("<b>\".txt", HOSTILE), ("sample.txt", SAMPLE)]);
    let mut pages = crawled(&site);
    for address in [
        "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27",
        "/search?q=%3C%2Ftitle%3E&page=%22%3E%3Cscript%3E",
        "/people?letter=%22%3E%3Cscript%3E",
        "/documents?year=%22%3E%3Cscript%3E&of=%22%3E&role=%22%3E",
        "/encounters?year=%22%3E%3Cscript%3E&of=javascript:alert(1)",
        "/queries/person?person=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27",
        "/queries/who-met-whom?from=%22%3E%3Cscript%3E",
        "/query?query=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/query?name=person&person=%3C%2Ftextarea%3E%3Cscript%3E%22%5C%0A",
        "/doc?iri=%22%3E%3Cscript%3E",
        "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ] {
        pages.insert(address.to_owned(), get(&site, address));
    }
    let mut seen = 0;
    for (address, response) in &pages {
        for (name, value) in &response.headers {
            assert!(value.chars().all(|c| c == ' ' || c.is_ascii_graphic()), "{name}: {value:?} at {address}");
        }
        if is_page(response) {
            let page = text(response);
            elements(page);
            for words in ["<script>", "<img", "<b>Josef", "<i>Pyong", "<svg on", "</script></", "<h1>A</h1>"] {
                assert!(!page.contains(words), "{words} at {address}");
            }
            assert!(
                !page.contains(|c: char| c.is_control() && c != '\n' && c != '\t'),
                "a control character at {address}"
            );
            if page.contains("<script type=\"application/ld+json\">") {
                data(page);
            }
            seen += usize::from(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
        }
    }
    assert!(seen > 5, "the words are there, escaped: {seen}");
}

#[test]
fn strange_requests_are_answered_and_lead_nowhere_else() {
    let site = site();
    let long = "x".repeat(100_000);
    for path in [
        "/../../etc/passwd",
        "/id/../../etc/passwd",
        "/doc/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../Cargo.toml",
        "/assets/",
        "//evil.example/",
        "//evil.example/%2f..",
        "/\\evil.example/",
        "/%5cevil.example/",
        "/doc/%0d%0aSet-Cookie:%20a=b",
        "/doc/%00",
        "/doc/%ff",
        "/doc/%",
        "/id/person/%0a",
        "",
        "no-slash",
        "*",
        &format!("/doc/{long}"),
        &format!("/{long}"),
    ] {
        let request = Request { path: path.to_owned(), ..Request::default() };
        let response = site.answer(&request);
        assert_eq!(response.status, 404, "{path:.60}");
        assert_eq!(response.header("Location"), None);
    }
    for address in ["/search", "/suggest", "/people", "/documents", "/encounters", "/query", "/doc", "/queries/person"]
    {
        let names = ["q", "letter", "year", "of", "role", "page", "query", "name", "iri", "person"];
        let query = names.map(|name| (name.to_owned(), long.clone())).to_vec();
        let request =
            Request { path: address.to_owned(), query, accept: long.clone() + ",text/html", ..Request::default() };
        let response = site.answer(&request);
        assert!(matches!(response.status, 200 | 400 | 404), "{} at {address}", response.status);
        assert!(response.body.len() < 1_200_000, "{} bytes at {address}", response.body.len());
    }
    assert_eq!(get(&site, "/people/").header("Location"), Some("/people"));
    assert_eq!(get(&site, "/people?page=999999999999999999999").status, 200);
    assert_eq!(get(&site, "/people?page=0").status, 200);
    assert_eq!(get(&site, "/documents?page=-1").status, 200);
}

#[test]
fn a_graph_with_nothing_in_it_has_pages_too() {
    let site = Site::new(Store::new().unwrap(), &Converter::new(DEFAULT_BASE).unwrap()).unwrap();
    for (address, response) in crawled(&site) {
        assert!(matches!(response.status, 200 | 303), "{} at {address}", response.status);
    }
}

/// The ties that a page draws: the numbers of their nodes.
fn drawn(page: &str) -> Vec<String> {
    let ties = elements(page).into_iter().filter(|(_, attributes)| {
        attributes.get("class").is_some_and(|class| class.starts_with("tie ")) && attributes.contains_key("data-ends")
    });
    ties.map(|(_, attributes)| attributes["data-ends"].clone()).collect()
}

#[test]
fn the_network_is_that_of_the_command() {
    let listings = [("sample.txt", SAMPLE), ("dev.txt", include_str!("gold/dev-listing.txt"))];
    let site = site_with(DEFAULT_BASE, &listings);
    let quads = {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let convert = |(name, text): &(&str, &str)| converter.convert(name, text.as_bytes()).unwrap().quads;
        link::relink(listings.iter().flat_map(convert).collect(), &converter, true).unwrap()
    };
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    for (tie, name) in [(Tie::Met, "met"), (Tie::Corresponded, "corresponded"), (Tie::Mentioned, "mentioned")] {
        for (project, nodes) in [(Project::People, "people"), (Project::States, "states")] {
            let wanted = Wanted { ties: vec![tie], project, from: None, to: Some("1962-12-31".into()) };
            let network = tied(network::read::read(&store, &wanted).unwrap());
            let address = format!("?tie={name}&nodes={nodes}&to=1962");
            let mut file = Vec::new();
            write(&network, Format::NodeLink, &mut file).unwrap();
            let response = get(&site, &format!("/network.json{address}"));
            assert_eq!(text(&response), String::from_utf8(file).unwrap(), "{address}");
            let page = get(&site, &format!("/network{address}"));
            let drawn = drawn(text(&page));
            assert!(text(&page).contains(&format!("{} tie", network.edges.len())), "{address}");
            let shown = tied(heaviest(most_tied(network, 80), 240));
            assert_eq!(drawn.len(), shown.edges.len(), "{address}");
            assert!(!drawn.is_empty(), "{address}");
        }
    }
}

#[test]
fn a_tie_leads_to_as_many_encounters_as_it_weighs() {
    let site = site_with(DEFAULT_BASE, &[("sample.txt", SAMPLE), ("dev.txt", include_str!("gold/dev-listing.txt"))]);
    for (nodes, least) in [("people", 60), ("missions", 1), ("states", 8)] {
        let page = get(&site, &format!("/network?nodes={nodes}"));
        let ties = links(text(&page)).into_iter().filter(|to| to.starts_with("/network/tie?"));
        let ties: BTreeSet<String> = ties.collect();
        assert!(ties.len() >= least, "{} ties of {nodes}", ties.len());
        let file = get(&site, &format!("/network.json?nodes={nodes}"));
        let network: serde_json::Value = serde_json::from_str(text(&file)).unwrap();
        let weighs: Vec<u64> =
            network["edges"].as_array().unwrap().iter().map(|edge| edge["weight"].as_u64().unwrap()).collect();
        let mut told = 0;
        for tie in &ties {
            let behind = get(&site, tie);
            assert_eq!(behind.status, 200, "{tie}");
            told += text(&behind).matches("<li><p class=\"when\">").count() as u64;
        }
        assert_eq!((ties.len(), told), (weighs.len(), weighs.iter().sum::<u64>()), "{nodes}");
        // as the words are, so is what is behind: never a plan behind a meeting
        assert!(ties.iter().all(|tie| !text(&get(&site, tie)).contains("planned meeting")));
    }
}

#[test]
fn the_network_is_filtered_by_state_time_and_person() {
    let site = site_with(DEFAULT_BASE, &[("sample.txt", SAMPLE), ("dev.txt", include_str!("gold/dev-listing.txt"))]);
    let count = |address: &str| drawn(text(&get(&site, address))).len();
    let all = count("/network");
    for address in ["/network?state=China", "/network?from=1965", "/network?tie=met-stated"] {
        let some = count(address);
        assert!(some > 0 && some < all, "{some} of {all} at {address}");
    }
    let puzanov = "https%3A%2F%2Fw3id.org%2Fchancery%2Fid%2Fperson%2Faleksandr-puzanov";
    let around = get(&site, &format!("/network?of={puzanov}"));
    assert!(text(&around).contains("Only around") && drawn(text(&around)).len() < all);
    // the person's page draws those whom they met, and no line that is none of theirs
    let person = get(&site, "/doc/person/aleksandr-puzanov");
    assert!(!drawn(text(&person)).is_empty() && drawn(text(&person)).len() <= drawn(text(&around)).len());
    for wrong in ["/network?from=yesterday", "/network?tie=loves", "/network?nodes=x", "/network?from=1962&to=1960"] {
        let page = get(&site, wrong);
        assert_eq!(page.status, 400, "{wrong}");
        assert!(text(&page).contains("complaint"), "{wrong}");
        assert_eq!(get(&site, &wrong.replace("/network", "/network.csv")).status, 400, "{wrong}");
    }
    assert_eq!(get(&site, "/network?of=urn:nobody").status, 400);
    assert_eq!(get(&site, "/network/tie?one=a&other=b").status, 404);
    assert!(text(&get(&site, "/network?state=Atlantis")).contains("Nobody here is tied so."));
}

#[test]
fn a_misspelt_name_leads_to_the_name() {
    let site = site();
    let page = |address: &str| {
        let response = ask(&site, address, "text/html");
        assert_eq!(response.status, 200, "{address}");
        String::from_utf8(response.body).unwrap()
    };
    let asked = page("/queries/encounters-of-person?person=Puzanow");
    assert!(asked.contains("Nothing is called “<bdi>Puzanow</bdi>”"), "{asked}");
    let again = "/queries/encounters-of-person?person=Aleksandr%20Puzanov";
    assert!(asked.contains(&format!("<a href=\"{again}\"><bdi>Aleksandr Puzanov</bdi></a>")), "{asked}");
    assert!(!page(again).contains("Nothing is called"));
    assert!(page("/search?q=Puzanow").contains("Aleksandr Puzanov"));
    assert!(page("/search?q=Zzyzx").contains("Nothing here is called that."));
}
