//! Numbers in words: traps written out by hand, a slow definition of another kind, and a reader of the words.

use congvan::vietnamese::{Decimal, words};
use proptest::prelude::*;

fn spoken(n: i64) -> String {
    words(&Decimal::from(n)).unwrap_or_else(|| panic!("{n} has no words"))
}

#[test]
fn traps() {
    let traps: [(i64, &str); 85] = [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (9, "chín"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (19, "mười chín"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (22, "hai mươi hai"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (31, "ba mươi mốt"),
        (40, "bốn mươi"),
        (44, "bốn mươi tư"),
        (50, "năm mươi"),
        (51, "năm mươi mốt"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (99, "chín mươi chín"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (109, "một trăm linh chín"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (114, "một trăm mười bốn"),
        (115, "một trăm mười lăm"),
        (120, "một trăm hai mươi"),
        (121, "một trăm hai mươi mốt"),
        (124, "một trăm hai mươi tư"),
        (125, "một trăm hai mươi lăm"),
        (400, "bốn trăm"),
        (444, "bốn trăm bốn mươi tư"),
        (500, "năm trăm"),
        (505, "năm trăm linh năm"),
        (515, "năm trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (999, "chín trăm chín mươi chín"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm linh một"),
        (1_004, "một nghìn không trăm linh bốn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_021, "một nghìn không trăm hai mươi mốt"),
        (1_100, "một nghìn một trăm"),
        (1_101, "một nghìn một trăm linh một"),
        (2_014, "hai nghìn không trăm mười bốn"),
        (2_024, "hai nghìn không trăm hai mươi tư"),
        (10_000, "mười nghìn"),
        (10_005, "mười nghìn không trăm linh năm"),
        (15_000, "mười lăm nghìn"),
        (21_000, "hai mươi mốt nghìn"),
        (24_015, "hai mươi tư nghìn không trăm mười lăm"),
        (100_000, "một trăm nghìn"),
        (101_000, "một trăm linh một nghìn"),
        (105_105, "một trăm linh năm nghìn một trăm linh năm"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_000_100, "một triệu một trăm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_205_000, "một triệu hai trăm linh năm nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (21_021_021, "hai mươi mốt triệu không trăm hai mươi mốt nghìn không trăm hai mươi mốt"),
        (785_918_000, "bảy trăm tám mươi lăm triệu chín trăm mười tám nghìn"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (1_001_000_000, "một tỷ không trăm linh một triệu"),
        (24_000_000_000, "hai mươi tư tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_205_000_000_000, "một nghìn hai trăm linh năm tỷ"),
        (1_000_000_000_005, "một nghìn tỷ không trăm linh năm"),
        (5_000_015_000_000_000, "năm triệu không trăm mười lăm tỷ"),
        (5_015_000_000_000_000, "năm triệu không trăm mười lăm nghìn tỷ"),
        (1_000_000_000_000_000_000, "một tỷ tỷ"),
        (1_000_000_005_000_000_000, "một tỷ tỷ không trăm linh năm tỷ"),
        (-1, "âm một"),
        (-15, "âm mười lăm"),
        (
            i64::MAX,
            "chín tỷ tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ \
             tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh bảy",
        ),
        (
            i64::MIN,
            "âm chín tỷ tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ \
             tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh tám",
        ),
    ];
    for (n, expected) in traps {
        assert_eq!(spoken(n), expected, "{n}");
    }
}

/// The definition in another way: every digit is named with its place, as if no rule were known, then the rules are
/// applied to the words as replacements, one after the other.
fn slowly(n: u64) -> String {
    let digits = n.to_string();
    let mut groups: Vec<String> = Vec::new();
    for (at, digit) in digits.chars().rev().enumerate() {
        let name = digit.to_string();
        let place = [" ", " mươi ", " trăm "][at % 3];
        if at % 3 == 0 {
            groups.push(String::new());
        }
        let group = groups.last_mut().expect("one was made");
        *group = format!("{name}{place}{group}");
    }
    let rules = [
        ("0 mươi 0 ", ""),
        ("0 mươi ", "linh "),
        ("1 mươi 5", "mười lăm"),
        ("1 mươi 0", "mười"),
        ("1 mươi", "mười"),
        ("mươi 0", "mươi"),
        ("mươi 1", "mươi mốt"),
        ("mươi 4", "mươi tư"),
        ("mươi 5", "mươi lăm"),
    ];
    let names = [
        ("0", "không"),
        ("1", "một"),
        ("2", "hai"),
        ("3", "ba"),
        ("4", "bốn"),
        ("5", "năm"),
        ("6", "sáu"),
        ("7", "bảy"),
    ]
    .into_iter()
    .chain([("8", "tám"), ("9", "chín")]);
    let mut spoken = String::new();
    for (power, group) in groups.iter().enumerate().rev() {
        if group != "0 trăm 0 mươi 0 " {
            let group = rules.iter().fold(group.clone(), |words, (from, to)| words.replace(from, to));
            spoken += &format!("{group} {} ", ["", "nghìn", "triệu"][power % 3]);
        }
        let whole_block = groups[power..].iter().take(3).any(|group| group != "0 trăm 0 mươi 0 ");
        if power % 3 == 0 && whole_block {
            spoken += &"tỷ ".repeat(power / 3);
        }
    }
    let spoken = names.fold(spoken, |words, (digit, name)| words.replace(digit, name));
    spoken.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads words back. None where they say no number.
fn read(words: &str) -> Option<i128> {
    let (sign, words) = words.strip_prefix("âm ").map_or((1, words), |words| (-1, words));
    let (mut total, mut block, mut group) = (0i128, 0i128, 0i128);
    let (mut digit, mut lowest) = (None::<i128>, i128::MAX);
    let mut tokens = words.split(' ').peekable();
    while let Some(token) = tokens.next() {
        let names = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        let named = names.iter().position(|name| *name == token);
        let named = named.or(["mốt", "tư", "lăm"].iter().position(|name| *name == token).map(|at| [1, 4, 5][at]));
        match (token, named, digit) {
            (_, Some(value), None) => digit = Some(value as i128),
            ("trăm", _, Some(value)) => (group, digit) = (group + 100 * value, None),
            ("mươi", _, Some(value)) => (group, digit) = (group + 10 * value, None),
            ("mười", _, None) => group += 10,
            ("linh", _, None) => {}
            ("nghìn" | "triệu", _, _) => {
                let unit = if token == "nghìn" { 1_000 } else { 1_000_000 };
                block += (group + digit.take().unwrap_or(0)) * unit;
                group = 0;
            }
            ("tỷ", _, _) => {
                let mut unit = 1_000_000_000;
                while tokens.next_if_eq(&"tỷ").is_some() {
                    unit *= 1_000_000_000;
                }
                if unit >= lowest {
                    return None;
                }
                lowest = unit;
                total += (block + group + digit.take().unwrap_or(0)) * unit;
                (block, group) = (0, 0);
            }
            _ => return None,
        }
    }
    Some(sign * (total + block + group + digit.unwrap_or(0)))
}

fn well_spoken(n: i64, words: &str) {
    let wrong = [
        "  ",
        "một mươi",
        "mười mốt",
        "mười tư",
        "mười năm",
        "mươi một",
        "mươi bốn",
        "mươi năm",
        "mươi không",
        "mươi mười",
        "linh không",
        "linh mốt",
        "linh tư",
        "linh lăm",
        "linh mười",
        "trăm lăm",
        "trăm mốt",
        "không mươi",
        "lẻ",
        "ngàn",
    ];
    for mistake in wrong {
        assert!(!words.contains(mistake), "{n}: {mistake} in {words}");
    }
    assert!(words.trim() == words && !words.starts_with("linh"), "{n}: {words}");
    assert!(!words.contains("không trăm không"), "{n}: {words}");
    assert_eq!(read(words), Some(i128::from(n)), "{words}");
    let slow = slowly(n.unsigned_abs());
    assert_eq!(words, if n < 0 { format!("âm {slow}") } else { slow }, "{n}");
}

#[test]
fn every_number_to_ten_thousand() {
    for n in 0..=10_000 {
        well_spoken(n, &spoken(n));
    }
}

#[test]
fn round_numbers_and_their_neighbours() {
    for power in 0..=18 {
        let unit = 10i64.pow(power);
        for (digit, near) in (1..=9).flat_map(|digit| (-15..=15).map(move |near| (digit, near))) {
            if let Some(n) = unit.checked_mul(digit).and_then(|n| n.checked_add(near)) {
                well_spoken(n, &spoken(n));
            }
        }
    }
}

/// Numbers of every length, with many zeros and ones in them.
fn numbers() -> impl Strategy<Value = i64> {
    let digits =
        proptest::collection::vec(prop_oneof![Just(0i64), Just(0), Just(1), Just(4), Just(5), 0i64..10], 1..19);
    let sparse = digits.prop_map(|digits| digits.into_iter().fold(0, |n, digit| 10 * n + digit));
    prop_oneof![any::<i64>(), sparse.clone(), sparse.prop_map(|n| -n)]
}

proptest! {
    #[test]
    fn any_number_reads_back(n in numbers()) {
        well_spoken(n, &spoken(n));
    }

    #[test]
    fn any_decimal_reads_back(n in numbers(), scale in 1u8..20) {
        let number = Decimal::new(n, scale);
        let words = words(&number).expect("few digits");
        let (whole, fraction) = words.split_once(" phẩy ").map_or((words.as_str(), ""), |parts| parts);
        let negative = whole.starts_with("âm");
        prop_assert_eq!(negative, n < 0);
        let rest = fraction.trim_start_matches("không ");
        let zeros = (fraction.len() - rest.len()) / "không ".len();
        let digits = if fraction.is_empty() { String::new() } else { format!("{}{}", "0".repeat(zeros), read(rest).expect(rest)) };
        let unsigned = whole.trim_start_matches("âm ");
        let read = format!("{}.{digits}", read(unsigned).expect(unsigned));
        let scale = 10u128.pow(u32::from(scale));
        let value = u128::from(n.unsigned_abs());
        let expected = match value % scale {
            0 => format!("{}.", value / scale),
            fraction => format!("{}.{}", value / scale, &(scale + fraction).to_string()[1..]),
        };
        prop_assert_eq!(read, expected, "{}", words);
    }
}
