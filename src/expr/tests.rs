use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Data, Expression, Reference, Scope, Text};

fn scope() -> Scope {
    let modules = "\u{feff}code,name,core\nhoc_sinh,Quản lý học sinh,true\nnhan_su,PMIS,false\n";
    let units = "code,name,valid_from,valid_to\n24,Bắc Giang,,2025-06-30\n24,Bắc Ninh,2025-07-01,\n";
    let reference = Reference::new(&[("modules", modules, "code"), ("units", units, "code")]).expect("tables");
    let data = json!({
        "results": {"schools": {"tieu_hoc": {"total": 240, "installed": 221}, "thcs": {"total": 146, "installed": 141}},
            "training": [{"round": 1, "participants": 64}, {"round": 2, "participants": 156}],
            "divisions": null, "as_of": "2014-03-31"},
        "counts": {"lop_hoc": 12, "ho_so": null, "a": 3},
        "document": {"date": "2014-04-11", "number": null},
        "items": ["b", "a", "b"],
    });
    Scope::new(&Data::from(&data), &reference)
}

fn value(source: &str) -> Json {
    let expression = Expression::compile(source).unwrap_or_else(|error| panic!("{source}: {}", error.en));
    expression.evaluate(&scope()).unwrap_or_else(|error| panic!("{source}: {}", error.en))
}

fn error(source: &str) -> String {
    match Expression::compile(source) {
        Err(message) => message.en,
        Ok(expression) => expression.evaluate(&scope()).expect_err(source).en,
    }
}

