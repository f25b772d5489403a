//! Nội dung as blocks: what each block is called, what it asks, and which block stands in which.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Field, Form};
use crate::assets::templates::BLOCKS;

/// A block of content, named by its key in the answers. A closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Đoạn văn.
    Text,
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục of a chương.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều with a heading.
    Article,
    /// Điều without a heading: its provision.
    ArticleText,
    /// Mục of the phần-mục layout.
    Heading,
    /// Khoản with a heading.
    ClauseHeading,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
    /// Gạch đầu dòng.
    Dash,
    /// Bảng.
    Table,
    /// Hình.
    Picture,
    /// Biểu đồ.
    Chart,
}

use BlockKind::*;

/// What stands in any unit beside the smaller units of its own.
const LOOSE: [BlockKind; 5] = [Text, Dash, Table, Picture, Chart];

impl BlockKind {
    /// Every kind, the larger units first.
    pub const ALL: [BlockKind; 15] = [
        Text,
        Part,
        Chapter,
        Section,
        Subsection,
        Article,
        ArticleText,
        Heading,
        ClauseHeading,
        Clause,
        Point,
        Dash,
        Table,
        Picture,
        Chart,
    ];

    /// The key in the answers.
    pub fn key(self) -> &'static str {
        match self {
            Text => "text",
            Part => "part",
            Chapter => "chapter",
            Section => "section",
            Subsection => "subsection",
            Article => "article",
            ArticleText => "article_text",
            Heading => "heading",
            ClauseHeading => "clause_heading",
            Clause => "clause",
            Point => "point",
            Dash => "dash",
            Table => "table",
            Picture => "picture",
            Chart => "chart",
        }
    }

    /// The kind of a key.
    pub fn of(key: &str) -> Option<BlockKind> {
        BlockKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What may stand at the top of a content whose form says nothing else (Phụ lục I, Phần I, Mục II.6).
    pub fn top() -> Vec<BlockKind> {
        let units = [Part, Chapter, Article, ArticleText, Heading, ClauseHeading, Clause];
        units.into_iter().chain(LOOSE).collect()
    }

    /// The units that may stand in it, from the largest.
    fn units(self) -> &'static [BlockKind] {
        match self {
            Part => &[Chapter, Article, ArticleText, Heading, ClauseHeading, Clause],
            Chapter => &[Section, Article, ArticleText],
            Section => &[Subsection, Article, ArticleText],
            Subsection => &[Article, ArticleText],
            Article | ArticleText | Heading => &[ClauseHeading, Clause, Point],
            ClauseHeading | Clause => &[Point],
            Text | Point | Dash | Table | Picture | Chart => &[],
        }
    }

    /// What may stand in it.
    pub fn inside(self) -> Vec<BlockKind> {
        match self {
            Text | Dash | Table | Picture | Chart => Vec::new(),
            _ => self.units().iter().copied().chain(LOOSE).collect(),
        }
    }

    /// Its place in the order of units, from phần down to điểm; none for what is no unit. A unit that follows a larger
    /// one in print is read as a part of it.
    pub fn rank(self) -> Option<u8> {
        match self {
            Part => Some(0),
            Chapter => Some(1),
            Section => Some(2),
            Subsection => Some(3),
            Article | ArticleText | Heading => Some(4),
            ClauseHeading | Clause => Some(5),
            Point => Some(6),
            Text | Dash | Table | Picture | Chart => None,
        }
    }

    /// Whether it has a number that can be referred to.
    pub fn is_numbered(self) -> bool {
        !matches!(self, Text | Dash)
    }

    /// Whether its text may carry marks of footnotes.
    pub fn has_footnotes(self) -> bool {
        matches!(self, Text | ArticleText | Clause | Point | Dash)
    }

    /// What it asks: the block itself, then what may stand beside its key.
    pub fn fields(self) -> &'static [Field] {
        &blocks()[self as usize]
    }

    /// The question of the block itself.
    pub fn field(self) -> &'static Field {
        &self.fields()[0]
    }
}

/// The fields of each kind, by its place in the list of kinds.
fn blocks() -> &'static [Vec<Field>] {
    static READ: OnceLock<Vec<Vec<Field>>> = OnceLock::new();
    READ.get_or_init(|| {
        // The file is part of the program and a test reads it, so this cannot fail on any input.
        let form = Form::load("blocks.yaml", BLOCKS).expect("the blocks of the program are read");
        BlockKind::ALL.into_iter().map(|kind| fields(kind, &form)).collect()
    })
}

fn fields(kind: BlockKind, form: &Form) -> Vec<Field> {
    let named = |key: &str| form.fields.iter().find(|field| field.key == key).cloned();
    let inside = kind.inside();
    let items = (!inside.is_empty()).then(|| named("items")).flatten().map(|mut items| {
        items.kind = super::Kind::Content(Content { allowed: inside, parent: Some(kind) });
        items
    });
    let id = kind.is_numbered().then(|| named("id")).flatten();
    let footnotes = kind.has_footnotes().then(|| named("footnotes")).flatten();
    named(kind.key()).into_iter().chain(id).chain(items).chain(footnotes).collect()
}

/// A list of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What may stand in it.
    pub allowed: Vec<BlockKind>,
    /// The block it stands in; none for a whole content.
    pub parent: Option<BlockKind>,
}

/// The shape of a name for references.
pub const ID_PATTERN: &str = "[A-Za-z0-9][A-Za-z0-9_-]{0,39}";

/// Whether a text has that shape.
pub fn is_id(text: &str) -> bool {
    let first = text.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    first && text.len() <= 40 && text.chars().all(allowed)
}

/// Every mark of a footnote, `[^name]`, in a text, with its name.
pub fn footnote_marks(text: &str) -> Vec<(Range<usize>, &str)> {
    let starts = text.match_indices("[^").map(|(start, open)| (start, start + open.len()));
    let mark = |(start, inner): (usize, usize)| {
        let end = inner + text[inner..].find(']')?;
        is_id(&text[inner..end]).then(|| (start..end + 1, &text[inner..end]))
    };
    starts.filter_map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_is_the_mark_of_a_footnote() {
        let marks =
            |text| footnote_marks(text).into_iter().map(|(range, name)| (&text[range], name)).collect::<Vec<_>>();
        assert_eq!(marks("một[^a][^b-1] [^ c] [^] [^đ] [^[^e]"), [("[^a]", "a"), ("[^b-1]", "b-1"), ("[^e]", "e")]);
    }

    #[test]
    fn every_kind_has_its_fields() {
        for kind in BlockKind::ALL {
            assert_eq!(kind.field().key, kind.key());
            assert_eq!(BlockKind::of(kind.key()), Some(kind));
            let has = |key: &str| kind.fields().iter().any(|field| field.key == key);
            assert_eq!((has("id"), has("items")), (kind.is_numbered(), !kind.inside().is_empty()), "{kind:?}");
        }
    }

    #[test]
    fn units_stand_in_larger_ones() {
        for kind in BlockKind::ALL {
            let fits = |inner: &BlockKind| inner.rank().is_none_or(|rank| Some(rank) > kind.rank());
            assert!(kind.inside().iter().all(fits), "{kind:?}");
        }
    }
}
