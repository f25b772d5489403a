//! The order of children, from the schema (ISO/IEC 29500-1, `wml.xsd`). Word drops or refuses what stands out of order, so
//! nothing else in this writer relies on the order in which it adds them.

/// Position of `child` among the children of `parent`; equal for all where the schema has no order of its own.
pub fn rank(parent: &str, child: &str) -> usize {
    let Some(order) = children(parent) else { return 0 };
    order.iter().position(|name| *name == child).unwrap_or(order.len())
}

/// The children of `parent` in the schema's order, those this writer uses; `None` where their order is free.
pub fn children(parent: &str) -> Option<&'static [&'static str]> {
    ORDER.iter().find(|(name, _)| *name == parent).map(|(_, children)| *children)
}

/// Parent, then its children in order.
pub const ORDER: &[(&str, &[&str])] = &[
    ("w:p", &["w:pPr"]),
    ("w:r", &["w:rPr"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:tc", &["w:tcPr"]),
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:pBdr",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:pBdr", &["w:top", "w:left", "w:bottom", "w:right"]),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:noProof",
            "w:color",
            "w:sz",
            "w:szCs",
            "w:vertAlign",
            "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tblCellMar", &["w:top", "w:left", "w:bottom", "w:right"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:tcBorders", "w:vAlign"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
        ],
    ),
    ("w:styles", &["w:docDefaults", "w:latentStyles", "w:style"]),
    ("w:docDefaults", &["w:rPrDefault", "w:pPrDefault"]),
    (
        "w:style",
        &[
            "w:name",
            "w:aliases",
            "w:basedOn",
            "w:next",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    ("w:font", &["w:altName", "w:panose1", "w:charset", "w:family", "w:pitch"]),
    ("w:pict", &["v:shapetype", "v:shape"]),
    (
        "Properties",
        &[
            "Template",
            "TotalTime",
            "Pages",
            "Words",
            "Characters",
            "Application",
            "DocSecurity",
            "Company",
            "AppVersion",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_child_is_listed_twice() {
        for (parent, children) in ORDER {
            let mut names = children.to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), children.len(), "{parent}");
        }
    }

    #[test]
    fn children_rank_as_the_schema_orders_them() {
        assert!(rank("w:pPr", "w:pStyle") < rank("w:pPr", "w:spacing"));
        assert!(rank("w:pPr", "w:rPr") < rank("w:pPr", "w:sectPr"));
        assert!(rank("w:sectPr", "w:headerReference") < rank("w:sectPr", "w:pgSz"));
        assert!(rank("w:p", "w:pPr") < rank("w:p", "w:r"));
        assert_eq!(rank("w:body", "w:tbl"), rank("w:body", "w:p"));
    }
}
