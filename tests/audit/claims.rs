//! Claims of referrals without a place, against trying every exchange.

use rightplace::allocation::Class;
use rightplace::audit::{ClaimKind, Entry, Settings, audit, claims, claims_until};
use rightplace::generate::{self, Recipe, Size, Term, tiny};
use rightplace::ids::RuleId;
use rightplace::program::Program;
use rightplace::round::{Decision, Intake, Key, PriorityKey, Referral, Round, Verdict};
use rightplace::rules::{Casebook, Options, class_of};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use rightplace::source::Source;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

type Files = std::collections::BTreeMap<String, String>;
type Pairs = BTreeSet<(Key<Referral>, Key<Intake>)>;
type Found = BTreeSet<(Key<Referral>, ClaimKind, Option<Key<Referral>>)>;

fn read(files: Files) -> Round {
    let reading = Round::from_source(&Source::from_texts(files));
    reading.round.unwrap_or_else(|| panic!("it does not read: {:?}", reading.problems))
}

fn entries(pairs: &Pairs) -> Vec<Entry> {
    pairs
        .iter()
        .map(|(referral, intake)| Entry { referral: *referral, intake: *intake, start: None, end: None })
        .collect()
}

fn is_sound(round: &Round, pairs: &Pairs) -> bool {
    audit(round, &entries(pairs), &Settings::default()).violations.is_empty()
}

fn need(round: &Round, class: &Class) -> Vec<u32> {
    let keys = round.policy.objective.priority.iter().zip(&class.0);
    keys.filter(|(key, _)| **key != PriorityKey::Access).map(|(_, value)| *value).collect()
}

/// Every claim by its definition: each intake for each referral without a place
/// that the rules, which share no code with the audit, let it take, with nobody leaving and with each placed referral leaving,
/// and the whole audit of what comes of it.
fn by_trying(round: &Round, options: &Options, pairs: &Pairs) -> Found {
    let placed: BTreeSet<Key<Referral>> = pairs.iter().map(|(referral, _)| *referral).collect();
    let is_open = |key: &Key<Referral>| {
        let waived = |decision: &&Decision| {
            decision.referral == *key && decision.verdict == Verdict::Waive(RuleId::Status, None)
        };
        round.referrals[*key].status.is_open() || round.decisions.iter().any(|decision| waived(&decision))
    };
    let mut found = Found::new();
    for referral in round.referrals.keys().filter(|key| is_open(key) && !placed.contains(key)) {
        let class = class_of(round, referral);
        let options = options.of(referral);
        let intakes: Vec<Key<Intake>> = options.iter().map(|option| option.intake).collect();
        let with = |intake| pairs.iter().copied().chain([(referral, intake)]).collect::<Pairs>();
        if intakes.iter().any(|intake| is_sound(round, &with(*intake))) {
            found.insert((referral, ClaimKind::Room, None));
            continue;
        }
        for leaves in pairs {
            let pinned =
                |decision: &Decision| decision.referral == leaves.0 && matches!(decision.verdict, Verdict::Place(_));
            let theirs = class_of(round, leaves.0);
            let kind = if class < theirs {
                ClaimKind::LowerClass
            } else if need(round, &class) < need(round, &theirs) {
                ClaimKind::SlaBeforeNeed
            } else {
                continue;
            };
            let without = |intake| {
                let mut pairs = with(intake);
                pairs.remove(leaves);
                pairs
            };
            let would_do = || intakes.iter().any(|intake| is_sound(round, &without(*intake)));
            if !round.decisions.iter().any(pinned) && would_do() {
                found.insert((referral, kind, Some(leaves.0)));
            }
        }
    }
    found
}

fn told(round: &Round, pairs: &Pairs) -> Option<Found> {
    let found = claims(round, &entries(pairs), &Settings::default())?;
    for claim in &found {
        assert_eq!(claim.class, class_of(round, claim.referral));
        let mut pairs = pairs.clone();
        pairs.retain(|(referral, _)| claim.against.as_ref().is_none_or(|(other, _)| other != referral));
        pairs.insert((claim.referral, claim.intake));
        assert!(is_sound(round, &pairs), "the intake that is named is one that would do");
    }
    Some(found.into_iter().map(|claim| (claim.referral, claim.kind, claim.against.map(|(key, _)| key))).collect())
}

