//! The tables of letter 1616: `templates/reference/attachment_schema.csv`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Serialize;

use super::codes;

const TABLES: &[u8] = include_bytes!("../../templates/reference/attachment_schema.csv");

/// How personal a column is (Nghị định 356/2025/NĐ-CP, Điều 3 and Điều 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pii {
    /// Not about a person.
    None,
    /// Basic personal data.
    Basic,
    /// Sensitive personal data.
    Sensitive,
}

impl Pii {
    /// As written in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Pii::None => "none",
            Pii::Basic => "basic",
            Pii::Sensitive => "sensitive",
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words or codes, of at most so many characters.
    Text(Option<usize>),
    /// A whole number.
    Integer,
    /// A number: all its digits and those after the point.
    Decimal(Option<(usize, usize)>),
    /// `yyyy-mm-dd`.
    Date,
    /// `0`, `1`, `true` or `false`.
    Bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head in the file.
    pub name: String,
    /// Its Vietnamese name.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Least and greatest value.
    pub range: (Option<f64>, Option<f64>),
    /// It may not be empty.
    pub required: bool,
    /// Part of the table's key.
    pub key: bool,
    /// The codes it may hold, where they are known.
    pub codes: Option<BTreeSet<&'static str>>,
    /// The codes stand in the schema itself, so another one is wrong beyond doubt.
    pub closed: bool,
    /// How personal it is.
    pub pii: Pii,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSchema {
    /// The module it belongs to; `chung` for the two common tables.
    pub module: String,
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

impl TableSchema {
    /// The most personal of its columns.
    pub fn pii(&self) -> Pii {
        self.columns.iter().map(|column| column.pii).max().unwrap_or(Pii::None)
    }
}

/// All tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The tables, module by module.
    pub tables: Vec<TableSchema>,
}

impl Schema {
    /// The tables of letter 1616.
    pub fn embedded() -> &'static Schema {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| Schema::parse(TABLES))
    }

    /// The table `name` of `module`.
    pub fn table(&self, module: &str, name: &str) -> Option<&TableSchema> {
        self.tables.iter().find(|table| table.module == module && table.name == name)
    }

    /// The tables of `module`.
    pub fn module<'a>(&'a self, module: &'a str) -> impl Iterator<Item = &'a TableSchema> {
        self.tables.iter().filter(move |table| table.module == module)
    }

    fn parse(file: &'static [u8]) -> Schema {
        let mut tables: Vec<TableSchema> = Vec::new();
        for row in csv::Reader::from_reader(file).into_records().flatten() {
            let (module, name) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
            if tables.last().is_none_or(|table| table.module != module || table.name != name) {
                tables.push(TableSchema { module: module.to_owned(), name: name.to_owned(), columns: Vec::new() });
            }
            if let Some(table) = tables.last_mut() {
                table.columns.push(column(&row));
            }
        }
        Schema { tables }
    }
}

fn column(row: &csv::StringRecord) -> Column {
    let at = |index: usize| row.get(index).unwrap_or_default();
    let list = at(6);
    let closed = list.contains(',');
    let codes = if closed { Some(list.split(',').map(leak).collect()) } else { codes::codes(list).cloned() };
    Column {
        name: at(2).to_owned(),
        label: at(9).to_owned(),
        kind: kind(at(3)),
        range: range(at(3)),
        required: at(4) == "true",
        key: at(5).split(',').any(|part| part == "PK"),
        codes,
        closed,
        pii: match at(7) {
            "sensitive" => Pii::Sensitive,
            "basic" => Pii::Basic,
            _ => Pii::None,
        },
    }
}

/// The schema is read once and lives as long as the program.
fn leak(code: &str) -> &'static str {
    code.to_owned().leak()
}

/// `string(8)`, `enum`, `integer 1..12`, `decimal(4.2) 0..10`, `date`, `bool`.
fn kind(written: &str) -> Kind {
    let name = written.split([' ', '(']).next().unwrap_or_default();
    let inside = written.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    match name {
        "integer" => Kind::Integer,
        "date" => Kind::Date,
        "bool" => Kind::Bool,
        "decimal" => Kind::Decimal(inside.and_then(|inside| {
            let (all, after) = inside.split_once('.')?;
            Some((all.parse().ok()?, after.parse().ok()?))
        })),
        _ => Kind::Text(inside.and_then(|width| width.parse().ok())),
    }
}

fn range(written: &str) -> (Option<f64>, Option<f64>) {
    let Some((_, range)) = written.split_once(' ') else { return (None, None) };
    if let Some(least) = range.strip_prefix(">=") {
        return (least.trim().parse().ok(), None);
    }
    range.split_once("..").map_or((None, None), |(least, greatest)| (least.parse().ok(), greatest.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_letter() {
        let schema = Schema::embedded();
        assert_eq!(schema.tables.len(), 27);
        assert_eq!(schema.tables.iter().map(|table| table.columns.len()).sum::<usize>(), 200);
        let marks = schema.table("hoc_sinh", "diem_chi_tiet").unwrap();
        let mark = marks.columns.last().unwrap();
        assert_eq!((mark.kind, mark.range), (Kind::Decimal(Some((4, 2))), (Some(0.0), Some(10.0))));
        assert_eq!(marks.columns.iter().filter(|column| column.key).count(), 8);
        assert_eq!(schema.table("hoc_sinh", "ho_so_hoc_sinh").unwrap().pii(), Pii::Sensitive);
        assert!(schema.table("chung", "don_vi").unwrap().columns[3].closed);
    }
}
