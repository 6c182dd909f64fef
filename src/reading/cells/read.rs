use crate::problem::Code;

/// What a cell holds, or what is wrong with it.
pub(crate) type Read<T> = Result<T, Code>;
