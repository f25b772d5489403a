//! The walk over the tree of an expression.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, MapExpr, operators};
use cel::common::value::CelVal;
use regex::Regex;

use super::compile::path;
use super::functions;
use super::scope::Scope;
use super::value::{Entries, Value};
use crate::diag::Message;

/// The most steps of one evaluation; a list or text that is built counts by its length.
const STEPS: usize = 2_000_000;

/// What an evaluation carries with it.
pub(super) struct Environment<'a> {
    scope: &'a Scope,
    patterns: &'a BTreeMap<String, Regex>,
    locals: Vec<(&'a str, Value)>,
    steps: usize,
}

impl<'a> Environment<'a> {
    pub(super) fn new(scope: &'a Scope, patterns: &'a BTreeMap<String, Regex>) -> Self {
        Environment { scope, patterns, locals: Vec::new(), steps: STEPS }
    }

    /// Pays for work; an error when there is none left.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Message> {
        self.steps = self.steps.checked_sub(steps).ok_or_else(|| {
            Message::new(
                "Biểu thức tính quá lâu hoặc cho kết quả quá lớn",
                "The expression runs too long or grows too large",
            )
        })?;
        Ok(())
    }

    /// A pattern that was compiled with the expression.
    pub(super) fn pattern(&self, pattern: &str) -> Option<&Regex> {
        self.patterns.get(pattern)
    }

    fn variable(&self, name: &str) -> Result<Value, Message> {
        let local = self.locals.iter().rev().find(|(own, _)| *own == name).map(|(_, value)| value);
        local
            .or_else(|| self.scope.get(name))
            .cloned()
            .ok_or_else(|| Message::new(format!("Không có biến “{name}”"), format!("There is no variable '{name}'")))
    }

    fn local_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.locals.iter_mut().rev().find(|(own, _)| *own == name).map(|(_, value)| value)
    }
}

/// The value of `tree`.
pub(super) fn evaluate<'a>(tree: &'a IdedExpr, env: &mut Environment<'a>) -> Result<Value, Message> {
    env.spend(1)?;
    match &tree.expr {
        Expr::Unspecified | Expr::Struct(_) => Ok(Value::Null),
        Expr::Literal(literal) => Ok(constant(literal)),
        Expr::Ident(name) => env.variable(name),
        Expr::Select(select) => {
            let value = evaluate(&select.operand, env)?;
            if select.test { Ok(Value::Bool(has(&value, &select.field))) } else { member(&value, tree, &select.field) }
        }
        Expr::List(list) => {
            let items: Result<_, _> = list.elements.iter().map(|element| evaluate(element, env)).collect();
            Ok(Value::list(items?))
        }
        Expr::Map(map) => literal_map(map, env),
        Expr::Comprehension(it) => comprehension(it, env),
        Expr::Call(call) => evaluate_call(call, env),
    }
}

fn constant(literal: &CelVal) -> Value {
    match literal {
        CelVal::Boolean(value) => Value::Bool(*value),
        CelVal::Int(value) => Value::Integer(*value),
        CelVal::UInt(value) => i64::try_from(*value).map_or(Value::Null, Value::Integer),
        CelVal::String(text) => Value::text(text),
        // Everything else was refused when the expression was compiled.
        _ => Value::Null,
    }
}

/// Whether `value` holds something under `field`: a field that is null counts as absent.
fn has(value: &Value, field: &str) -> bool {
    matches!(value, Value::Map(map) if map.get(field).is_some_and(|value| *value != Value::Null))
}

fn member(value: &Value, tree: &IdedExpr, field: &str) -> Result<Value, Message> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Map(map) => map.get(field).cloned().ok_or_else(|| no_member(tree, field)),
        other => {
            let (vi, en) = other.kind();
            Err(Message::new(
                format!("“.{field}” chỉ lấy được từ nhóm, đây là {vi}"),
                format!("'.{field}' needs a group, this is {en}"),
            ))
        }
    }
}

fn no_member(tree: &IdedExpr, field: &str) -> Message {
    let whole = path(tree).unwrap_or_else(|| format!("….{field}"));
    Message::new(format!("Không có “{whole}”"), format!("There is no '{whole}'"))
}

