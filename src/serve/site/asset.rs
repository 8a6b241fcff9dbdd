//! The style sheet and the script of the pages: part of the program, and named after what they hold, so that a browser may
//! keep them for ever.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file of the pages.
#[derive(Debug)]
pub struct Asset {
    /// Where it is.
    pub path: String,
    /// Its media type.
    pub media: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// The style sheet; that of `explain` comes first, for entries look the same everywhere, and so do the drawings
/// of networks.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let sheet = concat!(
        include_str!("../../../templates/marks.css"),
        include_str!("../../../templates/site/assets/room.css"),
        ".drawn {",
        include_str!("../../../templates/network.css"),
        "}"
    );
    Asset::new("room", "css", "text/css; charset=utf-8", sheet.as_bytes())
});

/// The script, without which everything works too.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_bytes!("../../../templates/site/assets/room.js");
    Asset::new("room", "js", "text/javascript; charset=utf-8", script)
});

/// The sign in a browser's tab.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("icon", "svg", "image/svg+xml", include_bytes!("../../../templates/site/assets/icon.svg"))
});

/// The file at a path.
pub fn at(path: &str) -> Option<&'static Asset> {
    [&STYLE, &SCRIPT, &ICON].into_iter().map(|asset| &**asset).find(|asset| asset.path == path)
}

impl Asset {
    fn new(name: &str, extension: &str, media: &'static str, bytes: &'static [u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { path: format!("/assets/{name}-{hash}.{extension}"), media, bytes }
    }
}
