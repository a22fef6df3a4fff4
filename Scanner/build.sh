#!/bin/bash
# Builds the QR reader of the checkpoint page: OUTDIR/zbar.wasm, from Debian's source of zbar (README.md).
#
#     Scanner/build.sh [OUTDIR]          # build/assets at the root of the repository if not given
#
# Needs Debian 12, a Swift toolchain on the PATH and the package mirror that apt is set up for. Installs what it
# misses when it runs as root. A second run with nothing changed does nothing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:-$here/../build/assets}"
out=$(cd "${1:-$here/../build/assets}" && pwd)

# zbar 0.23.92 as its authors released it. Debian's fixes on top are vouched for by apt's signatures.
original=zbar_0.23.92.orig.tar.gz
original_sha256=dffc16695cb6e42fa318a4946fd42866c0f5ab735f7eaf450b108d1c3a19b4ba

tools=$(dirname "$(readlink -f "$(command -v swift)")")
made_from=$(cat "$here"/{build.sh,config.h,decode.c} <("$tools/clang" --version) | sha256sum)
if [ -s "$out/zbar.wasm" ] && [ "$(cat "$out/zbar.made-from" 2>/dev/null)" = "$made_from" ]; then
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install_missing() {
    if dpkg-source --version && [ -e /usr/lib/wasm32-wasi/libc.a ]; then return; fi >/dev/null 2>&1
    local packages=(dpkg-dev wasi-libc)
    if [ "$(id -u)" != 0 ]; then
        echo "Scanner/build.sh: install first: ${packages[*]}" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    local install=(apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}")
    "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}" >/dev/null; }
}

# Asks the mirrors that apt already uses for source packages too, in lists of its own: the machine's stay as they are.
fetch_source() {
    local release
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
    apt-get indextargets --no-release-info --format 'deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' | grep -E " $release(-[a-z]+)* main\$" | uniq >"$work/sources.list"
    local apt=(apt-get -qq -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
    "${apt[@]}" update
    (cd "$work/source" && "${apt[@]}" source --download-only zbar >/dev/null)
    rm -rf "$out/zbar-source"
    mv "$work/source" "$out/zbar-source"
}

compile() {
    local zbar=$work/zbar/zbar
    "$tools/clang" --target=wasm32-wasi -nostdlibinc -isystem /usr/include/wasm32-wasi \
        -I"$here" -I"$work/zbar/include" -I"$zbar" \
        -O2 -fwrapv -fwrapv-pointer -fvisibility=hidden -ffunction-sections -w \
        -nostdlib -L/usr/lib/wasm32-wasi -lc -fuse-ld="$tools/wasm-ld" \
        -Wl,--no-entry,--gc-sections,--strip-all,-z,stack-size=1048576 \
        "$here/decode.c" "$zbar"/{image,img_scanner,scanner,symbol,refcnt,decoder}.c "$zbar/decoder/qr_finder.c" \
        "$zbar"/qrcode/{bch15_5,binarize,isaac,qrdec,qrdectxt,rs,util}.c \
        -o "$work/zbar.wasm"
}

install_missing
if [ ! -s "$out/zbar-source/$original" ]; then
    fetch_source
fi
echo "$original_sha256  $out/zbar-source/$original" | sha256sum --check --quiet
dpkg-source --no-check --extract "$out"/zbar-source/zbar_*.dsc "$work/zbar" >/dev/null
compile

# The licence asks that it and the source travel with the library: both lie beside it.
cp "$work/zbar/LICENSE.md" "$out/zbar.LICENSE.md"
install -m 644 "$work/zbar.wasm" "$out/zbar.wasm"
echo "$made_from" >"$out/zbar.made-from"
