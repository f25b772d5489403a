"""Runs every engine over the same records, compares the texts and prints the table: measure.py FOLDER PROGRAM COUNT MANY"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER, PROGRAM, COUNT, MANY = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
PYTHON = os.path.join(FOLDER, "py", "bin", "python")
SHARED = os.path.join(HERE, "..", "report.yaml")
# What a process needs before its first record, and its first records, are not counted.
WARM, RUNS = 10, 3
# A start is so short that one says little.
STARTS = 20
WRITER = "writer_pdf_Export"
ARCHIVAL = {"SelectPdfVersion": {"type": "long", "value": "3"}, "PDFUACompliance": {"type": "boolean", "value": "true"}}


def spent():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*command):
    """CPU seconds, wall seconds."""
    cpu, wall = spent(), time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return spent() - cpu, time.monotonic() - wall


def fresh(name):
    """An empty folder. What lay there is put aside, not deleted: ext4 makes files slowly in the seconds after many are gone."""
    path, old = os.path.join(FOLDER, "out", name), os.path.join(FOLDER, "old")
    os.makedirs(old, exist_ok=True)
    if os.path.exists(path):
        os.rename(path, os.path.join(old, str(len(os.listdir(old)))))
    os.makedirs(path)
    return path


def records(first, last):
    path = os.path.join(FOLDER, f"records-{first}-{last}.jsonl")
    with open(os.path.join(FOLDER, "records.jsonl"), encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as some:
        some.writelines(list(lines)[first:last])
    return path


def ours(formats, step):
    """A record is checked by `plan` and made by `render`; the step `both` counts the two and the proof at the end."""

    def engine(out, first, last):
        lines, plan = records(first, last), os.path.join(FOLDER, "plan.jsonl")
        what = [lines, "--defaults", SHARED, "--formats", formats]
        if step == "both":
            return run(PROGRAM, "batch", *what, "-j", "1", "-o", out)
        if os.path.exists(plan):
            os.remove(plan)
        run(PROGRAM, "batch", "plan", *what, "-o", plan)
        return run(PROGRAM, "batch", "render", plan, "-j", "1", "-o", out)

    return engine


def python(peer):
    return lambda out, first, last: run(PYTHON, os.path.join(HERE, "engines.py"), peer, FOLDER, out, str(first), str(last))


def node(peer):
    return lambda out, first, last: run("node", os.path.join(HERE, "engines.mjs"), peer, FOLDER, out, str(first), str(last))


def office_command(out, first, last):
    made = os.path.join(FOLDER, "out", "docxtpl")
    files = [os.path.join(made, name) for name in sorted(os.listdir(made)) if name.endswith(".docx")][first:last]
    profile = f"-env:UserInstallation=file://{FOLDER}/profile-{first}"
    target = f"pdf:{WRITER}:{json.dumps(ARCHIVAL)}"
    return ["soffice", profile, "--headless", "--convert-to", target, "--outdir", out, *files]


def office(out, first, last):
    return run(*office_command(out, first, last))


# Name, how it is run, what it is compared with.
PDF = [
    ("congvan", ours("pdf", "render")),
    ("congvan, checked first, proved at the end", ours("pdf", "both")),
    ("typst", python("typst")),
    ("weasyprint", python("weasyprint")),
]
DOCX = [
    ("congvan", ours("docx", "render")),
    ("congvan, checked first, proved at the end", ours("docx", "both")),
    ("easy-template-x", node("easy-template-x")),
    ("docxtemplater", node("docxtemplater")),
    ("docxtpl", python("docxtpl")),
]
OFFICE = ("libreoffice, all files in one call", office)


def text_of_pdf(path):
    pages = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    # The page number of every page but the first.
    return pages[0] + " " + " ".join(re.sub(r"^\s*\d+\s", " ", page) for page in pages[1:])


def text_of_docx(path):
    xml = subprocess.run(["unzip", "-p", path, "word/document.xml"], capture_output=True, text=True, check=True).stdout
    # A file may hold a drawing twice, for old programs too.
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.S)
    xml = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", xml)
    return re.sub(r"<[^>]+>", "", xml).replace("&amp;", "&")


def told(path):
    """The words in order from the first heading to the last mark, and all others sorted: heads stand side by side."""
    text = (text_of_pdf if path.endswith(".pdf") else text_of_docx)(path).replace("\u00a0", " ").replace("\u2060", "")
    found = re.search(r"I\. KẾT QUẢ.*?\./\.", text, re.S)
    body = found.group(0) if found else ""
    return body.split(), sorted(text.replace(body, " ").split())


def compare(out, keys, wanted, name, ending):
    for key in keys:
        words = told(os.path.join(out, f"{key}.{ending}"))
        if words != wanted.setdefault(key, words):
            pairs = list(zip(words[0] + words[1], wanted[key][0] + wanted[key][1]))
            first = next((pair for pair in pairs if pair[0] != pair[1]), "one is longer")
            sys.exit(f"{name}: {key} says other words: {first}")


def cost(engine, name):
    """CPU milliseconds a record, of a warm process."""
    few, many = (min(engine(fresh(name), 0, last)[0] for _ in range(RUNS)) for last in (WARM, COUNT))
    return 1000 * (many - few) / (COUNT - WARM)


def table(title, engines, ending, keys, wanted):
    rows = []
    for name, engine in engines:
        # What docxtpl makes is what LibreOffice reads.
        out = name if name == "docxtpl" else f"{ending}-{len(rows)}"
        milliseconds = cost(engine, out)
        compare(os.path.join(FOLDER, "out", out), keys, wanted, name, ending)
        rows.append((name, milliseconds))
        print(f"  {name}: {milliseconds:.2f} ms", file=sys.stderr)
    print(f"\n| {title} | CPU ms a document | times ours |\n|---|--:|--:|")
    for name, milliseconds in rows:
        print(f"| {name} | {milliseconds:.2f} | {milliseconds / rows[0][1]:.1f} |")


def one_record():
    """The first record as an answers file of its own, and as the peers read it."""
    with open(records(0, 1), encoding="utf-8") as lines:
        record = json.loads(lines.readline())
    with open(SHARED, encoding="utf-8") as shared:
        own = "".join(f"  {key}: {json.dumps(value)}\n" for key, value in record["document"].items())
        answers = shared.read().replace("document:\n", f"document:\n{own}") + f"content: {json.dumps(record['content'])}\n"
    path = os.path.join(FOLDER, "one.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(answers)
    with open(os.path.join(FOLDER, "records.json"), encoding="utf-8") as file:
        return path, json.dumps(json.load(file)[0])


def cold():
    """A process from its start to the end of its first PDF. Typst's command line is taken where there is one."""
    answers, record = one_record()
    out = fresh("cold")
    starts = [
        ("congvan", [PROGRAM, "render", answers, "--formats", "pdf", "-o", out]),
        ("typst, Python binding", [PYTHON, os.path.join(HERE, "engines.py"), "typst", FOLDER, out, "0", "1"]),
    ]
    if typst := os.environ.get("TYPST") or shutil.which("typst"):
        fonts = ["--ignore-system-fonts", "--font-path", os.path.join(HERE, "..", "..", "fonts")]
        what = ["--pdf-standard", "a-3a,ua-1", "--input", f"record={record}"]
        page = [os.path.join(HERE, "report.typ"), os.path.join(out, "one.pdf")]
        starts.append(("typst, command line", [typst, "compile", "--root", HERE, *fonts, *what, *page]))
    rows = []
    for name, command in starts:
        spent = [run(*command) for _ in range(STARTS)]
        rows.append((name, 1000 * min(cpu for cpu, _ in spent), 1000 * min(wall for _, wall in spent)))
    print("\n| cold start to the first PDF | CPU ms | wall ms | times ours, wall |\n|---|--:|--:|--:|")
    for name, cpu, wall in rows:
        print(f"| {name} | {cpu:.0f} | {wall:.0f} | {wall / rows[0][2]:.1f} |")


