use handlebars::Handlebars;
use serde_json::{Value, json};

use crate::expr::Reference;
use crate::merge::rewrite::rewrite;
use crate::merge::token::{Piece, Token, pieces};

fn rendered(template: &str, data: &Value) -> Result<String, String> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    super::register(&mut registry, &Reference::default());
    registry.render_template(template, data).map_err(|error| error.reason().to_string())
}

fn data() -> Value {
    json!({
        "n": 1_205_000, "small": 7, "share": "12.50", "huge": "9".repeat(40), "float": 0.1, "none": null,
        "start": "9:30", "date": "2020-01-05", "places": ["Đà Nẵng", "Phòng 10", "Bà Rịa", "ba", "Phòng 2"],
        "people": [{"name": "Võ Văn Bình", "age": 1}, {"name": "Trần Thị An", "age": 2}, {"name": "Lê Ánh", "age": 3}],
    })
}

#[test]
fn language() {
    let cases = [
        ("{{count small}}, {{count small 'văn bản'}}", "07, 07 văn bản"),
        ("{{count (len people) 'người'}}", "03 người"),
        ("{{int n}} {{dec share}} {{percent share}} {{percent none}}", "1.205.000 12,50 12,50% -"),
        ("{{words n}}; {{words share}}", "một triệu hai trăm linh năm nghìn; mười hai phẩy năm mươi"),
        ("{{upper_first (words -4)}}", "Âm bốn"),
        ("{{money n}}, {{money share 'USD'}}", "1.205.000 đồng, 12,50 USD"),
        ("{{money_words n}}", "Một triệu hai trăm linh năm nghìn đồng"),
        ("{{amount_in_words n}}", "(Bằng chữ: một triệu hai trăm linh năm nghìn đồng)"),
        ("{{dec huge}}", "9.999.999.999.999.999.999.999.999.999.999.999.999.999"),
        ("{{ordinal small}} {{roman small}} {{letter small}}", "thứ bảy VII g"),
        ("{{date date}}, {{date_short date}}, {{time start}}", "ngày 05 tháng 01 năm 2020, 05/01/2020, 09 giờ 30 phút"),
        ("{{upper 'sở đ ế'}} {{lower 'SỞ Đ Ế'}}", "SỞ Đ Ế sở đ ế"),
        ("{{join (sort_vi places) ', '}}", "ba, Bà Rịa, Đà Nẵng, Phòng 2, Phòng 10"),
        (
            "{{#each (sort_names people 'name')}}{{this.name}} {{age}}; {{/each}}",
            "Trần Thị An 2; Lê Ánh 3; Võ Văn Bình 1; ",
        ),
    ];
    for (template, expected) in cases {
        assert_eq!(rendered(template, &data()).as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn complaints() {
    let cases = [
        ("{{words huge}}", "huge: is a number without words"),
        ("{{money_words huge}}", "huge: is a number without words"),
        ("{{money float}}", "float: is a floating-point number, not decimal text"),
        ("{{dec float}}", "float: is a floating-point number, not decimal text"),
        ("{{words none}}", "none: has no value here"),
        ("{{words start}}", "start: is not a decimal number"),
        ("{{ordinal 0}}", "ordinal: is a number without words"),
        ("{{roman 4000}}", "roman: is not a place in a row"),
        ("{{letter -1}}", "letter: is not a place in a row"),
        ("{{time date}}", "date: is not a time"),
        ("{{sort_vi n}}", "n: expects a list"),
        ("{{sort_vi people}}", "people: is not a text"),
        ("{{sort_vi people 'title'}}", "people: has no value here"),
        ("{{money n 'USD' 1}}", "n: expects 1 or 2 values, has 3"),
        ("{{role 'body'}}", "role: expects the name of a role"),
        ("{{enactment 'decision'}}", "enactment: has no rule set"),
    ];
    for (template, expected) in cases {
        let complaint = rendered(template, &data()).expect_err(template);
        assert!(complaint.contains(expected), "{template}: {complaint}");
    }
}

#[test]
fn words_of_the_rule_set() {
    let with_rules = |name: &str| json!({"rules": name, "copies": 8});
    let said = |template: &str, rules: &str| {
        let rendered = rendered(template, &with_rules(rules)).expect(template);
        let pieces = pieces(&rendered).into_iter().map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Token(Token::Value { text, .. } | Token::Role(text)) => text,
            Piece::Token(other) => panic!("{other:?}"),
        });
        pieces.collect::<Vec<_>>().join("|")
    };
    assert_eq!(said("{{enactment 'resolution'}}", "nd30-2020"), "enactment|QUYẾT NGHỊ:");
    assert_eq!(said("{{enactment 'decision'}}", "tt01-2011"), "enactment|QUYẾT ĐỊNH:");
    assert_eq!(said("{{role 'authority'}}A", "nd30-2020"), "authority|A");
    assert_eq!(said("{{file_copies copies}}", "tt01-2011"), "(08b)");
    assert!(rendered("{{enactment 'order'}}", &with_rules("nd30-2020")).is_err());
}

#[test]
fn a_value_out_of_a_sorted_list_has_no_path_rather_than_a_wrong_one() {
    let mut registry = Handlebars::new();
    super::register(&mut registry, &Reference::default());
    let template =
        "{{#each (sort_names people 'name')}}{{this.age}}{{/each}}{{join (sort_vi places) ' '}}{{words small}}";
    let mut compiled = handlebars::Template::compile(template).expect("a template");
    rewrite(&mut compiled).expect("a template without partials");
    registry.register_template("sorted", compiled);
    let rendered = registry.render("sorted", &data()).expect("rendered");
    let printed: Vec<(String, Option<String>)> = pieces(&rendered)
        .into_iter()
        .map(|piece| match piece {
            Piece::Token(Token::Value { text, source }) => (text, source.map(|path| path.as_str().to_owned())),
            Piece::Token(_) | Piece::Words(_) => panic!("{piece:?}"),
        })
        .collect();
    let expected = [
        ("2", None),
        ("3", None),
        ("1", None),
        ("ba Bà Rịa Đà Nẵng Phòng 2 Phòng 10", Some("places")),
        ("bảy", Some("small")),
    ];
    assert_eq!(printed, expected.map(|(text, source)| (text.to_owned(), source.map(str::to_owned))));
}
