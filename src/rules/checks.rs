//! The checks of words: their names, how much each matters in a rule set, and the clause it rests on.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diag::Severity;

macro_rules! checks {
    ($($(#[doc = $about:literal])+ $check:ident = $name:literal,)+) => {
        /// A check of what a document says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $($(#[doc = $about])+ $check,)+
        }

        impl Check {
            /// Every check, in the order of the page.
            pub const ALL: &'static [Check] = &[$(Check::$check,)+];

            /// Its stable name in diagnostics: `check/symbol-spaces`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Check::$check => concat!("check/", $name),)+
                }
            }

            /// What it looks for.
            pub fn about(self) -> &'static str {
                match self {
                    $(Check::$check => concat!($($about),+).trim_ascii(),)+
                }
            }
        }
    };
}

checks! {
    /// Ô 2: the issuing body is abbreviated; only its parent may be.
    BodyAbbreviated = "body-abbreviated",
    /// Ô 2, 9: a province or a ministry that there is not on the document's day.
    FormerBody = "former-body",
    /// Ô 2, 9: a body of the district level after it was abolished.
    DistrictBody = "district-body",
    /// Ô 3: a number below ten without its zero, or with a dot between thousands.
    NumberShape = "number-shape",
    /// Ô 3: blanks around the slash or the hyphens of a symbol.
    SymbolSpaces = "symbol-spaces",
    /// Ô 3: the abbreviation of a body or a unit in small letters.
    SymbolCapitals = "symbol-capitals",
    /// Ô 3: the abbreviation of the type in another case, or that of another rule set.
    TypeAbbreviation = "type-abbreviation",
    /// Ô 3: the abbreviation of another type than the one printed.
    TypeMismatch = "type-mismatch",
    /// Ô 3: a named type whose symbol has no abbreviation of a type.
    TypeMissing = "type-missing",
    /// Ô 3: a công văn whose symbol has `CV` or the abbreviation of a type.
    LetterSymbol = "letter-symbol",
    /// Ô 3: the year in the symbol, which only legal normative documents have.
    YearInSymbol = "year-in-symbol",
    /// Ô 3: a draft that has its number already.
    DraftNumbered = "draft-numbered",
    /// Ô 4: a place in small letters or all in capitals.
    PlaceCapitals = "place-capitals",
    /// Ô 4: a place that is abbreviated, or named after a person, a number or an event and without its unit word.
    PlaceName = "place-name",
    /// Ô 4: a province that there is not on the document's day.
    FormerPlace = "former-place",
    /// Ô 5: a subject longer than the register of outgoing documents takes.
    SubjectLength = "subject-length",
    /// Ô 5: a full stop after the subject.
    SubjectFullStop = "subject-full-stop",
    /// Ô 5: a subject all in capitals.
    SubjectCapitals = "subject-capitals",
    /// Ô 5: a subject below the name of the type that begins with a small letter.
    SubjectStart = "subject-start",
    /// Ô 5: a quyết định whose subject begins otherwise than `Về việc`, `Ban hành`, `Phê duyệt`.
    DecisionSubject = "decision-subject",
    /// Ô 2, 3, 5, 7: a value longer than the register of outgoing documents takes.
    RegisterLength = "register-length",
    /// Ô 6: a legal basis without date or body, or a law cited by its number.
    LegalBasis = "legal-basis",
    /// Ô 6: the word `số` is missing before a document's number.
    NumberWord = "number-word",
    /// Ô 6: a nghị định or thông tư cited by its number alone.
    CitationShort = "citation-short",
    /// Ô 6: a document that is not cited in full where it is first mentioned.
    CitationFirst = "citation-first",
    /// Ô 6: a document that is cited in full again.
    CitationAgain = "citation-again",
    /// Ô 6: annexes that the text does not mention.
    AnnexUnmentioned = "annex-unmentioned",
    /// Ô 6: a number typed before the words of a unit, which is numbered here.
    TypedNumber = "typed-number",
    /// Ô 6: a text that ends with a table, a picture or a chart, after which `./.` has no place.
    TextEnd = "text-end",
    /// Ô 7: an authority that is not `TM.`, `KT.`, `TL.`, `TUQ.` or `Q.` with a dot and a blank.
    AuthorityPrefix = "authority-prefix",
    /// Ô 7: `TM.`, `KT.`, `TL.` or `TUQ.` without the signer's own title below.
    TitleBelowAuthority = "title-below-authority",
    /// Ô 7: an authority over the very title it is for, or anything below `Q.`, which is the signer's own title.
    SignerCapacity = "signer-capacity",
    /// Ô 7: a signer's title in small letters.
    TitleCapitals = "title-capitals",
    /// Ô 7: a signer's name all in capitals, or with a syllable in small letters.
    NameCapitals = "name-capitals",
    /// Ô 7: an academic title, an honour, `Ông` or `Bà` before the signer's name.
    AcademicTitle = "academic-title",
    /// Ô 7: a picture of a signature that is not blue.
    SignatureColor = "signature-color",
    /// Ô 8: a picture of a seal that is not red.
    SealColor = "seal-color",
    /// Ô 8: a picture of a seal that is no seal's size by the dots an inch of its file.
    SealSize = "seal-size",
    /// Ô 9a: a công văn without Kính gửi.
    AddresseeMissing = "addressee-missing",
    /// Ô 9a: Kính gửi in a type that has none.
    AddresseeUnasked = "addressee-unasked",
    /// Ô 9a: several addressees in one line.
    AddresseesInOne = "addressees-in-one",
    /// Ô 9b: the first recipient is not `Như trên`, or `Như Điều …` of a nghị quyết or quyết định.
    FirstRecipient = "first-recipient",
    /// Ô 9b: a recipient named twice.
    RecipientTwice = "recipient-twice",
    /// Ô 9b: the last recipient is not the file copy.
    FileCopy = "file-copy",
    /// A reference to khoản or điểm in capitals.
    ClauseCapitals = "clause-capitals",
    /// A reference to Điều in small letters.
    ArticleCapitals = "article-capitals",
    /// The name of a place, or its unit word, in the wrong case.
    UnitCapitals = "unit-capitals",
    /// A region of the country in small letters.
    RegionCapitals = "region-capitals",
    /// The name of a body in the wrong case.
    BodyCapitals = "body-capitals",
    /// The name of a holiday in the wrong case, or its date with a slash.
    HolidayCapitals = "holiday-capitals",
    /// A weekday, a month or a lunar year in small letters.
    CalendarCapitals = "calendar-capitals",
    /// A paragraph that begins with a small letter.
    ParagraphStart = "paragraph-start",
    /// A sentence that begins with a small letter.
    SentenceStart = "sentence-start",
    /// Two blanks in a row.
    DoubleSpace = "double-space",
    /// A blank before a punctuation mark.
    SpaceBeforeMark = "space-before-mark",
    /// No blank after a comma or a semicolon.
    SpaceAfterMark = "space-after-mark",
    /// Blanks inside brackets.
    BracketSpace = "bracket-space",
    /// A blank before the percent sign.
    SpaceBeforePercent = "space-before-percent",
    /// A percentage with a decimal point.
    DecimalPoint = "decimal-point",
    /// A number with commas between thousands.
    ThousandsComma = "thousands-comma",
    /// A written-out date with zeros where there are none, or without those there are.
    DateZeros = "date-zeros",
    /// A date as computers write it.
    DateIso = "date-iso",
    /// A day that there is not.
    DateImpossible = "date-impossible",
    /// Both conventions of tone marks (`hòa`, `hoà`) in one document.
    ToneMarks = "tone-marks",
}

