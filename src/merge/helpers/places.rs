//! Helpers that write a token, or look beyond their values.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use serde_json::Value;

use super::{failure, path_of, text};
use crate::merge::token::{Token, role};
use crate::rules::{self, Wording};

/// The helper that every printing expression of a template is rewritten to call.
pub(in crate::merge) const PRINT: &str = "print";

/// The key under which the data names its rule set.
pub(in crate::merge) const RULES: &str = "rules";

/// Helpers that write a token of their own and are left as they are.
pub(in crate::merge) const PLACES: [&str; 8] =
    ["table", "chart", "ref", "annex", "content", "linked", "role", "enactment"];

/// Registers the helpers.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper(PRINT, Box::new(Print));
    for (name, kind) in [
        ("table", Token::Table as fn(String) -> Token),
        ("chart", Token::Chart),
        ("ref", Token::Reference as fn(String) -> Token),
        ("annex", Token::Reference as fn(String) -> Token),
    ] {
        registry.register_helper(name, Box::new(Place(kind)));
    }
    registry.register_helper("content", Box::new(Content));
    registry.register_helper("linked", Box::new(Linked));
    registry.register_helper("role", Box::new(Mark));
    registry.register_helper("enactment", Box::new(Enactment));
    registry.register_helper("file_copies", Box::new(FileCopies));
}

/// Writes a value in disguise, with the path it came from.
struct Print;

impl HelperDef for Print {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(PRINT, 0))?;
        let source = helper.params().iter().find_map(path_of);
        let text = text(value.value()).map_err(|problem| failure(PRINT, source.as_ref(), &problem))?;
        out.write(&Token::Value { text, source }.encode())?;
        Ok(())
    }
}

/// Writes a token that names a table, a chart or an annex.
struct Place(fn(String) -> Token);

impl HelperDef for Place {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let id = helper.param(0).and_then(|param| param.value().as_str());
        let id = id.ok_or_else(|| failure(helper.name(), None, "expects the name of a table, chart or annex"))?;
        out.write(&self.0(id.to_owned()).encode())?;
        Ok(())
    }
}

/// Writes a token for the content at a path.
struct Content;

impl HelperDef for Content {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let content = helper.param(0).filter(|param| param.value().is_array());
        let path =
            content.and_then(path_of).ok_or_else(|| failure("content", None, "expects the path of a content"))?;
        out.write(&Token::Content(path.as_str().to_owned()).encode())?;
        Ok(())
    }
}

/// Writes a value whose `[[…]]` are references.
struct Linked;

impl HelperDef for Linked {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("linked", 0))?;
        let source = path_of(value);
        let text = text(value.value()).map_err(|problem| failure("linked", source.as_ref(), &problem))?;
        out.write(&Token::Linked { text, source }.encode())?;
        Ok(())
    }
}

/// Writes a token that says what the paragraph is.
struct Mark;

impl HelperDef for Mark {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|param| param.value().as_str()).filter(|name| role(name).is_some());
        let name = name.ok_or_else(|| failure("role", None, "expects the name of a role"))?;
        out.write(&Token::Role(name.to_owned()).encode())?;
        Ok(())
    }
}

/// Writes `QUYẾT NGHỊ:` or `QUYẾT ĐỊNH:` as the rule set has it, in a paragraph of its role.
struct Enactment;

impl HelperDef for Enactment {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let wording = wording("enactment", context)?;
        let words = match helper.param(0).and_then(|param| param.value().as_str()) {
            Some("resolution") => &wording.resolution,
            Some("decision") => &wording.decision,
            _ => return Err(failure("enactment", None, "expects resolution or decision")),
        };
        let text = Token::Value { text: words.clone(), source: None };
        out.write(&(Token::Role("enactment".to_owned()).encode() + &text.encode()))?;
        Ok(())
    }
}

/// The fixed words of the rule set, whose name travels with the data.
fn wording(helper: &str, context: &Context) -> Result<&'static Wording, RenderError> {
    let rules = context.data().get(RULES).and_then(Value::as_str).and_then(|name| name.parse().ok());
    rules.map(|name| &rules::load(name).wording).ok_or_else(|| failure(helper, None, "has no rule set"))
}

/// Writes the number of file copies as the rule set has it.
struct FileCopies;

impl HelperDef for FileCopies {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let wording = wording("file_copies", context)?;
        let copies = helper.param(0).and_then(|param| param.value().as_u64());
        let copies = copies.ok_or_else(|| failure("file_copies", None, "is not a whole number"))?;
        Ok(ScopedJson::from(Value::String(wording.file_copies(copies))))
    }
}
