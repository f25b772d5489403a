//! The templates and reference tables inside the program.

/// The files of a template.
#[derive(Debug, Clone, Copy)]
pub struct TemplateFiles {
    /// Name of the kind.
    pub name: &'static str,
    /// `form.yaml`.
    pub form: &'static str,
    /// `template.yaml`.
    pub manifest: &'static str,
    /// `body.md`.
    pub body: &'static str,
    /// `terms.csv`: the words for coded answers, by `list/code`.
    pub terms: &'static str,
}

macro_rules! template {
    ($name:literal) => {
        TemplateFiles {
            name: $name,
            form: include_str!(concat!("../../templates/van-ban/", $name, "/form.yaml")),
            manifest: include_str!(concat!("../../templates/van-ban/", $name, "/template.yaml")),
            body: include_str!(concat!("../../templates/van-ban/", $name, "/body.md")),
            terms: include_str!(concat!("../../templates/van-ban/", $name, "/terms.csv")),
        }
    };
}

/// Every template.
pub const TEMPLATES: [TemplateFiles; 2] = [template!("bao-cao-vemis"), template!("cong-van")];

macro_rules! table {
    ($name:literal, $key:literal) => {
        ($name, include_str!(concat!("../../templates/reference/", $name, ".csv")), $key)
    };
}

/// Reference tables: name in expressions, CSV text, key column.
pub const REFERENCE: [(&str, &str, &str); 11] = [
    table!("modules", "code"),
    table!("data_tables", "key"),
    table!("document_types", "code"),
    table!("provinces", "code"),
    table!("departments_2014", "code"),
    table!("unit_types", "word"),
    table!("place_names", "name"),
    table!("ministries", "abbreviation"),
    table!("moet_units_2014", "abbreviation"),
    table!("doet_offices", "abbreviation"),
    table!("body_abbreviations", "abbreviation"),
];
