//! What files and pages say, as text.

use std::fmt::Write as _;
use std::io::{Cursor, Read};

use congvan::export::typst::Layout;
use congvan::model::{Block, Chart, DataTable, Document, Picture, Text, Title};
use congvan::vietnamese::decimal;
use quick_xml::events::Event;

/// A document as a clerk reads it: one line a paragraph, its role before it; `|` between cells; gaps as `…`.
pub fn model(document: &Document) -> String {
    let mut dump = Dump::default();
    dump.head(document);
    dump.blocks(&document.body, document);
    dump.signature(document);
    if let Some(attached) = &document.attached {
        dump.line("attached", &words(&attached.type_name));
        dump.line("attached_subject", &words(&attached.subject));
        dump.line("attached_reference", &words(&attached.reference));
        dump.blocks(&attached.body, document);
    }
    for annex in &document.annexes {
        let turned = if annex.landscape { " (ngang)" } else { "" };
        dump.line(&format!("annex{turned}"), &annex.label);
        dump.line("annex_title", &words(&annex.title));
        dump.line("annex_reference", &words(&annex.reference));
        dump.blocks(&annex.body, document);
    }
    for (index, note) in document.footnotes.iter().enumerate() {
        dump.line(&format!("footnote {}", index + 1), &words(note));
    }
    if let Some(watermark) = &document.state.watermark {
        dump.line("watermark", watermark);
    }
    dump.0
}

/// Words with their gaps and the marks of their footnotes shown and their line breaks kept on one line.
fn words(text: &Text) -> String {
    let run = |run: &congvan::model::Run| match (run.stamp, run.footnote) {
        (Some(_), _) => "…".to_owned(),
        (None, Some(note)) => format!("[^{}]", note + 1),
        (None, None) => run.text.replace('\n', "⏎"),
    };
    text.0.iter().map(run).collect()
}

#[derive(Default)]
struct Dump(String);

impl Dump {
    fn line(&mut self, role: &str, text: &str) {
        let _ = writeln!(self.0, "{role}: {text}");
    }

    fn some(&mut self, role: &str, text: Option<&Text>) {
        self.line(role, &text.map_or("-".to_owned(), words));
    }

    fn head(&mut self, document: &Document) {
        let head = &document.head;
        self.line("file_title", &document.properties.title);
        self.line("identifier", document.properties.identifier.as_deref().unwrap_or("-"));
        self.some("parent_body", head.parent_body.as_ref());
        self.line("issuing_body", &words(&head.issuing_body));
        self.some("number", head.number.as_ref());
        self.line("symbol", &words(&head.symbol));
        self.line("place", &words(&head.place));
        match (head.date, head.open_year) {
            (Some(date), _) => self.line("date", &date.to_string()),
            (None, year) => self.line("date", &format!("… {}", year.map_or(String::new(), |year| year.to_string()))),
        }
        if let Some(urgency) = head.urgency {
            self.line("urgency", &format!("{urgency:?}"));
        }
        match &head.title {
            Title::Named { type_name, subject } => {
                self.line("type_name", &words(type_name));
                self.line("subject", &words(subject));
            }
            Title::Letter { subject } => self.line("letter_subject", &words(subject)),
        }
        document.addressees.iter().for_each(|addressee| self.line("addressee", &words(addressee)));
        self.0.push('\n');
    }

    fn blocks(&mut self, blocks: &[Block], document: &Document) {
        for block in blocks {
            match block {
                Block::Paragraph { role, text } => {
                    let role = serde_json::to_value(role).expect("a role has a name");
                    self.line(role.as_str().unwrap_or_default(), &words(text));
                }
                Block::Table(index) => self.table(&document.tables[*index]),
                Block::Picture(index) => self.picture(&document.pictures[*index]),
                Block::Chart(index) => self.chart(&document.charts[*index]),
            }
        }
        self.0.push('\n');
    }

    fn picture(&mut self, picture: &Picture) {
        let label = picture.label.as_deref().unwrap_or("-");
        let (width, height) = picture.image.pixels;
        self.line("picture", &format!("{label} [{width} x {height}] {}", words(&picture.caption)));
        self.line("description", &picture.description);
    }

