/// A table as CSV text with a fixed number of columns: commas, LF, and quotes
/// only where they are needed.
#[derive(Debug, Clone)]
pub(super) struct Sheet<const N: usize> {
    text: String,
}

impl<const N: usize> Sheet<N> {
    /// A table with a header and no row.
    pub(super) fn new(header: [&str; N]) -> Sheet<N> {
        let mut sheet = Sheet { text: String::new() };
        sheet.row(header.map(str::to_owned));
        sheet
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: [String; N]) {
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.text.push(',');
            }
            if cell.contains([',', '"', '\n']) {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(cell);
            }
        }
        self.text.push('\n');
    }

    /// The whole table.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// The text of a value, or an empty cell.
pub(super) fn or_blank<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// `yes` or `no`.
pub(super) fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_only_where_needed() {
        let mut sheet = Sheet::new(["a", "b"]);
        sheet.row(["x, y".to_owned(), "says \"no\"".to_owned()]);
        sheet.row([or_blank::<u32>(None), yes_no(true)]);
        assert_eq!(sheet.into_text(), "a,b\n\"x, y\",\"says \"\"no\"\"\"\n,yes\n");
    }
}
