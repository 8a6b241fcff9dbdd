//! Eigenvector centrality: who is tied to those who are much tied.

use crate::network::simple::Simple;

/// How far the result may be from what it tends to.
const TOLERANCE: f64 = 1e-13;
/// A step so small that it is the rounding of numbers, and no step.
const ROUNDING: f64 = 1e-16;
/// How many rounds it is given at least.
const LEAST_ROUNDS: usize = 200;

/// The eigenvector centralities of the nodes of a connected component; the sum of their squares is 1. None where it does
/// not settle before so many edges are walked.
///
/// The vector is multiplied by the adjacency matrix plus the identity, which has the same eigenvectors and, other than the
/// matrix itself, does not swing between the two sides of a graph that has two. Steps shrink by a ratio that tends to a
/// constant, and so tell how far there is still to go.
pub fn eigenvector(graph: &Simple, component: &[usize], most_work: usize) -> Option<Vec<f64>> {
    let mut values = vec![0.0; graph.len()];
    let mut next = vec![0.0; graph.len()];
    for &node in component {
        values[node] = 1.0 / (component.len() as f64).sqrt();
    }
    let rounds = LEAST_ROUNDS.max(most_work / (graph.arcs() + graph.len()).max(1));
    let mut last = f64::INFINITY;
    for _ in 0..rounds {
        for &node in component {
            next[node] = values[node] + graph.neighbours(node).iter().map(|to| values[*to as usize]).sum::<f64>();
        }
        let norm = component.iter().map(|&node| next[node] * next[node]).sum::<f64>().sqrt();
        let mut step = 0.0;
        for &node in component {
            next[node] /= norm;
            step += (next[node] - values[node]) * (next[node] - values[node]);
        }
        let step = step.sqrt();
        std::mem::swap(&mut values, &mut next);
        let ratio = step / last;
        if step <= ROUNDING || (last.is_finite() && ratio < 1.0 && step * ratio / (1.0 - ratio) < TOLERANCE) {
            return Some(values);
        }
        last = step;
    }
    None
}