/// Allocations of every quality: options are taken in an order drawn at random
/// as long as nothing breaks.
#[test]
fn claims_are_what_trying_every_exchange_finds() {
    let mut state = 20_251_205_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let mut counts = [0_usize; 3];
    for seed in 0..300 {
        let round = read(tiny(seed));
        let book = Casebook::new(&round);
        let options = Options::list(&book);
        let mut order: Vec<_> = options.all().iter().map(|option| (option.referral, option.intake)).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, below(at + 1));
        }
        let pinned = round.decisions.iter().filter_map(|decision| match decision.verdict {
            Verdict::Place(intake) => Some((decision.referral, intake)),
            _ => None,
        });
        let mut pairs: Pairs = pinned.collect();
        let wanted = order.len() * (1 + below(3)) / 3;
        for pair in order.into_iter().take(wanted) {
            let with: Pairs = pairs.iter().copied().chain([pair]).collect();
            if is_sound(&round, &with) {
                pairs = with;
            }
        }
        match told(&round, &pairs) {
            None => assert!(!is_sound(&round, &pairs)),
            Some(found) => {
                assert!(is_sound(&round, &pairs));
                assert_eq!(found, by_trying(&round, &options, &pairs), "round {seed}");
                for (_, kind, _) in found {
                    counts[kind as usize] += 1;
                }
            }
        }
    }
    let [room, lower, _] = counts;
    assert!(room > 20 && lower > 20, "{counts:?} claims of each kind");
}

fn best(round: &Round, options: &Options) -> Option<Pairs> {
    let program = Program::write(&Casebook::new(round), options, &BTreeSet::new());
    let best = climb(&program, Engine::of(&Highs::default()), &mut Quiet).ok()?;
    let pair = |column: &usize| (options.all()[*column].referral, options.all()[*column].intake);
    Some(best.placed.iter().map(pair).collect())
}

/// Placing a referral more, or one of a higher class instead of one of a lower,
/// would be a better allocation.
#[test]
fn no_claim_but_by_the_sla_stands_against_a_best_allocation() {
    let mut by_sla = 0;
    let city = |seed| {
        let size =
            Size { schools: 8, sla_schools: 4, providers: 12, receiving_schools: 2, tier1_courses: 12, referrals: 120 };
        generate::round(&Recipe { size, ..Recipe::coventry(Term::Spring) }, seed)
    };
    let cities = (1..3).map(|seed| (seed, read(city(seed))));
    for (seed, round) in (0..150).map(|seed| (seed, read(tiny(seed)))).chain(cities) {
        let book = Casebook::new(&round);
        let options = Options::list(&book);
        let Some(pairs) = best(&round, &options) else { continue };
        let found = told(&round, &pairs).unwrap();
        assert!(found.iter().all(|(_, kind, _)| *kind == ClaimKind::SlaBeforeNeed), "round {seed}: {found:?}");
        assert_eq!(found, by_trying(&round, &options, &pairs), "round {seed}");
        by_sla += found.len();
    }
    assert!(by_sla > 0, "no case to look at");
}

/// The search looks at the time before each referral, and gives no part of its
/// claims for all of them.
#[test]
fn claims_end_with_the_time() {
    let recipe = Recipe { size: Size::of(40), ..Recipe::coventry(Term::Spring) };
    let round = read(generate::region(&recipe, 1, 1));
    let nobody = entries(&Pairs::new());
    let after = |looks: usize| {
        let looked = AtomicUsize::new(0);
        let found =
            claims_until(&round, &nobody, &Settings::default(), &|| looked.fetch_add(1, Ordering::Relaxed) >= looks);
        (found, looked.into_inner())
    };
    let (all, looked) = after(usize::MAX);
    assert_eq!(all, claims(&round, &nobody, &Settings::default()));
    let open = round.referrals.iter().filter(|(_, row)| row.status.is_open()).count();
    assert!(all.is_some() && looked >= open / 2, "{looked} looks at {open} referrals");
    for looks in [0, 1, 2, looked / 2, looked - 1] {
        assert_eq!(after(looks).0, None, "after {looks} looks");
    }
}
