//! Units beside each other: phần, chương, mục, tiểu mục, điều, khoản, điểm.

use serde_json::Value as Json;

use super::{Found, STRUCTURE};
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Severity};
use crate::template::form::BlockKind;
use crate::validate::convert::Walk;
use crate::vietnamese::{LAST_LETTER, LAST_ROMAN, lower_first};

impl Walk<'_, '_> {
    /// What the units of one list must keep to.
    pub(super) fn units(&mut self, blocks: &[Found]) {
        self.smaller_after_larger(blocks);
        self.beyond_the_last_number(blocks);
        self.loose_after_articles(blocks);
    }

    fn place_of(&self, path: &AnswerPath) -> Place {
        self.places.find(self.answers.source.name(), path)
    }

    /// A smaller unit right after a larger one would be read as a part of it.
    fn smaller_after_larger(&mut self, blocks: &[Found]) {
        let mut largest: Option<(u8, BlockKind)> = None;
        for block in blocks {
            let Some(rank) = block.kind.rank() else { continue };
            match largest {
                Some((above, kind)) if rank > above => {
                    let (label, outer) = (&block.kind.field().label, lower_first(&kind.field().label));
                    let message = Message::new(
                        format!("{label} đứng ngang hàng sau {outer}, nên in ra như nằm trong {outer} đó"),
                        format!("'{}' follows '{}' and would be read as a part of it", block.kind.key(), kind.key()),
                    );
                    let key = kind.key();
                    let hint = Message::new(
                        format!("Để khối này dưới items của khối {key}, hoặc trước khối {key} đầu tiên"),
                        format!("Put it below items of the '{key}', or before the first '{key}'"),
                    );
                    let finding = Diagnostic::error("answers/block-order", message).hint(hint).basis(STRUCTURE);
                    self.findings.push(finding.at(self.place_of(&block.path)));
                }
                Some(_) => {}
                None => largest = Some((rank, block.kind)),
            }
            if largest.is_some_and(|(above, _)| rank < above) {
                largest = Some((rank, block.kind));
            }
        }
    }

    /// Điểm after the last letter, and units after the last Roman numeral.
    fn beyond_the_last_number(&mut self, blocks: &[Found]) {
        let lasts = [
            (BlockKind::Point, LAST_LETTER, "y"),
            (BlockKind::Part, LAST_ROMAN, "MMMCMXCIX"),
            (BlockKind::Chapter, LAST_ROMAN, "MMMCMXCIX"),
            (BlockKind::Heading, LAST_ROMAN, "MMMCMXCIX"),
        ];
        for (kind, last, name) in lasts {
            if let Some(block) = blocks.iter().filter(|block| block.kind == kind).nth(last) {
                let label = lower_first(&kind.field().label);
                let message = Message::new(
                    format!("Hết số để đánh {label}: sau {name} không còn số nào"),
                    format!("No number is left for '{}' after {name}", kind.key()),
                );
                let hint = Message::new("Chia thành hai đơn vị lớn hơn", "Divide them between two larger units");
                let finding = Diagnostic::error("answers/too-many-blocks", message).hint(hint).basis(STRUCTURE);
                self.findings.push(finding.at(self.place_of(&block.path)));
            }
        }
    }

    /// The last paragraph belongs to the last Điều.
    fn loose_after_articles(&mut self, blocks: &[Found]) {
        let is_article = |kind| matches!(kind, BlockKind::Article | BlockKind::ArticleText);
        let Some(last) = blocks.iter().rposition(|block| is_article(block.kind)) else { return };
        for block in blocks[last + 1..].iter().filter(|block| block.kind.rank().is_none()) {
            let label = &block.kind.field().label;
            let message = Message::new(
                format!("{label} đứng ngoài điều cuối cùng"),
                format!("'{}' stands outside the last article", block.kind.key()),
            );
            let hint = Message::new("Để khối này dưới items của điều", "Put it below items of the article");
            let finding = Diagnostic::warning("answers/loose-block", message).hint(hint);
            let basis = "Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.2, Mẫu 1.3";
            self.findings.push(finding.basis(basis).at(self.place_of(&block.path)));
        }
    }

    /// Where điều have headings or stand in chương, each has one.
    pub(super) fn headings_of_articles(&mut self, blocks: &Json, path: &AnswerPath) {
        let (mut headed, mut bare) = (false, Vec::new());
        articles(blocks, path, &mut headed, &mut bare);
        if !headed {
            return;
        }
        for path in bare {
            let message = Message::new("Điều này không có tên", "This article has no heading");
            let hint = Message::new(
                "Nội dung bố cục theo điều có tên thì điều nào cũng có tên: viết article, nội dung để dưới items",
                "Where articles have headings, each has one: write article, and its provision below items",
            );
            let finding = Diagnostic::new(Severity::Warning, "answers/article-without-heading", message);
            self.findings.push(finding.hint(hint).basis(STRUCTURE).at(self.place_of(&path)));
        }
    }
}

/// Whether điều have headings or stand in larger units, and the điều without a heading.
fn articles(blocks: &Json, path: &AnswerPath, headed: &mut bool, bare: &mut Vec<AnswerPath>) {
    for (index, block) in blocks.as_array().into_iter().flatten().enumerate() {
        let path = path.child(index);
        let has = |kind: BlockKind| block.get(kind.key()).is_some();
        *headed |= [BlockKind::Article, BlockKind::Chapter].into_iter().any(has);
        if has(BlockKind::ArticleText) {
            bare.push(path.child(BlockKind::ArticleText.key()));
        }
        articles(&block["items"], &path.child("items"), headed, bare);
    }
}
