//! The cases: a check, where its words go, a fault and the right form.

use super::{Role, annex, named, paragraph, typed, typed_all};
use crate::model::{Annex, Block, Document, Image, ImageFormat, Run, StampImage, Text, Title};
use crate::rules::{Check, RuleSetName};

/// A check, tried by putting words into a letter that is right.
pub(super) struct Case {
    pub check: Check,
    pub rules: RuleSetName,
    pub put: fn(&mut Document, &str),
    pub wrong: &'static str,
    pub right: &'static str,
}

const fn case(check: Check, put: fn(&mut Document, &str), wrong: &'static str, right: &'static str) -> Case {
    Case { check, rules: RuleSetName::Nd30_2020, put, wrong, right }
}

const fn old(check: Check, put: fn(&mut Document, &str), wrong: &'static str, right: &'static str) -> Case {
    Case { check, rules: RuleSetName::Tt01_2011, put, wrong, right }
}

fn issuing(document: &mut Document, words: &str) {
    document.head.issuing_body = typed(words);
}

fn parent(document: &mut Document, words: &str) {
    document.head.parent_body = Some(typed(words));
}

fn recipient(document: &mut Document, words: &str) {
    document.recipients.insert(1, typed(words));
}

fn recipients(document: &mut Document, words: &str) {
    document.recipients = typed_all(words);
}

fn addressees(document: &mut Document, words: &str) {
    document.addressees = typed_all(words);
}

fn addressees_of_plan(document: &mut Document, words: &str) {
    named(document, "KẾ HOẠCH", "KH-SNV");
    document.addressees = typed_all(words);
    document.recipients = typed_all("Như trên / Lưu: VT, VP");
}

fn recipients_of_decision(document: &mut Document, words: &str) {
    named(document, "QUYẾT ĐỊNH", "QĐ-SNV");
    document.recipients = typed_all(words);
}

fn number(document: &mut Document, words: &str) {
    document.head.number = Some(typed(words));
}

fn number_of_draft(document: &mut Document, words: &str) {
    document.head.number = Some(typed(words)).filter(|text| !text.is_empty());
    document.state.watermark = Some("DỰ THẢO".into());
}

fn letter_symbol(document: &mut Document, words: &str) {
    document.head.symbol = typed(words);
}

fn plan_symbol(document: &mut Document, words: &str) {
    named(document, "CHƯƠNG TRÌNH", words);
}

fn memo_symbol(document: &mut Document, words: &str) {
    named(document, "BẢN GHI NHỚ", words);
}

fn regulation_symbol(document: &mut Document, words: &str) {
    named(document, "QUY CHẾ", words);
}

fn decision_symbol(document: &mut Document, words: &str) {
    named(document, "QUYẾT ĐỊNH", words);
}

fn place(document: &mut Document, words: &str) {
    document.head.place = typed(words);
}

fn place_of_commune(document: &mut Document, words: &str) {
    document.head.parent_body = Some(typed("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"));
    document.head.issuing_body = typed("ỦY BAN NHÂN DÂN PHƯỜNG MẪU");
    document.head.place = typed(words);
}

fn subject(document: &mut Document, words: &str) {
    document.head.title = Title::Letter { subject: typed(words) };
}

fn subject_of_decision(document: &mut Document, words: &str) {
    named(document, "QUYẾT ĐỊNH", "QĐ-SNV");
    document.head.title = Title::Named { type_name: Text::fixed("QUYẾT ĐỊNH"), subject: typed(words) };
}

fn subject_of_plan(document: &mut Document, words: &str) {
    named(document, "KẾ HOẠCH", "KH-SNV");
    document.head.title = Title::Named { type_name: Text::fixed("KẾ HOẠCH"), subject: typed(words) };
}

/// A subject of so many letters.
fn subject_length(document: &mut Document, letters: &str) {
    subject(document, &"a".repeat(letters.parse().unwrap_or(0)));
}

fn basis(document: &mut Document, words: &str) {
    document.body.insert(0, paragraph(Role::LegalBasis, words));
}

fn body(document: &mut Document, words: &str) {
    document.body = words.split(" / ").map(|words| paragraph(Role::Body, words)).collect();
}

fn point(document: &mut Document, words: &str) {
    let mut text = Text::fixed("a) ");
    text.0.push(Run { ..typed(words).0.remove(0) });
    document.body.push(Block::Paragraph { role: Role::Point, text });
}

