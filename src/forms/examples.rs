//! One small round that forms and schemas take their examples from.

use crate::schema::TableId;

/// What the first cell of an example begins with; such rows are not read.
pub(super) const EXAMPLE: &str = "e.g. ";

/// A row or group by the names of its columns or keys.
pub(super) type Row = &'static [(&'static str, &'static str)];

/// The example of `round.toml`.
pub(super) const RUN: Row = &[
    ("name", "Spring term 2025-26"),
    ("as_of", "2025-12-05"),
    ("academic_year", "2025-26"),
    ("policy", "policy.toml"),
    ("calendar", "calendar.csv"),
    ("bank_holidays", "gov.uk"),
    ("seed", "20251205"),
    ("provisional", "no"),
];

/// The example of the top of `policy.toml`.
pub(super) const POLICY: Row = &[
    ("authority", "Our council"),
    ("bands", "4"),
    ("days_off_site_max", "4"),
    ("outcome_working_days", "3"),
    ("access_exempt", "looked_after"),
    ("never_waive", "approval;own-school;separation;mix"),
    ("documents_max_age_days", "risk_assessment=365"),
    ("waiting_unit", "weeks"),
    ("transport_budget", "50000"),
];

/// The example of the section `sla`.
pub(super) const SLA: Row =
    &[("paid_programmes", "workshop"), ("paid_places", "15"), ("beyond", "refuse"), ("place_fee", "85.50")];

/// The example of the section `letters`.
pub(super) const LETTERS: Row = &[
    ("address", "Inclusion Service;Town Hall;Market Square;Ourtown AB1 2CD"),
    ("contact", "the alternative provision team, 01234 567890"),
    ("review", "Write to us within 20 school days and say why you think that the decision is wrong."),
];

/// The example of a programme.
pub(super) const PROGRAMME: Row = &[
    ("id", "workshop"),
    ("name", "Workshop courses"),
    ("tier", "1"),
    ("access", "priority"),
    ("decision", "panel"),
    ("deadline", "calendar"),
    ("precedence", "1"),
    ("lead_working_days", "5"),
    ("weeks", "10"),
    ("year_groups", "7-11"),
    ("age_months", "132-192"),
    ("referrers", "school"),
    ("on_roll", "yes"),
    ("documents", "application_form;risk_assessment"),
    ("ehcp", "no"),
    ("tags_any", "calm"),
    ("tags_none", "outdoors_only"),
    ("alone", "no"),
    ("repeat", "yes"),
    ("max_stay_weeks", "26"),
    ("max_stay_terms", "2"),
    ("gap_weeks", "6"),
    ("framework", "yes"),
    ("delivery", "on site"),
    ("days_per_week", "1-2"),
    ("weekdays", "Mon-Fri"),
    ("weeks_between", "6-12"),
    ("yearly_places", "75"),
    ("term_places", "25"),
    ("max_km", "15"),
    ("source", "Guide for schools, page 4"),
];

/// The example of a pool.
pub(super) const POOL: Row = &[
    ("id", "tutor_hours"),
    ("amount", "400"),
    ("each", "25"),
    ("programmes", "workshop"),
    ("courses", "C1"),
    ("providers", "P1"),
    ("schools", "S1"),
    ("per", "school"),
];

/// The example of a mix.
pub(super) const MIX: Row = &[
    ("id", "unregistered-ehcp"),
    ("per", "provider"),
    ("providers_tags", "unregistered"),
    ("programmes", "workshop"),
    ("courses", "C1"),
    ("providers", "P1"),
    ("most", "1"),
];

/// The example of whom a mix counts.
pub(super) const WHO: Row = &[
    ("ehcp", "yes"),
    ("looked_after", "no"),
    ("tags_any", "calm"),
    ("tags_none", "outdoors_only"),
    ("year_groups", "7-11"),
    ("days_least", "2.5"),
];

/// The example of a time limit.
pub(super) const CLOCK: Row = &[
    ("id", "first_answer"),
    ("name", "First answer to the family"),
    ("programmes", "workshop"),
    ("from", "submitted"),
    ("to", "answered"),
    ("amount", "6"),
    ("unit", "weeks"),
    ("basis", "statutory"),
    ("pauses", "family_away"),
    ("excuses", "exceptional_circumstances"),
    ("closures", "excuse"),
    ("closure_weeks", "4"),
    ("source", "Guide for schools, page 7"),
];

/// The example of a transport band.
pub(super) const TRANSPORT: Row = &[
    ("id", "far"),
    ("programmes", "workshop"),
    ("from_km", "4.8"),
    ("below_km", "20"),
    ("year_groups", "7-11"),
    ("ehcp", "yes"),
    ("tags_any", "calm"),
    ("tags_none", "walks_alone"),
    ("delivery", "on site"),
    ("cost", "12.50"),
    ("per", "day"),
    ("source", "Transport policy, page 3"),
];

/// The example of the section `objective`.
pub(super) const OBJECTIVE: Row = &[
    ("priority", "access;band;looked_after"),
    ("ladder", "placed;children;keep;precedence;waiting;choice;lottery;redraw;start-by-class;distance;fees;settle"),
];

