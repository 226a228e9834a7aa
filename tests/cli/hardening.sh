# What the build promises of the program: addresses that move, tables that stay,
# checked calls. Sanitizers leave these out.
. tests/lib.sh

if [ "${OBJDIR##*/}" = asan ] || [ "${OBJDIR##*/}" = ubsan ] ||
    [ "${OBJDIR##*/}" = coverage ] || ! command -v readelf > /dev/null; then
	ok "hardening: not of this build"
	exit 0
fi
readelf -W -h -l -d --dyn-syms "$WINNOW" > "$tmp/elf" 2>&1
# holds NAME REGEX: a line of readelf says so
holds() {
	if grep -E -q -e "$2" "$tmp/elf"; then
		ok "$1"
	else
		no "$1"
	fi
}
holds "position-independent" 'Type: +DYN'
holds "relocations are read-only" 'GNU_RELRO'
holds "and bound at the start" 'BIND_NOW|FLAGS.* NOW'
holds "a guard on the stack" '__stack_chk_fail'
holds "fortified calls" '__(memcpy|snprintf|vsnprintf|memmove|read|memset)_chk'
if grep -E -q 'GNU_STACK.* RWE ' "$tmp/elf"; then
	no "no code on the stack"
else
	ok "no code on the stack"
fi
