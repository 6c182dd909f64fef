//! A small round that works, to be changed cell by cell: one school, one
//! student, one referral for tuition, one provider with one course and one
//! intake.

use super::Files;
use std::collections::BTreeMap;

/// The cells of a row by column.
type Row = BTreeMap<String, String>;

/// The files of a round before they are written.
pub struct Fixture {
    run: Row,
    policy: Row,
    sla: Row,
    objective: Row,
    programmes: Vec<Row>,
    pools: Vec<Row>,
    tables: BTreeMap<&'static str, Vec<Row>>,
}

/// The needed tables with the columns of their ids.
const TABLES: [(&str, &str); 12] = [
    ("calendar", "kind"),
    ("schools", "school_id"),
    ("students", "student_id"),
    ("referrals", "referral_id"),
    ("providers", "provider_id"),
    ("courses", "course_id"),
    ("intakes", "intake_id"),
    ("placements", "student_id"),
    ("separations", "student_a"),
    ("decisions", "referral_id"),
    ("pools", "pool_id"),
    ("events", "referral_id"),
];

impl Fixture {
    /// The round as of Monday 5 January 2026: referral R1 of student A of
    /// school S1 for intake I1 of programme `tuition`, called Tuition, from
    /// Monday 12 January to Friday 13 February 2026 on Mondays and Tuesdays.
    pub fn new() -> Fixture {
        let mut fixture = Fixture {
            run: row("name=\"Test\"|as_of=2026-01-05|academic_year=\"2025-26\"|seed=1", '='),
            policy: row("authority=\"Test\"|bands=4", '='),
            sla: Row::new(),
            objective: Row::new(),
            programmes: Vec::new(),
            pools: Vec::new(),
            tables: TABLES.iter().map(|(name, _)| (*name, Vec::new())).collect(),
        };
        fixture.programme("tuition", "Tuition", &[]);
        for term in
            ["date:2026-01-05|end:2026-03-27", "date:2026-04-13|end:2026-07-17", "date:2026-09-01|end:2026-12-18"]
        {
            fixture.add("calendar", &format!("kind:term|{term}"));
        }
        fixture.add("schools", "school_id:S1|sla:yes|lat:52.4|lon:-1.5");
        fixture.add("students", "student_id:A|school_id:S1");
        fixture.add("referrals", "referral_id:R1|student_id:A|programme:tuition|submitted:2025-12-01");
        fixture.add("providers", "provider_id:P1");
        fixture.add("courses", "course_id:C1|provider_id:P1|programme:tuition");
        fixture.intake("I1", "Mon;Tue", 5);
        fixture
    }

    /// A further programme, with settings as they stand in the policy.
    pub fn programme(&mut self, id: &str, name: &str, settings: &[(&str, &str)]) -> &mut Fixture {
        let mut programme = row(&format!("id=\"{id}\"|name=\"{name}\""), '=');
        programme.extend(settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        self.programmes.push(programme);
        self
    }

    /// A further intake of course C1 on some weekdays, at the dates of I1.
    pub fn intake(&mut self, id: &str, days: &str, places: u32) -> &mut Fixture {
        self.add(
            "intakes",
            &format!("intake_id:{id}|course_id:C1|start:2026-01-12|end:2026-02-13|days:{days}|places:{places}"),
        )
    }

    /// A further student of school S1 with a referral for tuition.
    pub fn referral(&mut self, referral: &str, student: &str) -> &mut Fixture {
        if !self.tables["students"].iter().any(|each| each["student_id"] == student) {
            self.add("students", &format!("student_id:{student}|school_id:S1"));
        }
        self.add(
            "referrals",
            &format!("referral_id:{referral}|student_id:{student}|programme:tuition|submitted:2025-12-01"),
        )
    }

    /// Adds a row, `column:value|column:value`.
    pub fn add(&mut self, table: &str, cells: &str) -> &mut Fixture {
        self.tables.get_mut(table).expect(table).push(row(cells, ':'));
        self
    }

    /// Sets cells of the row with an id.
    pub fn set(&mut self, table: &str, id: &str, cells: &str) -> &mut Fixture {
        let (_, column) = TABLES.iter().find(|(name, _)| *name == table).expect(table);
        let rows = self.tables.get_mut(table).expect(table);
        rows.iter_mut().find(|each| each[*column] == id).expect(id).extend(row(cells, ':'));
        self
    }

    /// Sets a key of the programme `tuition`.
    pub fn tuition(&mut self, key: &str, value: &str) -> &mut Fixture {
        self.programmes[0].insert(key.to_owned(), value.to_owned());
        self
    }

    /// Sets a key of `round.toml`.
    pub fn run(&mut self, key: &str, value: &str) -> &mut Fixture {
        self.run.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Sets a key of the policy.
    pub fn policy(&mut self, key: &str, value: &str) -> &mut Fixture {
        self.policy.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Sets a key of the policy's section `sla`.
    pub fn sla(&mut self, key: &str, value: &str) -> &mut Fixture {
        self.sla.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Sets a key of the policy's section `objective`.
    pub fn objective(&mut self, key: &str, value: &str) -> &mut Fixture {
        self.objective.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Adds a pool, `key=value|key=value`.
    pub fn pool(&mut self, settings: &str) -> &mut Fixture {
        self.pools.push(row(settings, '='));
        self
    }

    /// The files.
    pub fn files(&self) -> Files {
        let mut policy = settings(&self.policy);
        for (section, values) in [("[sla]", &self.sla), ("[objective]", &self.objective)] {
            policy += &format!("{section}\n{}", settings(values));
        }
        for (section, all) in [("[[programme]]", &self.programmes), ("[[pool]]", &self.pools)] {
            policy.extend(all.iter().map(|values| format!("{section}\n{}", settings(values))));
        }
        let mut files =
            Files::from([("round.toml".to_owned(), settings(&self.run)), ("policy.toml".to_owned(), policy)]);
        files.extend(self.tables.iter().map(|(name, rows)| (format!("{name}.csv"), csv(name, rows))));
        files
    }
}

fn row(cells: &str, separator: char) -> Row {
    let cells = cells.split('|').filter_map(|cell| cell.split_once(separator));
    cells.map(|(column, value)| (column.to_owned(), value.to_owned())).collect()
}

fn settings(values: &Row) -> String {
    values.iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

fn csv(table: &str, rows: &[Row]) -> String {
    let id = TABLES.iter().find(|(name, _)| *name == table).map_or("", |(_, column)| column);
    let needed: &[&str] = match table {
        "placements" => &["student_id", "intake_id", "programme", "start", "end", "days"],
        "separations" => &["student_a", "student_b", "scope"],
        "pools" => &["school_id", "amount"],
        "events" => &["event", "date", "at", "end"],
        "decisions" => &["referral_id", "decision", "intake_id", "rule", "reason"],
        _ => &[],
    };
    let mut columns: Vec<&str> = std::iter::once(id).chain(needed.iter().copied()).collect();
    columns.extend(rows.iter().flat_map(|row| row.keys().map(String::as_str)));
    let mut seen = Vec::new();
    for column in columns {
        if !seen.contains(&column) {
            seen.push(column);
        }
    }
    let cell = |row: &Row, column: &str| row.get(column).cloned().unwrap_or_default();
    let line = |row: &Row| seen.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(",") + "\n";
    let lines = rows.iter().map(line);
    seen.join(",") + "\n" + &lines.collect::<String>()
}
