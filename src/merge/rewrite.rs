//! Rewrites a compiled template so that every expression that prints goes through one helper.

use handlebars::template::{HelperTemplate, Parameter, Subexpression, TemplateElement};
use handlebars::{Path, Template, TemplateError, TemplateErrorReason};

use super::helpers::{PLACES, PRINT};

/// Makes `{{a.b}}` into `{{print a.b}}` and `{{date a.b}}` into `{{print (date a.b) a.b}}`, at every depth. Partials and
/// decorators are refused: they could call themselves without end.
pub(super) fn rewrite(template: &mut Template) -> Result<(), Box<TemplateError>> {
    for element in &mut template.elements {
        match element {
            TemplateElement::Expression(expression) | TemplateElement::HtmlExpression(expression) => print(expression),
            TemplateElement::HelperBlock(block) => {
                block.template.iter_mut().chain(block.inverse.iter_mut()).try_for_each(rewrite)?;
            }
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            _ => {
                let reason = TemplateErrorReason::InvalidSyntax("{{> …}} and {{* …}} are not allowed".to_owned());
                return Err(Box::new(TemplateError::of(reason)));
            }
        }
    }
    Ok(())
}

fn print(expression: &mut HelperTemplate) {
    let called = matches!(&expression.name, Parameter::Name(name) if PLACES.contains(&name.as_str()))
        || matches!(&expression.name, Parameter::Path(Path::Relative((_, raw))) if PLACES.contains(&raw.as_str()));
    if called {
        return;
    }
    let name = std::mem::replace(&mut expression.name, Parameter::Name(PRINT.to_owned()));
    if expression.params.is_empty() && expression.hash.is_empty() {
        expression.params = vec![as_path(name)];
        return;
    }
    let sources = expression.params.iter().filter(|param| matches!(param, Parameter::Path(_))).cloned();
    let sources: Vec<Parameter> = sources.chain(inner_paths(&expression.params)).collect();
    let params = std::mem::take(&mut expression.params);
    let hash = std::mem::take(&mut expression.hash);
    expression.params = vec![Parameter::Subexpression(Subexpression::new(name, params, hash))];
    expression.params.extend(sources);
}

/// The paths inside nested calls: the source of `{{upper (replace a.b "x" "y")}}` is `a.b`.
fn inner_paths(params: &[Parameter]) -> Vec<Parameter> {
    let mut paths = Vec::new();
    for param in params {
        if let Parameter::Subexpression(call) = param {
            let inner = call.params().into_iter().flatten();
            paths.extend(inner.clone().filter(|param| matches!(param, Parameter::Path(_))).cloned());
            paths.extend(inner.flat_map(|param| inner_paths(std::slice::from_ref(param))));
        }
    }
    paths
}

fn as_path(name: Parameter) -> Parameter {
    match name {
        Parameter::Name(raw) => Path::parse(&raw).map_or(Parameter::Name(raw), Parameter::Path),
        _ => name,
    }
}
