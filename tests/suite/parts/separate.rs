//! Annexes and the document that is issued as files of their own (Mục II.8b, forms 1.3 and 2.2).

use chrono::NaiveDateTime;
use congvan::export::typst::{Layout, layout};
use congvan::model::{Annex, Block, Document, Role, Run, Separate, Stamp, State, Text};
use congvan::rules::RuleSetName::{self, Nd30_2020, Tt01_2011};
use congvan::rules::load;
use congvan::style::Block as Styled;
use congvan::style::{Paragraph, SeparateFile, StyledDocument, resolve, separate};

use super::{Made, attached, near, prose};
use crate::support::spaced;

const MILLIMETRE: f64 = 72.0 / 25.4;

fn decision(signed_at: Option<NaiveDateTime>) -> Document {
    let annex = |label: &str, landscape| Annex {
        label: label.into(),
        title: Text::fixed("MẪU BÁO CÁO"),
        reference: Text::fixed("(Kèm theo Quyết định của Sở Giáo dục và Đào tạo)"),
        body: prose(9),
        landscape,
    };
    let annexes = vec![annex("Phụ lục I", false), annex("Phụ lục II", true)];
    let state = State { separate: Some(Separate { signed_at }), ..State::default() };
    Document { annexes, state, ..attached::decision() }
}

fn moment() -> Option<NaiveDateTime> {
    "2020-11-05T09:05:07".parse().ok()
}

pub fn documents() -> Vec<Made> {
    vec![("separate".into(), decision(None), Nd30_2020), ("separate-signed".into(), decision(moment()), Nd30_2020)]
}

fn cut(document: &Document, rules: RuleSetName) -> (StyledDocument, Vec<SeparateFile>) {
    separate(resolve(document, load(rules)).expect("resolves").0, document)
}

fn pages(styled: &StyledDocument) -> Layout {
    layout(styled).expect("pages")
}

#[test]
fn every_part_is_a_file_of_its_own() {
    let document = decision(None);
    let (main, parts) = cut(&document, Nd30_2020);
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["van-ban-kem-theo", "phu-luc-1", "phu-luc-2"]);
    let titles: Vec<&str> = parts.iter().map(|part| part.styled.properties.title.as_str()).collect();
    assert_eq!(titles[1..], ["Phụ lục I MẪU BÁO CÁO", "Phụ lục II MẪU BÁO CÁO"]);
    let begins = |layout: &Layout, words: &str| layout.lines.iter().any(|line| line.text.trim().starts_with(words));
    let main = pages(&main);
    assert!(begins(&main, "Người Ký Mẫu") && !begins(&main, "Phụ lục") && !begins(&main, "QUY CHẾ"));
    for (part, words) in parts.iter().zip(["QUY CHẾ", "Phụ lục I", "Phụ lục II"]) {
        let layout = pages(&part.styled);
        assert!(begins(&layout, words) && !begins(&layout, "Người Ký Mẫu"), "{}", part.name);
    }
    let alone = Document { annexes: document.annexes[..1].to_vec(), attached: None, ..document };
    assert_eq!(cut(&alone, Nd30_2020).1[0].name, "phu-luc");
}

#[test]
fn a_file_holds_the_footnotes_of_its_own_marks_alone() {
    let mut document = decision(None);
    document.footnotes = ["một", "hai", "ba"].map(|text| Text::fixed(format!("Chú thích {text}."))).to_vec();
    let noted = |notes: &[usize]| {
        let run = |footnote| Run { footnote: Some(footnote), ..Run::default() };
        let words = Text::fixed("Thực hiện theo quy định");
        Block::Paragraph {
            role: Role::Body,
            text: notes.iter().fold(words, |text, note| text.join(Text(vec![run(*note)]))),
        }
    };
    document.body.insert(0, noted(&[0]));
    document.annexes[0].body.insert(0, noted(&[1, 2]));
    let (main, parts) = cut(&document, Nd30_2020);
    // Before its words stands its mark, set apart.
    let words = |note: &Paragraph| spaced(&note.runs.iter().map(|run| run.text.as_str()).collect::<String>());
    let notes = |styled: &StyledDocument| -> Vec<String> { styled.footnotes.iter().map(words).collect() };
    assert_eq!(notes(&main), ["Chú thích một."]);
    let part = |name: &str| &parts.iter().find(|part| part.name == name).expect(name).styled;
    assert_eq!(notes(part("phu-luc-1")), ["Chú thích hai.", "Chú thích ba."]);
    assert!(notes(part("phu-luc-2")).is_empty() && notes(part("van-ban-kem-theo")).is_empty());
    let marks = part("phu-luc-1").sections[0].blocks.iter().filter_map(|block| match block {
        Styled::Paragraph(it) => Some(it.runs.iter().filter_map(|run| run.footnote).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(marks.flatten().collect::<Vec<_>>(), [0, 1]);
    let printed = pages(part("phu-luc-1"));
    assert!(printed.lines.iter().any(|line| line.text.contains("Chú thích ba.")));
}

#[test]
fn the_signature_of_the_body_has_its_room_at_the_top_right() {
    for part in cut(&decision(None), Nd30_2020).1 {
        let layout = pages(&part.styled);
        let (width, _) = layout.pages[0];
        let [stamp] = &layout.stamps[..] else { panic!("{:?}", layout.stamps) };
        assert_eq!((stamp.stamp, stamp.page), (Stamp::SignatureInfo, 1));
        near(stamp.width, 76.9 * MILLIMETRE, 0.5);
        near(stamp.height, 8.7 * MILLIMETRE, 0.5);
        near(stamp.y, 10.0 * MILLIMETRE, 0.5);
        // On paper upright and on its side it is as far from the right edge.
        near(width - stamp.x - stamp.width, (210.0 - 30.0 - 93.0 - 76.9) * MILLIMETRE, 0.5);
        assert!(layout.lines.iter().all(|line| line.page > 1 || line.baseline > stamp.y + stamp.height));
    }
}

#[test]
fn a_known_moment_is_printed_there() {
    for part in cut(&decision(moment()), Nd30_2020).1 {
        let layout = pages(&part.styled);
        assert!(layout.stamps.is_empty());
        let (width, _) = layout.pages[0];
        let line = &layout.lines[0];
        assert!((line.size - 10.0).abs() < 0.1 && line.page == 1 && line.baseline < 20.0 * MILLIMETRE);
        near(line.x + line.width, width - (210.0 - 30.0 - 93.0 - 76.9) * MILLIMETRE, 1.0);
        let words: Vec<&str> = layout.lines.iter().take(2).map(|line| line.text.trim()).collect();
        assert!(spaced(&words.join(" ")).starts_with("Số: 328/BC-SGDĐT; 05/11/2020; 09:05:07 +07:00"), "{words:?}");
    }
    let main = pages(&cut(&decision(moment()), Nd30_2020).0);
    assert!(!main.lines.iter().any(|line| line.text.contains("09:05:07")));
}

#[test]
fn the_circular_knows_no_such_files() {
    let problems = resolve(&decision(None), load(Tt01_2011)).expect_err("no such files");
    assert_eq!(problems.iter().map(|one| one.code.as_ref()).collect::<Vec<_>>(), ["rules/no-separate-files"]);
}
