use crate::audit::{Claim, ClaimKind};
use crate::paper::page::{Section, Table};
use crate::paper::words::count;
use crate::report::run::Report;

/// Who could have a place if somebody placed left theirs, as the audit finds.
pub(super) fn priority(report: &Report) -> Section {
    let section = Section::new("priority", "Need before need: what the audit finds");
    let Some(claims) = &report.result.claims else {
        return section.text(
            "Not worked out: the run was ended before, or the audit holds that the allocation breaks something.",
        );
    };
    let of = |kind| claims.iter().filter(move |claim| claim.kind == kind);
    let unfair: Vec<&Claim> = of(ClaimKind::Room).chain(of(ClaimKind::LowerClass)).collect();
    let by_sla: Vec<&Claim> = of(ClaimKind::SlaBeforeNeed).collect();
    let section = section.text("The audit tries each referral without a place in each intake that it may take: with nobody leaving, and with each placed referral leaving that limits it.");
    let section = match unfair.is_empty() {
        true => section.text("No referral without a place could have one without somebody leaving, or could take that of a referral of a lower class, without breaking a rule or limit."),
        false => {
            let caption = format!("{} on a place that is free or held by a lower class", count(unfair.len(), "claim"));
            section.table(table(report, "claims-table", caption, &unfair))
        }
    };
    match by_sla.is_empty() {
        true => section.text("The SLA puts no lower need before a higher one: without it, nobody without a place would go before somebody whose place they could take."),
        false => {
            let caption = format!("{} in which the SLA puts a lower need before a higher one", count(by_sla.len(), "case"));
            section
                .text("In these cases the SLA alone decides: the referral without a place needs one more urgently, by everything else in its class, and could have one if the other left.")
                .table(table(report, "sla-table", caption, &by_sla))
        }
    }
}

fn table(report: &Report, id: &str, caption: String, claims: &[&Claim]) -> Table {
    let round = report.round;
    let columns = ["Without a place", "Its class", "Could have", "Instead of", "Whose class is"];
    let rows = claims.iter().map(|claim| {
        let (other, class) = match &claim.against {
            Some((other, class)) => (round.referrals[*other].id.clone(), class.to_string()),
            None => ("nobody".to_owned(), String::new()),
        };
        let (referral, intake) = (&round.referrals[claim.referral].id, &round.intakes[claim.intake].id);
        vec![referral.clone(), claim.class.to_string(), intake.clone(), other, class]
    });
    Table::new(id, caption, &columns).with(rows)
}
