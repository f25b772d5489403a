//! Text with expressions in braces: `{this.installed} trường`.

use std::sync::OnceLock;

use serde_json::Value as Json;

use super::compile::Expression;
use super::scope::Scope;
use crate::diag::Message;

/// Text whose `{…}` pieces are expressions; `{{` and `}}` are braces.
#[derive(Debug, Clone)]
pub struct Text {
    source: String,
    pieces: OnceLock<Result<Vec<Piece>, Message>>,
}

#[derive(Debug, Clone)]
enum Piece {
    Plain(String),
    Value(Box<Expression>),
}

impl Text {
    /// Compiles every piece.
    pub fn compile(source: &str) -> Result<Self, Message> {
        let text = Text::lazy(source);
        text.pieces()?;
        Ok(text)
    }

    /// A text that is known to be right; it is compiled where it is said.
    pub fn lazy(source: &str) -> Self {
        Text { source: source.to_owned(), pieces: OnceLock::new() }
    }

    fn pieces(&self) -> Result<&[Piece], Message> {
        self.pieces.get_or_init(|| pieces(&self.source)).as_deref().map_err(Clone::clone)
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text with every piece evaluated.
    pub fn evaluate(&self, scope: &Scope) -> Result<String, Message> {
        let mut text = String::new();
        for piece in self.pieces()? {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Value(expression) => text.push_str(&written(&expression.evaluate(scope)?)),
            }
        }
        Ok(text)
    }
}

fn pieces(source: &str) -> Result<Vec<Piece>, Message> {
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
    Ok(pieces)
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