/// Checks that rest on one clause, or on practice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckGroup {
    basis: Option<String>,
    #[serde(default)]
    error: Vec<String>,
    #[serde(default)]
    warning: Vec<String>,
    #[serde(default)]
    info: Vec<String>,
    #[serde(default)]
    off: Vec<String>,
}

/// What a check is in a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRule {
    /// How much it matters.
    pub severity: Severity,
    /// The clause it rests on; `None` for practice.
    pub basis: Option<String>,
}

/// The checks of a rule set; those that do not apply are not among them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Vec<CheckGroup>")]
pub struct CheckRules(BTreeMap<Check, CheckRule>);

impl CheckRules {
    /// What `check` is; `None` where the rules do not ask for it.
    pub fn get(&self, check: Check) -> Option<&CheckRule> {
        self.0.get(&check)
    }
}

impl TryFrom<Vec<CheckGroup>> for CheckRules {
    type Error = String;

    /// Every check is named once.
    fn try_from(groups: Vec<CheckGroup>) -> Result<Self, String> {
        let mut named = Vec::new();
        let mut rules = BTreeMap::new();
        for group in &groups {
            let lists = [
                (Some(Severity::Error), &group.error),
                (Some(Severity::Warning), &group.warning),
                (Some(Severity::Info), &group.info),
                (None, &group.off),
            ];
            for (severity, names) in lists {
                for name in names {
                    let check = find(name).ok_or_else(|| format!("there is no check {name}"))?;
                    if named.contains(&check) {
                        return Err(format!("check {name} is named twice"));
                    }
                    named.push(check);
                    if let Some(severity) = severity {
                        rules.insert(check, CheckRule { severity, basis: group.basis.clone() });
                    }
                }
            }
        }
        match Check::ALL.iter().find(|check| !named.contains(check)) {
            Some(check) => Err(format!("{} is not named", check.code())),
            None => Ok(CheckRules(rules)),
        }
    }
}

