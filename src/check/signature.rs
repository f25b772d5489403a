//! Ô 7: authority, title and name of the signer (Phụ lục I, Mục II.7; Điều 13).

use std::sync::LazyLock;

use regex::Regex;

use super::Paper;
use super::finding::{Finding, source};
use crate::model::{Signature, StampImage, Text};
use crate::rules::Check;
use crate::vietnamese::pattern;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let of = |signature: &Signature| {
        let lines = signature.titles.iter().chain(&signature.other_titles);
        let mut findings: Vec<Finding> = signature.titles.iter().filter_map(authority).collect();
        findings.extend(title_below(&signature.titles));
        findings.extend(lines.filter_map(small_title));
        findings.extend(name_case(&signature.name));
        findings.extend(academic(&signature.name));
        findings.extend(signature.signature_picture.as_ref().and_then(signature_color));
        findings.extend(signature.seal_picture.iter().flat_map(|seal| seal_faults(seal, paper)));
        findings
    };
    paper.document.signatures.iter().flat_map(of).collect()
}

/// The five authorities.
const AUTHORITIES: [&str; 5] = ["TM", "KT", "TL", "TUQ", "Q"];

/// G01. An authority is followed by a dot and a space: not `KT GIÁM ĐỐC`, `KT.GIÁM ĐỐC`, `K/T GIÁM ĐỐC`.
fn authority(line: &Text) -> Option<Finding> {
    let words = line.plain();
    let first = words.split_whitespace().next()?;
    let letters =
        |part: &str| part.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().replace('Ư', "U");
    let meant = [letters(first), letters(first.split('.').next().unwrap_or_default())];
    let meant = meant.iter().find(|meant| AUTHORITIES.contains(&meant.as_str()))?;
    if first == format!("{meant}.") && words.trim() != first {
        return None;
    }
    let finding = Finding::new(
        Check::AuthorityPrefix,
        format!("quyền hạn ký ghi \"{words}\""),
        format!("the authority is written \"{words}\""),
        source(line),
    );
    Some(finding.hint(
        format!("ghi {meant}. rồi một dấu cách: {meant}. GIÁM ĐỐC"),
        format!("write {meant}. and a blank: {meant}. GIÁM ĐỐC"),
    ))
}

/// G04. Below the collective, the head or the authority stands the signer's own title.
fn title_below(lines: &[Text]) -> Option<Finding> {
    let last = lines.last()?;
    let words = last.plain();
    let open = ["TM.", "KT.", "TL.", "TUQ."].iter().any(|authority| words.starts_with(authority));
    open.then(|| {
        Finding::new(
            Check::TitleBelowAuthority,
            format!("dưới \"{words}\" chưa có chức vụ của người ký"),
            format!("the signer's own title is missing below \"{words}\""),
            source(last),
        )
        .hint(
            "ghi chức vụ người ký ở dòng dưới, ví dụ CHỦ TỊCH",
            "write the signer's title on the next line, as CHỦ TỊCH",
        )
    })
}

/// G02. Titles are in capitals.
fn small_title(line: &Text) -> Option<Finding> {
    let words = line.plain();
    words.chars().any(char::is_lowercase).then(|| {
        Finding::new(
            Check::TitleCapitals,
            format!("chức vụ người ký \"{words}\" không viết in hoa"),
            format!("the signer's title \"{words}\" is not in capitals"),
            source(line),
        )
        .hint(format!("viết: {}", words.to_uppercase()), format!("write: {}", words.to_uppercase()))
    })
}

/// G02. The name is in normal case.
fn name_case(name: &Text) -> Option<Finding> {
    let words = name.plain();
    let letters = || words.chars().filter(|letter| letter.is_alphabetic());
    let several = words.split_whitespace().count() > 1;
    (several && (letters().all(char::is_uppercase) || letters().all(char::is_lowercase))).then(|| {
        Finding::new(
            Check::NameCapitals,
            format!("họ tên người ký \"{words}\" viết hoa không đúng"),
            format!("the capitals of the signer's name \"{words}\" are wrong"),
            source(name),
        )
        .hint("viết hoa chữ cái đầu mỗi âm tiết", "a capital for the first letter of each syllable")
    })
}

/// G03. Nothing stands before the name.
fn academic(name: &Text) -> Option<Finding> {
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let short = "GS|PGS|TSKH|TS|ThS|Ths|CN|KS|BS|LS|NSND|NSƯT|NGND|NGƯT";
        let long = "Giáo sư|Phó giáo sư|Phó Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Nhà giáo|Kỹ sư|Bác sĩ|Cử nhân";
        pattern(&format!(r"^(?:(?:{short})[. ]|(?:{long}) )"))
    });
    let words = name.plain();
    let found = TITLE.as_ref()?.find(&words)?;
    let title = found.as_str().trim();
    let finding = Finding::new(
        Check::AcademicTitle,
        format!("trước họ tên người ký có \"{title}\""),
        format!("\"{title}\" stands before the signer's name"),
        source(name),
    );
    Some(finding.hint(
        "chỉ ghi họ tên; ngành giáo dục, y tế, khoa học, lực lượng vũ trang theo quy định riêng",
        "write the name alone, unless the rules of education, health, science or the forces allow it",
    ))
}

/// G07. A signature is blue: more blue than the grey of black ink or of a photocopy.
fn signature_color(picture: &StampImage) -> Option<Finding> {
    let [red, green, blue] = picture.color.map(i16::from);
    (blue < red + 20 || blue < green + 10).then(|| {
        Finding::new(
            Check::SignatureColor,
            "ảnh chữ ký không phải màu xanh",
            "the picture of the signature is not blue",
            picture.source.clone(),
        )
        .hint("chụp lại chữ ký bằng mực xanh", "take the picture of a signature in blue ink")
    })
}

/// A seal is red, and as large as a seal where its file says how large it is.
fn seal_faults(picture: &StampImage, paper: &Paper) -> Vec<Finding> {
    let [red, green, blue] = picture.color.map(i16::from);
    let color = (red < green + 40 || red < blue + 40).then(|| {
        Finding::new(
            Check::SealColor,
            "ảnh con dấu không phải màu đỏ",
            "the picture of the seal is not red",
            picture.source.clone(),
        )
        .hint("dùng ảnh màu của con dấu đóng bằng mực đỏ", "use a picture in colour of a seal in red ink")
    });
    let size = picture.real_size().filter(|size| !paper.rules.signature.is_seal(*size)).map(|(width, height)| {
        let (width, height) = (width.to_mm(), height.to_mm());
        Finding::new(
            Check::SealSize,
            format!("ảnh con dấu theo độ phân giải ghi trong tệp rộng {width:.0} mm, cao {height:.0} mm; in theo cỡ thông thường"),
            format!("the seal is {width:.0} by {height:.0} mm by the resolution in its file; the usual size is printed"),
            picture.source.clone(),
        )
        .hint("quét con dấu đúng cỡ thật, giữ độ phân giải (DPI) trong tệp", "scan the seal at its real size and keep the resolution (DPI) in the file")
    });
    color.into_iter().chain(size).collect()
}
