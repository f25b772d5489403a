//! The pages laid out here are the pages that Typst lays out: every line, every drawn line, every stamp, every tag.

use congvan::export::typst::{
    Attachment, Layout, PdfOptions, Relationship, ValuePlace, Viewer, layout, pdf, reference,
};
use congvan::render::Prepared;
use congvan::style::{Block, FileDate, StyledDocument};

use crate::cases;
use crate::drawn::{self, attached, bookmarks, drawn, said};
use crate::references::names;
use crate::support::{RULES, by, made, root, sample};

/// How far two places of the same thing may be apart, in points.
const NEAR: f64 = 0.05;

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= NEAR
}

/// The first difference between two layouts.
fn difference(ours: &Layout, theirs: &Layout) -> Option<String> {
    if ours.pages != theirs.pages {
        return Some(format!("{} pages and {}", ours.pages.len(), theirs.pages.len()));
    }
    for (one, other) in ours.lines.iter().zip(&theirs.lines) {
        let places =
            [(one.x, other.x), (one.baseline, other.baseline), (one.width, other.width), (one.size, other.size)];
        let is_same = one.page == other.page && one.text == other.text;
        if !is_same || !places.iter().all(|&(one, other)| is_near(one, other)) {
            return Some(format!("{one:?}\n{other:?}"));
        }
    }
    for (one, other) in ours.strokes.iter().zip(&theirs.strokes) {
        let places = [(one.x, other.x), (one.y, other.y), (one.length, other.length)];
        if one.page != other.page || !places.iter().all(|&(one, other)| is_near(one, other)) {
            return Some(format!("{one:?}\n{other:?}"));
        }
    }
    for (one, other) in ours.stamps.iter().zip(&theirs.stamps) {
        let places = [(one.x, other.x), (one.y, other.y), (one.width, other.width), (one.height, other.height)];
        if (one.page, one.stamp) != (other.page, other.stamp) || !places.iter().all(|&(one, other)| is_near(one, other))
        {
            return Some(format!("{one:?}\n{other:?}"));
        }
    }
    let counts = |layout: &Layout| (layout.lines.len(), layout.strokes.len(), layout.stamps.len());
    (counts(ours) != counts(theirs)).then(|| format!("{:?} and {:?}", counts(ours), counts(theirs)))
}

/// Compares both ways of one document; says whether it is laid out here at all.
fn compare(name: &str, document: &StyledDocument, problems: &mut Vec<String>) -> bool {
    let (Ok(ours), Ok(theirs)) = (layout(document), reference::layout(document)) else {
        return false;
    };
    if let Some(difference) = difference(&ours, &theirs) {
        problems.push(format!("{name}: {difference}"));
    }
    reference::is_laid_out_here(document)
}

