//! Following links that are not sure, for whoever asks for it.

use super::Link;
use super::people::{Number, People, Sort};
use rustc_hash::FxHashMap;

/// The links with those that are not sure made sure: the likeliest first, and never two entries of the authority files in
/// one person. What stays unsure stays as it is.
pub(super) fn follow(mut links: Vec<Link>, people: &People) -> Vec<Link> {
    let mut stands: FxHashMap<Number, Number> =
        links.iter().filter(|link| link.sure).map(|link| (link.node, link.other)).collect();
    let mut order: Vec<usize> = (0..links.len()).filter(|at| !links[*at].sure).collect();
    order.sort_by(|a, b| links[*b].weight.total_cmp(&links[*a].weight).then(a.cmp(b)));
    let known = |number: Number| people.mentions[number as usize].sort == Sort::Authority;
    for at in order {
        let (one, other) = (person(&stands, links[at].node), person(&stands, links[at].other));
        if one == other || known(one) && known(other) {
            continue;
        }
        let sort = |number: Number| (people.mentions[number as usize].sort, number);
        let (stays, goes) = if sort(one) < sort(other) { (one, other) } else { (other, one) };
        stands.insert(goes, stays);
        let (rule, reasons, weight) = (links[at].rule, links[at].reasons.clone(), links[at].weight);
        links.push(Link { node: goes, other: stays, sure: true, rule, reasons, weight });
    }
    for link in links.iter_mut().filter(|link| link.sure) {
        link.other = person(&stands, link.other);
    }
    links.sort_by_key(|link| (link.node, !link.sure, link.other));
    links
}

/// Who stands for a node in the end.
fn person(stands: &FxHashMap<Number, Number>, mut node: Number) -> Number {
    while let Some(other) = stands.get(&node) {
        node = *other;
    }
    node
}
