//! Measures of shortest paths: who is between others, and who is near them. Every edge is one step.
//!
//! Betweenness is counted as Brandes does ([2001](https://doi.org/10.1080/0022250X.2001.9990249)), one search from each
//! source; closeness with a search from 64 sources at once, a bit each (Then et al.,
//! [2014](https://doi.org/10.14778/2735496.2735507)).

use crate::network::simple::Simple;
use rayon::prelude::*;

/// In how many parts the sources of betweenness are cut. Each part adds up in the order of its sources, and the parts in
/// theirs, so that no sum depends on how many threads there are.
const PARTS: usize = 32;
/// How many sources a search for closeness has.
const LANES: usize = u64::BITS as usize;

/// How often each node is on a shortest path between two others, as a share of all pairs: from 0 to 1.
///
/// Of each node, only the sources other than itself count; with all nodes as sources this is the exact measure.
pub fn betweenness(graph: &Simple, sources: &[usize]) -> Vec<f64> {
    let nodes = graph.len();
    let part = sources.len().div_ceil(PARTS).max(1);
    let parts: Vec<Vec<f64>> = sources.par_chunks(part).map(|sources| dependencies(graph, sources)).collect();
    let others = others(nodes, sources);
    let share = |node: usize| {
        let sum: f64 = parts.iter().map(|part| part[node]).sum();
        let pairs = others[node] * (nodes.saturating_sub(2)) as f64;
        if pairs > 0.0 { sum / pairs } else { 0.0 }
    };
    (0..nodes).map(share).collect()
}

/// How many of the sources are not the node itself.
fn others(nodes: usize, sources: &[usize]) -> Vec<f64> {
    let mut others = vec![sources.len() as f64; nodes];
    for &source in sources {
        others[source] -= 1.0;
    }
    others
}

/// How much the shortest paths from some sources depend on each node, summed in the order of the sources.
fn dependencies(graph: &Simple, sources: &[usize]) -> Vec<f64> {
    const UNSEEN: u32 = u32::MAX;
    let nodes = graph.len();
    let mut sums = vec![0.0; nodes];
    let mut order: Vec<usize> = Vec::with_capacity(nodes);
    let (mut distance, mut paths, mut shares) = (vec![UNSEEN; nodes], vec![0.0; nodes], vec![0.0; nodes]);
    for &source in sources {
        for node in order.drain(..) {
            (distance[node], paths[node]) = (UNSEEN, 0.0);
        }
        order.push(source);
        (distance[source], paths[source]) = (0, 1.0);
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            let (beyond, through) = (distance[node] + 1, paths[node]);
            for &to in graph.neighbours(node) {
                let to = to as usize;
                if distance[to] == UNSEEN {
                    distance[to] = beyond;
                    order.push(to);
                }
                if distance[to] == beyond {
                    paths[to] += through;
                }
            }
        }
        for &node in order.iter().rev() {
            let beyond = distance[node] + 1;
            let onward = graph.neighbours(node).iter().filter(|to| distance[**to as usize] == beyond);
            let depends = paths[node] * onward.map(|to| shares[*to as usize]).sum::<f64>();
            shares[node] = (1.0 + depends) / paths[node];
            if node != source {
                sums[node] += depends;
            }
        }
    }
    sums
}

/// How near each node is to the sources that reach it, times the share of them that do (Wasserman and Faust): from 0 to 1.
///
/// Of each node, only the sources other than itself count; with all nodes as sources this is the exact measure.
pub fn closeness(graph: &Simple, sources: &[usize]) -> Vec<f64> {
    let nodes = graph.len();
    let nothing = || vec![(0u64, 0u64); nodes];
    // whole numbers, whose sum is the same in every order
    let found = sources
        .par_chunks(LANES)
        .fold(nothing, |mut found, sources| {
            search(graph, sources, &mut found);
            found
        })
        .reduce(nothing, |mut all, found| {
            for ((reached, steps), (more, further)) in all.iter_mut().zip(found) {
                (*reached, *steps) = (*reached + more, *steps + further);
            }
            all
        });
    let others = others(nodes, sources);
    let near = |(node, &(reached, steps)): (usize, &(u64, u64))| {
        let reached = reached as f64;
        if steps > 0 { reached / steps as f64 * (reached / others[node]) } else { 0.0 }
    };
    found.iter().enumerate().map(near).collect()
}

/// Searches from up to 64 sources at once; adds to each node how many of them reach it, and in how many steps together.
fn search(graph: &Simple, sources: &[usize], found: &mut [(u64, u64)]) {
    let nodes = graph.len();
    let (mut seen, mut now, mut next) = (vec![0u64; nodes], vec![0u64; nodes], vec![0u64; nodes]);
    for (lane, &source) in sources.iter().enumerate() {
        seen[source] |= 1 << lane;
        now[source] |= 1 << lane;
    }
    for steps in 1.. {
        for node in (0..nodes).filter(|&node| now[node] != 0) {
            for &to in graph.neighbours(node) {
                next[to as usize] |= now[node];
            }
        }
        let mut any = false;
        for node in 0..nodes {
            let fresh = std::mem::take(&mut next[node]) & !seen[node];
            seen[node] |= fresh;
            now[node] = fresh;
            let count = u64::from(fresh.count_ones());
            found[node].0 += count;
            found[node].1 += count * steps;
            any |= fresh != 0;
        }
        if !any {
            return;
        }
    }
}
