use crate::source::Value;
/// The value as the text of a cell; blank for what no cell can hold.
pub(super) fn text_of(value: &Value) -> String {
    value.cell().unwrap_or_default()
}
