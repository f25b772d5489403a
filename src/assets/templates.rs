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

/// Reference tables, by file name.
pub const REFERENCE: [(&str, &str); 5] = [
    ("modules.csv", include_str!("../../templates/reference/modules.csv")),
    ("data_tables.csv", include_str!("../../templates/reference/data_tables.csv")),
    ("document_types.csv", include_str!("../../templates/reference/document_types.csv")),
    ("provinces_2014.csv", include_str!("../../templates/reference/provinces_2014.csv")),
    ("provinces_2025.csv", include_str!("../../templates/reference/provinces_2025.csv")),
];
