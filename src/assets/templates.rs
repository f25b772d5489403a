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
pub const TEMPLATES: [TemplateFiles; 3] = [template!("ban-sao"), template!("bao-cao-vemis"), template!("cong-van")];

/// Reference tables: name in expressions, CSV text, key column.
pub const REFERENCE: [(&str, &str, &str); 5] = [
    ("modules", include_str!("../../templates/reference/modules.csv"), "code"),
    ("data_tables", include_str!("../../templates/reference/data_tables.csv"), "key"),
    ("document_types", include_str!("../../templates/reference/document_types.csv"), "code"),
    ("provinces_2014", include_str!("../../templates/reference/provinces_2014.csv"), "gso_code"),
    ("provinces_2025", include_str!("../../templates/reference/provinces_2025.csv"), "gso_code"),
];
