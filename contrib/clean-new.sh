#!/bin/sh
# Cleans the pages below IN that are new or changed: clean-new.sh IN OUT
# For cron and systemd: says nothing unless something is wrong.
set -eu
mkdir -p "$2"
exec 9> "$2/.lock"
flock -n 9 || exit 0	# the last run is still at work
cd "$1"
find . -name '*.html' -print0 |
    winnow --files-from - -0 --update -j 2 --timeout 60 \
    -o "$2" -O '%d/%b.%x' || [ $? -eq 1 ]	# 1: a page without article