/// The example rows of a table.
pub(super) fn rows(table: TableId) -> &'static [Row] {
    match table {
        TableId::Calendar => &[
            &[("kind", "term"), ("date", "2026-01-05"), ("end", "2026-03-27"), ("label", "Spring")],
            &[("kind", "holiday"), ("date", "2026-02-16"), ("end", "2026-02-20"), ("label", "Half-term")],
            &[
                ("kind", "deadline"),
                ("date", "2025-12-03"),
                ("programme", "workshop"),
                ("for_start", "2026-01-12"),
                ("label", "Workshops in spring"),
                ("stated", "Wednesday 3 December 2025"),
            ],
        ],
        TableId::Schools => &[&[
            ("school_id", "S1"),
            ("name", "Cedar School"),
            ("urn", "100001"),
            ("phase", "secondary"),
            ("sla", "yes"),
            ("paid_places", "15"),
            ("paid_places_used", "3"),
            ("extra_places", "0"),
            ("budget", "12000"),
            ("lat", "52.40"),
            ("lon", "-1.51"),
        ]],
        TableId::Students => &[
            &[
                ("student_id", "A1"),
                ("upn", "B801200005001"),
                ("school_id", "S1"),
                ("year_group", "9"),
                ("date_of_birth", "2012-05-03"),
                ("ehcp", "no"),
                ("looked_after", "no"),
                ("days_available", "Mon;Tue;Wed;Thu;Fri"),
                ("max_days", "4"),
                ("tags", "calm"),
                ("lat", "52.41"),
                ("lon", "-1.52"),
            ],
            &[("student_id", "A2"), ("school_id", "S1"), ("year_group", "10")],
        ],
        TableId::Referrals => &[&[
            ("referral_id", "R1"),
            ("student_id", "A1"),
            ("programme", "workshop"),
            ("submitted", "2025-11-20"),
            ("school_id", "S1"),
            ("referrer", "school"),
            ("status", "approved"),
            ("band", "2"),
            ("waiting_since", "2025-11-03"),
            ("units", "1"),
            ("either", "A1-spring"),
            ("documents", "application_form;risk_assessment"),
            ("delivery", "on site"),
            ("choices", "C1;any"),
            ("earliest_start", "2026-01-05"),
            ("latest_start", "2026-02-28"),
        ]],
        TableId::Providers => &[&[
            ("provider_id", "P1"),
            ("name", "Cedar Garage"),
            ("school_id", ""),
            ("approved_from", "2024-09-01"),
            ("approved_to", "2027-08-31"),
            ("framework", "yes"),
            ("daily_places", "20"),
            ("tags", "city_centre"),
            ("lat", "52.43"),
            ("lon", "-1.49"),
        ]],
        TableId::Courses => &[&[
            ("course_id", "C1"),
            ("provider_id", "P1"),
            ("programme", "workshop"),
            ("title", "Motor vehicle"),
            ("category", "trade"),
            ("year_groups", "9-11"),
            ("weeks", "10"),
            ("places", "16"),
            ("needs_tags", "calm"),
            ("fee", "40"),
            ("fee_per", "week"),
            ("delivery", "on site"),
            ("quality", "4"),
        ]],
        TableId::Intakes => &[&[
            ("intake_id", "I1"),
            ("course_id", "C1"),
            ("start", "2026-01-12"),
            ("end", "2026-03-27"),
            ("last_start", "2026-02-02"),
            ("days", "Mon;Tue am"),
            ("places", "8"),
            ("min_group", "2"),
            ("fee", "45.50"),
            ("fee_per", "week"),
            ("quality", "5"),
        ]],
        TableId::Placements => &[&[
            ("student_id", "A2"),
            ("intake_id", "I1"),
            ("programme", "workshop"),
            ("start", "2026-01-12"),
            ("end", "2026-03-27"),
            ("days", "Mon;Tue am"),
        ]],
        TableId::Separations => &[&[("student_a", "A1"), ("student_b", "A2"), ("scope", "intake")]],
        TableId::Decisions => &[
            &[
                ("referral_id", "R1"),
                ("decision", "keep"),
                ("intake_id", "I1"),
                ("by", "Panel"),
                ("date", "2025-11-28"),
            ],
            &[
                ("referral_id", "R1"),
                ("decision", "waive"),
                ("rule", "deadline"),
                ("by", "Panel"),
                ("reason", "The papers were held up in the post"),
                ("date", "2025-12-04"),
            ],
        ],
        TableId::Events => &[
            &[("referral_id", "R1"), ("event", "answered"), ("date", "2025-11-24"), ("at", "14:30")],
            &[("referral_id", "R1"), ("event", "family_away"), ("date", "2025-11-26"), ("end", "2025-11-28")],
        ],
        TableId::Pools => &[&[("pool_id", "tutor_hours"), ("school_id", "S1"), ("amount", "400")]],
    }
}

/// The example of a column or key; nothing where the examples leave it blank.
pub(super) fn of(rows: &[Row], name: &str) -> Option<&'static str> {
    let cells = rows.iter().flat_map(|row| row.iter());
    cells.filter(|(column, value)| *column == name && !value.is_empty()).map(|(_, value)| *value).next()
}
