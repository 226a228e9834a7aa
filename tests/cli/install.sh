# make install, what it installs, and make uninstall.
. tests/lib.sh

root=$tmp/root
installs() {
	"${MAKE:-make}" -s OBJDIR="$OBJDIR" DESTDIR="$root" PREFIX=/usr "$1" \
	    > "$tmp/out.txt" 2>&1
	ended $?
	cp "$tmp/out.txt" "$tmp/err.txt"
}

installs install
status "install" 0
for file in bin/winnow share/man/man1/winnow.1 share/man/man5/winnow-rules.5 \
    share/winnow/rules/ad.rules; do
	if [ -s "$root/usr/$file" ]; then
		ok "$file is installed"
	else
		no "$file is installed"
	fi
done
"$root/usr/bin/winnow" -R tests/cases/seed/port.in.html > "$tmp/got" 2>&1
same "the installed winnow works" tests/cases/seed/port.out.text "$tmp/got"

# completions know the options and the values of --help
bash=$root/usr/share/bash-completion/completions/winnow
if command -v bash > /dev/null; then
	bash -c '. "$1"; COMP_WORDS=(winnow "$2" "$3") COMP_CWORD=2
	    _winnow && echo "${COMPREPLY[*]}"' - "$bash" --to x \
	    > "$tmp/got" 2>&1
	echo xml > "$tmp/want"
	same "bash completes --to x" "$tmp/want" "$tmp/got"
	bash -c '. "$1"; COMP_WORDS=(winnow "$2" "$3") COMP_CWORD=2
	    _winnow && echo "${COMPREPLY[*]}"' - "$bash" -v --no-b \
	    > "$tmp/got" 2>&1
	echo --no-builtin-rules > "$tmp/want"
	same "bash completes --no-b" "$tmp/want" "$tmp/got"
fi
if command -v zsh > /dev/null; then
	zsh -n "$root/usr/share/zsh/site-functions/_winnow" 2> "$tmp/err.txt"
	ended $?
	status "the zsh completion parses" 0
fi
if command -v fish > /dev/null; then
	fish -n "$root/usr/share/fish/vendor_completions.d/winnow.fish" \
	    2> "$tmp/err.txt"
	ended $?
	status "the fish completion parses" 0
fi
grep -c -e '-l ' "$root/usr/share/fish/vendor_completions.d/winnow.fish" \
    > "$tmp/got"
"$WINNOW" --help | grep -c -E '^ .*--[a-z]' > "$tmp/want"
same "completions have all options" "$tmp/want" "$tmp/got"

installs uninstall
status "uninstall" 0
find "$root" -type f > "$tmp/out.txt"
empty "uninstall leaves nothing"
