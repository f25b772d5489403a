//! A commented answers file to fill in.

use super::form::{BlockKind, Choices, Content, Fallback, Field, Form, Keys, Kind, MapKind};
use crate::expr::Reference;
use crate::vietnamese::slug;

/// Cách điền: what a clerk must know before the first line.
const HOW: &str = "\
# Cách điền: giữ nguyên tên mục bên trái dấu “:”, điền vào bên phải, sau một dấu cách.
#   Ngày viết năm-tháng-ngày: 2014-04-11. Số không có dấu chấm hàng nghìn: 1269.
#   Chữ có dấu “:” hoặc “#”, mã số, số điện thoại, năm học đặt trong ngoặc kép: \"2013-2014\".
#   Mục không có thì để trống. Phần có dấu # ở đầu dòng là phần không bắt buộc: xóa dấu # và một dấu cách khi cần điền.
#   Thụt dòng bằng dấu cách, không dùng phím Tab.
";

/// Các khối: what a clerk must know of content.
const BLOCKS: &str = "\
# Mỗi khối bắt đầu bằng “- ” và loại của nó; khối nằm trong khối khác để dưới items, thụt vào. Số do chương trình đánh:";

/// A content by mục, khoản, điểm.
const BY_HEADINGS: &str = "\
#   - heading: Mục đích và yêu cầu
#     items:
#       - clause: Đánh giá đúng kết quả theo [[tieu-chi]]
#         items:
#           - point: Về tiến độ
#       - clause: Tiêu chí đánh giá gồm tiến độ và chất lượng
#         id: tieu-chi
# Chữ [[tieu-chi]] in ra số của khối có id đó: khoản 2 Mục I. Các loại khối:";

/// A content by điều.
const BY_ARTICLES: &str = "\
#   - article: Phạm vi điều chỉnh
#     items:
#       - clause: Quy chế này quy định việc tiếp công dân theo [[lich]]
#       - clause: Lịch tiếp công dân được niêm yết
#         id: lich
#   - article_text: Quyết định này có hiệu lực kể từ ngày ký
# Chữ [[lich]] in ra số của khối có id đó: khoản 2 Điều 1. Các loại khối:";

/// A content by khoản.
const BY_CLAUSES: &str = "\
#   - text: Sở thông báo lịch làm việc như sau
#   - clause: Buổi sáng theo [[buoi-chieu]]
#   - clause: Buổi chiều từ 13 giờ 30 phút
#     id: buoi-chieu
# Chữ [[buoi-chieu]] in ra số của khối có id đó: khoản 2. Các loại khối:";

/// How a content that begins with these blocks is written.
fn written_out(allowed: &[BlockKind]) -> &'static str {
    if allowed.contains(&BlockKind::Heading) {
        BY_HEADINGS
    } else if allowed.contains(&BlockKind::Article) {
        BY_ARTICLES
    } else {
        BY_CLAUSES
    }
}

/// The file for the template `kind`, under `title`. As it stands it parses; filled in, it holds.
pub fn starter(form: &Form, reference: &Reference, kind: &str, title: &str) -> String {
    let mut writer = Writer {
        reference,
        explained: false,
        text: format!("# yaml-language-server: $schema=./{kind}.schema.json\n# {title}\n{HOW}"),
    };
    for field in &form.fields {
        if field.key == "template" {
            writer.text.push_str(&format!("\ntemplate: {kind}\n"));
        } else {
            writer.text.push('\n');
            writer.field(field, 0, "");
        }
    }
    writer.text
}

struct Writer<'a> {
    reference: &'a Reference,
    /// Whether a content above has told how blocks are written.
    explained: bool,
    text: String,
}

