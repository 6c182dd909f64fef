//! JSON as the files of sets have it.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Error, Value};
use std::io::{self, Write};

/// A value indented, keys in the order of its fields; as all that follow, with a
/// line feed at the end.
///
/// # Errors
///
/// Where the value has no form in JSON; that is a fault of the program.
pub fn pretty(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    ended(serde_json::to_vec_pretty(value)?)
}

/// A value indented, keys in alphabetical order.
///
/// # Errors
///
/// As `pretty`.
pub fn sorted(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    // The objects of a `Value` are sorted by their keys.
    let sorted: Value = serde_json::to_value(value)?;
    pretty(&sorted)
}

/// A value as one line, keys in the order of its fields.
///
/// # Errors
///
/// As `pretty`.
pub fn line(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    ended(serde_json::to_vec(value)?)
}

/// An object with a line for each key, and for each element of a list directly
/// within it: long lists can be read line by line.
///
/// # Errors
///
/// As `pretty`.
pub fn by_line(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut serializer = Serializer::with_formatter(Vec::new(), ByLine::default());
    value.serialize(&mut serializer)?;
    ended(serializer.into_inner())
}

fn ended(mut bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    bytes.push(b'\n');
    Ok(bytes)
}

/// Breaks lines in the outermost object and in lists directly within it.
#[derive(Default)]
struct ByLine {
    depth: u32,
    lists: u32,
}

impl ByLine {
    fn is_outermost(&self) -> bool {
        self.depth == 1
    }

    fn is_list_within(&self) -> bool {
        self.depth == 2 && self.lists == 1
    }
}

fn next<W: ?Sized + Write>(writer: &mut W, first: bool, breaks: bool) -> io::Result<()> {
    writer.write_all(match (first, breaks) {
        (true, _) => b"",
        (false, true) => b",\n",
        (false, false) => b",",
    })
}

impl Formatter for ByLine {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(if self.is_outermost() { b"{\n" } else { b"{" })
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.is_outermost() { b"\n}" } else { b"}" })?;
        self.depth -= 1;
        Ok(())
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        next(writer, first, self.is_outermost())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.is_outermost() { b": " } else { b":" })
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.lists += 1;
        writer.write_all(if self.is_list_within() { b"[\n" } else { b"[" })
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.is_list_within() { b"\n]" } else { b"]" })?;
        self.depth -= 1;
        self.lists -= 1;
        Ok(())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        next(writer, first, self.is_list_within())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_element_of_an_outer_list_is_a_line() {
        let value = json!({"a": "x", "b": {"c": [1, 2], "d": 0}, "e": [{"f": [3, 4]}, [5, []]], "g": []});
        let expected =
            "{\n\"a\": \"x\",\n\"b\": {\"c\":[1,2],\"d\":0},\n\"e\": [\n{\"f\":[3,4]},\n[5,[]]\n],\n\"g\": [\n\n]\n}\n";
        assert_eq!(String::from_utf8(by_line(&value).unwrap()).unwrap(), expected);
    }

    #[test]
    fn keys_are_sorted_where_that_is_asked() {
        #[derive(Serialize)]
        struct Pair {
            b: u64,
            a: u64,
        }
        let pair = Pair { b: u64::MAX, a: 1 };
        assert_eq!(sorted(&pair).unwrap(), b"{\n  \"a\": 1,\n  \"b\": 18446744073709551615\n}\n");
        assert_eq!(line(&pair).unwrap(), b"{\"b\":18446744073709551615,\"a\":1}\n");
    }
}
