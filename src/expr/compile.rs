//! From the text of an expression to one that can be evaluated.

use std::collections::BTreeMap;

use cel::common::ast::{EntryExpr, Expr, IdedExpr, operators};
use cel::common::value::CelVal;
use cel::parser::Parser;
use regex::{Regex, RegexBuilder};
use serde_json::Value as Json;

use super::evaluate::{Environment, evaluate};
use super::functions;
use super::scope::Scope;
use super::value::Value;
use crate::diag::Message;

/// The longest expression, in bytes.
const LONGEST: usize = 4000;
/// How deep an expression may nest.
const DEEPEST: u16 = 48;

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expression {
    source: String,
    tree: IdedExpr,
    patterns: BTreeMap<String, Regex>,
}

impl Expression {
    /// Parses `source` and refuses what could not be evaluated: unknown functions, floating-point numbers, structs,
    /// wrong patterns.
    pub fn compile(source: &str) -> Result<Self, Message> {
        if source.len() > LONGEST {
            let (vi, en) = (format!("Biểu thức dài quá {LONGEST} byte"), format!("Expression over {LONGEST} bytes"));
            return Err(Message::new(vi, en));
        }
        let parser = Parser::default().max_recursion_depth(DEEPEST);
        let tree = parser.parse(source).map_err(|errors| syntax(source, &errors))?;
        let mut patterns = BTreeMap::new();
        check(&tree, &mut patterns)?;
        Ok(Expression { source: source.to_owned(), tree, patterns })
    }

    /// The text it was made from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its value, as JSON.
    pub fn evaluate(&self, scope: &Scope) -> Result<Json, Message> {
        self.value(scope).map(|value| Json::from(&value))
    }

    /// The same scope with one more variable: the value of this expression.
    pub fn bind(&self, scope: &Scope, name: &str) -> Result<Scope, Message> {
        Ok(scope.with_value(name, self.value(scope)?))
    }

    /// Whether it holds. Anything but true and false is an error.
    pub fn holds(&self, scope: &Scope) -> Result<bool, Message> {
        match self.value(scope)? {
            Value::Bool(value) => Ok(value),
            other => {
                let (vi, en) = other.kind();
                let source = &self.source;
                Err(Message::new(
                    format!("Biểu thức “{source}” phải cho đúng hoặc sai, nhưng cho {vi}"),
                    format!("Expression '{source}' must be true or false, but is {en}"),
                ))
            }
        }
    }

    pub(super) fn value(&self, scope: &Scope) -> Result<Value, Message> {
        evaluate(&self.tree, &mut Environment::new(scope, &self.patterns))
    }

    /// Whether it is a case with a value, and nothing otherwise: `is_acting ? title : null`.
    pub fn is_else_nothing(&self) -> bool {
        let Expr::Call(call) = &self.tree.expr else { return false };
        let otherwise = call.args.get(2).map(|otherwise| &otherwise.expr);
        call.func_name == operators::CONDITIONAL && matches!(otherwise, Some(Expr::Literal(CelVal::Null)))
    }

    /// The answers it reads: dotted paths that begin at a variable, without `reference` and without the names that
    /// macros bind. Each once, in the order of the text.
    pub fn paths(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.tree, &mut Vec::new(), &mut found);
        found
    }
}

fn syntax(source: &str, errors: &cel::ParseErrors) -> Message {
    let (position, reason) = errors.errors.first().map_or(((1, 1), ""), |error| (error.pos, error.msg.as_str()));
    let (line, column) = position;
    Message::new(
        format!("Biểu thức “{source}” sai cú pháp ở {line}:{column}: {reason}"),
        format!("Expression '{source}' does not parse at {line}:{column}: {reason}"),
    )
}

fn unsupported(what: &str) -> Message {
    Message::new(format!("Biểu thức không được dùng {what}"), format!("Expressions cannot use {what}"))
}

