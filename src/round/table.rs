//! Rows with unique ids, and keys that name them.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// The place of a row in its table. Keys of different tables cannot be mixed up.
pub struct Key<T> {
    position: u32,
    table: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// The key of a row position.
    pub fn new(position: usize) -> Key<T> {
        // A table with more rows than this does not fit into memory.
        Key { position: position as u32, table: PhantomData }
    }

    /// The row's position, 0 for the first.
    pub fn index(self) -> usize {
        self.position as usize
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Key<T> {}
impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position
    }
}
impl<T> Eq for Key<T> {}
impl<T> PartialOrd for Key<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Key<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.position.cmp(&other.position)
    }
}
impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.position.hash(state);
    }
}
impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.position)
    }
}

/// A row with an id of its own.
pub trait Named {
    /// The id, unique in its table.
    fn id(&self) -> &str;
}

/// Rows with unique ids, in file order.
#[derive(Debug, Clone)]
pub struct Table<T> {
    rows: Vec<T>,
    by_id: BTreeMap<String, Key<T>>,
}

impl<T: Named> Table<T> {
    /// A table of rows; where an id repeats, look-ups find the first.
    pub fn new(rows: Vec<T>) -> Table<T> {
        let mut by_id = BTreeMap::new();
        for (position, row) in rows.iter().enumerate() {
            by_id.entry(row.id().to_owned()).or_insert(Key::new(position));
        }
        Table { rows, by_id }
    }

    /// The key of an id.
    pub fn find(&self, id: &str) -> Option<Key<T>> {
        self.by_id.get(id).copied()
    }

    /// Keys and rows in file order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Key<T>, &T)> + Clone {
        self.rows.iter().enumerate().map(|(position, row)| (Key::new(position), row))
    }

    /// Keys and rows by the bytes of the id.
    pub fn by_id(&self) -> impl Iterator<Item = (Key<T>, &T)> {
        self.by_id.values().map(|key| (*key, &self[*key]))
    }

    /// The keys in file order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = Key<T>> + use<T> {
        (0..self.rows.len()).map(Key::new)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { rows: Vec::new(), by_id: BTreeMap::new() }
    }
}

impl<T> Index<Key<T>> for Table<T> {
    type Output = T;
    fn index(&self, key: Key<T>) -> &T {
        &self.rows[key.index()]
    }
}

/// A row's id must stay as it is: look-ups know the rows by it.
impl<T> IndexMut<Key<T>> for Table<T> {
    fn index_mut(&mut self, key: Key<T>) -> &mut T {
        &mut self.rows[key.index()]
    }
}
