//! A kind's form over the form of its base: the kind says only what is its own.

use serde_saphyr::Spanned;

use super::raw::{RawField, RawForm};
use super::read::Reader;

impl RawForm {
    /// This form, the base's, with a kind's over it. Bindings go by name and fields by key: those the base has are
    /// changed in place, others are added. Rules are added; one with the id of a base's rule takes its place.
    pub(super) fn under(mut self, kind: RawForm, reader: &mut Reader<'_>) -> RawForm {
        self.bindings.extend(kind.bindings);
        lay(&mut self.fields, kind.fields, reader);
        for rule in kind.rules {
            match self.rules.iter_mut().find(|base| base.value.id == rule.value.id) {
                Some(base) => *base = rule,
                None => self.rules.push(rule),
            }
        }
        for id in kind.omit_rules {
            match self.rules.iter().position(|rule| rule.value.id == id.value) {
                Some(index) => _ = self.rules.remove(index),
                None => reader.complain(id.referenced, &format!("omit_rules: {}", id.value)),
            }
        }
        self
    }
}

fn lay(fields: &mut Vec<Spanned<RawField>>, kind: Vec<Spanned<RawField>>, reader: &mut Reader<'_>) {
    for field in kind {
        let position = |key: &Option<String>| fields.iter().position(|base| key.is_some() && base.value.key == *key);
        match (position(&field.value.key), position(&field.value.before)) {
            (Some(index), _) => change(&mut fields[index], field, reader),
            (None, Some(index)) => fields.insert(index, field),
            (None, None) if field.value.before.is_some() => reader.complain(field.referenced, "before ?"),
            (None, None) => fields.push(field),
        }
    }
}

