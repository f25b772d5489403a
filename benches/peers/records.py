"""The records of ../records.sh as the peers' templates take them: every word as it is printed."""

import json
import sys


def number(digits):
    whole, _, rest = digits.partition(".")
    return f"{int(whole):,}".replace(",", ".") + ("," + rest if rest else "")


def record(line):
    answers = json.loads(line)
    done, lacking, plan, asks = ([item for item in part["items"]] for part in answers["content"])
    clauses = lambda items: [{"n": n, "text": item["clause"]} for n, item in enumerate((i for i in items if "clause" in i), 1)]
    rows = next(item["table"]["rows"] for item in done if "table" in item)
    return {
        "key": answers["key"],
        "number": f"{answers['document']['number']:02}",
        "subject": answers["document"]["subject"],
        "intro": done[0]["text"],
        "rows": [dict(zip("abcdef", row[:2] + [number(cell) for cell in row[2:]])) for row in rows],
        "done": clauses(done),
        "lacking": clauses(lacking),
        "plan": clauses(plan),
        # The end mark takes the place of the full stop.
        "asks": asks[0]["text"].removesuffix("."),
    }


if __name__ == "__main__":
    json.dump([record(line) for line in sys.stdin], sys.stdout, ensure_ascii=False)
