use proptest::prelude::*;

use super::*;
use crate::diag::AnswerPath;

fn read(text: &str) -> Answers {
    parse(&Source::new("a.yaml", text)).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}

fn codes(name: &str, text: &str) -> Vec<(String, usize, usize)> {
    let problems = match parse(&Source::new(name, text)) {
        Ok(answers) => answers.findings,
        Err(problems) => problems,
    };
    let place = |problem: &Diagnostic| {
        problem.place.as_ref().and_then(|place| place.span).map_or((0, 0), |s| (s.line, s.column))
    };
    problems.iter().map(|p| (p.code.to_string(), place(p).0, place(p).1)).collect()
}

fn scalar(answers: &Answers, path: &str) -> (String, bool) {
    match &answers.get(&AnswerPath::new(path)).expect(path).data {
        Data::Scalar { text, plain } => (text.clone(), *plain),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn raw_scalars_and_places() {
    let text = "# đầu tệp\nđơn vị: Sở # ghi chú\ncode: 01\nlist:\n  - {a: 1.269, b: \"x\"}\n  - |\n    dòng 1\n    dòng 2\nnull_:\n";
    let answers = read(text);
    assert_eq!(scalar(&answers, "code"), ("01".into(), true));
    assert_eq!(scalar(&answers, "list.0.a"), ("1.269".into(), true));
    assert_eq!(scalar(&answers, "list.0.b"), ("x".into(), false));
    assert_eq!(scalar(&answers, "list.1").0, "dòng 1\ndòng 2\n");
    let cut = |path: &str| {
        let span = answers.get(&AnswerPath::new(path)).expect(path).span;
        (&text[span.start..span.end], span.line, span.column)
    };
    assert_eq!(cut("đơn vị"), ("Sở", 2, 9));
    assert_eq!(cut("list.0.b"), ("\"x\"", 5, 19));
    assert_eq!(cut("list.0").1, 5);
    assert!(answers.get(&AnswerPath::new("null_")).expect("null").is_null());
    let missing = answers.place(&AnswerPath::new("list.0.c"));
    assert_eq!(missing.span.map(|span| span.line), Some(5));
}

#[test]
fn json_is_the_same_tree() {
    let json = "{\"a\": [1, {\"b\": \"x\\u1ebf\\ud83d\\ude00\\/\"}], \"c\": null, \"d\": true}";
    let answers = read(json);
    assert_eq!(scalar(&answers, "a.1.b"), ("xế😀/".into(), false));
    assert_eq!(scalar(&answers, "a.0"), ("1".into(), true));
    assert!(answers.get(&AnswerPath::new("c")).expect("c").is_null());
    assert_eq!(read("{\"a\": x y, 'b': 1}").root.get("b").map(|node| node.span.line), Some(1));
}

#[test]
fn problems_have_places() {
    let cases = [
        ("a.yaml", "a: 1\n\tb: 2\n", "answers/tab", 2, 1),
        ("a.yaml", "a: 1\nb: x: y\n", "answers/syntax", 2, 5),
        ("a.yaml", "a: \"x\nb: 1\n", "answers/syntax", 1, 4),
        ("a.yaml", "a: 1\nb: 2\na: 3\n", "answers/duplicate-key", 3, 1),
        ("a.yaml", "a: 1\n---\nb: 2\n", "answers/second-document", 2, 1),
        ("a.yaml", "a: x\u{7}y\n", "answers/control-character", 1, 5),
        ("a.yaml", "a: \"x\\u0007y\"\n", "answers/control-character", 1, 4),
        ("a.yaml", "a: \u{e000}\n", "answers/control-character", 1, 4),
        ("a.yaml", "# nothing\n", "answers/empty", 1, 1),
        ("a.yaml", "a: một hai # ba\nb: x y  # z\nc: x # y\nd: x y z# u\n", "answers/comment", 1, 12),
        ("a.yaml", "a: một\n  hai # ba\n", "answers/comment", 2, 7),
        ("a.json", "{\"a\": 1,}", "answers/syntax", 1, 9),
        ("a.json", "{\"a\": 1 \"b\": 2}", "answers/syntax", 1, 9),
        ("a.json", "{\"a\": 'x'}", "answers/syntax", 1, 7),
        ("a.json", "{a: 1}", "answers/syntax", 1, 2),
        ("a.json", "{\"a\": 1, \"a\": 2}", "answers/duplicate-key", 1, 10),
        ("a.json", "{\"a\": \"x}", "answers/syntax", 1, 7),
        ("a.json", "{} x", "answers/syntax", 1, 4),
    ];
    let mut wrong = Vec::new();
    for (name, text, code, line, column) in cases {
        let found = codes(name, text);
        if found != [(code.to_owned(), line, column)] {
            wrong.push((text, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn bombs_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let aliases = vec![format!("*a{}", n - 1); 9].join(", ");
        text += &format!("a{n}: &a{n} [{aliases}]\n");
    }
    assert_eq!(codes("a.yaml", &text)[0].0, "answers/too-many-values");
    assert_eq!(codes("a.yaml", &"[".repeat(100_000))[0].0, "answers/too-deep");
    assert_eq!(codes("a.json", &"[".repeat(100_000))[0].0, "answers/too-deep");
    assert_eq!(codes("a.yaml", "a: &a [*a]\n")[0].0, "answers/too-deep");
}

#[test]
fn bytes() {
    let code = |bytes: &[u8]| Source::from_bytes("a.yaml", bytes).map_err(|problems| Box::new(problems[0].clone()));
    assert_eq!(code("\u{feff}a: 1".as_bytes()).map(|source| source.text().to_owned()), Ok("a: 1".to_owned()));
    let wrong = code(b"a: 1\nb: S\xf2\n").expect_err("not UTF-8");
    assert_eq!(
        wrong.place.and_then(|place| place.span).map(|span| (span.line, span.column, span.start)),
        Some((2, 5, 9))
    );
    assert!(code(b"\xff\xfea\0:\0").expect_err("UTF-16").hints[0].en.contains("UTF-16 LE"));
    assert_eq!(code(b" \n").expect_err("empty").code, "answers/empty");
    assert_eq!(code(&vec![b'a'; 100 << 20]).expect_err("large").code, "answers/too-large");
}

proptest! {
    #[test]
    fn any_bytes_end_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(source) = Source::from_bytes("a", &bytes) {
            let _ = parse(&source);
        }
    }

    #[test]
    fn any_text_ends_without_a_panic(text in "[-a:\\[\\]{}\"'&*!|>#%@ \\n\\t\\\\,?ếu\\u{0}\\u{a0}]{0,80}") {
        let _ = parse(&Source::new("a.yaml", text.as_str()));
        let _ = parse(&Source::new("a.json", text.as_str()));
    }
}
