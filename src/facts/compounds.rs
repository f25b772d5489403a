//! Words of several syllables in names of bodies.

use std::sync::OnceLock;

use super::table::rows;
use super::{place_names, provinces};

/// Từ ghép: words of two or three syllables inside which no line should end, in capitals, by their syllables, in the order
/// of these. The names of provinces are among them, those that a dash joins (`Bà Rịa - Vũng Tàu`) by their parts.
pub fn compounds() -> &'static [Vec<String>] {
    static ALL: OnceLock<Vec<Vec<String>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let words = rows("compounds").iter().map(|row| row.text("word")).collect::<Vec<_>>();
        let units = provinces().iter().map(|province| province.name.clone());
        let persons = place_names().iter().map(|known| known.name.clone());
        let all = words.into_iter().chain(units).chain(persons);
        let parts = all.flat_map(|name| name.split(" - ").map(syllables).collect::<Vec<_>>());
        let mut parts: Vec<Vec<String>> = parts.filter(|syllables| syllables.len() > 1).collect();
        parts.sort();
        parts.dedup();
        parts
    })
}

fn syllables(word: &str) -> Vec<String> {
    word.to_uppercase().split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names() {
        for word in ["BỆNH VIỆN", "CỰU CHIẾN BINH", "GIA LAI", "VŨNG TÀU", "HỒ CHÍ MINH"] {
            assert!(compounds().contains(&syllables(word)), "{word}");
        }
        assert!(compounds().iter().all(|syllables| syllables.len() > 1 && !syllables.contains(&"-".to_owned())));
    }
}
