//! Capitals that a pattern can tell (Phụ lục II). Common nouns that may be names are left alone.

use std::sync::LazyLock;

use regex::Regex;

use super::finding::Finding;
use super::typing::{Habit, excerpts, habits, listed, pattern};
use crate::facts;
use crate::model::Run;
use crate::rules::Check;
use crate::vietnamese::pattern;

static HABITS: [Habit; 19] = [
    Habit {
        check: Check::ClauseCapitals,
        needs: &["Khoản ", "Điểm "],
        pattern: pattern!(r"\p{Ll},? (?:Khoản|Điểm) [\da-zđ]{1,2},? (?:Khoản|khoản|Điều|điều)"),
        vi: "viện dẫn khoản, điểm viết hoa",
        en: "a reference to a khoản or điểm in capitals",
        hint_vi: "viết thường khoản, điểm và viết hoa Điều, ví dụ: điểm a khoản 2 Điều 5",
        hint_en: "small letters for khoản and điểm, a capital for Điều: điểm a khoản 2 Điều 5",
    },
    Habit {
        check: Check::ArticleCapitals,
        needs: &["điều "],
        pattern: pattern!(
            r"(?:khoản \d{1,2},? điều \d{1,3}\b|\bđiều \d{1,3} (?:của )?(?:Luật|Bộ luật|Nghị định|Thông tư|Nghị quyết|Quyết định|Quy chế|Quy định|Hiến pháp)\b)"
        ),
        vi: "viện dẫn Điều viết thường",
        en: "a reference to Điều in small letters",
        hint_vi: "viết hoa Điều, ví dụ: khoản 2 Điều 5",
        hint_en: "a capital for Điều: khoản 2 Điều 5",
    },
    Habit {
        check: Check::UnitCapitals,
        needs: &["thủ đô Hà Nội", "Thủ Đô Hà Nội", "Thủ đô Hà nội"],
        pattern: pattern!(r"\b(?:thủ đô Hà Nội|Thủ Đô Hà Nội|Thủ đô Hà nội)\b"),
        vi: "tên Thủ đô viết hoa không đúng",
        en: "the capital's name in the wrong case",
        hint_vi: "viết: Thủ đô Hà Nội",
        hint_en: "write: Thủ đô Hà Nội",
    },
    Habit {
        check: Check::UnitCapitals,
        needs: &["thành phố Hồ Chí Minh", "Thành Phố Hồ Chí Minh"],
        pattern: pattern!(r"(?:thành phố|Thành Phố) Hồ Chí Minh\b"),
        vi: "tên Thành phố Hồ Chí Minh viết hoa không đúng",
        en: "Thành phố Hồ Chí Minh in the wrong case",
        hint_vi: "viết: Thành phố Hồ Chí Minh",
        hint_en: "write: Thành phố Hồ Chí Minh",
    },
    Habit {
        check: Check::UnitCapitals,
        needs: &["quận ", "phường "],
        pattern: pattern!(r"\b(?:[Tt]ại|[Ởở]|của|thuộc|UBND|nhân dân) (?:quận|phường) \d{1,2}\b"),
        vi: "đơn vị mang tên chữ số viết thường",
        en: "a unit named by a number in small letters",
        hint_vi: "viết hoa cả danh từ chung: Quận 1, Phường 7",
        hint_en: "its unit word has a capital: Quận 1, Phường 7",
    },
    Habit {
        check: Check::RegionCapitals,
        needs: &["Tây nguyên", "Nam bộ", "Trung bộ", "ùng ", "khu vực "],
        pattern: pattern!(
            r"\b(?:Tây nguyên|Đông Nam bộ|Tây Nam bộ|Bắc Trung bộ|Nam Trung bộ|(?:[Vv]ùng|khu vực) (?:tây nguyên|[Tt]ây bắc|tây Bắc|[Đđ]ông bắc|đông Bắc|[Đđ]ông nam bộ|[Tt]ây nam bộ|bắc bộ|Bắc bộ|nam bộ|Nam bộ|trung bộ|Trung bộ))\b"
        ),
        vi: "tên vùng, miền viết hoa không đúng",
        en: "a region's name in the wrong case",
        hint_vi: "viết hoa mọi âm tiết: Tây Bắc, Đông Nam Bộ, Tây Nguyên",
        hint_en: "a capital for each syllable: Tây Bắc, Đông Nam Bộ, Tây Nguyên",
    },
    Habit {
        check: Check::BodyCapitals,
        needs: &["Ban chấp hành ", "Ban Chấp Hành "],
        pattern: pattern!(r"\b(?:Ban chấp hành [Tt]rung ương Đảng|Ban Chấp Hành Trung [Ưư]ơng)\b"),
        vi: "tên Ban Chấp hành Trung ương viết hoa không đúng",
        en: "the Central Committee's name in the wrong case",
        hint_vi: "viết: Ban Chấp hành Trung ương Đảng",
        hint_en: "write: Ban Chấp hành Trung ương Đảng",
    },
    Habit {
        check: Check::BodyCapitals,
        needs: &["Liên "],
        pattern: pattern!(r"\bLiên (?:Hợp quốc|Hợp Quốc|hợp Quốc|hiệp Quốc|Hiệp Quốc)\b"),
        vi: "tên Liên hợp quốc viết hoa không đúng",
        en: "the name of the United Nations in the wrong case",
        hint_vi: "viết: Liên hợp quốc",
        hint_en: "write: Liên hợp quốc",
    },
    Habit {
        check: Check::BodyCapitals,
        needs: &["Ủy Ban", "Uỷ Ban", "Hội Đồng Nhân", "Giáo Dục ", "Đào Tạo"],
        pattern: pattern!(r"\b(?:Ủy Ban|Uỷ Ban|Hội Đồng Nhân|Giáo Dục Và|Giáo Dục và|và Đào Tạo|Và Đào Tạo)\b"),
        vi: "tên cơ quan viết hoa từng âm tiết",
        en: "a body's name with a capital for each syllable",
        hint_vi: "chỉ viết hoa chữ đầu của từ chỉ loại cơ quan, lĩnh vực: Ủy ban nhân dân, Sở Giáo dục và Đào tạo",
        hint_en: "capitals begin the words for kind and field alone: Ủy ban nhân dân, Sở Giáo dục và Đào tạo",
    },
    Habit {
        check: Check::UnitCapitals,
        needs: &["Hà nội", "Hải phòng", "Đà nẵng", "Cần thơ", "Hồ chí ", "Hồ Chí minh", "Việt nam"],
        pattern: pattern!(r"\b(?:Hà nội|Hải phòng|Đà nẵng|Cần thơ|Hồ chí [Mm]inh|Hồ Chí minh|Việt nam)\b"),
        vi: "địa danh viết hoa không đúng",
        en: "the name of a place in the wrong case",
        hint_vi: "viết hoa mọi âm tiết của tên: Hà Nội, Hồ Chí Minh",
        hint_en: "a capital for each syllable of the name: Hà Nội, Hồ Chí Minh",
    },
    Habit {
        check: Check::BodyCapitals,
        needs: &["ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "hủ tướng chính phủ", "hủ Tướng "],
        pattern: pattern!(
            r"\b(?:ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|[Tt]hủ tướng chính phủ|[Tt]hủ Tướng [Cc]hính phủ)\b"
        ),
        vi: "tên cơ quan, chức danh viết hoa không đúng",
        en: "the name of a body in the wrong case",
        hint_vi: "viết: Ủy ban nhân dân, Hội đồng nhân dân, Thủ tướng Chính phủ",
        hint_en: "write: Ủy ban nhân dân, Hội đồng nhân dân, Thủ tướng Chính phủ",
    },
    Habit {
        check: Check::HolidayCapitals,
        needs: &["Tết ", "tết "],
        pattern: pattern!(
            r"\p{Ll},? Tết (?:Nguyên [đĐ]án|Trung [tT]hu|Đoan [nN]gọ)|[Tt]ết (?:Nguyên Đán|Trung Thu|Đoan Ngọ|nguyên đán|trung thu|đoan ngọ)"
        ),
        vi: "tên tết viết hoa không đúng",
        en: "the name of a festival in the wrong case",
        hint_vi: "viết: tết Nguyên đán, tết Trung thu, tết Đoan ngọ",
        hint_en: "write: tết Nguyên đán, tết Trung thu, tết Đoan ngọ",
    },
    Habit {
        check: Check::HolidayCapitals,
        needs: &[" Ngày "],
        pattern: pattern!(
            r"\p{Ll},? Ngày (?:Quốc khánh|Quốc tế Lao động|Quốc tế Phụ nữ|Quốc tế Thiếu nhi|Phụ nữ Việt Nam|Nhà giáo Việt Nam|Thương binh|Thầy thuốc Việt Nam|Doanh nhân Việt Nam)"
        ),
        vi: "từ ngày trước tên ngày lễ viết hoa",
        en: "the word ngày before a holiday in capitals",
        hint_vi: "viết: ngày Quốc khánh 2-9, ngày Nhà giáo Việt Nam 20-11",
        hint_en: "write: ngày Quốc khánh 2-9, ngày Nhà giáo Việt Nam 20-11",
    },
    Habit {
        check: Check::HolidayCapitals,
        needs: &[" quốc khánh"],
        pattern: pattern!(r"\b(?:ngày|[Ll]ễ|dịp) quốc khánh\b"),
        vi: "tên ngày lễ viết thường",
        en: "the name of a holiday in small letters",
        hint_vi: "viết: ngày Quốc khánh 2-9",
        hint_en: "write: ngày Quốc khánh 2-9",
    },
    Habit {
        check: Check::HolidayCapitals,
        needs: &["Quốc khánh ", "Quốc tế ", "Phụ nữ Việt Nam ", "Nhà giáo Việt Nam ", "Thương binh - Liệt sĩ "],
        pattern: pattern!(
            r"(?:Quốc khánh|Quốc tế Lao động|Quốc tế Phụ nữ|Quốc tế Thiếu nhi|Phụ nữ Việt Nam|Nhà giáo Việt Nam|Thương binh - Liệt sĩ) \(?\d{1,2}/\d{1,2}\b"
        ),
        vi: "ngày lễ ghi bằng dấu gạch chéo",
        en: "the date of a holiday with a slash",
        hint_vi: "nối ngày và tháng bằng gạch nối: ngày Quốc khánh 2-9",
        hint_en: "join day and month by a hyphen: ngày Quốc khánh 2-9",
    },
    Habit {
        check: Check::CalendarCapitals,
        needs: &["thứ ", "chủ nhật"],
        pattern: pattern!(
            r"\bthứ (?:hai|ba|tư|năm|sáu|bảy|bẩy)(?:,? \(?ngày \d| đến thứ (?:ba|tư|năm|sáu|bảy|bẩy)\b)|\bchủ nhật,? \(?ngày \d"
        ),
        vi: "tên ngày trong tuần viết thường",
        en: "a weekday in small letters",
        hint_vi: "viết: thứ Hai, thứ Tư, Chủ nhật",
        hint_en: "write: thứ Hai, thứ Tư, Chủ nhật",
    },
    Habit {
        check: Check::CalendarCapitals,
        needs: &["Cách mạng "],
        pattern: pattern!(r"Cách mạng (?:tháng tám|tháng mười|Tháng tám|Tháng mười)\b"),
        vi: "tên tháng viết thường",
        en: "a month in small letters",
        hint_vi: "viết: Cách mạng tháng Tám",
        hint_en: "write: Cách mạng tháng Tám",
    },
    Habit {
        check: Check::CalendarCapitals,
        needs: &[
            "ăm Giáp ",
            "ăm Ất ",
            "ăm Bính ",
            "ăm Đinh ",
            "ăm Mậu ",
            "ăm Kỷ ",
            "ăm Canh ",
            "ăm Tân ",
            "ăm Nhâm ",
            "ăm Quý ",
        ],
        pattern: pattern!(
            r"\b[nN]ăm (?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý) (?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)\b"
        ),
        vi: "tên năm âm lịch viết hoa không đúng",
        en: "a lunar year in the wrong case",
        hint_vi: "viết hoa cả hai âm tiết: Kỷ Tỵ, Mậu Thân",
        hint_en: "a capital for both syllables: Kỷ Tỵ, Mậu Thân",
    },
    Habit {
        check: Check::SentenceStart,
        needs: &[". ", "? ", "! "],
        pattern: pattern!(r"[\p{L}]*\p{Ll}{2}[.?!] \p{Ll}[\p{L}]*"),
        vi: "câu bắt đầu bằng chữ thường",
        en: "a sentence begins with a small letter",
        hint_vi: "viết hoa chữ cái đầu câu",
        hint_en: "begin it with a capital",
    },
];

/// Looks for wrong capitals in the words of one answer.
pub(super) fn check(run: &Run) -> Vec<Finding> {
    habits(&HABITS, run).into_iter().chain(named_after(run)).chain(before_common_name(run)).collect()
}

/// C-III1b. The unit word before a person or an event has a capital.
fn named_after(run: &Run) -> Option<Finding> {
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let names: Vec<&str> = facts::place_names().iter().map(|known| known.name.as_str()).collect();
        pattern(&format!(r"\b(?:phường|xã|quận|huyện|thị trấn) (?:{})\b", names.join("|")))
    });
    // The pattern of all names is made where a text may have one.
    if !["phường ", "xã ", "quận ", "huyện ", "thị trấn "].iter().any(|unit| run.text.contains(unit)) {
        return None;
    }
    let found = excerpts(NAMES.as_ref()?, &run.text);
    let what =
        ("đơn vị mang tên người, sự kiện viết thường", "a unit named after a person or an event in small letters");
    let finding = listed(Check::UnitCapitals, what, &found, run)?;
    Some(
        finding.hint(
            "viết hoa cả danh từ chung: Phường Điện Biên Phủ",
            "its unit word has a capital: Phường Điện Biên Phủ",
        ),
    )
}

