//! Ô 7: authority, title and name of the signer (Phụ lục I, Mục II.7; Điều 13).

use super::finding::{Finding, source};
use super::{Paper, name};
use crate::model::{Signature, StampImage, Text};
use crate::rules::Check;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let of = |signature: &Signature| {
        let lines = signature.titles.iter().chain(&signature.other_titles);
        let mut findings: Vec<Finding> = signature.titles.iter().filter_map(authority).collect();
        findings.extend(title_below(&signature.titles));
        findings.extend(lines.filter_map(small_title));
        findings.extend(capacity(&signature.titles));
        findings.extend(name::check(&signature.name));
        findings.extend(signature.signature_picture.as_ref().and_then(signature_color));
        findings.extend(signature.seal_picture.iter().flat_map(|seal| seal_faults(seal, paper)));
        findings
    };
    paper.document.signatures.iter().flat_map(of).collect()
}

/// The five authorities.
const AUTHORITIES: [&str; 5] = ["TM", "KT", "TL", "TUQ", "Q"];

/// G01. An authority is followed by a dot and a space: not `KT GIÁM ĐỐC`, `KT.GIÁM ĐỐC`, `K/T GIÁM ĐỐC`, `QUYỀN GIÁM ĐỐC`.
fn authority(line: &Text) -> Option<Finding> {
    let words = line.plain();
    let first = words.split_whitespace().next()?;
    let letters =
        |part: &str| part.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().replace('Ư', "U");
    let tries = [(first, " "), (first.split('.').next().unwrap_or_default(), ".")];
    let meant = tries.iter().find_map(|(part, mark)| {
        let letters = letters(part);
        let letters = if letters == "QUYỀN" { "Q".to_owned() } else { letters };
        AUTHORITIES.contains(&letters.as_str()).then_some((letters, *mark))
    });
    let (meant, mark) = meant?;
    let title = words.split_once(mark).map_or("", |(_, title)| title.trim_start_matches(['.', ' ']));
    if first == format!("{meant}.") && !title.is_empty() {
        return None;
    }
    let right = if title.is_empty() { format!("{meant}. GIÁM ĐỐC") } else { format!("{meant}. {title}") };
    let finding = Finding::new(
        Check::AuthorityPrefix,
        format!("quyền hạn ký ghi \"{words}\""),
        format!("the authority is written \"{words}\""),
        source(line),
    );
    Some(finding.hint(format!("viết: {right}"), format!("write: {right}")))
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

/// An authority is for another's title; `Q.` is followed by the head's, which is the signer's own, and nothing below.
fn capacity(lines: &[Text]) -> Option<Finding> {
    let fits = |pair: &&[Text]| {
        let (above, below) = (pair[0].plain(), pair[1].plain());
        let title = above.split_once(". ").filter(|(authority, _)| AUTHORITIES.contains(authority));
        title.is_none_or(|(authority, title)| authority != "Q" && title.to_uppercase() != below.to_uppercase())
    };
    let pair = lines.windows(2).find(|pair| !fits(pair))?;
    let (above, below) = (pair[0].plain(), pair[1].plain());
    let finding = Finding::new(
        Check::SignerCapacity,
        format!("dưới \"{above}\" ghi \"{below}\""),
        format!("\"{below}\" stands below \"{above}\""),
        source(&pair[1]),
    );
    Some(if above.starts_with("Q. ") {
        finding.hint(format!("chỉ ghi một dòng: {above}"), format!("write one line alone: {above}"))
    } else {
        finding.hint(
            format!("ghi chức vụ của người ký; {below} trực tiếp ký thì bỏ \"{above}\""),
            format!("write the signer's own title; where {below} signs, leave \"{above}\" out"),
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
