use super::*;

/// Order of keys in the tests: by the alphabet of their form.
fn shape(path: &AnswerPath) -> Container {
    match path.as_str() {
        "list" | "group.rows" => Container::List,
        _ => Container::Map(["title", "group", "name", "rows", "list", "note"].map(str::to_owned).to_vec()),
    }
}

fn text(words: &str) -> Typed {
    Typed::Scalar { text: words.to_owned(), quoted: false }
}

fn map(entries: &[(&str, &str)]) -> Typed {
    Typed::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), text(value))).collect())
}

fn set(path: &str, value: Typed) -> Change {
    Change::Set { path: AnswerPath::new(path), value }
}

fn insert(path: &str, at: usize, value: Typed) -> Change {
    Change::Insert { path: AnswerPath::new(path), at, value }
}

fn remove(path: &str) -> Change {
    Change::Remove { path: AnswerPath::new(path) }
}

fn move_item(path: &str, from: usize, to: usize) -> Change {
    Change::Move { path: AnswerPath::new(path), from, to }
}

fn in_file(name: &str, before: &str, change: &Change) -> String {
    edit(&Source::new(name, before), change, &shape).unwrap_or_else(|problems| panic!("{problems:?}\n{before}"))
}

fn yaml(before: &str, change: &Change, after: &str) {
    assert_eq!(in_file("a.yaml", before, change), after, "{change:?}");
}

fn json(before: &str, change: &Change, after: &str) {
    assert_eq!(in_file("a.json", before, change), after, "{change:?}");
}

#[test]
fn only_the_value_is_written() {
    let file = "# đầu\ntitle: cũ   # ghi chú\n\ngroup:\n  name: 'A'  # tên\n  note:   # trống\nlist: [a, b]\n";
    yaml(file, &set("title", text("mới")), &file.replace("cũ", "mới"));
    yaml(file, &set("title", text("a: b")), &file.replace("cũ", "\"a: b\""));
    yaml(file, &set("group.name", text("B")), &file.replace("'A'", "\"B\""));
    yaml(file, &set("group.note", text("có")), &file.replace("note:   #", "note: có   #"));
    yaml(file, &set("list.1", text("c, d")), &file.replace("b]", "\"c, d\"]"));
    yaml(file, &set("title", Typed::Null), &file.replace("title: cũ", "title:"));
    yaml(file, &set("list.0", Typed::Null), &file.replace("[a", "[null"));
}

#[test]
fn codes_stand_in_quotes() {
    let code = Typed::Scalar { text: "01".into(), quoted: true };
    yaml("name:\n", &set("name", code.clone()), "name: \"01\"\n");
    yaml("name: 52\n", &set("name", code), "name: \"01\"\n");
}

#[test]
fn blocks_of_text_stay_blocks() {
    let file = "note: >-\n  một hai\n  ba\n# sau\nlist: []\n";
    yaml(file, &set("note", text("bốn năm")), "note: >-\n  bốn năm\n# sau\nlist: []\n");
    let file = "group:\n  note: |\n    một\n    hai\n  rows: []\n";
    yaml(file, &set("group.note", text("ba\nbốn\n")), "group:\n  note: |\n    ba\n    bốn\n  rows: []\n");
    let file = "list:\n  - >-\n    một\n    hai\n  - |\n    ba\n";
    yaml(file, &set("list.0", text("bốn")), "list:\n  - >-\n    bốn\n  - |\n    ba\n");
    yaml(file, &move_item("list", 1, 0), "list:\n  - |\n    ba\n  - >-\n    một\n    hai\n");
    let file = "note: một\n  hai\ntitle: x\n";
    yaml(file, &set("note", text("ba")), "note: ba\ntitle: x\n");
}

#[test]
fn keys_are_made_in_the_order_of_the_form() {
    let file = "title: x\n# về danh sách\nlist:\n  - a\n";
    yaml(file, &set("note", text("n")), "title: x\n# về danh sách\nlist:\n  - a\nnote: n\n");
    yaml(file, &set("group.name", text("n")), "title: x\ngroup:\n  name: n\n# về danh sách\nlist:\n  - a\n");
    yaml("note: n\n", &set("title", text("t")), "title: t\nnote: n\n");
    yaml("group:\n", &set("group.name", text("n")), "group:\n  name: n\n");
    yaml("group: {note: x}\n", &set("group.name", text("n")), "group: {name: n, note: x}\n");
    yaml("group: {name: x}\n", &set("group.note", text("n")), "group: {name: x, note: n}\n");
    yaml("list:\n  - name: a\n", &set("list.0.note", text("n")), "list:\n  - name: a\n    note: n\n");
    yaml("list:\n  - {name: a}\n", &set("list.0.note", text("n")), "list:\n  - {name: a, note: n}\n");
}

#[test]
fn items_are_put_in_taken_out_and_moved() {
    let file = "list:\n  # một\n  - a  # của a\n  - b\n\nnote: n\n";
    yaml(file, &insert("list", 9, text("c")), &file.replace("- b\n", "- b\n  - c\n"));
    yaml(file, &insert("list", 1, text("c")), &file.replace("  - b\n", "  - c\n  - b\n"));
    yaml(file, &remove("list.0"), "list:\n  # một\n  - b\n\nnote: n\n");
    yaml(file, &move_item("list", 0, 1), "list:\n  # một\n  - b\n  - a  # của a\n\nnote: n\n");
    yaml("list: []\n", &insert("list", 0, text("c")), "list:\n  - c\n");
    yaml("title: t\n", &insert("list", 0, text("c")), "title: t\nlist:\n  - c\n");
    yaml("list:\n  - a\n", &remove("list.0"), "list: []\n");
    yaml("list: [a, b, c]\n", &move_item("list", 2, 0), "list: [c, a, b]\n");
    yaml("list: [a, b, c]\n", &remove("list.2"), "list: [a, b]\n");
    yaml("list: [a, b, c]\n", &insert("list", 1, text("d")), "list: [a, d, b, c]\n");
}