    fn chart(&mut self, chart: &Chart) {
        let label = chart.label.as_deref().unwrap_or("-");
        self.line("chart", &format!("{label} [{:?}, {}] {}", chart.kind, chart.unit, words(&chart.caption)));
        self.row("categories", &chart.categories);
        for series in &chart.series {
            let figure =
                |value: &Option<(i64, u8)>| value.map_or("-".to_owned(), |(digits, scale)| decimal(digits, scale));
            let figures: Vec<String> = series.values.iter().map(figure).collect();
            self.row(&series.name, &figures);
        }
    }

    fn table(&mut self, table: &DataTable) {
        let label = table.label.as_deref().unwrap_or("-");
        self.line("table", &format!("{label} [{}] {}", table.sheet, words(&table.caption)));
        let labels: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
        self.row("head", &labels);
        for row in table.rows.iter() {
            self.row("row", &row.iter().map(|cell| words(&cell.text)).collect::<Vec<_>>());
        }
        if let Some(total) = &table.total {
            self.row("total", &total.iter().map(|cell| words(&cell.text)).collect::<Vec<_>>());
        }
        if let Some(note) = &table.note {
            self.line("note", &words(note));
        }
    }

    fn row(&mut self, kind: &str, cells: &[String]) {
        let _ = writeln!(self.0, "  {kind} | {}", cells.join(" | "));
    }

    fn signature(&mut self, document: &Document) {
        for signature in &document.signatures {
            signature.titles.iter().for_each(|title| self.line("signer_title", &words(title)));
            signature.other_titles.iter().for_each(|title| self.line("signer_other_title", &words(title)));
            self.line("signer_name", &words(&signature.name));
        }
        document.recipients.iter().for_each(|recipient| self.line("recipient", &words(recipient)));
        document.head.address.iter().for_each(|line| self.line("address", &words(line)));
        self.0.push('\n');
    }
}

/// The laid-out pages, line by line; no-break spaces shown as plain ones.
pub fn pages(layout: &Layout) -> String {
    let mut text = String::new();
    for page in 1..=layout.pages.len() {
        let (width, height) = layout.pages[page - 1];
        let _ = writeln!(text, "== {page} ({width:.0} x {height:.0}) ==");
        for line in layout.lines.iter().filter(|line| line.page == page) {
            let _ = writeln!(text, "{}", line.text.replace('\u{a0}', " ").trim_end());
        }
    }
    text
}

/// A paragraph of a Word file.
pub struct Paragraph {
    /// Identifier of its style.
    pub style: String,
    /// What it says, line breaks as `\n`.
    pub text: String,
}

/// A part of an OOXML file.
pub fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("a ZIP file");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The paragraphs of a Word file's body.
pub fn paragraphs(file: &[u8]) -> Vec<Paragraph> {
    let xml = part(file, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut in_text = false;
    loop {
        let event = reader.read_event().expect("well-formed XML");
        if matches!(event, Event::Eof) {
            return found;
        }
        if let Event::Start(tag) = &event
            && tag.name().as_ref() == "w:p"
        {
            found.push(Paragraph { style: String::new(), text: String::new() });
        }
        let Some(paragraph) = found.last_mut() else { continue };
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "w:pStyle" => {
                    let style = tag.try_get_attribute("w:val").expect("an attribute").expect("a name").value;
                    paragraph.style = style.into_owned();
                }
                "w:t" => in_text = true,
                "w:br" => paragraph.text.push('\n'),
                _ => {}
            },
            Event::End(tag) => in_text = in_text && tag.name().as_ref() != "w:t",
            Event::Text(text) if in_text => paragraph.text.push_str(text),
            Event::GeneralRef(name) if in_text => paragraph.text.push(reference(name)),
            _ => {}
        }
    }
}

fn reference(name: &str) -> char {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => match (name.strip_prefix("#x"), name.strip_prefix('#')) {
            (Some(hexadecimal), _) => number(hexadecimal, 16),
            (None, Some(decimal)) => number(decimal, 10),
            (None, None) => None,
        }
        .unwrap_or_else(|| panic!("&{name};")),
    }
}

/// The paragraphs of a Word file, one a line, the style before the text.
pub fn word(file: &[u8]) -> String {
    let line = |paragraph: &Paragraph| {
        let text = paragraph.text.replace('\u{a0}', " ").replace('\n', "⏎");
        format!("{}: {}\n", paragraph.style, text.trim_end())
    };
    paragraphs(file).iter().filter(|paragraph| !paragraph.text.is_empty()).map(line).collect()
}
