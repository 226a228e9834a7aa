#!/bin/sh
# Cleans JSON lines on several machines with GNU parallel, order kept:
#
#	parallel.sh host1,host2,4/host3 < pages.jsonl > clean.jsonl
#
# ":" is this machine; winnow must be on the PATH everywhere. On a single
# machine winnow -j does the same without it. For files:
#
#	find pages -name '*.html' | parallel -X winnow -o clean/ -O %d/%b.%x
exec parallel --sshlogin "${1:-:}" --pipe --keep-order --block 20M \
    --halt soon,fail=1 winnow -f jsonl -t jsonl --timeout 60
