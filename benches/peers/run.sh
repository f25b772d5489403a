#!/usr/bin/env bash
# What a document costs with other engines and with this one: the same records, the same words.
#
#   cargo build --release && benches/peers/run.sh
#   PROGRAM=… COUNT=100 MANY=1000 benches/peers/run.sh
#
# Installs the peers by name into work/ here (Typst's Python binding, docxtpl, WeasyPrint; easy-template-x, docxtemplater) and
# LibreOffice from Debian where it is missing, which needs root. Each engine makes the records of ../records.sh in one process.
# A figure is the CPU time (user and system, of all threads) of COUNT records less that of 10, by the records between: what a
# process needs to start and to warm up is in neither. Of three runs the least counts. Then every file is read, and the words
# of every record must be the same from every engine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=${PROGRAM:-$here/../../target/release/congvan}
count=${COUNT:-100}
many=${MANY:-1000}
work=$here/work
mkdir -p "$work/node"

missing=()
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v unzip >/dev/null || missing+=(unzip)
[ -e /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ] || missing+=(fonts-liberation2)
python3 -c "import ensurepip" 2>/dev/null || missing+=(python3-venv)
if [ "${#missing[@]}" -gt 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
if [ ! -x "$work/py/bin/weasyprint" ]; then
    python3 -m venv "$work/py"
    "$work/py/bin/pip" install --quiet --disable-pip-version-check typst docxtpl weasyprint
fi
if [ ! -d "$work/node/node_modules/docxtemplater" ]; then
    echo '{"private": true}' >"$work/node/package.json"
    npm install --prefix "$work/node" --silent --no-audit --no-fund --no-package-lock easy-template-x docxtemplater pizzip
fi

"$here/../records.sh" "$((many > count ? many : count))" >"$work/records.jsonl"
"$work/py/bin/python" "$here/records.py" <"$work/records.jsonl" >"$work/records.json"
"$work/py/bin/python" "$here/template.py" "$work"
"$work/py/bin/pip" list --disable-pip-version-check 2>/dev/null | grep -iE "^(typst|docxtpl|weasyprint) " || true
npm ls --prefix "$work/node" --depth 0 2>/dev/null | tail -n +2 || true
soffice --version | cut -d " " -f 1,2
exec "$work/py/bin/python" "$here/measure.py" "$work" "$program" "$count" "$many"
