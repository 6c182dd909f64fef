//! A small good round that tests change.

use std::collections::BTreeMap;

/// The files of a round by name.
pub type Files = BTreeMap<String, String>;

const ROUND: &str = r#"name = "Spring 2026"
as_of = 2025-12-05
academic_year = "2025-26"
policy = "policy.toml"
seed = 20251205
"#;

const POLICY: &str = r#"authority = "Coventry"
bands = 4
days_off_site_max = 4
outcome_working_days = 3
access_exempt = ["looked_after"]

[sla]
paid_programmes = ["tier1"]
paid_places = 15
beyond = "refuse"
place_fee = "£85.50"

[[programme]]
id = "tier1"
name = "Tier 1"

[[programme]]
id = "flourish"
name = "Flourish"
tier = "2"
access = "priority"
decision = "panel"
deadline = "calendar"
weeks = 12
year_groups = "7-11"
documents = ["application_form", "risk_assessment"]
repeat = false
max_km = 15

[[pool]]
id = "hours"
each = 25
programmes = ["tier1"]
per = "school"
"#;

const CALENDAR: &str = "\
kind,date,end,programme,for_start,label,stated
term,2025-09-01,2025-12-19,,,Autumn,
holiday,2025-10-27,2025-10-31,,,Half-term,
deadline,2025-12-03,,flourish,2026-01-12,Flourish spring,Wednesday 3 December 2025
bank_holiday,2026-01-01,,,,New Year’s Day,
term,2026-01-05,2026-03-27,,,Spring,
holiday,2026-02-16,2026-02-20,,,Half-term,
bank_holiday,2026-04-03,,,,Good Friday,
bank_holiday,2026-04-06,,,,Easter Monday,
term,2026-04-13,2026-07-21,,,Summer,
holiday,2026-05-25,2026-05-29,,,Half-term,
";

const SCHOOLS: &str = "\
school_id,name,urn,phase,sla,paid_places,paid_places_used,extra_places,budget,lat,lon
S1,Cedar School,100001,secondary,yes,,3,,\"£12,000\",52.40,-1.51
S2,Birch School,100002,secondary,no,,,,,52.42,-1.50
";

const STUDENTS: &str = "\
student_id,school_id,year_group,date_of_birth,ehcp,looked_after,days_available,max_days,tags,lat,lon
A1,S1,9,03/05/2012,no,no,,,Calm;quiet,52.41,-1.52
A2,S1,Year 8,14/02/2013,yes,TBC,Mon;Tue am,2.5,,52.41,-1.53
A3,,10,,,,,,,52.40,-1.50
";

const REFERRALS: &str = "\
referral_id,student_id,programme,submitted,school_id,referrer,status,band,waiting_since,units,either,documents,choices,earliest_start,latest_start
R1,A1,flourish,2025-11-20,,,approved,2,,,,Application_Form;risk_assessment,C2;any,,
R2,A2,tier1,21/11/2025,S2,School,pending,1,1 November 2025,2,x,,I1|C1,,
R3,A3,tier1,2025-11-21,,Council,,3,,,,,,2026-01-05,2026-02-01
";

const PROVIDERS: &str = "\
provider_id,name,school_id,approved_from,approved_to,daily_places,tags,lat,lon
P1,Garage,,2024-09-01,2027-08-31,20,,52.43,-1.49
P2,Cedar School,S1,,,,,52.40,-1.51
";

const COURSES: &str = "\
course_id,provider_id,programme,title,category,year_groups,weeks,places,needs_tags,fee,fee_per,delivery
C1,P1,tier1,Motor vehicle,trade,9-11,10,,,£40,week,on site
C2,P2,flourish,Flourish,,,,16,,,,
";

const INTAKES: &str = "\
intake_id,course_id,start,end,last_start,days,places,min_group,fee,fee_per
I1,C1,2026-01-12,,2026-02-02,Mon;Tue am,8,2,,
I2,C2,2026-01-12,2026-04-24,,Wed;Thu,12,,250.00,
";

const PLACEMENTS: &str = "\
student_id,intake_id,programme,start,end,days
A1,I1,,2025-11-03,,
A3,,tier1,2025-09-15,2025-12-12,Fri
";

const SEPARATIONS: &str = "student_a,student_b,scope\nA1,A2,provider\n";

const DECISIONS: &str = "\
referral_id,decision,intake_id,rule,by,reason,date
R1,waive,,deadline,Panel,papers came late,2025-12-05
R2,bar,I1,,,,
";

const POOLS: &str = "pool_id,school_id,amount\nhours,S1,400\n";

/// The good round: no problem at all.
pub fn good() -> Files {
    [
        ("round.toml", ROUND),
        ("policy.toml", POLICY),
        ("calendar.csv", CALENDAR),
        ("schools.csv", SCHOOLS),
        ("students.csv", STUDENTS),
        ("referrals.csv", REFERRALS),
        ("providers.csv", PROVIDERS),
        ("courses.csv", COURSES),
        ("intakes.csv", INTAKES),
        ("placements.csv", PLACEMENTS),
        ("separations.csv", SEPARATIONS),
        ("decisions.csv", DECISIONS),
        ("pools.csv", POOLS),
    ]
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .into()
}