#[test]
fn rows_are_written_like_their_neighbours() {
    let row = map(&[("name", "c"), ("note", "d")]);
    let lines = "list:\n  - name: a\n    note: b\n";
    yaml(lines, &insert("list", 1, row.clone()), &format!("{lines}  - name: c\n    note: d\n"));
    let braces = "list:\n  - {name: a, note: b}\n";
    yaml(braces, &insert("list", 1, row.clone()), &format!("{braces}  - {{name: c, note: d}}\n"));
    yaml("list: []\n", &insert("list", 0, row), "list:\n  - name: c\n    note: d\n");
    let two = "list:\n  - name: a\n    note: b\n  - name: c\n";
    yaml(two, &move_item("list", 1, 0), "list:\n  - name: c\n  - name: a\n    note: b\n");
    yaml(two, &remove("list.0.note"), "list:\n  - name: a\n  - name: c\n");
    yaml(two, &remove("list.0"), "list:\n  - name: c\n");
}

#[test]
fn json_stays_json() {
    let file = "{\n  \"title\": \"x\",\n  \"list\": [1, 2]\n}\n";
    json(file, &set("title", text("a \"b\"\n")), &file.replace("\"x\"", "\"a \\\"b\\\"\\n\""));
    json(file, &set("list.0", text("30")), &file.replace("[1", "[30"));
    json(file, &set("note", text("n")), &file.replace("2]", "2],\n  \"note\": \"n\""));
    json(file, &set("group.name", text("n")), &file.replace("\"x\",", "\"x\",\n  \"group\": {\"name\": \"n\"},"));
    json(file, &insert("list", 2, text("3")), &file.replace("2]", "2, 3]"));
    json(file, &remove("list.0"), &file.replace("1, ", ""));
    json(file, &set("title", Typed::Null), &file.replace("\"x\"", "null"));
}

#[test]
fn line_ends_of_windows_are_kept() {
    yaml("title: x\r\nlist:\r\n  - a\r\n", &insert("list", 1, text("b")), "title: x\r\nlist:\r\n  - a\r\n  - b\r\n");
    yaml("title: x\r\n", &set("group.name", text("b")), "title: x\r\ngroup:\r\n  name: b\r\n");
}

#[test]
fn a_path_is_as_deep_as_answers_may_be() {
    let deep = |depth: usize| {
        let change = set(&vec!["a"; depth].join("."), text("x"));
        edit(&Source::new("a.yaml", "b: 1\n"), &change, &|_| Container::Map(Vec::new()))
    };
    assert!(deep(MAX_DEPTH).is_ok());
    for depth in [MAX_DEPTH + 1, 200_000] {
        assert_eq!(deep(depth).unwrap_err()[0].code, "answers/not-editable");
    }
}

#[test]
fn what_cannot_be_written_is_refused() {
    let refused = |before: &str, change: &Change| edit(&Source::new("a.yaml", before), change, &shape).unwrap_err();
    assert_eq!(refused("title: x\n", &set("title.name", text("n")))[0].code, "answers/not-editable");
    assert_eq!(refused("list: [a]\n", &move_item("list", 0, 5))[0].code, "answers/not-editable");
    assert_eq!(refused("title: [x\n", &set("title", text("n")))[0].code, "answers/syntax");
}

#[test]
fn every_value_of_the_samples_can_be_changed_and_put_back() {
    for path in ["samples/binh-dinh/answers.yaml", "samples/cong-van-1616/answers.yaml"] {
        let text = std::fs::read_to_string(path).unwrap();
        let mut paths = Vec::new();
        scalars(
            &crate::answers::parse(&Source::new(path, text.as_str())).unwrap().root,
            &AnswerPath::root(),
            &mut paths,
        );
        assert!(paths.len() > 25);
        for (at, old) in paths.iter().step_by(3) {
            let new = Typed::Scalar { text: "giá trị: mới, [x] # y".into(), quoted: false };
            let changed = in_file(path, &text, &Change::Set { path: at.clone(), value: new });
            let comments = |text: &str| text.matches("# ").count();
            assert_eq!(comments(&changed), comments(&text) + 1 - old.matches("# ").count(), "{at}");
            let old = Typed::Scalar { text: old.clone(), quoted: false };
            let back = in_file(path, &changed, &Change::Set { path: at.clone(), value: old });
            assert_eq!(
                tree::of(&crate::answers::parse(&Source::new(path, back)).unwrap().root),
                tree::of(&crate::answers::parse(&Source::new(path, text.as_str())).unwrap().root),
                "{at}"
            );
        }
    }
}

fn scalars(node: &Node, path: &AnswerPath, paths: &mut Vec<(AnswerPath, String)>) {
    match &node.data {
        Data::Scalar { .. } => paths.extend(node.text().map(|text| (path.clone(), text.to_owned()))),
        Data::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| scalars(item, &path.child(index), paths))
        }
        Data::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.value, &path.child(&entry.key), paths)),
    }
}