def at_once(commands):
    begun = time.monotonic()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    if any([one.wait() for one in running]):
        sys.exit(f"{commands[0]} failed")
    return time.monotonic() - begun


def ten_thousand():
    """Wall time of PDF and DOCX on two cores: ours of MANY records, theirs of COUNT in two processes."""
    out = fresh("many")
    _, wall = run(PROGRAM, "batch", records(0, MANY), "--defaults", SHARED, "-j", "2", "-o", out)
    half, out = COUNT // 2, fresh("office")
    script = os.path.join(HERE, "engines.py")
    made = fresh("docxtpl")
    words = [[PYTHON, script, "docxtpl", FOLDER, made, str(a), str(b)] for a, b in ((0, half), (half, COUNT))]
    words = at_once(words)
    # Each process has a profile of its own, made before the clock runs.
    at_once([office_command(out, half, half + 1)])
    plain = at_once([[PYTHON, script, "docxtpl", FOLDER, made, "0", str(COUNT)]])
    plain += at_once([office_command(out, 0, COUNT)])
    split = words + at_once([office_command(out, 0, half), office_command(out, half, COUNT)])
    scaled = wall * 10_000 / MANY
    print(f"\n| 10,000 departments, PDF and DOCX, two cores | seconds | times ours |\n|---|--:|--:|")
    print(f"| congvan batch (measured on {MANY}) | {scaled:.0f} | 1 |")
    for name, theirs in (("one call each", plain), ("each in two processes", split)):
        theirs *= 10_000 / COUNT
        print(f"| docxtpl and LibreOffice, {name} (measured on {COUNT}) | {theirs:.0f} | {theirs / scaled:.0f} |")


if __name__ == "__main__":
    for name in ("out", "old"):
        shutil.rmtree(os.path.join(FOLDER, name), ignore_errors=True)
    time.sleep(6)
    with open(os.path.join(FOLDER, "records.json"), encoding="utf-8") as file:
        keys = [record["key"] for record in json.load(file)[:COUNT]]
    wanted = {}
    table("DOCX", DOCX, "docx", keys, wanted)
    table("PDF", [*PDF, OFFICE], "pdf", keys, wanted)
    cold()
    ten_thousand()
    shutil.rmtree(os.path.join(FOLDER, "old"))
    print(f"\nLoad average at the end: {os.getloadavg()[0]:.1f}")
