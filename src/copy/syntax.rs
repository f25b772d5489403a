//! Objects as a PDF writes them (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

/// Writes `object` at the end of `file`.
pub fn write(file: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => file.extend(b"null"),
        Object::Boolean(value) => file.extend(value.to_string().into_bytes()),
        Object::Integer(value) => file.extend(value.to_string().into_bytes()),
        // Never an exponent, which the format does not know.
        Object::Real(value) => file.extend(value.to_string().into_bytes()),
        Object::Name(value) => name(file, value),
        Object::String(value, format) => string(file, value, *format),
        Object::Array(items) => {
            file.push(b'[');
            for (index, item) in items.iter().enumerate() {
                file.extend((index > 0).then_some(b' '));
                write(file, item);
            }
            file.push(b']');
        }
        Object::Dictionary(entries) => dictionary(file, entries),
        Object::Stream(stream) => {
            dictionary(file, &stream.dict);
            file.extend(b"\nstream\n");
            file.extend(&stream.content);
            file.extend(b"\nendstream");
        }
        Object::Reference((number, generation)) => file.extend(format!("{number} {generation} R").into_bytes()),
    }
}

fn dictionary(file: &mut Vec<u8>, entries: &Dictionary) {
    file.extend(b"<<");
    for (key, value) in entries {
        name(file, key);
        file.push(b' ');
        write(file, value);
        file.push(b'\n');
    }
    file.extend(b">>");
}

fn name(file: &mut Vec<u8>, name: &[u8]) {
    file.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            file.push(byte);
        } else {
            file.extend(format!("#{byte:02X}").into_bytes());
        }
    }
}

fn string(file: &mut Vec<u8>, bytes: &[u8], format: StringFormat) {
    match format {
        StringFormat::Literal => {
            file.push(b'(');
            for &byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => file.extend([b'\\', byte]),
                    // An end of line is read as a line feed whatever it is.
                    b'\r' => file.extend(b"\\r"),
                    _ => file.push(byte),
                }
            }
            file.push(b')');
        }
        StringFormat::Hexadecimal => {
            file.push(b'<');
            bytes.iter().for_each(|byte| file.extend(format!("{byte:02X}").into_bytes()));
            file.push(b'>');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn written(object: impl Into<Object>) -> String {
        let mut file = Vec::new();
        write(&mut file, &object.into());
        String::from_utf8_lossy(&file).into_owned()
    }

    #[test]
    fn every_kind() {
        let all = vec![
            Object::Null,
            true.into(),
            (-7_i64).into(),
            Object::Real(0.000_000_25),
            Object::Name(b"A B#".to_vec()),
            Object::string_literal("a(b\\)\r"),
            Object::String(vec![0, 255], StringFormat::Hexadecimal),
            (12, 3).into(),
        ];
        let expected = "[null true -7 0.00000025 /A#20B#23 (a\\(b\\\\\\)\\r) <00FF> 12 3 R]";
        assert_eq!(written(all), expected);
        assert_eq!(written(dictionary! { "K" => 1 }), "<</K 1\n>>");
    }
}