fn body_with_annex(document: &mut Document, words: &str) {
    document.annexes = vec![annex()];
    body(document, words);
}

fn body_with_annexes(document: &mut Document, words: &str) {
    document.annexes =
        ["I", "II", "III"].map(|number| Annex { label: format!("Phụ lục {number}"), ..annex() }).to_vec();
    body(document, words);
}

fn clause(document: &mut Document, words: &str) {
    let number = Run { text: "1. ".into(), ..Run::default() };
    let text = Text([vec![number], typed(words).0].concat());
    document.body.insert(0, Block::Paragraph { role: Role::Clause, text });
}

fn last_block(document: &mut Document, words: &str) {
    document.body.extend((words == "bảng").then_some(Block::Table(0)));
}

fn titles(document: &mut Document, words: &str) {
    document.signatures[0].titles = typed_all(words);
}

fn name(document: &mut Document, words: &str) {
    document.signatures[0].name = typed(words);
}

/// A picture in the colour, or of the dots an inch, that the words name.
fn stamp(words: &str) -> StampImage {
    let color = match words {
        "đen" => [20, 20, 25],
        "xanh" => [40, 60, 160],
        _ => [220, 30, 40],
    };
    let density = words.strip_suffix(" dpi").and_then(|dots| dots.parse().ok());
    let image = Image { bytes: [].into(), format: ImageFormat::Png, pixels: (425, 425), density };
    StampImage { image, color, source: None }
}

fn signature_picture(document: &mut Document, words: &str) {
    document.signatures[0].signature_picture = Some(stamp(words));
}

fn seal_picture(document: &mut Document, words: &str) {
    document.signatures[0].seal_picture = Some(stamp(words));
}

