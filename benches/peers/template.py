"""Makes the Word templates of the peers: the same page with the marks of each."""

import sys

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt


class Marks:
    """What a peer writes for a value and around what is repeated."""

    def __init__(self, value, begin, end, of_row=None):
        self.value, self.begin, self.end, self.of_row = value, begin, end, of_row or (begin, end)


PEERS = {
    "docxtpl": Marks("{{%s}}", "{%%p for x in %s %%}", "{%p endfor %}", ("{%%tr for x in %s %%}", "{%tr endfor %}")),
    "easy-template-x": Marks("{%s}", "{#%s}", "{/}"),
    "docxtemplater": Marks("{%s}", "{#%s}", "{/}"),
}


def paragraph(at, text, align=Align.JUSTIFY, bold=False, italic=False, indent=0, size=14):
    one = at.add_paragraph()
    one.alignment = align
    one.paragraph_format.first_line_indent = Mm(indent)
    one.paragraph_format.space_after = Pt(6 if indent else 0)
    run = one.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return one


def cell(at, text, **look):
    at.paragraphs[0]._p.getparent().remove(at.paragraphs[0]._p)
    return paragraph(at, text, **look)


def page_number(document):
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = Align.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    header._p.append(field)


def page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(14)
    style.paragraph_format.space_after = Pt(0)
    page_number(document)


def head(document, number):
    table = document.add_table(rows=3, cols=2)
    look = dict(align=Align.CENTER, size=13)
    cell(table.cell(0, 0), "ỦY BAN NHÂN DÂN TỈNH MẪU", **look)
    cell(table.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, **look)
    cell(table.cell(1, 0), "SỞ GIÁO DỤC VÀ ĐÀO TẠO", bold=True, **look)
    cell(table.cell(1, 1), "Độc lập - Tự do - Hạnh phúc", bold=True, align=Align.CENTER)
    cell(table.cell(2, 0), f"Số: {number}/BC-SGDĐT", **look)
    cell(table.cell(2, 1), "Mẫu, ngày 03 tháng 4 năm 2026", italic=True, align=Align.CENTER)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(62), Mm(103)


def figures(document, marks, field):
    names = ["TT", "Đơn vị", "Số trường", "Số lớp", "Số học sinh", "Tỷ lệ (%)"]
    begin, end = marks.of_row
    own_rows = begin != marks.begin
    table = document.add_table(rows=4 if own_rows else 2, cols=6)
    table.style = "Table Grid"
    values = [marks.value % field(letter) for letter in "abcdef"]
    if own_rows:
        cell(table.cell(1, 0), begin % "rows")
        cell(table.cell(3, 0), end)
    else:
        values[0], values[-1] = begin % "rows" + values[0], values[-1] + end
    for at, (name, value) in enumerate(zip(names, values)):
        cell(table.cell(0, at), name, align=Align.CENTER, bold=True, size=13)
        align = [Align.CENTER, Align.LEFT][at] if at < 2 else Align.RIGHT
        cell(table.cell(2 if own_rows else 1, at), value, align=align, size=13)


def signature(document):
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    cell(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for line in ["- Bộ Giáo dục và Đào tạo;", "- Các phòng thuộc Sở;", "- Lưu: VT, KHTC (3)."]:
        paragraph(left, line, size=11, align=Align.LEFT)
    cell(right, "KT. GIÁM ĐỐC", bold=True, align=Align.CENTER)
    for line in ["PHÓ GIÁM ĐỐC", "", "", "", "Người Ký Mẫu"]:
        paragraph(right, line, bold=True, align=Align.CENTER)


def template(marks):
    of_docxtpl = marks.of_row[0] != marks.begin
    field = (lambda name: f"x.{name}") if of_docxtpl else (lambda name: name)
    document = Document()
    page(document)
    value = lambda name: marks.value % name
    body = lambda text: paragraph(document, text, indent=10)
    heading = lambda text: paragraph(document, text, bold=True, indent=10)

    def clauses(name):
        body(marks.begin % name)
        body(f"{value(field('n'))}. {value(field('text'))}")
        body(marks.end)

    head(document, value("number"))
    paragraph(document, "")
    paragraph(document, "BÁO CÁO", align=Align.CENTER, bold=True)
    paragraph(document, value("subject"), align=Align.CENTER, bold=True)
    paragraph(document, "")
    heading("I. KẾT QUẢ ĐẠT ĐƯỢC")
    body(value("intro"))
    paragraph(document, "Bảng 1. Quy mô trường lớp theo địa bàn", align=Align.CENTER, italic=True)
    figures(document, marks, field)
    clauses("done")
    heading("II. TỒN TẠI, NGUYÊN NHÂN")
    clauses("lacking")
    heading("III. PHƯƠNG HƯỚNG QUÝ II NĂM 2026")
    clauses("plan")
    heading("IV. KIẾN NGHỊ")
    body(value("asks") + "./.")
    signature(document)
    return document


if __name__ == "__main__":
    for name, marks in PEERS.items():
        template(marks).save(f"{sys.argv[1]}/{name}.docx")