fn item(value: &Value, index: &Value) -> Result<Value, Message> {
    match (value, index) {
        (Value::Null, _) => Ok(Value::Null),
        // A key that a map lacks is null, so that a lookup in a reference table can be tested.
        (Value::Map(map), Value::Text(key)) => Ok(map.get(&**key).cloned().unwrap_or(Value::Null)),
        (Value::Map(_), Value::Null) => Ok(Value::Null),
        (Value::List(list), Value::Integer(index)) => {
            let found = usize::try_from(*index).ok().and_then(|index| list.get(index));
            found.cloned().ok_or_else(|| {
                let size = list.len();
                Message::new(
                    format!("Danh sách có {size} mục, không có mục thứ {index} (đếm từ 0)"),
                    format!("The list has {size} items, none at {index} (from 0)"),
                )
            })
        }
        _ => Err(functions::wrong("[]", &[value, index])),
    }
}

fn literal_map<'a>(map: &'a MapExpr, env: &mut Environment<'a>) -> Result<Value, Message> {
    let mut entries = Entries::with_capacity(map.entries.len());
    for entry in &map.entries {
        let EntryExpr::MapEntry(entry) = &entry.expr else { continue };
        let key = match evaluate(&entry.key, env)? {
            Value::Text(key) => key,
            Value::Integer(key) => key.to_string().into(),
            other => return Err(functions::wrong("{}", &[&other])),
        };
        let value = evaluate(&entry.value, env)?;
        entries.insert(key, value);
    }
    Ok(Value::Map(Arc::new(entries)))
}

fn comprehension<'a>(it: &'a ComprehensionExpr, env: &mut Environment<'a>) -> Result<Value, Message> {
    let range = match evaluate(&it.iter_range, env)? {
        Value::Null => Vec::new(),
        Value::List(items) => Arc::unwrap_or_clone(items),
        Value::Map(map) => map.keys().map(|key| Value::Text(key.clone())).collect(),
        other => return Err(functions::wrong("map", &[&other])),
    };
    let start = evaluate(&it.accu_init, env)?;
    let depth = env.locals.len();
    env.locals.push((&it.accu_var, start));
    env.locals.push((&it.iter_var, Value::Null));
    let result = run(it, range, depth, env);
    env.locals.truncate(depth);
    result
}

fn run<'a>(
    it: &'a ComprehensionExpr,
    range: Vec<Value>,
    depth: usize,
    env: &mut Environment<'a>,
) -> Result<Value, Message> {
    for value in range {
        if evaluate(&it.loop_cond, env)? == Value::Bool(false) {
            break;
        }
        env.locals[depth + 1].1 = value;
        env.locals[depth].1 = evaluate(&it.loop_step, env)?;
    }
    evaluate(&it.result, env)
}

fn evaluate_call<'a>(call: &'a CallExpr, env: &mut Environment<'a>) -> Result<Value, Message> {
    let args = &call.args;
    match (call.func_name.as_str(), args.as_slice()) {
        (operators::CONDITIONAL, [condition, yes, no]) => {
            let chosen = if truth(condition, env)? { yes } else { no };
            evaluate(chosen, env)
        }
        (operators::LOGICAL_AND, [left, right]) => Ok(Value::Bool(truth(left, env)? && truth(right, env)?)),
        (operators::LOGICAL_OR, [left, right]) => Ok(Value::Bool(truth(left, env)? || truth(right, env)?)),
        (operators::LOGICAL_NOT, [operand]) => Ok(Value::Bool(!truth(operand, env)?)),
        (operators::NOT_STRICTLY_FALSE, [operand]) => Ok(Value::Bool(evaluate(operand, env)? != Value::Bool(false))),
        (operators::ADD, [left, right]) if is_accumulator(left) => append(left, right, env),
        (operators::INDEX, [value, index]) => item(&evaluate(value, env)?, &evaluate(index, env)?),
        (name, [left, right]) if call.target.is_none() && name.starts_with(['_', '@']) => {
            let (left_value, right_value) = (evaluate(left, env)?, evaluate(right, env)?);
            binary(name, left_value, right_value, env).map_err(|message| in_terms(message, left, right))
        }
        (name, _) => {
            let all = call.target.as_deref().into_iter().chain(args);
            let values = all.map(|argument| evaluate(argument, env)).collect::<Result<Vec<_>, _>>()?;
            functions::apply(name, &values, env)
        }
    }
}

