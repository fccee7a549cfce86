#!/usr/bin/env bash
# Compiles static/css/portal.css from Bootstrap's SCSS and our own. What is fetched lives in a
# temporary folder only; name one in LOOKS_BUILD_DIR to keep it for the next run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
static=$(dirname "$here")
work=${LOOKS_BUILD_DIR:-$(mktemp -d)}
mkdir -p "$work" "$static/css"

if [ ! -d "$work/node_modules/sass" ]; then
  (cd "$work" && npm init -y >/dev/null && npm install --no-audit --no-fund --no-save --loglevel=error \
    bootstrap@5.3 sass@1)
fi

"$work/node_modules/.bin/sass" --quiet --no-source-map --style=compressed \
  --load-path="$work/node_modules" "$here/portal.scss" "$static/css/portal.css"

printf 'portal.css %s bytes, %s compressed\n' "$(wc -c <"$static/css/portal.css")" "$(gzip -9c "$static/css/portal.css" | wc -c)"