#[test]
fn values() {
    let cases = [
        ("results.schools.tieu_hoc.total + 1", json!(241)),
        ("sum(results.training.map(t, t.participants))", json!(220)),
        ("sum(values(results.schools).map(s, s.installed))", json!(362)),
        ("results.schools.map(k, results.schools[k].total)", json!([240, 146])),
        ("sum(results.divisions)", json!(0)),
        ("sum(counts)", json!(15)),
        ("results.divisions == null && results.divisions.total == null", json!(true)),
        ("has(document.number) || has(results.as_of)", json!(true)),
        ("percent(414, 438)", json!("94.5")),
        ("percent(438, 438)", json!("100.0")),
        ("percent(1, 0)", json!(null)),
        ("round(1151, 414, 1)", json!("2.8")),
        ("round(-1, 8, 2)", json!("-0.13")),
        ("round(9223372036854775807, 1, 9)", json!("9223372036854775807.000000000")),
        ("round(7, 2, 0)", json!("4")),
        ("distinct(items)", json!(["b", "a"])),
        ("sort(distinct(items))", json!(["a", "b"])),
        ("join(items, ', ')", json!("b, a, b")),
        ("keys(counts)", json!(["lop_hoc", "ho_so", "a"])),
        ("entries(counts)[2].value", json!(3)),
        ("flatten([[1], [2, 3]])", json!([1, 2, 3])),
        ("min([3, 1, 2]) + max(1, 5)", json!(6)),
        ("min([])", json!(null)),
        ("lower_first('Đang rà soát')", json!("đang rà soát")),
        ("days('2014-04-11', '2014-04-15')", json!(4)),
        ("on(reference.units, '24', document.date).name", json!("Bắc Giang")),
        ("on(reference.units, '24', '2025-06-30').name", json!("Bắc Giang")),
        ("on(reference.units, '24', '2025-07-01').name", json!("Bắc Ninh")),
        ("on(reference.units, '25', '2025-07-01')", json!(null)),
        ("on(reference.units, '24', null)", json!(null)),
        ("on(reference.units, null, document.date).name", json!(null)),
        ("year(document.date)", json!(2014)),
        ("short_date('2012-02-05')", json!("05/02/2012")),
        ("short_date('2012-12-05')", json!("05/12/2012")),
        ("long_date('2012-02-05')", json!("ngày 05 tháng 02 năm 2012")),
        ("time('9:30')", json!("09 giờ 30 phút")),
        ("thousands(19146748)", json!("19.146.748")),
        ("thousands('1269.50')", json!("1.269,50")),
        ("thousands(percent(1, 3))", json!("33,3")),
        ("count(7) + ', ' + count(12, 'văn bản')", json!("07, 12 văn bản")),
        ("words(1205000)", json!("một triệu hai trăm linh năm nghìn")),
        ("words('-0.05')", json!("âm không phẩy không năm")),
        ("money(1205000)", json!("1.205.000 đồng")),
        ("money('12345678901234567890.25', 'USD')", json!("12.345.678.901.234.567.890,25 USD")),
        ("money_words(1205000)", json!("Một triệu hai trăm linh năm nghìn đồng")),
        ("amount_in_words(1500000)", json!("(Bằng chữ: một triệu năm trăm nghìn đồng)")),
        ("ordinal(21) + ' ' + roman(14) + ' ' + letter(5)", json!("thứ hai mươi mốt XIV đ")),
        (
            "sort_vi(['Bà Rịa', 'ba', 'Phòng 10', 'Phòng 2', 'Đà Nẵng', 'Dĩ An'])",
            json!(["ba", "Bà Rịa", "Dĩ An", "Đà Nẵng", "Phòng 2", "Phòng 10"]),
        ),
        ("sort_vi([{'n': 'ô', 'x': 1}, {'n': 'o', 'x': 2}], 'n').map(i, i.x)", json!([2, 1])),
        ("sort_names(['Võ Văn Bình', 'Trần Thị An', 'Lê Ánh'])", json!(["Trần Thị An", "Lê Ánh", "Võ Văn Bình"])),
        ("sort_vi(results.divisions)", json!([])),
        ("words(document.number) == null && time(document.number) == null", json!(true)),
        ("index_of(items, 'a')", json!(1)),
        ("enumerate(items)[1].index", json!(1)),
        ("reference.modules['hoc_sinh'].name", json!("Quản lý học sinh")),
        ("reference.modules['khac'].name", json!(null)),
        ("'nhan_su' in reference.modules && !('x' in reference.modules)", json!(true)),
        ("document.date < '2014-04-15'", json!(true)),
        ("'Sở Giáo dục'.matches('^Sở')", json!(true)),
        ("rewrite('TL.GIÁM ĐỐC', '^(KT|TL)[. ]+', '${1}. ')", json!("TL. GIÁM ĐỐC")),
        ("rewrite(null, 'a', 'b')", json!(null)),
        ("size('Sở') == 2 && 'Sở'.endsWith('ở')", json!(true)),
        ("results.training.filter(t, t.participants > 100).map(t, t.round)", json!([2])),
        ("results.training.exists_one(t, t.round == 1)", json!(true)),
        ("[1, 2, 3].map(x, x > 1, x * 2)", json!([4, 6])),
        ("results.training.all(t, items.exists(i, i == 'a') && t.round > 0)", json!(true)),
        ("{'a': 1, 'b': [2]}.b[0]", json!(2)),
        ("-5 % 3", json!(-2)),
        ("document.number == null ? '…' : string(document.number)", json!("…")),
    ];
    for (source, expected) in cases {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn errors() {
    let cases = [
        ("results.shools", "There is no 'results.shools'"),
        ("nothing", "There is no variable 'nothing'"),
        ("9223372036854775807 + 1", "out of range"),
        ("1 / 0", "out of range"),
        ("-(-9223372036854775807 - 1)", "out of the range"),
        ("document.number < 3", "'<' cannot be used with null and an integer (document.number)"),
        ("1.5 + 1", "cannot use"),
        ("frobnicate(1)", "no function frobnicate"),
        ("size(1, 2)", "takes 1 arguments"),
        ("'a'.matches('(')", "cannot use"),
        ("Message{a: 1}", "cannot use"),
        ("1 +", "does not parse"),
        ("", "does not parse"),
        ("items[7]", "none at 7"),
        ("sum(items)", "'sum' cannot be used with text"),
        ("items ? 1 : 2", "must be true or false"),
        ("results.as_of.x", "needs a group"),
        ("words('1000000000000000000000000000')", "too large or below 1"),
        ("ordinal(0)", "too large or below 1"),
        ("roman(4000)", "too large or below 1"),
        ("words('1,5')", "'words' cannot be used with text"),
        ("ordinal('1.5')", "'ordinal' cannot be used with text"),
        ("time('25:00')", "'time' cannot be used with text"),
        ("money(1, 2)", "'money' cannot be used with an integer and an integer"),
        ("sort_vi([1])", "'sort_vi' cannot be used with an integer"),
        ("sort_names(['a'], 'b')", "'sort_names' cannot be used with text"),
        ("money(1, 'USD', 2)", "takes 1 arguments"),
    ];
    for (source, expected) in cases {
        let message = error(source);
        assert!(message.contains(expected), "{source}: {message}");
    }
}

#[test]
fn hostile_expressions_end() {
    let deep = format!("{}1{}", "(".repeat(1900), ")".repeat(1900));
    assert!(Expression::compile(&deep).is_err());
    assert!(Expression::compile(&"-".repeat(3999)).is_err());
    assert!(Expression::compile(&"a".repeat(5000)).is_err());
    let text = (0..40).fold("'aaaaaaaaaa'".to_owned(), |inner, _| format!("[{inner}].map(x, x + x)[0]"));
    let stopped = Expression::compile(&text).and_then(|expression| expression.evaluate(&scope()));
    assert!(stopped.is_err());
    let list = "[0,1,2,3,4,5,6,7,8,9]";
    let loops = (0..8).fold("1".to_owned(), |inner, n| format!("{list}.map(x{n}, {inner})"));
    assert!(error(&loops).contains("too long"));
}

#[test]
fn paths_are_the_answers_read() {
    let source = "sum(results.training.map(t, t.participants)) + results.schools['thcs'].total + counts.a + counts.a
        + int(reference.modules[items[0]].core)";
    let paths = Expression::compile(source).expect("compiles").paths();
    assert_eq!(paths, ["results.training", "results.schools.thcs.total", "counts.a", "items.0"]);
}

#[test]
fn text_with_pieces() {
    let text = Text::compile("{{x}} {thousands(1269)} lượt, {results.divisions}{document.date}").expect("compiles");
    assert_eq!(text.evaluate(&scope()).expect("evaluates"), "{x} 1.269 lượt, 2014-04-11");
    assert!(Text::compile("a } b").is_err());
    assert!(Text::compile("a {1 + } b").is_err());
}

#[test]
fn children_hide_names() {
    let scope = scope().with("this", &json!({"a": 1})).with("items", &json!([1]));
    let bound = Expression::compile("this.a + 1").and_then(|expression| expression.bind(&scope, "b")).expect("binds");
    let sum = Expression::compile("this.a + items[0] + b").and_then(|expression| expression.evaluate(&bound));
    assert_eq!(sum.expect("evaluates"), json!(4));
}

proptest! {
    #[test]
    fn any_text_ends_without_a_panic(source in "[-a-z0-9.,()\\[\\]{}?:+*/%!<>=&|'\" ]{0,60}") {
        if let Ok(expression) = Expression::compile(&source) {
            let _ = expression.paths();
            let _ = expression.evaluate(&scope());
        }
        let _ = Text::compile(&source);
    }
}
