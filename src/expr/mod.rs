//! Expressions of templates: the language CEL over the answers and the reference tables.
//!
//! The crate `cel` parses; evaluation is here. Its own interpreter panics on null ranges and on structs, loses the
//! order of maps, copies every list that a macro builds once an item, and cannot be bounded.
//!
//! What differs from CEL on purpose: a member, item or loop over `null` is `null` or empty, so that an answer that was
//! left out needs no ceremony; there are no floating-point numbers (see `round`); `&&` and `||` look at
//! their left side first.
//!
//! Functions beside the operators and the macros `has`, `all`, `exists`, `exists_one`, `map`, `filter`:
//!
//! | function | value |
//! |---|---|
//! | `size(x)` | characters, items or entries; 0 for null |
//! | `sum(list)` | sum of integers, nulls left out |
//! | `min(list)`, `max(list)`, `min(a, b)` | least, greatest; null of nothing |
//! | `round(n, d, scale)` | n/d as decimal text `"94.5"`, half up; null when d is 0 |
//! | `percent(part, whole)` | `round(100 * part, whole, 1)` |
//! | `distinct(list)`, `flatten(list)`, `sort(list)`, `reverse(list)`, `first(list)`, `last(list)` | as named |
//! | `enumerate(list)` | `{index, value}` of each, from 0 |
//! | `index_of(list, x)` | position from 0, or -1 |
//! | `keys(map)`, `values(map)`, `entries(map)` | in the order of the answers; entries are `{key, value}` |
//! | `join(list, sep)`, `split(text, sep)`, `replace(text, a, b)`, `trim(text)` | text |
//! | `rewrite(text, "^[-•] *", "")` | text with each match of a pattern written anew; `$1` is its first group |
//! | `lower(text)`, `upper(text)`, `lower_first(text)`, `upper_first(text)` | text |
//! | `contains`, `startsWith`, `endsWith`, `matches` | as in CEL |
//! | `string(x)`, `int(x)` | conversions |
//! | `days(from, to)` | days from one ISO date to another |
//! | `year(date)`, `month(date)`, `day(date)` | parts of an ISO date |
//! | `short_date(date)`, `long_date(date)` | `05/3/2012`, `ngày 05 tháng 3 năm 2012` |
//! | `time("09:30")` | `09 giờ 30 phút` |
//! | `thousands(n)` | `1.269`, and `1.269,5` of decimal text |
//! | `count(n)`, `count(n, "văn bản")` | `07`, `07 văn bản` |
//! | `words(n)` | `một triệu hai trăm linh năm nghìn`, `mười hai phẩy năm` of decimal text |
//! | `money(n)`, `money_words(n)` | `1.205.000 đồng`, `Một triệu hai trăm linh năm nghìn đồng`; a second value is the unit |
//! | `amount_in_words(n)` | `(Bằng chữ: một triệu hai trăm linh năm nghìn đồng)`; likewise |
//! | `ordinal(n)`, `roman(n)`, `letter(n)` | `thứ nhất`, `I`, `a` from 1 |
//! | `sort_vi(list)` | in the order of the Vietnamese alphabet; `sort_vi(list, "name")` by a field of the items |
//! | `sort_names(list)` | people, by tên and then họ; likewise |
//! | `on(table, key, date)` | the row of `key` in a dated table that holds on the ISO date: `on(reference.provinces, "24", date)`; null when none does |
//! | `type_code(name, date)` | the abbreviation of a type of document on an ISO date: `TTr`; null when there was no such type |
//! | `blocks(content, "article")` | what the blocks of a kind say, at any depth of a content |
//!
//! A number that has no words (more than 27 digits, a place below 1) is an error.

mod compile;
mod evaluate;
mod functions;
mod language;
mod paper;
mod reference;
mod scope;
mod text;
mod value;

pub use compile::Expression;
pub use reference::Reference;
pub use scope::{Data, Scope};
pub use text::Text;

#[cfg(test)]
mod tests;
