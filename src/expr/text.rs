//! Text with expressions in braces: `{this.installed} trường`.

use serde_json::Value as Json;

use super::compile::Expression;
use super::scope::Scope;
use crate::diag::Message;

/// Text whose `{…}` pieces are expressions; `{{` and `}}` are braces.
#[derive(Debug, Clone)]
pub struct Text {
    source: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Plain(String),
    Value(Box<Expression>),
}

impl Text {
    /// Compiles every piece.
    pub fn compile(source: &str) -> Result<Self, Message> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = source;
        while let Some(position) = rest.find(['{', '}']) {
            plain.push_str(&rest[..position]);
            let brace = &rest[position..position + 1];
            rest = &rest[position + 1..];
            if rest.starts_with(brace) {
                plain.push_str(brace);
                rest = &rest[1..];
                continue;
            }
            let end = if brace == "{" { rest.find('}') } else { None };
            let Some(end) = end else { return Err(unbalanced(source)) };
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            pieces.push(Piece::Value(Box::new(Expression::compile(&rest[..end])?)));
            rest = &rest[end + 1..];
        }
        plain.push_str(rest);
        pieces.push(Piece::Plain(plain));
        Ok(Text { source: source.to_owned(), pieces })
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text with every piece evaluated.
    pub fn evaluate(&self, scope: &Scope) -> Result<String, Message> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Value(expression) => text.push_str(&written(&expression.evaluate(scope)?)),
            }
        }
        Ok(text)
    }
}

fn unbalanced(source: &str) -> Message {
    Message::new(format!("Thiếu dấu ngoặc nhọn trong “{source}”"), format!("Unbalanced brace in '{source}'"))
}

fn written(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}
