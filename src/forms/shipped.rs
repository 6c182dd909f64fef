//! Policies that come with the program, each with the calendar that it goes by.

/// A policy that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// What it is asked for by.
    pub name: &'static str,
    /// `policy.toml`.
    pub policy: &'static str,
    /// `calendar.csv`, of the academic year that the policy was read for.
    pub calendar: &'static str,
}

/// All of them, by name.
pub const SHIPPED: [Shipped; 6] = [
    Shipped {
        name: "county",
        policy: include_str!("../../scenarios/county-2025-26/policy.toml"),
        calendar: include_str!("../../scenarios/county-2025-26/calendar.csv"),
    },
    Shipped {
        name: "coventry",
        policy: include_str!("../../scenarios/coventry-2025-26/policy.toml"),
        calendar: include_str!("../../scenarios/coventry-2025-26/calendar.csv"),
    },
    Shipped {
        name: "early-years",
        policy: include_str!("../../scenarios/coventry-early-years/policy.toml"),
        calendar: include_str!("../../scenarios/coventry-early-years/calendar.csv"),
    },
    Shipped {
        name: "ehc",
        policy: include_str!("../../scenarios/coventry-ehc/policy.toml"),
        calendar: include_str!("../../scenarios/coventry-ehc/calendar.csv"),
    },
    Shipped {
        name: "keys",
        policy: include_str!("../../scenarios/coventry-keys/policy.toml"),
        calendar: include_str!("../../scenarios/coventry-keys/calendar.csv"),
    },
    Shipped {
        name: "three-tier",
        policy: include_str!("../../scenarios/three-tier/policy.toml"),
        calendar: include_str!("../../scenarios/three-tier/calendar.csv"),
    },
];
