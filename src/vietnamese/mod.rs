//! How Vietnamese offices write numbers, sums, dates and ordinals, and in which order their lists stand.
//!
//! | module | what it is |
//! |---|---|
//! | `decimal` | exact numbers of any length: `1.234.567,5` |
//! | `numbers` | whole numbers, counts, numbers of documents |
//! | `ordinals` | letters of điểm, Roman numerals, `thứ nhất` |
//! | `words` | numbers in words |
//! | `money` | sums, in figures and in words |
//! | `dates` | days and times |
//! | `pattern` | patterns to look for |
//! | `spaces` | what a line does not part |
//! | `syllable` | what can be a word |
//! | `text` | first letters, last marks, file names |
//! | [`collation`] | the order of the Vietnamese alphabet, and that of lists of people |

pub mod collation;
mod dates;
mod decimal;
mod money;
mod numbers;
mod ordinals;
mod pattern;
mod spaces;
mod syllable;
mod text;
mod words;

pub use dates::{date_long, date_short, day, long_dates, month, time};
pub use decimal::Decimal;
pub use money::{DONG, amount_in_words, money, money_words};
pub use numbers::{count, decimal, document_number, integer, parse_decimal};
pub use ordinals::{LAST_LETTER, LAST_ROMAN, letter, ordinal, roman};
pub use pattern::pattern;
pub use spaces::{NO_BREAK, bind};
pub use syllable::{Spelling, is_syllable};
pub use text::{lower_first, sentence, slug, stem, upper_first};
pub use words::words;
