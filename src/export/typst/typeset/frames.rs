//! The pages as Typst's frames.

use typst::foundations::{Content, Datetime, Smart};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Abs, Em, Frame, FrameItem, FrameParent, GroupItem, Inherit, Point, Size};
use typst::model::DocumentInfo;
use typst::syntax::Span;
use typst::text::{Glyph, Lang, Locale, TextItem};
use typst::visualize::{Color, FixedStroke, Geometry, Paint, RasterImage};
use typst_layout::{Page, PagedDocument};

use super::super::PdfOptions;
use super::super::program::Program;
use super::super::world;
use super::drawing::{area, drawn, path, upward, watermark};
use super::elements;
use super::letters;
use super::lines::Run;
use super::page::Sheet;
use super::paint::{Element, Placed, Thing};

/// The document of these sheets.
pub fn document(
    program: &Program,
    options: &PdfOptions,
    pictures: &[RasterImage],
    sheets: Vec<Sheet>,
) -> PagedDocument {
    let mut framer = Framer { pictures, located: 0, open: Vec::new(), float: None };
    let mark = program.watermark.as_ref();
    let pages = sheets.into_iter().enumerate().map(|(at, sheet)| {
        let size = Size::new(Abs::pt(sheet.width), Abs::pt(sheet.height));
        let mut frame = Frame::hard(size);
        if at == 0 {
            for file in &options.attachments {
                framer.single(&mut frame, Point::zero(), elements::attachment(file));
            }
        }
        if let Some(mark) = mark {
            framer.open(&mut frame, Point::zero(), &Element::Background);
            let (at, group) = watermark(mark, size);
            frame.push(at, FrameItem::Group(group));
            framer.close(&mut frame);
        }
        framer.things(&mut frame, sheet.things);
        page(frame, at)
    });
    PagedDocument::new(pages.collect(), info(program))
}

fn page(frame: Frame, at: usize) -> Page {
    let number = at as u64 + 1;
    let supplement = Content::empty();
    Page { frame, bleed: Default::default(), fill: Smart::Auto, numbering: None, supplement, number }
}

fn info(program: &Program) -> DocumentInfo {
    let date = &program.date;
    let [month, day] = [date.month, date.day].map(|number| u8::try_from(number).unwrap_or(1));
    DocumentInfo {
        title: Some(program.title.into()),
        author: vec![program.author.into()],
        description: Some(program.subject.into()),
        keywords: Vec::new(),
        date: Smart::Custom(Datetime::from_ymd(date.year, month, day)),
        locale: Smart::Custom(Locale::new(Lang::VIETNAMESE, None)),
    }
}

/// Turns things into items of frames, page after page.
struct Framer<'p> {
    /// The pictures, by their numbers.
    pictures: &'p [RasterImage],
    /// How many elements have a location.
    located: u128,
    /// Those that are open.
    open: Vec<(Location, TagFlags)>,
    /// What stands at the foot of the page.
    float: Option<Location>,
}

/// An element that tags and queries see.
const ELEMENT: TagFlags = TagFlags { introspectable: true, tagged: true };
/// An element that only queries see.
const MARK: TagFlags = TagFlags { introspectable: true, tagged: false };

impl Framer<'_> {
    fn things(&mut self, frame: &mut Frame, things: Vec<Placed>) {
        for Placed { x, y, thing } in things {
            let at = Point::new(Abs::pt(x), Abs::pt(y));
            match thing {
                Thing::Run(run, color) => frame.push(at, FrameItem::Text(text(&run, paint(color)))),
                Thing::Rule { length, thickness } => {
                    let line = Geometry::Line(Point::with_x(Abs::pt(length)));
                    frame.push(at, stroked(line, thickness, None));
                }
                Thing::Rect { width, height, thickness, color } => {
                    let rect = Geometry::Rect(Size::new(Abs::pt(width), Abs::pt(height)));
                    frame.push(at, stroked(rect, thickness, color));
                }
                Thing::Image { file, size, description } => {
                    frame.push_multiple(self.pictures.get(file).map(|picture| (at, drawn(picture, size, description))));
                }
                Thing::Area { points, color } => frame.push(at, area(points, color)),
                Thing::Path { points, color, thickness } => frame.push(at, path(points, color, thickness)),
                Thing::Upward(run, color) => frame.push(at, upward(&run, color)),
                Thing::Stamp(stamp, size) => self.single(frame, at, elements::stamp(stamp, size)),
                Thing::Open(element) => self.open(frame, at, &element),
                Thing::Close => self.close(frame),
                Thing::Foot(things) => self.foot(frame, things),
            }
        }
    }

    /// What stands at the foot of the page, read where its `Float` stands.
    fn foot(&mut self, frame: &mut Frame, things: Vec<Placed>) {
        let mut inner = Frame::soft(frame.size());
        self.things(&mut inner, things);
        let mut group = GroupItem::new(inner);
        group.parent = self.float.take().map(|location| FrameParent::new(location, Inherit::Yes));
        frame.push(Point::zero(), FrameItem::Group(group));
    }

    fn open(&mut self, frame: &mut Frame, at: Point, element: &Element) {
        let location = self.start(frame, at, elements::content(element), ELEMENT);
        if *element == Element::Float {
            self.float = Some(location);
        }
    }

    fn start(&mut self, frame: &mut Frame, at: Point, mut content: Content, flags: TagFlags) -> Location {
        self.located += 1;
        let location = Location::new(self.located);
        content.set_location(location);
        frame.push(at, FrameItem::Tag(Tag::Start(content, flags)));
        self.open.push((location, flags));
        location
    }

    fn close(&mut self, frame: &mut Frame) {
        if let Some((location, flags)) = self.open.pop() {
            frame.push(Point::zero(), FrameItem::Tag(Tag::End(location, location.hash(), flags)));
        }
    }

    /// An element without content.
    fn single(&mut self, frame: &mut Frame, at: Point, content: Content) {
        self.start(frame, at, content, MARK);
        self.close(frame);
    }
}

fn stroked(geometry: Geometry, thickness: f64, color: Option<&str>) -> FrameItem {
    let stroke = FixedStroke::from_pair(paint(color), Abs::pt(thickness));
    FrameItem::Shape(geometry.stroked(stroke), Span::detached())
}

/// The colour `rrggbb`, or black.
pub fn paint(color: Option<&str>) -> Paint {
    color.and_then(|color| color.parse().ok()).unwrap_or(Color::BLACK).into()
}

/// The letters of `run`.
pub fn text(run: &Run, fill: Paint) -> TextItem {
    let glyph = |(at, character): (usize, char)| {
        let letter = letters::letter(character, run.face)?;
        let stretch = if character == ' ' { run.stretch / run.size } else { 0.0 };
        let advance = if at < run.kept { letter.advance + stretch } else { 0.0 };
        let end = at + character.len_utf8();
        Some(Glyph {
            id: letter.glyph,
            x_advance: Em::new(advance),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: u16::try_from(at).unwrap_or(u16::MAX)..u16::try_from(end).unwrap_or(u16::MAX),
            span: (Span::detached(), 0),
        })
    };
    TextItem {
        font: world::font(run.face),
        size: Abs::pt(run.size),
        fill,
        stroke: None,
        lang: Lang::VIETNAMESE,
        region: None,
        text: run.text.into(),
        glyphs: run.text.char_indices().filter_map(glyph).collect(),
    }
}