fn find(name: &str) -> Option<Check> {
    Check::ALL.iter().copied().find(|check| check.code().strip_prefix("check/") == Some(name))
}

/// The most characters that the register of outgoing documents takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterRules {
    /// Tên loại.
    pub type_name: usize,
    /// Số.
    pub number: usize,
    /// Ký hiệu.
    pub symbol: usize,
    /// Tên cơ quan ban hành.
    pub body: usize,
    /// Trích yếu.
    pub subject: usize,
    /// Chức vụ người ký.
    pub position: usize,
    /// Họ tên người ký.
    pub name: usize,
}

#[cfg(test)]
mod tests {
    use crate::diag::Severity;
    use crate::rules::{Check, RuleSetName, load};

    /// The circular's text was not at hand: nothing that rests on it stops a document.
    #[test]
    fn the_circular_only_warns() {
        let old = &load(RuleSetName::Tt01_2011).checks;
        for check in Check::ALL {
            assert!(old.get(*check).is_none_or(|rule| rule.severity != Severity::Error), "{}", check.code());
            let decree =
                |rule: &crate::rules::CheckRule| rule.basis.as_deref().is_some_and(|basis| basis.contains("30/2020"));
            assert!(!old.get(*check).is_some_and(decree), "{}", check.code());
        }
    }

    #[test]
    fn a_group_names_known_checks_once() {
        use super::{CheckGroup, CheckRules};
        let group = |error: &[&str]| CheckGroup {
            basis: None,
            error: error.iter().map(|name| (*name).to_owned()).collect(),
            warning: Vec::new(),
            info: Vec::new(),
            off: Vec::new(),
        };
        assert!(CheckRules::try_from(vec![group(&["no-such"])]).is_err_and(|why| why.contains("no check")));
        let twice = vec![group(&["file-copy"]), group(&["file-copy"])];
        assert!(CheckRules::try_from(twice).is_err_and(|why| why.contains("twice")));
        assert!(CheckRules::try_from(vec![group(&["file-copy"])]).is_err_and(|why| why.contains("not named")));
    }
}
