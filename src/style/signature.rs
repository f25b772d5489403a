//! Ô 7-9b and 12: who signs, with room for signature and seal, and who receives the document.

use super::context::{Context, MOST_KEPT_LINES, line_count};
use super::opening::hanging;
use super::{Block, Grid, GridRow, Paragraph, Space, StampArea, StampPicture, metrics};
use crate::length::Length;
use crate::model::{Document, Role, Signature, Stamp, StampImage, Text};
use crate::rules::Area;

/// The blocks that end the document. They are never alone on a page: `keep_together` holds them to the lines before,
/// unless they are so long that they must break.
pub(super) fn signature(context: &Context, document: &Document, width: Length) -> Vec<Block> {
    match &document.signatures[..] {
        several @ [_, _, ..] => in_pairs(context, document, several, width),
        one => beside_recipients(context, document, one.first(), width).into_iter().collect(),
    }
}

/// One signer on the right, the recipients on the left, both from the same line on. `None` for nobody.
fn beside_recipients(
    context: &Context,
    document: &Document,
    signer: Option<&Signature>,
    width: Length,
) -> Option<Block> {
    let rules = &context.rules.signature;
    let right = width * rules.right_share;
    let columns = vec![width - right, right];
    let signer = signer.map(|one| self::signer(context, one, right)).unwrap_or_default();
    let row = GridRow { cells: vec![below(context, document, columns[0]), signer] };
    let keep_together = lines(context, &row, &columns) <= MOST_KEPT_LINES;
    let somebody = row.cells.iter().any(|cell| !cell.is_empty());
    let grid = Grid { columns, rows: vec![row], keep_together, space_before: rules.space_before };
    somebody.then_some(Block::Grid(grid))
}

/// Several signers in rows of two, from left to right, the recipients below the left ones (form 1.9).
fn in_pairs(context: &Context, document: &Document, signers: &[Signature], width: Length) -> Vec<Block> {
    let rules = &context.rules.signature;
    let (left, gap) = (rules.pair_left, rules.pair_gap);
    let columns = vec![left, gap, width - left - gap];
    let row = |left, right| GridRow { cells: vec![left, Vec::new(), right] };
    let pairs = signers.chunks(2).map(|two| {
        let [left, right] = pair(context, two, [columns[0], columns[2]]);
        row(left, right)
    });
    let below = below(context, document, left);
    let below = (!below.is_empty()).then(|| row(below, Vec::new()));
    let rows: Vec<GridRow> = pairs.chain(below).collect();
    if rows.iter().map(|row| lines(context, row, &columns)).sum::<usize>() <= MOST_KEPT_LINES {
        let rows = set_apart(rows, rules.row_space);
        return vec![Block::Grid(Grid { columns, rows, keep_together: true, space_before: rules.space_before })];
    }
    let grid = |(index, row): (usize, GridRow)| {
        let keep_together = lines(context, &row, &columns) <= MOST_KEPT_LINES;
        let space_before = if index == 0 { rules.space_before } else { rules.row_space };
        Block::Grid(Grid { columns: columns.clone(), rows: vec![row], keep_together, space_before })
    };
    rows.into_iter().enumerate().map(grid).collect()
}

/// Every row but the first with `space` above what its cells hold.
fn set_apart(mut rows: Vec<GridRow>, space: Length) -> Vec<GridRow> {
    let cells = rows.iter_mut().skip(1).flat_map(|row| &mut row.cells).filter(|cell| !cell.is_empty());
    cells.for_each(|cell| cell.insert(0, Block::Space(Space { height: space, stamps: Vec::new() })));
    rows
}