/// A field with a type of its own takes the place of the base's; one without changes the attributes it names.
fn change(base: &mut Spanned<RawField>, kind: Spanned<RawField>, reader: &mut Reader<'_>) {
    if !kind.value.kind.is_empty() {
        *base = kind;
        return;
    }
    base.referenced = kind.referenced;
    let (base, kind) = (&mut base.value, kind.value);
    macro_rules! named {
        ($($attribute:ident),*) => { $(if kind.$attribute.is_some() { base.$attribute = kind.$attribute; })* };
    }
    named!(
        label, label_en, help, help_en, example, required, omit, printed, pii, key_label, keys, min, max, unique_by,
        sort_by
    );
    named!(key_label_en, or_one, blanks, blocks, scale, pattern, width, choices, choices_from, from, folders, of);
    // Either of the two.
    if kind.default.is_some() || kind.default_from.is_some() {
        (base.default, base.default_from) = (kind.default, kind.default_from);
    }
    if let Some(fields) = kind.fields {
        lay(base.fields.get_or_insert_default(), fields, reader);
    }
    for (base, kind) in [(&mut base.item, kind.item), (&mut base.value, kind.value)] {
        match (base, kind) {
            (Some(base), Some(kind)) => change(base, *kind, reader),
            (base @ None, kind) => *base = kind,
            (Some(_), None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::Diagnostic;
    use crate::template::Form;

    const BASE: &str = "\
fields:
  - key: document
    type: group
    label: Văn bản
    fields:
      - {key: subject, type: text, label: Trích yếu, required: true}
      - {key: addressees, type: list, omit: true, label: Kính gửi, item: {type: text}}
      - {key: signer, type: text, label: Người ký}
rules:
  - {id: a, each: document.signer, check: 'true', level: error, vi: a, en: a}
  - {id: b, each: document.addressees, check: 'true', level: error, vi: b, en: b}
";

    fn composed(kind: &str) -> Result<Form, Vec<Diagnostic>> {
        Form::compose(&[("base/form.yaml", BASE), ("kind/form.yaml", kind)])
    }

    fn keys(form: &Form) -> Vec<&str> {
        match &form.fields[0].kind {
            crate::template::form::Kind::Group(fields) => fields.iter().map(|field| field.key.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    fn rules(form: &Form) -> Vec<&str> {
        form.rules.iter().map(|rule| rule.id.as_str()).collect()
    }

    #[test]
    fn a_kind_changes_adds_takes_up_and_leaves_out() {
        let plain = composed("").unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!((keys(&plain), rules(&plain)), (vec!["subject", "signer"], vec!["a"]));
        let kind = "\
fields:
  - key: document
    fields:
      - {key: subject, required: false, help: ngắn gọn}
      - {key: addressees, omit: false}
      - {key: signer, omit: true}
      - {key: place, before: addressees, type: text, label: Nơi họp}
rules: [{id: c, check: 'true', level: error, vi: c, en: c}]
";
        let form = composed(kind).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!((keys(&form), rules(&form)), (vec!["subject", "place", "addressees"], vec!["b", "c"]));
        let subject = form.field(&crate::diag::AnswerPath::new("document.subject")).expect("a field");
        assert_eq!(
            (subject.label.as_str(), subject.required, subject.help.as_deref()),
            ("Trích yếu", false, Some("ngắn gọn"))
        );
    }

    #[test]
    fn a_kind_lies_over_several_bases() {
        let middle = "\
fields: [{key: document, fields: [{key: addressees, omit: false}, {key: signer, help: họ tên}]}]
rules: [{id: c, check: 'true', level: error, vi: c, en: c}]
";
        let kind = "fields: [{key: document, fields: [{key: addressees, omit: true}]}]\nomit_rules: [c]\n";
        let layers = [("base/form.yaml", BASE), ("middle/form.yaml", middle), ("kind/form.yaml", kind)];
        let two = Form::compose(&layers[..2]).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!((keys(&two), rules(&two)), (vec!["subject", "addressees", "signer"], vec!["a", "b", "c"]));
        let three = Form::compose(&layers).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!((keys(&three), rules(&three)), (vec!["subject", "signer"], vec!["a"]));
        let wrong = middle.replace("'true'", "'1 +'");
        let problems = Form::compose(&[layers[0], ("middle/form.yaml", &wrong), ("kind/form.yaml", "\n")]);
        let place = problems.expect_err("a rule")[0].place.clone().expect("a place");
        assert_eq!((place.file.as_str(), place.span.map(|span| span.line)), ("middle/form.yaml", Some(2)));
    }

    #[test]
    fn a_complaint_names_the_file_and_line_it_is_about() {
        for (kind, line) in [
            ("fields:\n  - {key: other, label: Khác}\n", 2),
            ("fields:\n  - key: document\n    fields:\n      - {key: signer, width: 3}\n", 4),
            ("fields:\n  - key: document\n    fields:\n      - {key: x, before: y, type: text, label: X}\n", 4),
            ("\nomit_rules: [z]\n", 2),
            ("\n\nrules:\n  - {id: c, check: '1 +', level: error, vi: c, en: c}\n", 4),
            ("\nfield: []\n", 2),
        ] {
            let problems = composed(kind).expect_err(kind);
            let place = problems[0].place.as_ref().expect("a place");
            assert_eq!(
                (place.file.as_str(), place.span.map(|span| span.line)),
                ("kind/form.yaml", Some(line)),
                "{kind}"
            );
        }
        let wrong = BASE.replace("type: list", "type: liste");
        let kind = "fields: [{key: document, fields: [{key: subject, help: x}, {key: addressees, omit: false}]}]";
        let problems = Form::compose(&[("base/form.yaml", &wrong), ("kind/form.yaml", kind)]).expect_err("a type");
        assert_eq!(problems[0].place.as_ref().map(|place| place.file.as_str()), Some("kind/form.yaml"));
        let wrong = BASE.replace("check: 'true'", "check: 'true +'");
        let problems = Form::compose(&[("base/form.yaml", &wrong), ("kind/form.yaml", "")]).expect_err("a rule");
        assert_eq!(problems[0].place.as_ref().map(|place| place.file.as_str()), Some("base/form.yaml"));
    }
}
