//! The elements that Typst's PDF writer finds in frames: it makes the tags, the outline and the attachments of them.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;

use typst::foundations::{Bytes, Content, Derived, Dict, NativeElement, Packed, Smart, Value};
use typst::introspection::MetadataElem;
use typst::layout::resolve::{Cell, CellGrid, Entry};
use typst::layout::{Axes, GridCell, GridElem, PlaceElem, Sizing};
use typst::loading::{DataSource, LoadSource, Loaded};
use typst::model::{FigureElem, HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, ArtifactKind, AttachElem, AttachedFileRelationship, TableCellKind, TableHeaderScope};
use typst::syntax::Spanned;
use typst::text::TextElem;
use typst::visualize::ImageElem;

use super::super::layout::stamp_name;
use super::super::{Attachment, Relationship};
use super::paint::Element;
use crate::model::Stamp;

/// `element` as Typst's, without a location.
pub fn content(element: &Element) -> Content {
    match element {
        Element::Paragraph => ParElem::new(Content::empty()).pack(),
        Element::Heading { level, title } => heading(*level, title),
        Element::Grid(columns, rows) => {
            let mut grid = GridElem::new(Vec::new());
            grid.grid = Some(cells(*columns, (0..columns * rows).map(|_| entry(1)).collect()));
            grid.pack()
        }
        Element::GridCell { column, row } => {
            let mut cell = GridCell::new(Content::empty());
            cell.x.set(Smart::Custom(*column));
            cell.y.set(Smart::Custom(*row));
            cell.pack()
        }
        Element::Table { columns, rows, .. } => {
            let mut table = TableElem::new(Vec::new());
            table.grid = Some(cells(*columns, entries(*columns, rows)));
            table.pack()
        }
        Element::TableCell { column, row, span, is_head, repeats } => {
            let mut cell = TableCell::new(Content::empty());
            cell.x.set(Smart::Custom(*column));
            cell.y.set(Smart::Custom(*row));
            cell.colspan.set(NonZeroUsize::new(*span).unwrap_or(NonZeroUsize::MIN));
            let head = TableCellKind::Header(NonZeroU32::MIN, TableHeaderScope::Column);
            cell.kind.set(Smart::Custom(if *is_head { head } else { TableCellKind::Data }));
            cell.is_repeated.set(*repeats);
            cell.pack()
        }
        Element::Picture(description) => {
            let none = Bytes::new([0; 0]);
            let loaded = Loaded::new(Spanned::detached(LoadSource::Bytes), none.clone());
            let mut image = ImageElem::new(Derived::new(DataSource::Bytes(none), loaded));
            image.alt.set(Some(description.into()));
            image.pack()
        }
        Element::Figure(description) => {
            let mut figure = FigureElem::new(Content::empty());
            figure.alt.set(Some(description.into()));
            figure.pack()
        }
        Element::Placed => PlaceElem::new(Content::empty()).pack(),
        Element::Float => {
            let mut place = PlaceElem::new(Content::empty());
            place.float.set(true);
            place.pack()
        }
        Element::Header => artifact(ArtifactKind::Header),
        Element::Footer => artifact(ArtifactKind::Footer),
        Element::Background => artifact(ArtifactKind::Background),
    }
}

fn heading(level: u8, title: &str) -> Content {
    let mut heading = HeadingElem::new(TextElem::packed(title));
    heading.level.set(Smart::Custom(NonZeroUsize::new(level.into()).unwrap_or(NonZeroUsize::MIN)));
    heading.pack()
}

fn artifact(kind: ArtifactKind) -> Content {
    let mut artifact = ArtifactElem::new(Content::empty());
    artifact.kind.set(kind);
    artifact.pack()
}

fn cells(columns: usize, entries: Vec<Entry>) -> Arc<CellGrid> {
    let tracks = vec![Sizing::Auto; columns];
    let none: &[Sizing] = &[];
    let (tracks, gutter) = (Axes::new(tracks.as_slice(), none), Axes::new(none, none));
    Arc::new(CellGrid::new_internal(tracks, gutter, Vec::new(), Vec::new(), Vec::new(), None, entries))
}

fn entry(span: usize) -> Entry {
    let colspan = NonZeroUsize::new(span).unwrap_or(NonZeroUsize::MIN);
    Entry::Cell(Cell { colspan, ..Cell::new(Content::empty()) })
}

fn entries(columns: usize, rows: &[Vec<(usize, usize)>]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(columns * rows.len());
    for (column, span) in rows.iter().flatten() {
        let parent = entries.len();
        debug_assert_eq!(parent % columns, *column);
        entries.push(entry(*span));
        entries.extend((1..*span).map(|_| Entry::Merged { parent }));
    }
    entries
}

/// The place of a stamp, with the size of its area where it is no gap.
pub fn stamp(stamp: Stamp, size: Option<(f64, f64)>) -> Content {
    let length = |points: Option<f64>| points.map_or(Value::None, Value::Float);
    let mut mark = Dict::new();
    mark.insert("stamp".into(), Value::Str(stamp_name(stamp).into()));
    mark.insert("width".into(), length(size.map(|(width, _)| width)));
    mark.insert("height".into(), length(size.map(|(_, height)| height)));
    MetadataElem::new(Value::Dict(mark)).pack()
}

/// A file inside the PDF.
pub fn attachment(file: &Attachment) -> Content {
    let name = typst::foundations::PathOrStr::Str(file.name.as_str().into());
    let mut element = AttachElem::new(Derived::new(name, file.name.as_str().into()), Bytes::new(file.bytes.clone()));
    element.relationship.set(Some(match file.relationship {
        Relationship::Source => AttachedFileRelationship::Source,
        Relationship::Data => AttachedFileRelationship::Data,
        Relationship::Supplement => AttachedFileRelationship::Supplement,
    }));
    element.mime_type.set(Some(file.mime.as_str().into()));
    element.description.set(Some(file.description.as_str().into()));
    Packed::new(element).pack()
}
