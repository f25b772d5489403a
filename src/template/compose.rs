//! A kind's `template.yaml` and terms over those of its base.

use serde_json::Value;

use crate::assets::templates::{BASES, TemplateFiles};

/// Lists of `template.yaml` in which a kind's entries follow those of its base. Any other list of a kind's stands in
/// place of the base's.
pub(super) const GATHERED: [&str; 4] = ["figures", "tables", "annexes", "abbreviations"];

/// The base that `manifest` names: none, or none of that name among those before `limit`. A base lies over an earlier one
/// only, so a chain has an end. With it comes its place in the list.
pub(super) fn base_of(manifest: &Value, limit: usize) -> Result<Option<(usize, &'static TemplateFiles)>, String> {
    match manifest.get("base").and_then(Value::as_str) {
        None => Ok(None),
        Some(name) => {
            let found = BASES[..limit].iter().enumerate().find(|(_, base)| base.name == name);
            found.map(Some).ok_or_else(|| name.to_owned())
        }
    }
}

/// The whole of `template.yaml`: mappings go together key by key, and what the kind says counts.
pub(super) fn manifest(base: Value, kind: Value) -> Value {
    let (Value::Object(mut base), Value::Object(kind)) = (base, kind) else { return Value::Null };
    for (key, value) in kind {
        let value = match (base.remove(&key), value) {
            (Some(Value::Array(mut base)), Value::Array(kind)) if GATHERED.contains(&key.as_str()) => {
                base.extend(kind);
                Value::Array(base)
            }
            (Some(base), value) => over(base, value),
            (None, value) => value,
        };
        base.insert(key, value);
    }
    Value::Object(base)
}

fn over(base: Value, kind: Value) -> Value {
    match (base, kind) {
        (Value::Object(mut base), Value::Object(kind)) => {
            for (key, value) in kind {
                let value = match base.remove(&key) {
                    Some(base) => over(base, value),
                    None => value,
                };
                base.insert(key, value);
            }
            Value::Object(base)
        }
        (_, kind) => kind,
    }
}

/// The rows of both; the first line of each names the columns.
pub(super) fn terms(base: Option<&str>, kind: Option<&str>) -> String {
    let kind = kind.unwrap_or("key,name\n");
    match (base, kind.split_once('\n')) {
        (Some(base), Some((_, rows))) => format!("{}\n{rows}", base.trim_end()),
        _ => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_kind_changes_what_it_names() {
        let base = json!({
            "rules": "r", "figures": [{"id": "a"}],
            "components": {"number": "n", "signers": [{"name": "x"}, {"name": "y"}], "address": "d"},
        });
        let kind = json!({
            "title": "t", "figures": [{"id": "b"}],
            "components": {"number": "m", "signers": [{"name": "z"}], "address": null},
        });
        let whole = json!({
            "title": "t", "rules": "r", "figures": [{"id": "a"}, {"id": "b"}],
            "components": {"number": "m", "signers": [{"name": "z"}], "address": null},
        });
        assert_eq!(manifest(base, kind), whole);
    }

    #[test]
    fn terms_of_both() {
        assert_eq!(terms(Some("key,name\na,b\n"), Some("key,name\nc,d\n")), "key,name\na,b\nc,d\n");
        assert_eq!(terms(Some("key,name\na,b\n"), None), "key,name\na,b\n");
        assert_eq!(terms(None, Some("key,name\nc,d\n")), "key,name\nc,d\n");
        assert_eq!(terms(None, None), "key,name\n");
    }
}
