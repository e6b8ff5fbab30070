//! The graph: which item says what of which. Both ways, in a fixed order.

use std::collections::HashSet;

use super::item::ItemId;
use crate::diag::Span;
use crate::domain::rad::Relasjon;

/// One reference that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Who refers.
    pub from: ItemId,
    /// How.
    pub relation: Relasjon,
    /// To what.
    pub to: ItemId,
    /// Where the reference stands.
    pub span: Span,
}

/// All references, from both ends.
#[derive(Debug, Default)]
pub struct Graph {
    edges: Vec<Edge>,
    out: Vec<Vec<u32>>,
    back: Vec<Vec<u32>>,
}

impl Graph {
    /// Sorts the edges to both ends. `items` is how many items there are.
    pub fn build(edges: Vec<Edge>, items: usize) -> Self {
        let mut graph = Self { out: vec![Vec::new(); items], back: vec![Vec::new(); items], edges };
        for (at, edge) in graph.edges.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            graph.out[edge.from.at()].push(at);
            graph.back[edge.to.at()].push(at);
        }
        graph
    }

    /// What an item refers to.
    pub fn out(&self, item: ItemId) -> impl Iterator<Item = &Edge> {
        self.out[item.at()].iter().map(|at| &self.edges[*at as usize])
    }

    /// What refers to an item.
    pub fn back(&self, item: ItemId) -> impl Iterator<Item = &Edge> {
        self.back[item.at()].iter().map(|at| &self.edges[*at as usize])
    }

    /// What an item refers to in one way, each once.
    pub fn targets(&self, item: ItemId, relation: Relasjon) -> Vec<ItemId> {
        unique(self.out(item).filter(|e| e.relation == relation).map(|e| e.to))
    }

    /// What refers to an item in one way, each once.
    pub fn sources(&self, item: ItemId, relation: Relasjon) -> Vec<ItemId> {
        unique(self.back(item).filter(|e| e.relation == relation).map(|e| e.from))
    }
}

/// Each once, in order of first appearance. What everything refers to has long lists, so the seen are a set.
fn unique(items: impl Iterator<Item = ItemId>) -> Vec<ItemId> {
    let mut seen = HashSet::new();
    items.filter(|item| seen.insert(*item)).collect()
}
