//! What is decided when the time is up is kept.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use crate::proof::{Files, read};
use rightplace::plan::buy::{Ask, Decided, Market, Menu, Purchase, buy};
use rightplace::solve::{Answer, Engine, Fault, Highs, Kept, Mip, Outcome, Solver, Stop};
use rightplace::source::Source;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// R1 is to be placed in A, which runs with two: R2 must join.
const FILES: [(&str, &str); 9] = [
    ("round.toml", "name = \"X\"\nas_of = 2025-12-05\nacademic_year = \"2025-26\"\nseed = 1\n"),
    ("policy.toml", "authority = \"X\"\nbands = 4\n[[programme]]\nid = \"p\"\nname = \"P\"\n"),
    ("calendar.csv", "kind,date,end\nterm,2026-01-05,2026-03-27\n"),
    ("schools.csv", "school_id,name,sla\nS,S,no\n"),
    ("students.csv", "student_id,school_id,year_group\nT1,S,9\nT2,S,9\nT3,S,9\n"),
    (
        "referrals.csv",
        "referral_id,student_id,programme,submitted,status,band\nR1,T1,p,2025-11-03,approved,1\nR2,T2,p,2025-11-03,approved,2\nR3,T3,p,2025-11-03,approved,3\n",
    ),
    ("providers.csv", "provider_id,name\nV,V\n"),
    ("courses.csv", "course_id,provider_id,programme,title\nC,V,p,C\n"),
    ("intakes.csv", "intake_id,course_id,start,end,days,places,min_group\nA,C,2026-01-12,2026-03-27,Mon,2,2\n"),
];

/// HiGHS until it is tired; then it finds nothing.
struct Tired {
    solver: Highs,
    is_tired: AtomicBool,
}

impl Solver for Tired {
    fn name(&self) -> &'static str {
        self.solver.name()
    }

    fn version(&self) -> String {
        self.solver.version()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        match self.is_tired.load(Ordering::Relaxed) {
            true => Outcome::Unsolved.into(),
            false => self.solver.solve(mip, stop),
        }
    }

    fn keep<'s>(&'s self, mip: &Mip, stop: Stop<'s>) -> Option<Box<dyn Kept + 's>> {
        if self.is_tired.load(Ordering::Relaxed) { None } else { self.solver.keep(mip, stop) }
    }
}

/// Buys with a solver that tires after so many parts; `check` is told how many
/// parts there were.
fn bought(parts: usize, demands: usize, check: impl FnOnce(Result<Purchase, Fault>, usize)) {
    let mut files: Files = FILES.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    files.insert("decisions.csv".to_owned(), "referral_id,decision,intake_id\nR1,place,A\n".to_owned());
    let source = Source::from_texts(files.clone());
    let menu = Menu::parse("menu.toml", b"budget = 100\n[[buy]]\nintake = \"A\"\nprice = 50\nmost = 1\n");
    let market = Market::open(&menu, &source).unwrap_or_else(|problems| panic!("{problems:?}"));
    let rounds = vec![read(&files); demands];
    let solver = Tired { solver: Highs { seed: 0 }, is_tired: AtomicBool::new(false) };
    let ask = Ask { market: &market, demands: &rounds, engine: Engine::of(&solver) };
    let done = AtomicUsize::new(0);
    let step = || {
        if done.fetch_add(1, Ordering::Relaxed) + 1 == parts {
            solver.is_tired.store(true, Ordering::Relaxed);
        }
    };
    let purchase = buy(&ask, &step);
    check(purchase, done.load(Ordering::Relaxed));
}

#[test]
fn a_purchase_is_kept_where_its_curve_or_its_tests_find_no_more_time() {
    let mut whole = 0;
    // By hand: the third place is for R3, and costs £50.
    let cost = |purchase: &Purchase| match &purchase.decided {
        Decided::Plan(plan) => (plan.cost.0, plan.is_proven),
        other => panic!("{other:?}"),
    };
    bought(usize::MAX, 0, |purchase, parts| {
        let purchase = purchase.expect("a purchase");
        assert_eq!((cost(&purchase), purchase.is_proven()), ((5000, true), true));
        whole = parts;
    });
    // The round as it is, and the purchase; then no point of the curve.
    bought(2, 0, |purchase, _| {
        let purchase = purchase.expect("a purchase");
        assert_eq!((cost(&purchase), purchase.is_proven()), ((5000, true), false));
        assert_eq!((purchase.curve.len(), purchase.is_curve_whole), (0, false));
    });
    // All that, and the purchase for many demands; then nothing to test it on.
    bought(whole + 1, 2, |purchase, _| {
        let purchase = purchase.expect("a purchase");
        assert_eq!((cost(&purchase), purchase.is_curve_whole), ((5000, true), true));
        let robust = purchase.robust.as_ref().expect("a purchase for many demands");
        assert_eq!((robust.cost.0, robust.tested.len(), robust.is_proven), (5000, 0, false));
    });
    bought(1, 0, |purchase, _| {
        assert_eq!(purchase.expect("the round as it is").decided, Decided::Unknown);
    });
}
