//! What a client would rather have: the `Accept` header of RFC 9110.

/// The first of those offers that an `Accept` header likes best; none if it takes none of them. An offer is one or more
/// names of a media type, the usual one first.
pub fn best<'a>(accept: &str, offers: impl IntoIterator<Item = &'a [&'a str]>) -> Option<usize> {
    let accept = accept.to_ascii_lowercase();
    let ranges: Vec<(&str, u16)> = accept.split(',').filter_map(range).take(64).collect();
    if ranges.is_empty() {
        return Some(0);
    }
    let quality = |names: &[&str]| {
        let family = names.first().and_then(|name| name.split_once('/')).map_or("", |(family, _)| family);
        let exact = ranges.iter().filter(|(range, _)| names.contains(range)).map(|(_, q)| *q).max();
        let of_family = || ranges.iter().find(|(range, _)| range.strip_suffix("/*") == Some(family));
        let any = || ranges.iter().find(|(range, _)| *range == "*/*");
        exact.or_else(|| of_family().map(|(_, q)| *q)).or_else(|| any().map(|(_, q)| *q)).unwrap_or(0)
    };
    let mut best = (None, 0);
    for (at, names) in offers.into_iter().enumerate() {
        if quality(names) > best.1 {
            best = (Some(at), quality(names));
        }
    }
    best.0
}

/// A media range and its quality in thousandths; other parameters do not matter.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let thousandths = |q: &str| q.parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)).map(|q| (q * 1000.0) as u16);
    Some((range, quality.map_or(Some(1000), thousandths).unwrap_or(0)))
}
