use crate::audit::violation::Subject;

/// What breaks a constraint: the subjects and what is wrong.
pub(in crate::audit) type Breach = (Vec<Subject>, String);
