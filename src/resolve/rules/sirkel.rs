//! Sirkel: references that lead back to where they began. Which references are followed is left to each rule.

use super::omtale::MOST;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// Circles among the site's items, each beginning with its first item. Circles that share an item are told one at a
/// time: when one is broken, the next is found.
pub fn circles(site: &Site, next: impl Fn(ItemId) -> Vec<ItemId>) -> Vec<Vec<ItemId>> {
    let edges: Vec<Vec<usize>> =
        site.register.iter().map(|(id, _)| next(id).into_iter().map(ItemId::at).collect()).collect();
    let number = |at: usize| ItemId(u32::try_from(at).unwrap_or(u32::MAX));
    find(&edges).into_iter().map(|circle| circle.into_iter().map(number).collect()).collect()
}

/// «mal-a → mal-b → mal-a»; the middle of a very long one is counted, not told.
pub fn spelled(site: &Site, circle: &[ItemId]) -> String {
    let mut keys: Vec<String> = circle.iter().take(MOST).map(|id| site.item(*id).key.clone()).collect();
    if circle.len() > MOST {
        keys.push(format!("… {} til …", circle.len() - MOST));
    }
    keys.extend(circle.first().map(|id| site.item(*id).key.clone()));
    keys.join(" → ")
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the way we came, at this place.
    Way(usize),
    Done,
}

/// Walks every node once, without recursion: a chain may be as long as the author's file.
fn find(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut state = vec![State::New; edges.len()];
    let mut tried = vec![0; edges.len()];
    let mut circles = Vec::new();
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        let mut way = vec![start];
        state[start] = State::Way(0);
        while let Some(&here) = way.last() {
            let Some(&to) = edges[here].get(tried[here]) else {
                state[here] = State::Done;
                way.pop();
                continue;
            };
            tried[here] += 1;
            match state[to] {
                State::Done => {}
                State::New => {
                    state[to] = State::Way(way.len());
                    way.push(to);
                }
                State::Way(at) => {
                    let mut circle = way.split_off(at);
                    for node in &circle {
                        state[*node] = State::Done;
                    }
                    let first = circle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(place, _)| place);
                    circle.rotate_left(first);
                    circles.push(circle);
                }
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_begins_with_its_first_item_wherever_it_was_entered() {
        assert_eq!(find(&[vec![2], vec![2], vec![3], vec![1]]), [vec![1, 2, 3]]);
    }

    #[test]
    fn what_points_at_itself_is_a_circle_of_one() {
        assert_eq!(find(&[vec![0]]), [vec![0]]);
    }

    #[test]
    fn two_ways_to_the_same_place_are_no_circle() {
        assert!(find(&[vec![1, 2], vec![3], vec![3], vec![]]).is_empty());
    }

    #[test]
    fn separate_circles_are_all_found() {
        assert_eq!(find(&[vec![1], vec![0], vec![3], vec![2]]), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn a_very_long_chain_is_followed_to_its_end() {
        let n = 200_000;
        let chain: Vec<Vec<usize>> = (0..n).map(|at| vec![(at + 1) % n]).collect();
        assert_eq!(find(&chain).first().map(Vec::len), Some(n));
    }
}
