//! Text as clerks paste it: macOS accents, blanks of Word and Excel, letters that only look Vietnamese.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::legacy;
use crate::diag::{Message, Severity};

/// What was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    /// Accents as characters of their own (macOS): composed.
    Decomposed,
    /// Non-breaking and other odd blanks: made ordinary.
    OddSpace,
    /// Tabs, as Word puts them behind the numbers of a list: made ordinary blanks, one for several.
    Tab,
    /// Characters without width: taken out.
    Invisible,
    /// Blanks at the ends: taken off.
    Ends,
    /// A line break where words stand on one line: made a blank.
    LineBreak,
    /// Ð, Ɖ, ð, ɖ where Đ, đ is meant: replaced.
    Eth,
    /// Greek or Cyrillic letters inside a Latin word: kept.
    LookAlike,
    /// Text of TCVN3 or VNI, or UTF-8 read as something else: no text at all.
    Legacy,
    /// One word that looks like text of TCVN3 or VNI: kept.
    LegacyWord,
}

/// A text, cleaned, and what was found.
pub(super) struct Cleaned {
    pub(super) text: String,
    pub(super) flaws: Vec<Flaw>,
}

/// Cleans a text. Line ends at its ends belong to YAML's block style and go silently; inside it, every character stays
/// but those that a flaw names.
pub(super) fn clean(raw: &str) -> Cleaned {
    let text = raw.trim_matches(['\n', '\r']);
    if text.trim() == text && is_ordinary(text) {
        return Cleaned { text: text.to_owned(), flaws: Vec::new() };
    }
    clean_slowly(text)
}

/// How a character speaks for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A flaw may be in it.
    Odd,
    /// A sign or an ASCII letter.
    Plain,
    /// A Vietnamese letter that fonts before Unicode used for another one.
    Old,
    /// A Vietnamese letter that they did not have.
    New,
}

/// The Vietnamese letters of Latin-1, and the others.
const OLD: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý";
const NEW: &str = "ĂăĐđĨĩŨũƠơƯư";

/// The kinds of all characters below the last that has one.
static KINDS: [Kind; 0x2027] = {
    let mut kinds = [Kind::Odd; 0x2027];
    let mut at = 0;
    while at < 0x80 {
        kinds[at] = Kind::Plain;
        at += 1;
    }
    kinds['\t' as usize] = Kind::Odd;
    let (old, mut at) = (OLD.as_bytes(), 0);
    while at < old.len() {
        kinds[two_bytes(old[at], old[at + 1])] = Kind::Old;
        at += 2;
    }
    let (new, mut at) = (NEW.as_bytes(), 0);
    while at < new.len() {
        kinds[two_bytes(new[at], new[at + 1])] = Kind::New;
        at += 2;
    }
    let mut at = 0x1ea0;
    while at <= 0x1ef9 {
        kinds[at] = Kind::New;
        at += 1;
    }
    let signs = ['–', '—', '‘', '’', '“', '”', '…'];
    let mut at = 0;
    while at < signs.len() {
        kinds[signs[at] as usize] = Kind::Plain;
        at += 1;
    }
    kinds
};

const fn two_bytes(first: u8, second: u8) -> usize {
    (first as usize & 0x1f) << 6 | second as usize & 0x3f
}

/// Whether a text has no flaw, told by a look at each character: nearly all texts are such. Letters of old fonts count
/// only in words that no letter proves to be Unicode.
fn is_ordinary(text: &str) -> bool {
    let (mut start, mut is_old, mut is_new) = (0, false, false);
    let is_fine = |start: usize, end: usize, is_old: bool, is_new: bool| {
        !is_old || is_new || legacy::words(&text[start..end]).next().is_none()
    };
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        match KINDS.get(character as usize) {
            None | Some(Kind::Odd) => return false,
            Some(Kind::Old) if character == 'Ã' && before.is_ascii_lowercase() => return false,
            Some(Kind::Old) => is_old = true,
            Some(Kind::New) => is_new = true,
            Some(Kind::Plain) if character.is_ascii_alphabetic() => {}
            Some(Kind::Plain) => {
                if !is_fine(start, at, is_old, is_new) {
                    return false;
                }
                (start, is_old, is_new) = (at + character.len_utf8(), false, false);
            }
        }
        before = character;
    }
    is_fine(start, text.len(), is_old, is_new)
}

