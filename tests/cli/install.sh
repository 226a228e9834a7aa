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
# completes SHELL WANTED COMMAND...: what the shell offers for the last word
completes() {
	shell=$1
	echo "$2" > "$tmp/want"
	shift 2
	if ! command -v "$shell" > /dev/null; then
		echo "# $shell is not installed: its completion did not run"
		return 0
	fi
	"offers_$shell" "$@" > "$tmp/got" 2>&1
	same "$shell completes $*" "$tmp/want" "$tmp/got"
}

offers_bash() {
	bash -c '. "$1"; shift
	    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	    _winnow; echo "${COMPREPLY[*]}"' - \
	    "$root/usr/share/bash-completion/completions/winnow" "$@"
}

offers_fish() {
	# shellcheck disable=SC2016 # these are fish's
	HOME=$tmp XDG_CONFIG_HOME=$tmp/fish fish --no-config -c 'source $argv[1]
	    complete -C "$argv[2..]" | string replace -r "\t.*" ""' \
	    "$root/usr/share/fish/vendor_completions.d/winnow.fish" "$@"
}

completes bash xml winnow --to x
completes bash xml winnow --to = x
completes bash --no-builtin-rules winnow -v --no-b
completes bash "" winnow --output o
completes fish xml winnow --to x
completes fish --no-builtin-rules winnow -v --no-b
if command -v zsh > /dev/null; then
	zsh -n "$root/usr/share/zsh/site-functions/_winnow" 2> "$tmp/err.txt"
	ended $?
	status "the zsh completion parses" 0
fi
grep -c -e '-l ' "$root/usr/share/fish/vendor_completions.d/winnow.fish" \
    > "$tmp/got"
"$WINNOW" --help | grep -c -E '^ .*--[a-z]' > "$tmp/want"
same "completions have all options" "$tmp/want" "$tmp/got"

installs uninstall
status "uninstall" 0
find "$root" -type f > "$tmp/out.txt"
empty "uninstall leaves nothing"
