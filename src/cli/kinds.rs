//! `congvan kinds`, `congvan new`, `congvan schema`.

use super::DONE;
use super::args::{Kind, Kinds, Language};
use super::output::{exit_code_of_kind, findings, say};
use crate::diag::Diagnostic;
use crate::template::{self, Choice, Template};

/// Lists the templates.
pub(super) fn kinds(args: &Kinds) -> u8 {
    for name in template::kinds() {
        match template::load(name) {
            Ok(template) => {
                let title = match args.voice.lang {
                    Language::Vi => &template.manifest.title,
                    Language::En => &template.manifest.title_en,
                };
                say(&format!("{name:<16} {title}"));
            }
            Err(problems) => return fail(&problems, args.voice),
        }
    }
    DONE
}

/// Prints a commented answers file to fill in.
pub(super) fn new(args: &Kind) -> u8 {
    print(args, |template| {
        template::starter(&template.form, &template.reference, &template.name, &template.manifest.title)
    })
}

/// Prints the JSON Schema of the answers.
pub(super) fn schema(args: &Kind) -> u8 {
    print(args, |template| format!("{:#}", template::schema(&template.form, &template.reference)))
}

fn print(args: &Kind, text: impl Fn(&Template) -> String) -> u8 {
    let named = args.kind.as_deref().or(args.template.as_deref()).unwrap_or_default();
    match Choice::find(named).and_then(|choice| choice.template()) {
        Ok(template) => {
            say(text(&template).trim_end());
            DONE
        }
        Err(problems) => fail(&problems, args.voice),
    }
}

fn fail(problems: &[Diagnostic], voice: super::args::Voice) -> u8 {
    findings(problems, &[], voice);
    exit_code_of_kind(problems)
}
