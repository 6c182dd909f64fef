use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// How a command ends, as the help lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A fault of the program.
    Fault = 1,
    /// Wrong usage.
    Usage = 2,
    /// The input has errors.
    Input = 3,
    /// The decisions to place cannot all be kept.
    Infeasible = 4,
    /// A limit was reached before the proof.
    Limit = 5,
    /// The audit found violations.
    Violations = 6,
    /// Another run is writing into the folder; nothing of this one is in it.
    Busy = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// An early end with what to say of it; no message: nothing to say.
#[derive(Debug)]
pub struct End {
    /// The exit status.
    pub exit: Exit,
    /// For standard error.
    pub message: String,
}

impl End {
    /// Wrong usage.
    pub fn usage(message: impl Display) -> End {
        End { exit: Exit::Usage, message: message.to_string() }
    }

    /// A fault of the program.
    pub fn fault(message: impl Display) -> End {
        End { exit: Exit::Fault, message: message.to_string() }
    }

    /// An end about which all has been said.
    pub fn quiet(exit: Exit) -> End {
        End { exit, message: String::new() }
    }
}

/// Standard output that cannot be written.
impl From<io::Error> for End {
    fn from(error: io::Error) -> End {
        End::fault(format_args!("standard output cannot be written: {error}"))
    }
}
