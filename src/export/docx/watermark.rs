//! Words across the page, behind the text: a WordArt shape anchored in the header.

use super::xml::Element;
use crate::assets::fonts::Face;
use crate::style::{Watermark, metrics};

/// Height of the words' line, in parts of their size.
const LINE: f64 = 1.149;

/// The run that draws `watermark` from the header `id`, centred on the paper.
pub fn watermark(watermark: &Watermark, font: &str, id: &str) -> Element {
    let picture = Element::new("w:pict").child(word_art()).child(shape(watermark, font, id));
    let properties = Element::new("w:rPr").child(Element::new("w:noProof"));
    Element::new("w:r").child(properties).child(picture)
}

fn shape(watermark: &Watermark, font: &str, id: &str) -> Element {
    let words = Element::new("v:textpath")
        .attr("style", format!("font-family:\"{font}\";font-size:1pt"))
        .attr("string", watermark.text.split_whitespace().collect::<Vec<_>>().join(" "));
    Element::new("v:shape")
        .attr("id", format!("PowerPlusWaterMarkObject_{id}"))
        .with("type", "#_x0000_t136")
        .with("alt", "")
        .attr("style", placement(watermark))
        .with("o:allowincell", "f")
        .attr("fillcolor", format!("#{}", watermark.color.to_lowercase()))
        .with("stroked", "f")
        .child(words)
        .child(Element::new("w10:wrap").with("anchorx", "page").with("anchory", "page"))
}

/// Size and place. The words fill the shape, so it is as wide as they are at their size and as high as their line.
fn placement(watermark: &Watermark) -> String {
    let width = metrics::width(&watermark.text, watermark.size, Face::Regular);
    let height = LINE * watermark.size.to_pt();
    // VML turns clockwise.
    let rotation = (360.0 - watermark.angle).rem_euclid(360.0);
    format!(
        "position:absolute;margin-left:0;margin-top:0;width:{width:.1}pt;height:{height:.1}pt;rotation:{rotation};\
         z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;\
         mso-position-vertical:center;mso-position-vertical-relative:page"
    )
}

/// The shape type of text on a straight line, as Word defines it.
fn word_art() -> Element {
    let formulas = [
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ];
    let formulas = formulas.map(|formula| Element::new("v:f").with("eqn", formula));
    Element::new("v:shapetype")
        .with("id", "_x0000_t136")
        .with("coordsize", "21600,21600")
        .with("o:spt", "136")
        .with("adj", "10800")
        .with("path", "m@7,l@8,m@5,21600l@6,21600e")
        .child(Element::new("v:formulas").children(formulas))
        .child(
            Element::new("v:path")
                .with("textpathok", "t")
                .with("o:connecttype", "custom")
                .with("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800")
                .with("o:connectangles", "270,180,90,0"),
        )
        .child(Element::new("v:textpath").with("on", "t").with("fitshape", "t"))
        .child(Element::new("o:lock").with("v:ext", "edit").with("text", "t").with("shapetype", "t"))
}