/// C-III1a. `tỉnh`, `thành phố` before an ordinary name are small, inside a sentence.
fn before_common_name(run: &Run) -> Option<Finding> {
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let common = facts::provinces().iter().filter(|unit| unit.place == unit.name);
        let names: Vec<&str> = common.map(|unit| unit.name.as_str()).collect();
        pattern(&format!(r"[\p{{Ll}},] (?:Tỉnh|Thành phố|Thành Phố) (?:{})\b", names.join("|")))
    });
    if ![" Tỉnh ", " Thành phố ", " Thành Phố "].iter().any(|unit| run.text.contains(unit)) {
        return None;
    }
    let found = excerpts(NAMES.as_ref()?, &run.text);
    // Without the letter before the unit word.
    let found: Vec<&str> = found.into_iter().filter_map(|found| Some(found.split_once(' ')?.1)).collect();
    let what = ("danh từ chung trước tên riêng viết hoa", "a capital for the unit word before an ordinary name");
    let finding = listed(Check::UnitCapitals, what, &found, run)?;
    let unit = if found[0].starts_with("Tỉnh") { "tỉnh Nam Định" } else { "thành phố Thái Nguyên" };
    Some(finding.hint(format!("viết thường danh từ chung: {unit}"), format!("the unit word is small: {unit}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_habit_is_passed_over() {
        super::super::typing::needs_hold(&HABITS);
    }
}
