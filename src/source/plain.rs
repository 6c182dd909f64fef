use super::tidy::is_invisible;

/// A column name without case, spaces, underscores and invisible characters.
pub(crate) fn plain(name: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && *c != '_' && !is_invisible(*c);
    name.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}
