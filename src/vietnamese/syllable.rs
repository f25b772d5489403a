//! Âm tiết: whether a word can be a syllable of Vietnamese, by its letters.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// Rimes without their tones, by what ends them.
const OPEN: &str = "a e ê i o ô ơ u ư y ia ya ua ưa oa oe uê uy uơ ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu iêu yêu \
                    oai oao oay oeo uây uôi ươi ươu uya uyu";
const NASAL: &str = "am ăm âm em êm im om ôm ơm um ưm iêm yêm uôm ươm oam oăm an ăn ân en ên in on ôn ơn un ưn iên yên \
                     uôn ươn oan oăn oen uân uyên uyn ang ăng âng eng êng ing ong ông ung ưng iêng yêng uông ương oang \
                     oăng uâng oong ôông anh ênh inh ynh oanh uênh uynh";
const STOPPED: &str = "ac ăc âc ec oc ôc uc ưc iêc uôc ươc oac oăc ooc ach êch ich oach uêch uych ap ăp âp ep êp ip op \
                       ôp ơp up ưp iêp yêp ươp oap at ăt ât et êt it ot ôt ơt ut ưt iêt yêt uôt ươt oat oăt oet uât \
                       uyêt uyt";

/// How strictly spelling is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Whatever has an onset and a rime, as names of places and old books have it too.
    Loose,
    /// As schools teach it: `k` before `e`, `ê`, `i`, `y` alone, the tone on its vowel.
    Strict,
}

/// Whether `word`, in any case, is a syllable.
pub fn is_syllable(word: &str, spelling: Spelling) -> bool {
    let mut letters: Vec<char> = Vec::new();
    let mut tone: Option<(char, usize)> = None;
    for character in word.to_lowercase().nfd() {
        match character {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace((character, letters.len())).is_some() {
                    return false;
                }
            }
            '\u{302}' | '\u{306}' | '\u{31b}' => {
                let Some(whole) = letters.pop().and_then(|base| composed(base, character)) else { return false };
                letters.push(whole);
            }
            letter => letters.push(letter),
        }
    }
    let plain: String = letters.iter().collect();
    ONSETS.iter().any(|onset| {
        let Some(rime) = plain.strip_prefix(onset) else { return false };
        let is_spelt = spelling == Spelling::Loose || (is_spelt(onset, rime) && is_placed(onset, rime, tone));
        has_rime(rime, tone.map(|(mark, _)| mark)) && is_spelt
    })
}

fn composed(base: char, mark: char) -> Option<char> {
    [base, mark].iter().collect::<String>().nfc().next().filter(|letter| "âêôăơư".contains(*letter))
}

/// Rimes that end in `c`, `ch`, `p`, `t` have sắc or nặng alone.
fn has_rime(rime: &str, tone: Option<char>) -> bool {
    let is_of = |rimes: &str| rimes.split_whitespace().any(|known| known == rime);
    is_of(OPEN) || is_of(NASAL) || (matches!(tone, Some('\u{301}' | '\u{323}')) && is_of(STOPPED))
}

fn is_spelt(onset: &str, rime: &str) -> bool {
    let is_front = rime.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" => is_front,
        "g" => !is_front || ["i", "im", "in", "ip"].contains(&rime),
        "c" | "ng" => !is_front,
        _ => true,
    }
}

/// Whether the tone stands on the vowel that bears it; `letters` before it are counted from the beginning of the word.
fn is_placed(onset: &str, rime: &str, tone: Option<(char, usize)>) -> bool {
    let Some((_, letters)) = tone else { return true };
    let Some(at) = letters.checked_sub(onset.chars().count() + 1) else { return false };
    let vowels = rime.chars().take_while(|letter| "aăâeêioôơuưy".contains(*letter)).count();
    let is_closed = vowels < rime.chars().count();
    match (is_closed, vowels) {
        (true, _) => at + 1 == vowels,
        (false, 2) if ["oa", "oe", "uy", "uê", "uơ"].contains(&rime) => at < 2,
        (false, 3) => at == 1,
        (false, _) => at == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_none() {
        for word in
            ["Trường", "nghĩa", "quyết", "gì", "giếng", "Hoà", "hòa", "khoẻ", "Nguyễn", "ủy", "quốc", "xoong", "Ô", "y"]
        {
            assert!(is_syllable(word, Spelling::Strict), "{word}");
        }
        for word in ["Kông", "gía", "Thaí"] {
            assert!(!is_syllable(word, Spelling::Strict), "{word}");
        }
        for word in ["Kông", "qúy", "sè"] {
            assert!(is_syllable(word, Spelling::Loose), "{word}");
        }
        for word in ["héi", "dôc", "Krông", "Zürich", "Brazil", "", "th", "µm", "ViÖt"] {
            assert!(!is_syllable(word, Spelling::Loose), "{word}");
        }
    }
}