/// Walks the tree once, so that evaluation meets only what it knows.
fn check(tree: &IdedExpr, patterns: &mut BTreeMap<String, Regex>) -> Result<(), Message> {
    match &tree.expr {
        Expr::Unspecified => return Err(unsupported("“”")),
        Expr::Struct(value) => return Err(unsupported(&format!("{}{{}}", value.type_name))),
        Expr::Literal(literal) => check_literal(literal)?,
        Expr::Ident(_) => {}
        Expr::Call(call) => {
            let count = call.args.len() + usize::from(call.target.is_some());
            functions::check(&call.func_name, count)?;
            if let Some(before) = ["rewrite", "matches"].iter().position(|name| *name == call.func_name) {
                // After its text in the brackets, or behind the dot.
                compile_pattern(call.args.iter().rev().nth(1 - before), patterns)?;
            }
        }
        Expr::Comprehension(_) | Expr::List(_) | Expr::Map(_) | Expr::Select(_) => {}
    }
    children(tree).into_iter().try_for_each(|child| check(child, patterns))
}

fn check_literal(literal: &CelVal) -> Result<(), Message> {
    match literal {
        CelVal::Boolean(_) | CelVal::Int(_) | CelVal::Null | CelVal::String(_) => Ok(()),
        CelVal::UInt(value) if i64::try_from(*value).is_ok() => Ok(()),
        other => Err(unsupported(&format!("{other:?}"))),
    }
}

fn compile_pattern(argument: Option<&IdedExpr>, patterns: &mut BTreeMap<String, Regex>) -> Result<(), Message> {
    let Some(Expr::Literal(CelVal::String(pattern))) = argument.map(|argument| &argument.expr) else {
        return Err(unsupported("matches(…, …), rewrite(…, …, …)"));
    };
    let regex = RegexBuilder::new(pattern).size_limit(1 << 20).build();
    let regex = regex.map_err(|error| unsupported(&format!("/{pattern}/: {error}")))?;
    patterns.insert(pattern.clone(), regex);
    Ok(())
}

/// The expressions directly below.
fn children(tree: &IdedExpr) -> Vec<&IdedExpr> {
    match &tree.expr {
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) => Vec::new(),
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Comprehension(it) => {
            vec![&it.iter_range, &it.accu_init, &it.loop_cond, &it.loop_step, &it.result]
        }
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => map.entries.iter().flat_map(|entry| entry_children(&entry.expr)).collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Struct(it) => it.entries.iter().flat_map(|entry| entry_children(&entry.expr)).collect(),
    }
}

fn entry_children(entry: &EntryExpr) -> Vec<&IdedExpr> {
    match entry {
        EntryExpr::StructField(field) => vec![&field.value],
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
    }
}

fn collect(tree: &IdedExpr, bound: &mut Vec<String>, found: &mut Vec<String>) {
    if let Some(path) = path(tree) {
        let root = path.split('.').next().unwrap_or_default();
        let own = root == "reference" || root.starts_with('@') || bound.iter().any(|name| name == root);
        if !own && !found.contains(&path) {
            found.push(path);
        }
        return;
    }
    let Expr::Comprehension(it) = &tree.expr else {
        children(tree).into_iter().for_each(|child| collect(child, bound, found));
        return;
    };
    collect(&it.iter_range, bound, found);
    bound.push(it.iter_var.clone());
    [&it.accu_init, &it.loop_cond, &it.loop_step, &it.result].into_iter().for_each(|c| collect(c, bound, found));
    bound.pop();
}

/// The dotted path of a chain of members and constant items; `None` for anything else.
pub(super) fn path(tree: &IdedExpr) -> Option<String> {
    match &tree.expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) => Some(format!("{}.{}", path(&select.operand)?, select.field)),
        Expr::Call(call) if call.func_name == operators::INDEX => {
            let key = match &call.args.get(1)?.expr {
                Expr::Literal(CelVal::String(key)) => key.clone(),
                Expr::Literal(CelVal::Int(index)) => index.to_string(),
                _ => return None,
            };
            Some(format!("{}.{key}", path(call.args.first()?)?))
        }
        _ => None,
    }
}
