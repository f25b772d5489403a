//! Numbers as pages write them.

/// Writes `value`, rounded to `decimals` places.
pub fn number(out: &mut Vec<u8>, value: f64, decimals: u32) {
    let unit = 10_i64.pow(decimals);
    let scaled = (value * unit as f64).round() as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let (whole, mut rest) = (scaled.unsigned_abs() / unit as u64, scaled.unsigned_abs() % unit as u64);
    integer(out, whole);
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut place = unit as u64 / 10;
    while rest > 0 {
        out.push(b'0' + (rest / place) as u8);
        rest %= place;
        place /= 10;
    }
}

/// Writes a whole number.
pub fn integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        let written = |value, decimals| {
            let mut out = Vec::new();
            number(&mut out, value, decimals);
            String::from_utf8(out).unwrap()
        };
        let numbers =
            [(0.0, 3), (-0.0001, 3), (595.3, 3), (-80.0409, 2), (12.0, 2), (0.05, 3), (7.99996, 3), (-0.5, 1)];
        let texts = ["0", "0", "595.3", "-80.04", "12", "0.05", "8", "-0.5"];
        assert_eq!(numbers.map(|(value, decimals)| written(value, decimals)), texts);
    }
}
