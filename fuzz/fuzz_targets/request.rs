//! Whatever a request says, it is answered: what it asks for is found out, and a page, a file, or an answer to OpenRefine is
//! made of it, with headers that are headers.
//!
//! The lines are: the method, the address, the media type, what is accepted; then the body.

#![no_main]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::link::Linked;
use chancery::serve::endpoint::protocol::{self, Call};
use chancery::serve::reconcile::{self, Reconciler};
use chancery::serve::site::{Request, Response, Site};
use chancery::store::{self, Links};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> =
    LazyLock::new(|| Converter::new(DEFAULT_BASE).expect("the bundled files are sound"));
static ROOM: LazyLock<(Site, &'static Linked)> = LazyLock::new(|| {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/samples/inter-korean-relations.txt").to_owned();
    let store = store::open_in_memory(&[sample], &CONVERTER, Links::Sure, &|| ()).expect("the sample is read").store;
    let linked = store::linked(&store, &CONVERTER).expect("it is linked");
    (Site::new(store, &CONVERTER).expect("it has pages"), Box::leak(Box::new(linked)))
});

fn is_sound(response: &Response) {
    assert!((200..600).contains(&response.status));
    for (name, value) in &response.headers {
        assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{name}: {value:?}");
    }
    let page = response.header("Content-Type").is_some_and(|media| media.starts_with("text/html"));
    assert!(!page || std::str::from_utf8(&response.body).is_ok());
}

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(5, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(parts.next().unwrap_or_default()).unwrap_or_default();
    let (method, address, media, accept) = (line(), line(), line(), line());
    let body = parts.next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let call = Call { method, path, query, media, accept, body, public: "https://archive.example", exists: None };
    let stored = [None, Some(true), Some(false)].map(|exists| protocol::graph_store(&Call { exists, ..call }));
    for meant in [protocol::sparql(&call, false), protocol::sparql(&call, true)].into_iter().chain(stored) {
        if let Err(response) = meant {
            is_sound(&response);
        }
    }
    match protocol::page(&call) {
        Err(response) => is_sound(&response),
        Ok(page) => {
            let (path, params, public) = (&*page.path, &*page.query, &*page.public);
            if path.starts_with("/reconcile") {
                let reconciler = Reconciler::new(ROOM.1, &CONVERTER);
                is_sound(&reconciler.answer(&reconcile::Request { path, params, public }));
            }
            let (path, query) = (page.path.clone(), page.query.clone());
            is_sound(&ROOM.0.answer(&Request { path, query, accept: page.accept, public: page.public }));
        }
    }
});
