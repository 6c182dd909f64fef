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

/// What a scenario has of it, by its name and the scenario's folder.
macro_rules! of {
    ($name:literal, $folder:literal) => {
        Shipped {
            name: $name,
            policy: include_str!(concat!("../../scenarios/", $folder, "/policy.toml")),
            calendar: include_str!(concat!("../../scenarios/", $folder, "/calendar.csv")),
        }
    };
}

/// All of them, by name.
pub const SHIPPED: [Shipped; 6] = [
    of!("county", "county-2025-26"),
    of!("coventry", "coventry-2025-26"),
    of!("early-years", "coventry-early-years"),
    of!("ehc", "coventry-ehc"),
    of!("keys", "coventry-keys"),
    of!("three-tier", "three-tier"),
];