#[test]
fn samples_are_laid_out_as_by_typst() {
    let mut problems = Vec::new();
    let mut left = Vec::new();
    for name in names(&root().join("samples")) {
        let base = format!("samples/{name}/answers.yaml");
        if !root().join(&base).exists() {
            continue;
        }
        for rules in RULES {
            let name = format!("{base} by {rules:?}");
            if !compare(&name, &made(sample(&base), &base, &by(rules)).styled, &mut problems) {
                left.push(name);
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(left, ["samples/bao-cao/answers.yaml by Tt01_2011", "samples/bao-cao/answers.yaml by Nd30_2020"]);
}

#[test]
fn cases_are_laid_out_as_by_typst() {
    let mut problems = Vec::new();
    let mut left = Vec::new();
    for (name, prepared) in cases::prepared() {
        // Footnotes are left to Typst; all else is compared without them.
        let has_notes = !prepared.styled.footnotes.is_empty();
        let is_laid_out_here = compare(&name, &prepared.styled, &mut problems);
        if is_laid_out_here == has_notes || has_notes && !compare(&name, &without_notes(&prepared), &mut problems) {
            left.push(name);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(left.is_empty(), "left to Typst: {}", left.join(", "));
}

/// The document without the marks of its footnotes.
fn without_notes(prepared: &Prepared) -> StyledDocument {
    let mut document = prepared.styled.clone();
    document.footnotes.clear();
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Paragraph(paragraph) = block {
            paragraph.runs.retain(|run| run.footnote.is_none());
        }
    }
    document
}

/// The structure of a PDF as readers see it: types, attributes, titles and marked content, without numbers of objects.
fn structure(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let root = document.catalog().expect("a catalog").get(b"StructTreeRoot").expect("tags");
    let mut written = String::new();
    write(&document, root, 0, &mut written);
    let outlines = document.catalog().expect("a catalog").get(b"Outlines");
    outlines.into_iter().for_each(|outlines| write(&document, outlines, 0, &mut written));
    written
}

/// Keys that lead back, elsewhere or to pages, and the roles of types that no element has.
const ELSEWHERE: [&[u8]; 10] =
    [b"P", b"Pg", b"ParentTree", b"IDTree", b"Parent", b"Prev", b"Last", b"Dest", b"Namespaces", b"RoleMap"];

fn write(document: &lopdf::Document, object: &lopdf::Object, depth: usize, written: &mut String) {
    let indent = "  ".repeat(depth);
    match document.dereference(object).expect("an object").1 {
        lopdf::Object::Dictionary(entries) => {
            let mut keys: Vec<_> = entries.iter().filter(|(key, _)| !ELSEWHERE.contains(&key.as_slice())).collect();
            keys.sort_unstable_by_key(|(key, _)| key.as_slice());
            for (key, value) in keys {
                *written += &format!("{indent}{}\n", String::from_utf8_lossy(key));
                write(document, value, depth + 1, written);
            }
        }
        lopdf::Object::Array(items) => items.iter().for_each(|item| write(document, item, depth + 1, written)),
        // Places may differ by a hair; no multiple of a twip lies near where the rounding turns.
        lopdf::Object::Real(number) => *written += &rounded(indent.as_str(), f64::from(*number)),
        lopdf::Object::Integer(number) => *written += &rounded(indent.as_str(), *number as f64),
        other => *written += &format!("{indent}{other:?}\n"),
    }
}

fn rounded(indent: &str, number: f64) -> String {
    format!("{indent}{}\n", (number * 5.0 + 0.13).floor())
}

/// Files to attach: one that becomes smaller, one that hardly does, their names not in order.
fn attachments() -> Vec<Attachment> {
    let file = |name: &str, relationship, bytes: &[u8]| Attachment {
        name: name.to_owned(),
        mime: "application/yaml".to_owned(),
        description: "Tệp đính kèm".to_owned(),
        relationship,
        bytes: bytes.to_vec(),
    };
    vec![
        file("sau.yaml", Relationship::Source, "một: hai\n".repeat(200).as_bytes()),
        file("giữa.yaml", Relationship::Supplement, b"#"),
        file("a.yaml", Relationship::Data, b"{}"),
    ]
}

/// What differs between the file of a document and Typst's own; nothing where it is the same to every reader.
fn difference_of_files(ours: &[u8], theirs: &[u8]) -> Option<String> {
    if let Some(difference) = drawn::difference(&drawn(ours), &drawn(theirs)) {
        return Some(difference);
    }
    if let Some(difference) = drawn::difference(&bookmarks(ours), &bookmarks(theirs)) {
        return Some(difference);
    }
    if said(ours) != said(theirs) {
        return Some(format!("{:#?}\n{:#?}", said(ours), said(theirs)));
    }
    if attached(ours) != attached(theirs) {
        return Some(format!("{:?}\n{:?}", attached(ours), attached(theirs)));
    }
    let (ours, theirs) = (structure(ours), structure(theirs));
    assert!(ours.contains("StructElem") && ours.lines().count() > 100, "{ours}");
    let difference = ours.lines().zip(theirs.lines()).enumerate().find(|(_, (one, other))| one != other);
    if let Some((at, _)) = difference {
        let around = |text: &str| text.lines().skip(at.saturating_sub(12)).take(16).collect::<Vec<_>>().join("\n");
        return Some(format!("line {at}:\n{}\n== Typst:\n{}", around(&ours), around(&theirs)));
    }
    (ours != theirs).then(|| "one structure goes on".to_owned())
}

#[test]
fn files_are_to_every_reader_what_typst_writes() {
    let mut problems = Vec::new();
    let mut left = Vec::new();
    for (name, prepared) in cases::prepared().filter(|(_, prepared)| reference::is_laid_out_here(&prepared.styled)) {
        let options = PdfOptions { date: FileDate(prepared.date), attachments: attachments() };
        let (Ok(ours), Ok(theirs)) = (pdf(&prepared.styled, &options), reference::pdf(&prepared.styled, &options))
        else {
            problems.push(format!("{name}: no PDF"));
            continue;
        };
        // Pictures and charts are left to Typst.
        if reference::is_written_here(&prepared.styled) == has_figures(&prepared.styled) {
            left.push(name.clone());
        }
        problems.extend(difference_of_files(&ours, &theirs).map(|difference| format!("{name}: {difference}")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(left.is_empty(), "written by the wrong one: {}", left.join(", "));
}

fn has_figures(document: &StyledDocument) -> bool {
    let is_figure = |block: &Block| matches!(block, Block::Picture(_) | Block::Chart(_));
    document.sections.iter().flat_map(|section| section.all_blocks()).any(is_figure)
}

/// The places of answers in a preview, or their first difference from those that Typst has.
fn misplaced(name: &str, document: &StyledDocument) -> Result<Vec<ValuePlace>, String> {
    let (ours, theirs) = (Viewer::default().view(document).expect("pages").values, reference::values(document));
    let theirs = theirs.expect("pages");
    let sides = |place: &ValuePlace| [place.x, place.y, place.width, place.height];
    let differs = |(one, other): &(&ValuePlace, &ValuePlace)| {
        let is_same = (&one.path, one.page) == (&other.path, other.page);
        !is_same || !sides(one).into_iter().zip(sides(other)).all(|(one, other)| is_near(one, other))
    };
    if let Some(pair) = ours.iter().zip(&theirs).find(differs) {
        return Err(format!("{name}: {pair:?}"));
    }
    let (here, there) = (ours.len(), theirs.len());
    if here == there { Ok(ours) } else { Err(format!("{name}: {here} places and {there}")) }
}

#[test]
fn answers_stand_where_typst_finds_them() {
    let samples = names(&root().join("samples")).into_iter().map(|name| format!("samples/{name}/answers.yaml"));
    let samples = samples.filter(|base| root().join(base).exists());
    let samples = samples.map(|base| (made(sample(&base), &base, &Default::default()), base));
    let mut problems = Vec::new();
    let mut found = String::new();
    for (prepared, name) in samples.chain(cases::prepared().map(|(name, prepared)| (prepared, name))) {
        match misplaced(&name, &prepared.styled) {
            Ok(places) => places.into_iter().for_each(|place| found += &format!("{}\n", place.path)),
            Err(difference) => problems.push(difference),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    // Computed figures, heads, words, cells of tables, signatures, lists of recipients, annexes.
    for kind in [
        "figures.",
        "agency.name",
        "document.number",
        "content.0.",
        ".rows.0.",
        "signer.full_name",
        "document.recipients.0",
        "annexes.0.content.",
    ] {
        assert!(found.contains(kind), "no place of {kind}");
    }
}
