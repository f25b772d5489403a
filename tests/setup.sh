#!/usr/bin/env bash
# Puts on a Debian 12 machine what the tests read our files with. Quick when all is there; needs root to install.
#   CONGVAN_JUDGES  a folder of further validators; its install.sh is run when it is set
set -euo pipefail

# A program the tests call, and the Debian package that brings it.
programs=(
    "pdftotext poppler-utils"
    "pdftoppm poppler-utils"
    "qpdf qpdf"
    "soffice libreoffice-writer-nogui"
    "slurmctld slurm-wlm"
    "munged munge"
    "chromium chromium"
    "node nodejs"
    "npm npm"
    "python3 python3"
    "openssl openssl"
)
# Libraries without a program of their own: a file, and the package.
files=(
    "/usr/lib/libreoffice/program/libswlo.so libreoffice-writer-nogui"
    "/usr/lib/libreoffice/program/libsclo.so libreoffice-calc-nogui"
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf fonts-liberation2"
)

missing=()
for entry in "${programs[@]}"; do
    command -v "${entry% *}" >/dev/null || missing+=("${entry#* }")
done
for entry in "${files[@]}"; do
    [ -e "${entry% *}" ] || missing+=("${entry#* }")
done

python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)

if [ "${#missing[@]}" -gt 0 ]; then
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "tests/setup.sh: installing ${missing[*]}" >&2
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    else
        echo "tests/setup.sh: missing ${missing[*]}; as root: apt-get install ${missing[*]}" >&2
        echo "tests/setup.sh: going on; the tests that need them say so" >&2
    fi
fi

# What drives the browser, from the registry that npm is set to.
browser=$(dirname "$0")/browser
if command -v npm >/dev/null && ! cmp -s "$browser/package-lock.json" "$browser/node_modules/.lock"; then
    if (cd "$browser" && npm ci --silent --no-audit --no-fund --ignore-scripts); then
        cp "$browser/package-lock.json" "$browser/node_modules/.lock"
    else
        echo "tests/setup.sh: going on; the tests in the browser say that they are skipped" >&2
    fi
fi

# The server of object storage, from the registry that pip is set to.
moto=$(dirname "$0")/moto
if command -v python3 >/dev/null && ! cmp -s "$moto/requirements.txt" "$moto/venv/.lock"; then
    if python3 -m venv --clear "$moto/venv" &&
        "$moto/venv/bin/pip" install --quiet --disable-pip-version-check -r "$moto/requirements.txt"; then
        cp "$moto/requirements.txt" "$moto/venv/.lock"
    else
        echo "tests/setup.sh: going on; the tests of object storage say that they are skipped" >&2
    fi
fi

if [ -n "${CONGVAN_JUDGES:-}" ]; then
    bash "$CONGVAN_JUDGES/install.sh"
fi
