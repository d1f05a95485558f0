#!/usr/bin/env bash
# Installs what the tests need and a bare Debian lacks: a browser. As root, on Debian 12 or later.
set -euo pipefail

if [ "$(id -u)" -ne 0 ]; then
	echo 'Run this as root: it installs packages with apt-get.' >&2
	exit 1
fi
if ! command -v apt-get >/dev/null; then
	echo 'This is not Debian: install Chromium by hand and name it in CHROMIUM_PATH.' >&2
	exit 1
fi

export DEBIAN_FRONTEND=noninteractive
missing=()
command -v chromium >/dev/null || missing+=(chromium)
# Chromium draws text only when some font is there.
[ -n "$(ls /usr/share/fonts 2>/dev/null)" ] || missing+=(fonts-dejavu-core)
[ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)

if [ "${#missing[@]}" -gt 0 ]; then
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
