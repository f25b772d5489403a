"""A peer in Python makes records in one process: engines.py PEER FOLDER OUT FIRST LAST"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def typst(folder):
    import typst

    fonts = os.path.join(HERE, "..", "..", "fonts")
    compiler = typst.Compiler(os.path.join(HERE, "report.typ"), font_paths=[fonts], ignore_system_fonts=True)

    def make(record, path):
        inputs = {"record": json.dumps(record)}
        compiler.compile(output=path + ".pdf", format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"])

    return make


def docxtpl(folder):
    from docxtpl import DocxTemplate

    template = DocxTemplate(os.path.join(folder, "docxtpl.docx"))

    def make(record, path):
        template.render(record, autoescape=True)
        template.save(path + ".docx")

    return make


def weasyprint(folder):
    from jinja2 import Template
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    with open(os.path.join(HERE, "report.html"), encoding="utf-8") as file:
        template = Template(file.read(), autoescape=True)
    fonts = FontConfiguration()

    def make(record, path):
        HTML(string=template.render(r=record)).write_pdf(path + ".pdf", font_config=fonts, pdf_variant="pdf/ua-1")

    return make


if __name__ == "__main__":
    peer, folder, out, first, last = sys.argv[1:]
    with open(os.path.join(folder, "records.json"), encoding="utf-8") as file:
        records = json.load(file)[int(first) : int(last)]
    make = {"typst": typst, "docxtpl": docxtpl, "weasyprint": weasyprint}[peer](folder)
    for record in records:
        make(record, os.path.join(out, record["key"]))
