//! The templates and reference tables inside the program.

use std::borrow::Cow;

/// The files of a template. A kind that names a base may leave out what it shares with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFiles {
    /// Name of the kind, or of the base.
    pub name: Cow<'static, str>,
    /// The folder, as messages name it: the name, or the path by which it was given.
    pub folder: Cow<'static, str>,
    /// `form.yaml`.
    pub form: Cow<'static, str>,
    /// `template.yaml`.
    pub manifest: Cow<'static, str>,
    /// `body.md`.
    pub body: Option<Cow<'static, str>>,
    /// `terms.csv`: the words for coded answers, by `list/code`.
    pub terms: Option<Cow<'static, str>>,
}

/// The files that a kind may leave out.
struct Optional {
    body: Option<&'static str>,
    terms: Option<&'static str>,
}

const fn kept(text: Option<&'static str>) -> Option<Cow<'static, str>> {
    match text {
        Some(text) => Some(Cow::Borrowed(text)),
        None => None,
    }
}

macro_rules! template {
    ($folder:literal, $name:literal $(, $part:ident)*) => {{
        #[allow(unused_mut)]
        let mut optional = Optional { body: None, terms: None };
        $(optional.$part = Some(template!(@$part $folder, $name));)*
        TemplateFiles {
            name: Cow::Borrowed($name),
            folder: Cow::Borrowed($name),
            form: Cow::Borrowed(include_str!(concat!("../../templates/", $folder, "/", $name, "/form.yaml"))),
            manifest: Cow::Borrowed(include_str!(concat!("../../templates/", $folder, "/", $name, "/template.yaml"))),
            body: kept(optional.body),
            terms: kept(optional.terms),
        }
    }};
    (@body $folder:literal, $name:literal) => {
        include_str!(concat!("../../templates/", $folder, "/", $name, "/body.md"))
    };
    (@terms $folder:literal, $name:literal) => {
        include_str!(concat!("../../templates/", $folder, "/", $name, "/terms.csv"))
    };
}

/// What kinds share. A base lies over those before it.
pub static BASES: [TemplateFiles; 5] = [
    template!("base", "van-ban"),
    template!("base", "ten-loai", body),
    template!("base", "ban-hanh", body),
    template!("base", "chuong-dieu"),
    template!("base", "hai-ben", body),
];

/// Every template: the types of Điều 7 in its order, then kinds of their own.
pub static TEMPLATES: [TemplateFiles; 31] = [
    template!("van-ban", "nghi-quyet"),
    template!("van-ban", "quyet-dinh"),
    template!("van-ban", "chi-thi"),
    template!("van-ban", "quy-che"),
    template!("van-ban", "quy-dinh"),
    template!("van-ban", "thong-cao"),
    template!("van-ban", "thong-bao"),
    template!("van-ban", "huong-dan"),
    template!("van-ban", "chuong-trinh"),
    template!("van-ban", "ke-hoach"),
    template!("van-ban", "phuong-an"),
    template!("van-ban", "de-an"),
    template!("van-ban", "du-an"),
    template!("van-ban", "bao-cao"),
    template!("van-ban", "bien-ban", body),
    template!("van-ban", "to-trinh"),
    template!("van-ban", "hop-dong"),
    template!("van-ban", "cong-van", body),
    template!("van-ban", "cong-dien", body),
    template!("van-ban", "ban-ghi-nho"),
    template!("van-ban", "ban-thoa-thuan"),
    template!("van-ban", "giay-uy-quyen"),
    template!("van-ban", "giay-moi", body),
    template!("van-ban", "giay-gioi-thieu", body),
    template!("van-ban", "giay-nghi-phep", body),
    template!("van-ban", "phieu-gui"),
    template!("van-ban", "phieu-chuyen"),
    template!("van-ban", "phieu-bao"),
    template!("van-ban", "thu-cong"),
    template!("van-ban", "bao-cao-vemis", body, terms),
    template!("van-ban", "ban-sao"),
];

/// Whether `file`, as messages name it, is of a template inside the program.
pub fn is_inside(file: &str) -> bool {
    let mut all = BASES.iter().chain(&TEMPLATES);
    all.any(|files| file.strip_prefix(&*files.folder).is_some_and(|rest| rest.starts_with('/')))
}

macro_rules! table {
    ($name:literal, $key:literal) => {
        ($name, include_str!(concat!("../../templates/reference/", $name, ".csv")), $key)
    };
}

/// The blocks that a content is made of, as fields of a form.
pub const BLOCKS: &str = include_str!("../../templates/blocks.yaml");

/// Reference tables: name in expressions, CSV text, key column.
pub const REFERENCE: [(&str, &str, &str); 12] = [
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
    table!("compounds", "word"),
];
