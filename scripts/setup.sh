#!/usr/bin/env bash
# Installs what is missing on a Debian machine that has a Swift toolchain. Says nothing when nothing is missing.
#   scripts/setup.sh            what building and serving need
#   scripts/setup.sh --tests    what the tests and benchmarks need beside that
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(libsqlite3-dev libqrencode-dev libzbar-dev libpng-dev libturbojpeg0-dev libp11-kit-dev zlib1g-dev pkg-config dpkg-dev wasi-libc)
if [[ "${1:-}" == "--tests" ]]; then
    packages=(zbar-tools qrencode chromium fonts-noto-cjk python3-venv sqlite3 wrk poppler-utils softhsm2 openssl)
fi

command -v swift >/dev/null || {
    echo "setup: no Swift toolchain on PATH; install Swift 6.2 or later first (swift.org/install)" >&2
    exit 3
}

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "setup: installing ${missing[*]}"
    as_root=()
    if [[ $EUID -ne 0 ]]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >/dev/null
fi

if [[ "${1:-}" == "--tests" ]]; then
    if ! cmp -s Tests/requirements.txt build/venv/requirements.txt; then
        echo "setup: installing the browser driver into build/venv"
        python3 -m venv build/venv
        build/venv/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
        cp Tests/requirements.txt build/venv/requirements.txt
    fi
else
    Scanner/build.sh build/assets
fi