fn clean_slowly(text: &str) -> Cleaned {
    let (mut flaws, mut text) = (Vec::new(), text.to_owned());
    // TCVN3 has `ư` where Unicode has a mark without width.
    let old_words =
        legacy::words(&text).take(2).map(|(word, _)| if word.contains('\u{ad}') { 2 } else { 1 }).sum::<usize>();
    let mut note = |flaw: Flaw, found: bool| {
        if found {
            flaws.push(flaw);
        }
        found
    };
    if note(Flaw::Decomposed, !is_nfc(&text)) {
        text = text.nfc().collect();
    }
    if note(Flaw::Invisible, text.contains(is_invisible)) {
        text.retain(|character| !is_invisible(character));
    }
    if note(Flaw::OddSpace, text.contains(is_odd_space)) {
        text = text.replace(is_odd_space, " ");
    }
    if note(Flaw::Tab, text.trim().contains('\t')) {
        text = without_tabs(&text);
    }
    if note(Flaw::Eth, text.contains(['Ð', 'Ɖ', 'ð', 'ɖ'])) {
        text = text.replace(['Ð', 'Ɖ'], "Đ").replace(['ð', 'ɖ'], "đ");
    }
    if note(Flaw::Ends, text.trim() != text) {
        text = text.trim().to_owned();
    }
    note(Flaw::LookAlike, look_alike(&text).is_some());
    if !note(Flaw::Legacy, old_words > 1 || is_legacy(&text)) {
        note(Flaw::LegacyWord, old_words > 0);
    }
    Cleaned { text, flaws }
}

/// The words of several lines on one; `None` where they stand on one.
pub(super) fn on_one_line(text: &str) -> Option<String> {
    text.contains(['\n', '\r']).then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// One blank where there are tabs, with or without blanks beside them.
fn without_tabs(text: &str) -> String {
    let blanks = [' ', '\t'];
    let mut rest = text;
    let mut whole = String::with_capacity(text.len());
    while let Some(at) = rest.find('\t') {
        whole.push_str(rest[..at].trim_end_matches(blanks));
        whole.push(' ');
        rest = rest[at..].trim_start_matches(blanks);
    }
    whole + rest
}

fn is_odd_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The first word that mixes Latin letters with letters that look like them, as it should be written.
pub(super) fn look_alike(text: &str) -> Option<(String, String)> {
    if !text.contains(is_greek_or_cyrillic) {
        return None;
    }
    let words = text.split(|character: char| !character.is_alphabetic());
    words.filter(|word| word.contains(is_latin)).find_map(|word| {
        let latin: String = word.chars().map(|character| as_latin(character).unwrap_or(character)).collect();
        (latin != word).then(|| (word.to_owned(), latin))
    })
}

fn is_greek_or_cyrillic(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{52f}')
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, 'À'..='ɏ' | 'Ḁ'..='ỿ')
}

/// The Latin letter that a Greek or Cyrillic letter looks like.
fn as_latin(character: char) -> Option<char> {
    if !is_greek_or_cyrillic(character) {
        return None;
    }
    const FOREIGN: &str = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵ";
    const LATIN: &str = "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXov";
    FOREIGN.chars().zip(LATIN.chars()).find(|(foreign, _)| *foreign == character).map(|(_, latin)| latin)
}

/// Whether a text was typed with a font of TCVN3 (`Céng hßa`) or VNI (`Coäng hoøa`), or is UTF-8 read as Windows-1252
/// (`Cá»™ng`).
fn is_legacy(text: &str) -> bool {
    if text.contains(['á', 'Ä', 'Æ', 'Ã'])
        && ["á»", "áº", "Ä‘", "Æ°", "Ã¡", "Ä\u{90}"].iter().any(|piece| text.contains(piece))
    {
        return true;
    }
    // `lÃ ` was `là`; `XÃ ` is a word.
    if text.chars().zip(text.chars().skip(1)).any(|(one, next)| next == 'Ã' && one.is_ascii_lowercase()) {
        return true;
    }
    let points: usize = text.chars().zip(text.chars().skip(1)).map(|(one, next)| legacy_points(one, next)).sum();
    points >= 2
}

fn legacy_points(first: char, second: char) -> usize {
    let tcvn3 = |character| matches!(character, 'ß' | '¶' | '¸' | '¨' | '¾' | '¼' | '½' | 'ª' | 'Þ' | 'þ' | '¬');
    let vni = |character| matches!(character, 'ø' | 'ä' | 'û' | 'å' | 'ë' | 'ö' | 'ï' | 'ü');
    let weak = |character| {
        vni(character) && character != 'û'
            || matches!(character, 'æ' | 'ç' | 'î' | 'ñ' | 'Æ' | 'Ç' | 'Ë' | 'Î' | 'Ï' | 'Ñ' | 'Ö' | 'Ø' | 'Ü')
    };
    if (first.is_ascii_alphabetic() && tcvn3(second)) || (tcvn3(first) && second.is_ascii_lowercase()) {
        2
    } else if "aeouyâêôư".contains(first) && vni(second) || first.is_ascii_uppercase() && weak(second) {
        1
    } else {
        0
    }
}

