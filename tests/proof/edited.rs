//! Edits made in the files of a round.

use super::Files;
use rightplace::explain::change::Edit;

/// Makes an edit in the files.
pub fn edited(files: &mut Files, edit: &Edit) {
    let (table, wanted, cells, is_removed) = match edit {
        Edit::Set { table, row, column, value } => (table, Some(row), vec![(*column, value.clone())], false),
        Edit::Insert { table, row } => (table, None, row.clone(), false),
        Edit::Remove { table, row } => (table, Some(row), Vec::new(), true),
        Edit::Policy { key, value } => {
            let text = files.get_mut("policy.toml").expect("a round has a policy");
            let mut policy: toml_edit::DocumentMut = text.parse().expect("it is TOML");
            let parts: Vec<&str> = key.split('.').collect();
            let [list, id, key] = parts[..] else { panic!("{key}") };
            let tables = policy[list].as_array_of_tables_mut().expect("programmes and pools are lists");
            let table = tables.iter_mut().find(|table| table["id"].as_str() == Some(id)).expect("it is known");
            table[key] = toml_edit::value(value.parse::<i64>().expect("it is a number"));
            *text = policy.to_string();
            return;
        }
    };
    let name = format!("{table}.csv");
    let text = files.get(&name).cloned().unwrap_or_else(|| {
        let header: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
        header.join(",") + "\n"
    });
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut header: Vec<String> = reader.headers().expect("there is a header").iter().map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect()).collect();
    for (column, _) in &cells {
        if !header.iter().any(|known| known == column) {
            header.push((*column).to_owned());
            rows.iter_mut().for_each(|row| row.push(String::new()));
        }
    }
    let at = |column: &str| header.iter().position(|known| known == column).expect("the column is there");
    match wanted {
        None => {
            let mut row = vec![String::new(); header.len()];
            cells.iter().for_each(|(column, value)| row[at(column)].clone_from(value));
            rows.push(row);
        }
        Some(wanted) => {
            let is_it = |row: &Vec<String>| wanted.iter().all(|(column, value)| &row[at(column)] == value);
            assert_eq!(rows.iter().filter(|row| is_it(row)).count(), 1, "{edit:?}");
            if is_removed {
                rows.retain(|row| !is_it(row));
            }
            for row in rows.iter_mut().filter(|row| is_it(row)) {
                cells.iter().for_each(|(column, value)| row[at(column)].clone_from(value));
            }
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("it is written to memory");
    rows.iter().for_each(|row| writer.write_record(row).expect("it is written to memory"));
    let bytes = writer.into_inner().expect("it is written to memory");
    files.insert(name, String::from_utf8(bytes).expect("the files are UTF-8"));
}
