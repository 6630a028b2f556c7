//! Sums by a key, where the same key comes many times in a row.

use std::collections::HashMap;
use std::hash::Hash;

pub(crate) struct Sums<K, V> {
    places: HashMap<K, usize>,
    found: Vec<(K, V)>,
    last: usize,
}

impl<K: Copy + Eq + Hash, V: Default> Sums<K, V> {
    pub(crate) fn new() -> Sums<K, V> {
        Sums { places: HashMap::new(), found: Vec::new(), last: 0 }
    }

    /// The sum of this key.
    pub(crate) fn of(&mut self, key: K) -> &mut V {
        if self.found.get(self.last).is_none_or(|(last, _)| *last != key) {
            self.last = *self.places.entry(key).or_insert_with(|| {
                self.found.push((key, V::default()));
                self.found.len() - 1
            });
        }
        &mut self.found[self.last].1
    }

    /// Every key with its sum.
    pub(crate) fn all(self) -> Vec<(K, V)> {
        self.found
    }
}
