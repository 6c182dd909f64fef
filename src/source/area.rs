use std::fmt;

/// A cell of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The row as a spreadsheet counts it, from 1.
    pub(super) row: u32,
    /// The column from 0.
    pub(super) column: u32,
}

/// Cells of a sheet from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first: Spot,
    pub(super) last: Spot,
}

impl Spot {
    /// The cell that `B12` names.
    pub(super) fn parse(name: &str) -> Option<Spot> {
        let digits = name.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = name.split_at(digits);
        let column = letters.bytes().try_fold(0_u32, |sum, letter| {
            let value = u32::from(letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A')?) + 1;
            sum.checked_mul(26)?.checked_add(value)
        })?;
        let row = row.bytes().all(|byte| byte.is_ascii_digit()).then(|| row.parse().ok())??;
        (row > 0).then_some(Spot { row, column: column.checked_sub(1)? })
    }
}

impl Area {
    /// The cells that `B12:C14` names, or `B12`.
    pub(super) fn parse(name: &str) -> Option<Area> {
        let (first, last) = name.split_once(':').unwrap_or((name, name));
        let (one, other) = (Spot::parse(&first.replace('$', ""))?, Spot::parse(&last.replace('$', ""))?);
        Some(Area {
            first: Spot { row: one.row.min(other.row), column: one.column.min(other.column) },
            last: Spot { row: one.row.max(other.row), column: one.column.max(other.column) },
        })
    }

    /// Whether a column has cells in it.
    pub(super) fn has_column(self, column: u32) -> bool {
        (self.first.column..=self.last.column).contains(&column)
    }
}

impl fmt::Display for Spot {
    /// `B12`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = Some(self.column);
        while let Some(column) = rest {
            letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or_default()));
            rest = (column / 26).checked_sub(1);
        }
        let name: String = letters.into_iter().rev().collect();
        write!(f, "{name}{}", self.row)
    }
}

impl fmt::Display for Area {
    /// `B12:C14`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

/// The name that a spreadsheet shows of a cell; columns count from 0.
pub(crate) fn cell_name(column: usize, row: u32) -> String {
    Spot { row, column: u32::try_from(column).unwrap_or(u32::MAX) }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_a_spreadsheet_shows() {
        for (name, row, column) in [("A1", 1, 0), ("Z9", 9, 25), ("AA10", 10, 26), ("XFD1048576", 1_048_576, 16_383)] {
            let spot = Spot { row, column };
            assert_eq!((Spot::parse(name), spot.to_string().as_str()), (Some(spot), name));
        }
        for none in ["", "A", "1", "A0", "1A", "A1B", "É1", "AAAAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(Spot::parse(none), None, "{none}");
        }
        assert_eq!(Area::parse("$C$5:B2").map(|area| area.to_string()).as_deref(), Some("B2:C5"));
    }
}