/// About how many lines the highest cell of a row holds.
fn lines(context: &Context, row: &GridRow, columns: &[Length]) -> usize {
    let line = metrics::line_height(context.look(Role::SignerName).size).to_pt();
    let of_block = |block: &Block, width: Length| match block {
        Block::Paragraph(paragraph) => line_count(&paragraph.runs, paragraph.look.size, width),
        Block::Space(space) => (space.height.to_pt() / line) as usize,
        Block::Rule(_) | Block::Frame(_) | Block::Grid(_) | Block::Table(_) | Block::Picture(_) | Block::Chart(_) => 0,
    };
    let of_cell = |(cell, width): (&Vec<Block>, &Length)| cell.iter().map(|block| of_block(block, *width)).sum();
    row.cells.iter().zip(columns).map(of_cell).max().unwrap_or_default()
}

/// Ô 9b and 12, and below them the confirmation of a giấy nghỉ phép.
fn below(context: &Context, document: &Document, width: Length) -> Vec<Block> {
    let mut blocks = recipients(context, &document.recipients, document.drafter.as_ref(), width);
    blocks.extend(confirmation(context, &document.confirmation, width, !blocks.is_empty()));
    blocks
}

/// `Nơi nhận:` and its lines; the drafter's code and the number of copies follow the last.
pub(super) fn recipients(context: &Context, recipients: &[Text], drafter: Option<&Text>, width: Length) -> Vec<Block> {
    let words = &context.rules.wording;
    let width = width - context.rules.head.slack;
    if recipients.is_empty() {
        let look = context.look(Role::RecipientItem).clone();
        let drafter = drafter.and_then(|text| context.paragraph(Role::RecipientItem, text, look, width));
        return drafter.map(Block::Paragraph).into_iter().collect();
    }
    let label_look = context.look(Role::RecipientsLabel).clone();
    let label = context.paragraph(Role::RecipientsLabel, &Text::fixed(&words.recipients), label_look, width);
    let look = hanging(context, context.look(Role::RecipientItem), Length::ZERO);
    let items = recipients.iter().enumerate().filter_map(|(index, text)| {
        let mut text = Text::fixed(&words.item).join(text.clone()).then(words.item_end(index, recipients.len()));
        if let (true, Some(drafter)) = (index + 1 == recipients.len(), drafter) {
            text = text.then(" ").join(drafter.clone());
        }
        context.paragraph(Role::RecipientItem, &text, look.clone(), width)
    });
    label.into_iter().chain(items).map(Block::Paragraph).collect()
}

/// Xác nhận of the place where leave is spent, with room for its signature and seal.
fn confirmation(context: &Context, lines: &[Text], width: Length, follows: bool) -> Vec<Block> {
    let rules = &context.rules.signature;
    let blank = |height| Block::Space(Space { height, stamps: Vec::new() });
    let lines = lines.iter().filter_map(|text| context.lines(Role::Confirmation, text, width));
    let lines: Vec<Block> = lines.map(|(paragraph, _)| Block::Paragraph(paragraph)).collect();
    if lines.is_empty() {
        return lines;
    }
    let above = follows.then(|| blank(rules.row_space));
    above.into_iter().chain(lines).chain([blank(rules.room)]).collect()
}

/// One signer in a column of `width`.
pub(super) fn signer(context: &Context, signature: &Signature, width: Length) -> Vec<Block> {
    Signer::new(context, signature, width).cell(context, 0, 0)
}

/// One or two signers whose first lines, signatures and names stand level.
fn pair(context: &Context, signers: &[Signature], widths: [Length; 2]) -> [Vec<Block>; 2] {
    let two = [0, 1].map(|at| signers.get(at).map(|one| Signer::new(context, one, widths[at])));
    let most = |count: fn(&Signer) -> usize| two.iter().flatten().map(count).max().unwrap_or_default();
    let (titles, others) = (most(|one| one.title_lines), most(|one| one.other_lines));
    two.map(|one| one.map(|one| one.cell(context, titles, others)).unwrap_or_default())
}

/// Ô 7a, 7b and 7c in a column of `width`, their lines broken.
struct Signer {
    titles: Vec<Paragraph>,
    title_lines: usize,
    others: Vec<Paragraph>,
    other_lines: usize,
    name: Option<Paragraph>,
    width: Length,
    stamps: Stamps,
}

