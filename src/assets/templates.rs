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

/// Reference tables: name in expressions, CSV text, key column.
pub const REFERENCE: [(&str, &str, &str); 5] = [
    ("modules", include_str!("../../templates/reference/modules.csv"), "code"),
    ("data_tables", include_str!("../../templates/reference/data_tables.csv"), "key"),
    ("document_types", include_str!("../../templates/reference/document_types.csv"), "code"),
    ("provinces_2014", include_str!("../../templates/reference/provinces_2014.csv"), "gso_code"),
    ("provinces_2025", include_str!("../../templates/reference/provinces_2025.csv"), "gso_code"),
];