fn is_accumulator(tree: &IdedExpr) -> bool {
    matches!(&tree.expr, Expr::Ident(name) if name.starts_with('@'))
}

/// One more item on the list that a macro builds: the list is taken out, so that it need not be copied.
fn append<'a>(left: &'a IdedExpr, right: &'a IdedExpr, env: &mut Environment<'a>) -> Result<Value, Message> {
    let Expr::Ident(name) = &left.expr else { return Ok(Value::Null) };
    let added = evaluate(right, env)?;
    let taken = env.local_mut(name).map(|value| std::mem::replace(value, Value::Null)).unwrap_or(Value::Null);
    match (taken, added) {
        (Value::List(mut list), Value::List(added)) => {
            Arc::make_mut(&mut list).extend(added.iter().cloned());
            Ok(Value::List(list))
        }
        (taken, added) => binary(operators::ADD, taken, added, env),
    }
}

fn truth<'a>(tree: &'a IdedExpr, env: &mut Environment<'a>) -> Result<bool, Message> {
    match evaluate(tree, env)? {
        Value::Bool(value) => Ok(value),
        other => {
            let (vi, en) = other.kind();
            Err(Message::new(
                format!("Điều kiện phải là đúng hoặc sai, đây là {vi}"),
                format!("A condition must be true or false, this is {en}"),
            ))
        }
    }
}

fn binary(name: &str, left: Value, right: Value, env: &mut Environment) -> Result<Value, Message> {
    let (l, r) = (&left, &right);
    match (name, l, r) {
        (operators::EQUALS, _, _) => Ok(Value::Bool(l == r)),
        (operators::NOT_EQUALS, _, _) => Ok(Value::Bool(l != r)),
        (operators::IN, _, Value::List(list)) => Ok(Value::Bool(list.contains(l))),
        (operators::IN, Value::Text(key), Value::Map(map)) => Ok(Value::Bool(map.contains_key(&**key))),
        (operators::IN, _, Value::Null) => Ok(Value::Bool(false)),
        (_, Value::Integer(a), Value::Integer(b)) if is_arithmetic(name) => arithmetic(name, *a, *b),
        (operators::ADD, Value::Text(a), Value::Text(b)) => {
            env.spend(a.len() + b.len())?;
            Ok(Value::text(format!("{a}{b}")))
        }
        (operators::ADD, Value::List(a), Value::List(b)) => {
            env.spend(a.len() + b.len())?;
            Ok(Value::list(a.iter().chain(b.iter()).cloned().collect()))
        }
        _ => {
            let order = functions::compare(l, r).ok_or_else(|| functions::wrong(name, &[l, r]))?;
            ordering(name, order).ok_or_else(|| functions::wrong(name, &[l, r]))
        }
    }
}

fn ordering(name: &str, order: Ordering) -> Option<Value> {
    let holds = match name {
        operators::LESS => order.is_lt(),
        operators::LESS_EQUALS => order.is_le(),
        operators::GREATER => order.is_gt(),
        operators::GREATER_EQUALS => order.is_ge(),
        _ => return None,
    };
    Some(Value::Bool(holds))
}

fn is_arithmetic(name: &str) -> bool {
    [operators::ADD, operators::SUBSTRACT, operators::MULTIPLY, operators::DIVIDE, operators::MODULO].contains(&name)
}

fn arithmetic(name: &str, a: i64, b: i64) -> Result<Value, Message> {
    let result = match name {
        operators::ADD => a.checked_add(b),
        operators::SUBSTRACT => a.checked_sub(b),
        operators::MULTIPLY => a.checked_mul(b),
        operators::DIVIDE => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    result.map(Value::Integer).ok_or_else(|| {
        let sign = name.trim_matches('_');
        Message::new(format!("Phép tính {a} {sign} {b} vượt quá giới hạn"), format!("{a} {sign} {b} is out of range"))
    })
}

/// Names the answers that an operator could not work on.
fn in_terms(message: Message, left: &IdedExpr, right: &IdedExpr) -> Message {
    let names: Vec<String> = [left, right].into_iter().filter_map(path).collect();
    if names.is_empty() {
        return message;
    }
    let names = names.join(", ");
    Message::new(format!("{} ({names})", message.vi), format!("{} ({names})", message.en))
}
