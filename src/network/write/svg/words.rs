//! What is said of nodes and ties where the pointer rests on them.

use crate::export::xml::fit;
use crate::network::{Edge, Network, NodeKind, Tie, Value};

/// What a tie is, between the names of its ends.
pub fn verb(tie: Tie) -> &'static str {
    match tie {
        Tie::Met | Tie::MetStated => "met",
        Tie::Planned => "planned to meet",
        Tie::Corresponded => "wrote to",
        Tie::Mentioned => "named in the same record as",
    }
}

/// What a kind of tie is called.
pub fn kind(tie: Tie) -> &'static str {
    match tie {
        Tie::Met => "met",
        Tie::MetStated => "met, as the words say",
        Tie::Planned => "planned to meet",
        Tie::Corresponded => "wrote to",
        Tie::Mentioned => "named in the same record",
    }
}

/// A number of things, in words.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What the nodes of a network are.
pub fn nodes(network: &Network) -> String {
    let kinds = [
        (NodeKind::Person, "person", "people"),
        (NodeKind::Mission, "mission", "missions"),
        (NodeKind::State, "State", "States"),
        (NodeKind::Document, "record", "records"),
    ];
    let count = |kind: NodeKind| network.nodes.iter().filter(|node| node.kind == kind).count();
    let told = kinds.map(|(kind, one, many)| (count(kind), one, many));
    let told: Vec<String> =
        told.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
    if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }
}

/// What is said of a node: its name, its State, and to how many it is tied.
pub fn of_node(network: &Network, node: usize, degree: usize) -> String {
    let node = &network.nodes[node];
    let mut lines = vec![node.label.clone()];
    lines.extend(node.state.clone().filter(|state| *state != node.label));
    lines.push(if degree == 0 { "no ties".to_owned() } else { format!("tied to {degree}") });
    for (name, value) in &node.attributes {
        match value {
            Value::Number(number) if *name != "strength" => lines.push(format!("{name} {number:.4}")),
            Value::Whole(number) if *name == "community" => lines.push(format!("{name} {number}")),
            _ => {}
        }
    }
    fit(&lines.join("\n"))
}

/// What is said of a tie: who, how often, when, and the words.
pub fn of_tie(network: &Network, edge: &Edge) -> String {
    let label = |node: usize| &network.nodes[node].label;
    let mut lines = vec![format!("{} — {} — {}", label(edge.source), verb(edge.tie), label(edge.target))];
    let weight = edge.weight as usize;
    let mut facts = vec![match edge.encounters.is_empty() {
        true => counted(weight, "record", "records"),
        false => counted(weight, "encounter", "encounters"),
    }];
    facts.extend(match (&edge.first, &edge.last) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("between {first} and {last}")),
        (Some(first), None) => Some(format!("on or after {first}")),
        (None, Some(last)) => Some(format!("on or before {last}")),
        (None, None) => None,
    });
    facts.extend(Some(edge.basis.clone()).filter(|basis| !basis.is_empty()));
    lines.push(facts.join(", "));
    lines.extend(Some(&edge.quotation).filter(|words| !words.is_empty()).map(|words| format!("“{words}”")));
    fit(&lines.join("\n"))
}