pub(super) const CASES: &[Case] = &[
    case(Check::BodyAbbreviated, issuing, "UBND XÃ MẪU", "ỦY BAN NHÂN DÂN XÃ MẪU"),
    case(Check::BodyAbbreviated, issuing, "SỞ GD&ĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
    case(Check::FormerBody, parent, "UBND TỈNH BÌNH ĐỊNH", "UBND TỈNH GIA LAI"),
    case(Check::FormerBody, parent, "UBND TỈNH ĐỒNG NAI", "UBND THÀNH PHỐ ĐỒNG NAI"),
    case(Check::FormerBody, recipient, "UBND tỉnh Hà Nam", "UBND tỉnh Ninh Bình"),
    case(Check::FormerBody, recipient, "Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
    case(Check::DistrictBody, recipient, "UBND các huyện, thành phố", "UBND các xã, phường"),
    case(Check::DistrictBody, recipient, "Phòng Giáo dục và Đào tạo huyện Mẫu", "Phòng Văn hóa - Xã hội xã Mẫu"),
    case(Check::DistrictBody, issuing, "ỦY BAN NHÂN DÂN THÀNH PHỐ QUY NHƠN", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"),
    case(Check::DistrictBody, recipient, "Huyện ủy Mẫu", "Đảng ủy xã Mẫu"),
    case(Check::NumberShape, number, "5", "05"),
    case(Check::NumberShape, number, "1.616", "1616"),
    case(Check::SymbolSpaces, letter_symbol, "SNV - VP", "SNV-VP"),
    case(Check::SymbolCapitals, letter_symbol, "snv-vp", "SNV-VP"),
    case(Check::SymbolCapitals, decision_symbol, "QĐ-Snv", "QĐ-SNV"),
    case(Check::SymbolCapitals, letter_symbol, "TTg-vp", "TTg-KSTT"),
    case(Check::SymbolCapitals, decision_symbol, "QĐ-pc06", "QĐ-PC06a"),
    case(Check::TypeAbbreviation, plan_symbol, "CTR-SNV", "CTr-SNV"),
    case(Check::TypeAbbreviation, regulation_symbol, "QCh-SNV", "QC-SNV"),
    case(Check::TypeAbbreviation, memo_symbol, "GN-SNV", "BGN-SNV"),
    old(Check::TypeAbbreviation, memo_symbol, "BGN-SNV", "GN-SNV"),
    case(Check::TypeMismatch, decision_symbol, "TB-SNV", "QĐ-SNV"),
    case(Check::TypeMissing, decision_symbol, "SNV", "QĐ-SNV"),
    case(Check::LetterSymbol, letter_symbol, "CV-SNV", "SNV-VP"),
    case(Check::LetterSymbol, letter_symbol, "TB-SNV", "SNV-TB"),
    case(Check::YearInSymbol, decision_symbol, "2026/QĐ-SNV", "QĐ-SNV"),
    case(Check::DraftNumbered, number_of_draft, "15", ""),
    case(Check::PlaceCapitals, place, "lâm Đồng", "Lâm Đồng"),
    case(Check::PlaceCapitals, place, "LÂM ĐỒNG", "Lâm Đồng"),
    case(Check::PlaceCapitals, place_of_commune, "phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
    case(Check::PlaceName, place, "TP. HCM", "Thành phố Hồ Chí Minh"),
    case(Check::PlaceName, place, "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    case(Check::PlaceName, place, "Ho Chi Minh City", "Thành phố Hồ Chí Minh"),
    case(Check::PlaceName, place_of_commune, "Điện Biên Phủ", "Phường Điện Biên Phủ"),
    case(Check::PlaceName, place_of_commune, "P. 7", "Phường 7"),
    case(Check::FormerPlace, place, "Thừa Thiên Huế", "Huế"),
    case(Check::FormerPlace, place, "Hà Tây", "Hà Nội"),
    case(Check::SubjectLength, subject_length, "501", "500"),
    case(Check::SubjectFullStop, subject, "báo cáo công tác văn thư.", "báo cáo công tác văn thư"),
    case(Check::SubjectCapitals, subject, "BÁO CÁO CÔNG TÁC", "báo cáo công tác"),
    case(Check::SubjectStart, subject_of_plan, "sắp xếp tổ chức", "Sắp xếp tổ chức"),
    case(Check::SubjectStart, subject_of_decision, "về việc bổ nhiệm cán bộ", "Về việc bổ nhiệm cán bộ"),
    case(Check::DecisionSubject, subject_of_decision, "Bổ nhiệm cán bộ", "Về việc bổ nhiệm cán bộ"),
    case(Check::RegisterLength, number, "123456789012", "12345678901"),
    case(
        Check::LegalBasis,
        basis,
        "Căn cứ Nghị định số 30/2020/NĐ-CP;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    ),
    case(
        Check::LegalBasis,
        basis,
        "Căn cứ Luật Tổ chức Chính phủ số 76/2015/QH13 ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
    ),
    case(
        Check::NumberWord,
        body,
        "Theo Quyết định 15/QĐ-BNV ngày 05 tháng 3 năm 2020.",
        "Theo Quyết định số 15/QĐ-BNV ngày 05 tháng 3 năm 2020.",
    ),
    case(Check::CitationShort, body, "Theo Nghị định 30, các sở", "Theo nghị định, 30 sở"),
    case(
        Check::CitationFirst,
        body,
        "Theo Quyết định số 15/QĐ-BNV.",
        "Theo Quyết định số 15/QĐ-BNV ngày 05 tháng 3 năm 2020 của Bộ Nội vụ.",
    ),
    case(
        Check::CitationAgain,
        body,
        "Quyết định số 15/QĐ-BNV ngày 05 tháng 3 năm 2020 / Quyết định số 15/QĐ-BNV ngày 05 tháng 3 năm 2020",
        "Quyết định số 15/QĐ-BNV ngày 05 tháng 3 năm 2020 / Quyết định số 15/QĐ-BNV",
    ),
    case(Check::AnnexUnmentioned, body_with_annex, "Kết quả như sau.", "Kết quả tại Phụ lục."),
    case(Check::AnnexUnmentioned, body_with_annexes, "Theo Phụ lục I và II.", "Theo Phụ lục I, II và III."),
    case(Check::AnnexUnmentioned, body_with_annexes, "Theo Phụ lục III.", "Theo Phụ lục I đến Phụ lục III."),
    case(Check::TypedNumber, clause, "1. Rà soát hồ sơ.", "Rà soát hồ sơ."),
    case(Check::TypedNumber, clause, "Điều 2. Rà soát hồ sơ.", "Điều 2 của Luật nêu rõ."),
    case(Check::DateIso, body, "Trước ngày 2026-03-05.", "Trước ngày 05 tháng 3 năm 2026."),
    case(Check::ClauseCapitals, body, "Thực hiện theo Khoản 2 điều này.", "Thực hiện theo khoản 2 Điều này."),
    case(Check::TextEnd, last_block, "bảng", "câu"),
    case(Check::AuthorityPrefix, titles, "KT GIÁM ĐỐC / PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
    case(Check::AuthorityPrefix, titles, "K/T GIÁM ĐỐC / PHÓ GIÁM ĐỐC", "TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG"),
    case(Check::AuthorityPrefix, titles, "TƯQ. GIÁM ĐỐC / CHÁNH VĂN PHÒNG", "TUQ. GIÁM ĐỐC / CHÁNH VĂN PHÒNG"),
    case(Check::AuthorityPrefix, titles, "Q.GIÁM ĐỐC", "Q. GIÁM ĐỐC"),
    case(Check::AuthorityPrefix, titles, "QUYỀN GIÁM ĐỐC", "Q. GIÁM ĐỐC"),
    case(Check::TitleBelowAuthority, titles, "TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"),
    case(Check::SignerCapacity, titles, "Q. GIÁM ĐỐC / GIÁM ĐỐC", "Q. GIÁM ĐỐC"),
    case(Check::SignerCapacity, titles, "KT. GIÁM ĐỐC / GIÁM ĐỐC", "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
    case(
        Check::SignerCapacity,
        titles,
        "TL. BỘ TRƯỞNG / KT. VỤ TRƯỞNG / VỤ TRƯỞNG",
        "TL. BỘ TRƯỞNG / KT. VỤ TRƯỞNG / PHÓ VỤ TRƯỞNG",
    ),
    case(Check::TitleCapitals, titles, "Giám đốc", "GIÁM ĐỐC"),
    case(Check::NameCapitals, name, "NGƯỜI KÝ MẪU", "Người Ký Mẫu"),
    case(Check::NameCapitals, name, "người ký mẫu", "Người Ký Mẫu"),
    case(Check::NameCapitals, name, "Người ký Mẫu", "Ludwig van Mẫu"),
    case(Check::AcademicTitle, name, "TS. Người Ký Mẫu", "Người Ký Mẫu"),
    case(Check::AcademicTitle, name, "BSCKII. Người Ký Mẫu", "Bạch Ký Mẫu"),
    case(Check::AcademicTitle, name, "Ông Người Ký Mẫu", "Ông Thị Ký Mẫu"),
    case(Check::AcademicTitle, name, "Bà Ký Mẫu", "Ông Ký Mẫu"),
    case(Check::SignatureColor, signature_picture, "đen", "xanh"),
    case(Check::SealColor, seal_picture, "xanh", "đỏ"),
    case(Check::SealSize, seal_picture, "72 dpi", "300 dpi"),
    case(Check::AddresseeMissing, addressees, "", "Bộ Nội vụ"),
    case(Check::AddresseeUnasked, addressees_of_plan, "Bộ Nội vụ", ""),
    case(Check::AddresseesInOne, addressees, "Sở Nội vụ, Sở Tài chính", "Sở Nội vụ / Sở Tài chính"),
    case(Check::AddresseesInOne, addressees, "Bộ Nội vụ; Văn phòng Chính phủ", "Bộ Văn hóa, Thể thao và Du lịch"),
    case(Check::FirstRecipient, recipients, "Bộ Nội vụ / Lưu: VT, VP", "Như trên / Bộ Nội vụ / Lưu: VT, VP"),
    case(Check::FirstRecipient, recipients_of_decision, "Như trên / Lưu: VT, VP", "Như Điều 3 / Lưu: VT, VP"),
    case(Check::RecipientTwice, recipients, "Như trên / Sở Y tế / Sở y tế / Lưu: VT", "Như trên / Sở Y tế / Lưu: VT"),
    case(
        Check::RecipientTwice,
        recipients,
        "Như trên / Sở Y tế (để báo cáo) / Sở y tế / Lưu: VT",
        "Như trên / Sở Y tế (để báo cáo) / Sở Nội vụ (để báo cáo) / Lưu: VT",
    ),
    case(Check::FileCopy, recipients, "Như trên / Lưu: VP, VT", "Như trên / Lưu: VT, VP"),
    case(Check::ClauseCapitals, body, "Thực hiện theo Khoản 2 Điều 5.", "Thực hiện theo khoản 2 Điều 5."),
    case(Check::ArticleCapitals, body, "Theo khoản 2 điều 5.", "Theo khoản 2 Điều 5."),
    case(Check::UnitCapitals, body, "Họp tại Hà nội.", "Họp tại Hà Nội."),
    case(Check::BodyCapitals, body, "Trình ủy ban nhân dân tỉnh.", "Trình Ủy ban nhân dân tỉnh."),
    case(Check::BodyCapitals, body, "Trình Thủ Tướng chính phủ.", "Trình Thủ tướng Chính phủ."),
    case(Check::HolidayCapitals, body, "Nghỉ lễ quốc khánh.", "Nghỉ ngày Quốc khánh."),
    case(Check::UnitCapitals, body, "Tại thủ đô Hà Nội.", "Tại Thủ đô Hà Nội."),
    case(Check::UnitCapitals, body, "Tại thành phố Hồ Chí Minh.", "Tại Thành phố Hồ Chí Minh."),
    case(Check::UnitCapitals, body, "Tại quận 1 và phường 7.", "Tại Quận 1 và Phường 7."),
    case(Check::UnitCapitals, body, "Tại phường Điện Biên Phủ.", "Tại Phường Điện Biên Phủ."),
    case(Check::UnitCapitals, body, "Các sở của Tỉnh Nam Định.", "Các sở của tỉnh Nam Định."),
    case(Check::UnitCapitals, body, "Các sở ở Tỉnh Nam Định.", "Các sở ở tỉnh Nam Định."),
    case(Check::RegionCapitals, body, "Các tỉnh vùng Tây bắc và Tây Nguyên.", "Các tỉnh vùng Tây Bắc và Tây Nguyên."),
    case(Check::BodyCapitals, body, "Theo Ủy Ban nhân dân tỉnh.", "Theo Ủy ban nhân dân tỉnh."),
    case(Check::BodyCapitals, body, "Các tổ chức của Liên Hợp Quốc.", "Các tổ chức của Liên hợp quốc."),
    case(Check::HolidayCapitals, body, "Nghỉ tết Nguyên Đán.", "Nghỉ tết Nguyên đán."),
    case(Check::HolidayCapitals, body, "Dịp Quốc khánh 2/9.", "Dịp Quốc khánh 2-9."),
    case(Check::CalendarCapitals, body, "Sáng thứ hai, ngày 20 tháng 10.", "Sáng thứ Hai, ngày 20 tháng 10."),
    case(Check::CalendarCapitals, body, "Cách mạng tháng tám.", "Cách mạng tháng Tám."),
    case(Check::ParagraphStart, point, "rà soát hồ sơ;", "Rà soát hồ sơ;"),
    case(Check::SentenceStart, body, "Hà Nội có mưa. trời lạnh.", "Hà Nội có mưa. Trời lạnh."),
    case(Check::DoubleSpace, body, "Văn  bản hành chính.", "Văn bản hành chính."),
    case(Check::SpaceBeforeMark, body, "Có , không.", "Có, không."),
    case(Check::SpaceBeforeMark, body, "Ngày 15/3/2026 , qua thư.", "Tỷ lệ 1 : 2, qua thư."),
    case(Check::SpaceAfterMark, body, "Có mưa,trời lạnh.", "Có mưa, trời lạnh."),
    case(Check::BracketSpace, body, "Hà Nội ( Việt Nam).", "Hà Nội (Việt Nam)."),
    case(Check::DateImpossible, body, "Trước ngày 31 tháng 02 năm 2026.", "Trước ngày 29 tháng 02 năm 2028."),
    case(Check::DateImpossible, body, "Từ 31/4/2026 đến 30/4/2026.", "Từ 30/4/2026, số 01/2011/TT-BNV."),
    case(Check::SpaceBeforePercent, body, "Đạt 15 % số trường.", "Đạt 15% số trường."),
    case(Check::DecimalPoint, body, "Đạt 12.5% số trường.", "Đạt 12,5% số trường."),
    case(Check::ThousandsComma, body, "Chi 5,000 đồng.", "Chi 5.000 đồng."),
    case(Check::ThousandsComma, body, "Chi 1,234,567 đồng.", "Chi 1.234.567 đồng."),
    case(Check::DateZeros, body, "Trước ngày 5 tháng 03 năm 2026.", "Trước ngày 05 tháng 3 năm 2026."),
    case(Check::ToneMarks, body, "Uỷ ban nhân dân và Ủy ban.", "Ủy ban nhân dân xã Hoà Bình."),
    case(Check::ToneMarks, body, "Việc hòa giải và hoà nhập.", "Việc hòa giải và hòa nhập."),
];
