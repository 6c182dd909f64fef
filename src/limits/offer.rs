use crate::problem::{Code, Problem, meant, nearest, quoted};
use crate::round::{Key, Named, Round, Table};
use crate::rows::About;

/// How a menu sells more of a limit.
#[derive(Clone, Copy)]
pub(crate) struct Offer {
    /// The key of an item that names what it is a limit of.
    pub key: &'static str,
    /// Whether it is counted in a unit of its own; else in places.
    pub has_own_unit: bool,
    /// Finds what the limit of an item is about, as the files state it; an error
    /// where the round has no such limit.
    pub find: fn(&Round, &Asked, &Tell) -> Result<About, Box<Problem>>,
}

/// What an item of a menu names.
pub(crate) struct Asked<'a> {
    /// The id.
    pub id: &'a str,
    /// The school whose part is meant.
    pub school: Option<&'a str>,
}

/// Tells a mistake: its code, key, what was found, what was expected, what to do.
pub(crate) type Tell<'t> = dyn Fn(Code, &str, String, &str, &str) -> Box<Problem> + 't;

impl Asked<'_> {
    /// Finds the row of a table that is named under a key.
    pub fn find<T: Named>(&self, table: &Table<T>, key: &str, tell: &Tell) -> Result<Key<T>, Box<Problem>> {
        find(table, self.id, key, tell)
    }

    /// That there is no limit of it.
    pub fn unlimited(&self, key: &str, tell: &Tell) -> Box<Problem> {
        let found = format!("{} has no such limit", quoted(self.id));
        tell(Code::NoMatch, key, found, "a limit to raise", "More of it changes nothing.")
    }
}

/// Finds the row of a table by its id, which stands under a key.
pub(crate) fn find<T: Named>(table: &Table<T>, id: &str, key: &str, tell: &Tell) -> Result<Key<T>, Box<Problem>> {
    table.find(id).ok_or_else(|| {
        let near = meant(nearest(id, table.iter().map(|(_, row)| row.id())));
        tell(Code::UnknownId, key, quoted(id), "an id of the round", &near)
    })
}