impl Writer<'_> {
    /// One line; `off` comments it out.
    fn line(&mut self, indent: usize, off: &str, line: &str) {
        self.text.push_str(&format!("{off}{}{line}\n", " ".repeat(indent)));
    }

    fn field(&mut self, field: &Field, indent: usize, off: &str) {
        self.part(field, indent, off, is_optional(field));
    }

    /// A field; where `optional`, its value is written as a comment.
    fn part(&mut self, field: &Field, indent: usize, off: &str, optional: bool) {
        for line in self.comment(field) {
            self.line(indent, off, &format!("# {line}"));
        }
        let off = if optional && off.is_empty() { "# " } else { off };
        let key = &field.key;
        match (&field.kind, &field.default) {
            (Kind::Group(fields), _) => {
                self.line(indent, off, &format!("{key}:"));
                // A group needs one line that is no comment.
                let bare = fields.iter().all(is_optional);
                for (index, field) in fields.iter().enumerate() {
                    self.part(field, indent + 2, off, is_optional(field) && !(bare && index == 0));
                }
            }
            (Kind::List(list), _) => {
                self.line(indent, off, &format!("{key}:"));
                match &list.item.kind {
                    Kind::Group(fields) => self.item(fields, indent + 2, off),
                    _ => self.line(indent + 2, off, "-"),
                }
            }
            (Kind::Content(content), _) => {
                self.line(indent, off, &format!("{key}:"));
                self.blocks(content, indent + 2, off);
            }
            (Kind::Map(map), Fallback::None) => {
                self.line(indent, off, &format!("{key}:"));
                self.entry(map, indent + 2);
            }
            (_, Fallback::Value(value)) => self.line(indent, off, &format!("{key}: {}", written(value))),
            _ => self.line(indent, off, &format!("{key}:")),
        }
    }

    /// The first item of a list of groups: its first key stands behind the hyphen.
    fn item(&mut self, fields: &[Field], indent: usize, off: &str) {
        for (index, field) in fields.iter().enumerate() {
            let start = self.text.len();
            self.field(field, indent + 2, off);
            if index == 0 {
                let plain = format!("{off}{}{}:", " ".repeat(indent + 2), field.key);
                let hyphen = format!("{off}{}- {}:", " ".repeat(indent), field.key);
                let piece = self.text[start..].replacen(&plain, &hyphen, 1);
                self.text.replace_range(start.., &piece);
            }
        }
    }

    /// The kinds of blocks, how they stand in each other, and the first block to fill in.
    fn blocks(&mut self, content: &Content, indent: usize, off: &str) {
        if std::mem::replace(&mut self.explained, true) {
            self.line(indent, off, "# Các khối ghi như ở nội dung phía trên");
        } else {
            self.explain(content, indent, off);
        }
        let Some(first) = content.allowed.first() else { return };
        for line in self.comment(first.field()) {
            self.line(indent, off, &format!("# {line}"));
        }
        self.line(indent, off, &format!("- {}:", first.key()));
    }

    fn explain(&mut self, content: &Content, indent: usize, off: &str) {
        for line in BLOCKS.lines().chain(written_out(&content.allowed).lines()) {
            self.line(indent, off, line);
        }
        for kind in reachable(&content.allowed) {
            let field = kind.field();
            let help = field.help.as_ref().map(|help| format!(". {help}")).unwrap_or_default();
            self.line(indent, off, &format!("#   {}: {}{help}", kind.key(), field.label));
            if let Kind::Group(fields) = &field.kind {
                fields.iter().for_each(|field| self.explain_part(field, 5, indent, off));
            }
        }
    }

    /// What stands in a table, a picture or a chart, `depth` blanks behind the mark of a comment.
    fn explain_part(&mut self, field: &Field, depth: usize, indent: usize, off: &str) {
        let (blanks, words) = (" ".repeat(depth), self.comment(field).join(". "));
        self.line(indent, off, &format!("#{blanks}{}: {words}", field.key));
        if let Kind::List(list) = &field.kind
            && let Kind::Group(fields) = &list.item.kind
        {
            fields.iter().for_each(|field| self.explain_part(field, depth + 2, indent, off));
        }
    }

    /// A value under a key of the clerk's own, as a comment.
    fn entry(&mut self, map: &MapKind, indent: usize) {
        let Kind::Group(fields) = &map.value.kind else { return };
        let name = match &map.keys {
            Keys::Fixed(keys) => keys.first().cloned().unwrap_or_default(),
            Keys::Table(table) => self.reference.keys(table).next().unwrap_or_default().to_owned(),
            Keys::Pattern(_) => slug(&map.key_label).replace('_', "-"),
        };
        self.line(indent, "# ", &format!("{name}:"));
        fields.iter().for_each(|field| self.part(field, indent + 2, "# ", false));
    }

    fn comment(&self, field: &Field) -> Vec<String> {
        let mark = if field.required && matches!(field.default, Fallback::None) { " (bắt buộc)" } else { "" };
        let help = field.help.as_ref().map(|help| format!(". {help}")).unwrap_or_default();
        let mut lines = vec![format!("{}{mark}{help}", field.label)];
        match &field.kind {
            Kind::Choice(choices) => lines.push(format!("Chọn: {}", self.choices(choices))),
            Kind::List(list) => {
                if let Kind::Choice(choices) = &list.item.kind {
                    lines.push(format!("Chọn: {}", self.choices(choices)));
                }
            }
            _ => {}
        }
        lines.extend(field.example.as_ref().map(|example| format!("Ví dụ: {example}")));
        lines
    }

    fn choices(&self, choices: &Choices) -> String {
        let all = choices.all(self.reference);
        all.iter().map(|choice| format!("{} = {}", choice.value, choice.label)).collect::<Vec<_>>().join("; ")
    }
}

/// What may be left out and has parts of its own.
fn is_optional(field: &Field) -> bool {
    !field.required && matches!(field.kind, Kind::Group(_) | Kind::List(_) | Kind::Content(_))
}

/// The kinds that may stand at the top, and those that may stand in them at any depth, the larger first.
fn reachable(top: &[BlockKind]) -> impl Iterator<Item = BlockKind> {
    let mut kinds = top.to_vec();
    let mut at = 0;
    while at < kinds.len() {
        let inside = kinds[at].inside();
        kinds.extend(inside.into_iter().filter(|kind| !kinds.contains(kind)).collect::<Vec<_>>());
        at += 1;
    }
    BlockKind::ALL.into_iter().filter(move |kind| kinds.contains(kind))
}

fn written(value: &serde_json::Value) -> String {
    match value.as_str() {
        Some(text) if text.starts_with(char::is_alphabetic) => text.to_owned(),
        _ => value.to_string(),
    }
}
