#!/usr/bin/env bash
# newer-gnupg.sh DIR: Debian trixie's GnuPG 2.4 in a folder, with its own loader and libraries; nothing of the machine is changed.
set -euo pipefail
dir=$1
[[ -x $dir/bin/gpg ]] && exit 0
rm -rf "$dir"
mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/debs" "$dir/root" "$dir/new"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" > "$dir/apt/sources.list"
: > "$dir/apt/status"
apt() {
  timeout 120 apt-get -qq -o "Dir::State=$dir/apt" -o "Dir::State::lists=$dir/apt/lists" -o "Dir::State::status=$dir/apt/status" \
    -o "Dir::Cache=$dir/apt/cache" -o "Dir::Etc::sourcelist=$dir/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferencesparts=/dev/null -o Acquire::Languages=none -o "APT::Sandbox::User=$(id -un)" "$@"
}
apt -o APT::Update::Error-Mode=any update
cd "$dir/debs"
apt download gpg gpg-agent libgcrypt20 libassuan9 libgpg-error0 libnpth0t64 libksba8 libreadline8t64 libsqlite3-0 zlib1g \
  libbz2-1.0 libc6 libtinfo6
for deb in *.deb; do dpkg-deb -x "$deb" "$dir/root"; done
loader=$(find "$dir/root" -name 'ld-linux-*.so.*' | head -1)
libraries=$(dirname "$(find "$dir/root" -name 'libgcrypt.so.20' | head -1)")
wrap() { # program, arguments of its own
  printf '#!/bin/sh\nexec %s --library-path %s %s/root/usr/bin/%s %s"$@"\n' "$loader" "$libraries" "$dir" "$1" "${2:-}" > "$dir/new/$1"
  chmod +x "$dir/new/$1"
}
wrap gpg-agent
wrap gpg "--agent-program $dir/bin/gpg-agent "
mv "$dir/new" "$dir/bin"