impl Signer {
    fn new(context: &Context, signature: &Signature, width: Length) -> Self {
        let broken = |role, texts: &[Text]| -> (Vec<Paragraph>, usize) {
            let lines: Vec<_> = texts.iter().filter_map(|text| context.lines(role, text, width)).collect();
            let count = lines.iter().map(|(_, lines)| lines.widths.len()).sum();
            (lines.into_iter().map(|(paragraph, _)| paragraph).collect(), count)
        };
        let (titles, title_lines) = broken(Role::SignerTitle, &signature.titles);
        let (others, other_lines) = broken(Role::SignerOtherTitle, &signature.other_titles);
        let name = context.lines(Role::SignerName, &signature.name, width).map(|(paragraph, _)| paragraph);
        Signer { titles, title_lines, others, other_lines, name, width, stamps: Stamps::new(context, signature) }
    }

    /// The cell of a signer beside one whose titles take `titles` and `others` lines: what is missing of them is blank,
    /// so that both sign at one height and both names stand on one line.
    fn cell(self, context: &Context, titles: usize, others: usize) -> Vec<Block> {
        let missing = |role, lines: usize, own: usize| {
            let line = metrics::line_height(context.look(role).size);
            Length::twips(line.to_twips() * lines.saturating_sub(own) as i32)
        };
        let above = missing(Role::SignerTitle, titles, self.title_lines);
        let below = missing(Role::SignerOtherTitle, others, self.other_lines);
        let room = room(context, self.width, self.stamps, above, below);
        let titles = self.titles.into_iter().map(Block::Paragraph);
        let names = self.others.into_iter().chain(self.name).map(Block::Paragraph);
        titles.chain([room]).chain(names).collect()
    }
}

/// A signature and a seal: how large each is, and its picture where there is one.
struct Stamps {
    signature: (Area, Option<StampPicture>),
    seal: (Area, Option<StampPicture>),
}

impl Stamps {
    /// A signature fills the room of the rules; a seal has its real size where its file says it.
    fn new(context: &Context, signature: &Signature) -> Self {
        let rules = &context.rules.signature;
        let fitted = |stamp: &StampImage, area: Area| stamp.image.fitted(area.width, area.height);
        let real = |stamp: &StampImage| stamp.real_size().filter(|size| rules.is_seal(*size));
        let drawn = |stamp: &StampImage, (width, height), description: String| {
            (Area { width, height }, Some(StampPicture { image: stamp.image.clone(), description }))
        };
        let by_hand = signature.signature_picture.as_ref().map(|stamp| {
            drawn(stamp, fitted(stamp, rules.signature), format!("Chữ ký của {}", signature.name.plain()))
        });
        let seal = signature.seal_picture.as_ref().map(|stamp| {
            let size = real(stamp).unwrap_or_else(|| fitted(stamp, rules.seal));
            drawn(stamp, size, "Con dấu của cơ quan, tổ chức".to_owned())
        });
        Stamps { signature: by_hand.unwrap_or((rules.signature, None)), seal: seal.unwrap_or((rules.seal, None)) }
    }
}

/// Ô 7c and 8: the signature in the middle of the column, the seal over its left part; both centred in the room that the
/// rules give, with more above and below it where the other signer has more lines.
fn room(context: &Context, width: Length, stamps: Stamps, above: Length, below: Length) -> Block {
    let rules = &context.rules.signature;
    let Stamps { signature: (signature, by_hand), seal: (seal, sealed) } = stamps;
    let x = (width - signature.width) / 2;
    let seal_x = x + signature.width * rules.seal_overlap - seal.width;
    let area = |stamp, x, area: Area, picture| StampArea {
        stamp,
        x,
        y: above + (rules.room - area.height) / 2,
        width: area.width,
        height: area.height,
        picture,
    };
    let stamps = vec![area(Stamp::Signature, x, signature, by_hand), area(Stamp::Seal, seal_x, seal, sealed)];
    Block::Space(Space { height: above + rules.room + below, stamps })
}
