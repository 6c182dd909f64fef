use super::outcome::{Known, Outcome};
use crate::posed::Untouched;
use crate::result::Status;
use crate::units::Pence;

/// A figure as the files write it: money in pounds.
pub(super) fn unit(column: &str, figure: i64) -> String {
    match column.strip_suffix("_change").unwrap_or(column) {
        "fees" | "transport" => Pence(figure).to_string(),
        _ => figure.to_string(),
    }
}

/// How an outcome is known, in a few words.
pub(super) fn known(outcome: &Outcome) -> String {
    match &outcome.known {
        Known::Climbed if outcome.status == Status::Feasible => "not proven".to_owned(),
        Known::Climbed => "solved".to_owned(),
        Known::Follows(Untouched::Same) => "same program".to_owned(),
        Known::Follows(Untouched::Tighter) => "optimum still allowed".to_owned(),
        Known::FollowsOther(Untouched::Same, other) => format!("same program as {other}"),
        Known::FollowsOther(Untouched::Tighter, other) => format!("optimum of {other} still allowed"),
        Known::OtherWay => "another way of deciding".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_limit_ended_is_not_called_solved() {
        let outcome = |status| Outcome { status, ..Outcome::infeasible() };
        let words = [Status::Optimal, Status::Infeasible, Status::Feasible].map(|status| known(&outcome(status)));
        assert_eq!(words, ["solved", "solved", "not proven"]);
    }
}