impl Flaw {
    /// The stable name of the finding.
    pub(super) fn code(self) -> &'static str {
        match self {
            Flaw::Decomposed => "answers/decomposed",
            Flaw::OddSpace | Flaw::Tab => "answers/odd-space",
            Flaw::Invisible => "answers/invisible-character",
            Flaw::Ends => "answers/outer-space",
            Flaw::LineBreak => "answers/line-break",
            Flaw::Eth => "answers/wrong-d",
            Flaw::LookAlike => "answers/look-alike",
            Flaw::Legacy => "answers/legacy-font",
            Flaw::LegacyWord => "answers/legacy-word",
        }
    }

    /// How much it matters.
    pub(super) fn severity(self) -> Severity {
        match self {
            Flaw::Decomposed => Severity::Info,
            Flaw::OddSpace | Flaw::Tab | Flaw::Invisible | Flaw::Ends | Flaw::LineBreak => Severity::Warning,
            Flaw::Eth | Flaw::LookAlike | Flaw::LegacyWord => Severity::Warning,
            Flaw::Legacy => Severity::Error,
        }
    }

    /// What is wrong.
    pub(super) fn message(self, text: &str) -> Message {
        match self {
            Flaw::Decomposed => Message::new(
                "Chữ có dấu viết bằng Unicode tổ hợp (thường từ máy Mac), đã chuyển về dựng sẵn",
                "Accents are separate characters (usual on macOS); they were composed",
            ),
            Flaw::OddSpace => Message::new(
                "Có dấu cách không ngắt (U+00A0) dán từ Word hoặc Excel, đã đổi thành dấu cách thường",
                "A non-breaking space (U+00A0), as Word and Excel paste it, was made an ordinary one",
            ),
            Flaw::Tab => Message::new(
                "Có dấu Tab dán từ Word hoặc Excel, đã đổi thành dấu cách thường",
                "A tab, as Word and Excel paste it, was made an ordinary blank",
            ),
            Flaw::Invisible => Message::new(
                "Có ký tự không nhìn thấy được (dấu cách rộng bằng 0), đã bỏ",
                "A character without width was taken out",
            ),
            Flaw::Ends => Message::new("Có dấu cách thừa ở đầu hoặc cuối, đã bỏ", "Blanks at the ends were taken off"),
            Flaw::LineBreak => Message::new(
                "Mục này in trên một dòng, không xuống dòng; chỗ xuống dòng đã đổi thành dấu cách",
                "This is printed on one line; its line break was made a blank",
            ),
            Flaw::Eth => Message::new(
                "Chữ Ð hoặc Ɖ không phải chữ Đ tiếng Việt (U+0110), đã sửa thành Đ",
                "Ð or Ɖ is not the Vietnamese Đ (U+0110); it was replaced",
            ),
            Flaw::LookAlike => {
                let (word, latin) = look_alike(text).unwrap_or_default();
                Message::new(
                    format!("Từ “{word}” có chữ cái Hy Lạp hoặc Nga trông giống chữ Việt; đúng ra là “{latin}”"),
                    format!("'{word}' holds Greek or Cyrillic letters that look Latin; write '{latin}'"),
                )
            }
            Flaw::Legacy => Message::new(
                "Chữ dùng bảng mã cũ (TCVN3, VNI) hoặc bị hỏng mã, không đọc được",
                "The text is in an old font encoding (TCVN3, VNI) or was damaged",
            ),
            Flaw::LegacyWord => {
                let (word, meant) = legacy::words(text).next().unwrap_or_default();
                Message::new(
                    format!("Từ “{word}” giống chữ gõ bằng bảng mã cũ (TCVN3, VNI): “{meant}”"),
                    format!("'{word}' looks like a word of an old font encoding (TCVN3, VNI): '{meant}'"),
                )
            }
        }
    }

    /// What to do.
    pub(super) fn hint(self) -> Option<Message> {
        match self {
            Flaw::Legacy => Some(Message::new(
                "Chuyển sang Unicode (UniKey, Ctrl+Shift+F6) rồi dán lại, hoặc gõ lại",
                "Convert it to Unicode and paste it again, or type it again",
            )),
            Flaw::LookAlike => Some(Message::new("Xóa từ này và gõ lại", "Delete the word and type it again")),
            Flaw::LegacyWord => Some(Message::new(
                "Nếu đúng thế thì gõ lại từ này; nếu là tên riêng nước ngoài thì để nguyên",
                "If it is, type the word again; leave a foreign name as it is",
            )),
            Flaw::LineBreak => Some(Message::new(
                "Viết liền trên một dòng; nơi gửi, nơi nhận có nhiều thì mỗi nơi một mục của danh sách",
                "Write it on one line; of several addressees or recipients, give each as an item of the list",
            )),
            Flaw::Decomposed | Flaw::OddSpace | Flaw::Tab | Flaw::Invisible | Flaw::Ends | Flaw::Eth => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Syllables with letters that old fonts used, and without; capitals; what is no text as it stands.
    #[test]
    fn the_quick_look_says_what_the_slow_one_says() {
        let words = [
            "và",
            "các",
            "là",
            "Sè",
            "sè",
            "së",
            "XÃ",
            "THÀNH",
            "Úy",
            "tài",
            "Céng",
            "hßa",
            "Coäng",
            "đã",
            "Sở",
            "GDĐT",
            "Ê-đê",
            "THPT",
            "–",
            "“có”",
            "…",
            "Ã",
            "á»",
            "Âu",
            "êm",
            "éo",
            "ý",
            "Õ",
            "hÃ²a",
            "QÐ",
            "a\u{a0}b",
            "a\tb",
            "o\u{309}",
            "bª",
            "Zürich",
            "Ã¡",
            "ðể",
            "kΩ",
            "ưỡn",
            "9.250,5",
            "Tr\u{ad}êng",
        ];
        let mut ordinary = 0;
        for one in words {
            for two in words {
                for text in [format!("{one} {two}"), format!("{one}, {two}."), format!("{one}{two}")] {
                    let slow = clean_slowly(&text);
                    if is_ordinary(&text) {
                        ordinary += 1;
                        assert_eq!((slow.text.as_str(), slow.flaws.as_slice()), (text.as_str(), &[][..]));
                    }
                }
            }
        }
        assert!(ordinary > 1000, "{ordinary} of them were ordinary");
    }

    #[test]
    fn flaws() {
        let cases: [(&str, &str, &[Flaw]); 22] = [
            ("ỦY BAN NHÂN DÂN XÃ HOÀI MỸ", "ỦY BAN NHÂN DÂN XÃ HOÀI MỸ", &[]),
            ("lÃ  ngÃ y", "lÃ  ngÃ y", &[Flaw::Legacy]),
            ("Sè", "Sè", &[Flaw::LegacyWord]),
            ("Tr\u{ad}êng", "Trêng", &[Flaw::Invisible, Flaw::Legacy]),
            ("Së GD", "Së GD", &[Flaw::LegacyWord]),
            ("Sở GDĐT", "Sở GDĐT", &[]),
            ("Sơ\u{309} GD", "Sở GD", &[Flaw::Decomposed]),
            ("Sở\u{a0}GD ", "Sở GD", &[Flaw::OddSpace, Flaw::Ends]),
            ("1.\tRà soát", "1. Rà soát", &[Flaw::Tab]),
            ("a \t\t b\nc\t\td", "a b\nc d", &[Flaw::Tab]),
            ("\tSở GD\t", "Sở GD", &[Flaw::Ends]),
            ("QÐ-BGDÐT", "QĐ-BGDĐT", &[Flaw::Eth]),
            ("a\u{200b}b", "ab", &[Flaw::Invisible]),
            ("THPТ", "THPТ", &[Flaw::LookAlike]),
            ("Céng hßa x· héi", "Céng hßa x· héi", &[Flaw::Legacy]),
            ("Céng hßa", "Céng hßa", &[Flaw::Legacy]),
            ("Coäng hoøa xaõ hoäi", "Coäng hoøa xaõ hoäi", &[Flaw::Legacy]),
            ("Cá»™ng hÃ²a", "Cá»™ng hÃ²a", &[Flaw::Legacy]),
            ("Trường Saint-Exupéry, Zürich, kΩ, µm", "Trường Saint-Exupéry, Zürich, kΩ, µm", &[]),
            ("dòng 1\ndòng 2\n", "dòng 1\ndòng 2", &[]),
            ("SGD&ĐT \u{200f}א", "SGD&ĐT \u{200f}א", &[]),
            ("Người ở Đắk Lắk, Ê-đê, ưỡn ẹo, Huỳnh Thúc Kháng", "Người ở Đắk Lắk, Ê-đê, ưỡn ẹo, Huỳnh Thúc Kháng", &[]),
        ];
        for (raw, text, flaws) in cases {
            let cleaned = clean(raw);
            assert_eq!((cleaned.text.as_str(), cleaned.flaws.as_slice()), (text, flaws), "{raw}");
        }
        assert_eq!(look_alike("xem THPТ"), Some(("THPТ".into(), "THPT".into())));
    }
}
