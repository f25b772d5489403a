#!/bin/sh
# Makes docs/kinds.png: the first page of the sample of each kind, in the order of Điều 7. Needs pdftoppm and python3.
set -eu
cd "$(dirname "$0")/.."
pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
congvan=${CONGVAN:-"cargo run --quiet --release --"}
number=100
for kind in $($congvan kinds | cut -d " " -f 1); do
  for answers in samples/"$kind"/answers.yaml samples/"$kind"-*/answers.yaml; do
    [ -f "$answers" ] && grep -q "^template: $kind\$" "$answers" || continue
    number=$((number + 1))
    $congvan render "$answers" -o "$pages" --name "$number" --formats pdf > "$pages/log"
    pdftoppm -gray -r 30 -f 1 -singlefile "$pages/$number.pdf" "$pages/$number"
  done
done
python3 docs/tile.py docs/kinds.png "$pages"/*.pgm
