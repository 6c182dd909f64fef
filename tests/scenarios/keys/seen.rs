use crate::proof::Files;
use rightplace::allocation::Placement;
use rightplace::deadlines;
use rightplace::explain::shut_out_places;
use rightplace::paper::Format;
use rightplace::posed::Posed;
use rightplace::report::{self, Report};
use rightplace::result::{self, RoundResult, Trace};
use rightplace::round::{Key, Referral, Round};
use rightplace::rules::{Casebook, Options, PlaceOption, class_of};
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// What there is to read of a round, by kind; nothing where it has errors.
pub struct Seen {
    pub round: Round,
    told: Vec<String>,
}

impl Seen {
    pub fn of(files: Files) -> Option<Seen> {
        let reading = Round::from_source(&Source::from_texts(files));
        let told = reading.problems.iter().map(ToString::to_string).collect();
        reading.round.map(|round| Seen { round, told })
    }

    pub fn kind(&self, kind: &str) -> String {
        match kind {
            "options" => self.options(),
            "deadlines" => self.deadlines(),
            "allocation" => self.allocation(&self.result()),
            "ladder" => ladder(&self.result()),
            "check" => self.check(),
            "pages" => self.pages(&self.result()),
            other => unreachable!("{other} is no kind"),
        }
    }

    /// What each open referral may take, from when to when, at what fee, and in
    /// which class it waits.
    fn options(&self) -> String {
        let round = &self.round;
        let book = Casebook::new(round);
        let all = Options::list(&book);
        let option = |each: &PlaceOption| {
            let (referral, intake) = (&round.referrals[each.referral].id, &round.intakes[each.intake].id);
            format!("{referral} {intake} {:?} {} {} {}\n", each.span, each.rank, each.fee, each.transport)
        };
        let class = |(key, referral): (Key<_>, &Referral)| format!("{} {}\n", referral.id, class_of(round, key));
        all.all().iter().map(option).chain(round.referrals.iter().map(class)).collect()
    }

    fn deadlines(&self) -> String {
        let book = Casebook::new(&self.round);
        // Placements as they would be where everybody had their first option.
        let mut placements: BTreeMap<_, _> = BTreeMap::new();
        for option in Options::list(&book).all() {
            placements.entry(option.referral).or_insert(Placement {
                referral: option.referral,
                intake: option.intake,
                span: option.span,
            });
        }
        let placements: Vec<_> = placements.into_values().collect();
        let clock =
            |due: &deadlines::Due| due.limit.map(|limit| format!("{:?}", self.round.policy.clocks[limit.clock].basis));
        deadlines::list(&book, &placements).iter().map(|due| format!("{due:?} {:?}\n", clock(due))).collect()
    }

    fn check(&self) -> String {
        let shut_out = shut_out_places(&self.round);
        self.told.iter().cloned().chain(shut_out.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
    }

    fn result(&self) -> RoundResult {
        let posed = Posed::new(self.round.clone(), BTreeSet::new());
        result::allocate(&posed, Engine::of(&Highs { seed: 0 }), &mut Quiet, &mut Trace::default()).unwrap()
    }

    /// Who is placed where, what it costs and who pays, and why the others are not.
    fn allocation(&self, result: &RoundResult) -> String {
        let round = &self.round;
        let mut text = format!("{:?}\n", result.status);
        for placed in &result.placed {
            let (referral, intake) = (placed.placement.referral, placed.placement.intake);
            let (referral, intake) = (&round.referrals[referral].id, &round.intakes[intake].id);
            text += &format!("{referral} {intake} {:?} {} {:?}\n", placed.placement.span, placed.fee, placed.funding);
        }
        for unplaced in &result.unplaced {
            text += &format!(
                "{} {}\n",
                round.referrals[unplaced.referral].id,
                report::words::reason(&unplaced.explanation)
            );
        }
        text
    }

    /// What people read, packs and page, but for the sums of the input files.
    fn pages(&self, result: &RoundResult) -> String {
        let (problems, trace) = (&[], &Trace::default());
        let report = Report { round: &self.round, result, earlier: None, problems, trace, format: Format::Plain };
        let files = report::files(&report).unwrap();
        let packs = report::packs(&report, &files).unwrap();
        let is_shown = |name: &str| !name.ends_with(".json") && name != "intakes.csv";
        let texts = files.iter().chain(&packs).filter(|(name, _)| is_shown(name));
        let text: String = texts.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        let is_sum = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !is_sum(word))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What each step of the ladder reaches: what the round costs, how far its
/// children go, and the like.
fn ladder(result: &RoundResult) -> String {
    result.steps.iter().map(|step| format!("{step} {}\n", step.value)).collect()
}
