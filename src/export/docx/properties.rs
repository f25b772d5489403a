//! File properties: `docProps/core.xml` and `docProps/app.xml`.

use super::DocxOptions;
use super::xml::Element;
use crate::style::StyledDocument;

/// Title, subject, author, number, language and dates.
pub fn core(document: &StyledDocument, options: &DocxOptions) -> Element {
    let properties = &document.properties;
    let date = |name| {
        Element::new(name)
            .with("xsi:type", "dcterms:W3CDTF")
            .text(format!("{}T00:00:00Z", options.date.0.format("%Y-%m-%d")))
    };
    let identifier = properties.identifier.as_ref().map(|number| Element::new("dc:identifier").text(number.as_str()));
    Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(Element::new("dc:title").text(properties.title.as_str()))
        .child(Element::new("dc:subject").text(properties.subject.as_str()))
        .child(Element::new("dc:creator").text(properties.author.as_str()))
        .children(identifier)
        .child(Element::new("dc:language").text("vi-VN"))
        .child(Element::new("cp:lastModifiedBy").text(properties.author.as_str()))
        .child(Element::new("cp:revision").text("1"))
        .child(date("dcterms:created"))
        .child(date("dcterms:modified"))
}

/// The program, its version, and the issuing body.
pub fn app(document: &StyledDocument, options: &DocxOptions) -> Element {
    Element::new("Properties")
        .with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
        .child(Element::new("Application").text(options.application.as_str()))
        .child(Element::new("DocSecurity").text("0"))
        .child(Element::new("Company").text(document.properties.author.as_str()))
        .child(Element::new("AppVersion").text(app_version(&options.version)))
}

/// `1.2.3` as `01.0203`: Word accepts only the form `XX.YYYY`.
fn app_version(version: &str) -> String {
    let mut numbers = version.split(['.', '-', '+']).map(|number| number.parse::<u32>().unwrap_or(0) % 100);
    let mut next = || numbers.next().unwrap_or(0);
    let (major, minor, patch) = (next(), next(), next());
    format!("{major:02}.{minor:02}{patch:02}")
}

#[cfg(test)]
mod tests {
    use super::app_version;

    #[test]
    fn versions_in_the_form_of_word() {
        assert_eq!(app_version("1.2.3"), "01.0203");
        assert_eq!(app_version("0.1.0-rc.1"), "00.0100");
        assert_eq!(app_version(""), "00.0000");
    }
}
