//! The templates and reference tables inside the program.

/// The files of a template. A kind that names a base may leave out what it shares with it.
#[derive(Debug, Clone, Copy)]
pub struct TemplateFiles {
    /// Name of the kind, or of the base.
    pub name: &'static str,
    /// `form.yaml`.
    pub form: &'static str,
    /// `template.yaml`.
    pub manifest: &'static str,
    /// `body.md`.
    pub body: Option<&'static str>,
    /// `terms.csv`: the words for coded answers, by `list/code`.
    pub terms: Option<&'static str>,
}

macro_rules! template {
    ($folder:literal, $name:literal $(, $part:ident)*) => {{
        #[allow(unused_mut)]
        let mut files = TemplateFiles {
            name: $name,
            form: include_str!(concat!("../../templates/", $folder, "/", $name, "/form.yaml")),
            manifest: include_str!(concat!("../../templates/", $folder, "/", $name, "/template.yaml")),
            body: None,
            terms: None,
        };
        $(files.$part = Some(template!(@$part $folder, $name));)*
        files
    }};
    (@body $folder:literal, $name:literal) => {
        include_str!(concat!("../../templates/", $folder, "/", $name, "/body.md"))
    };
    (@terms $folder:literal, $name:literal) => {
        include_str!(concat!("../../templates/", $folder, "/", $name, "/terms.csv"))
    };
}

/// What kinds share.
pub const BASES: [TemplateFiles; 1] = [template!("base", "van-ban")];

/// Every template: the types of Điều 7 in its order, then kinds of their own.
pub const TEMPLATES: [TemplateFiles; 3] = [
    template!("van-ban", "cong-van", body),
    template!("van-ban", "bao-cao-vemis", body, terms),
    template!("van-ban", "ban-sao"),
];

macro_rules! table {
    ($name:literal, $key:literal) => {
        ($name, include_str!(concat!("../../templates/reference/", $name, ".csv")), $key)
    };
}

/// The blocks that a content is made of, as fields of a form.
pub const BLOCKS: &str = include_str!("../../templates/blocks.yaml");

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
