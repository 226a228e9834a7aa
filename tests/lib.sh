# shellcheck shell=sh
# Shared by the groups and the scripts in tests/cli: sourced, not run.
# tests/run sets tmp and WINNOW.
: "${tmp:?run by tests/run}" "${WINNOW:?run by tests/run}"

# ok NAME: the test passed; no NAME [FILE]: it failed, FILE shows why
ok() {
	echo "ok $1"
}

no() {
	echo "not ok $1"
	[ $# -lt 2 ] || head -n 40 "$2" | sed 's/^/#   /'
}

# same NAME WANTED GOT: the files are equal to the byte
same() {
	if cmp -s "$2" "$3"; then
		ok "$1"
	else
		diff -a -u --label wanted --label got "$2" "$3" > "$tmp/diff"
		no "$1" "$tmp/diff"
	fi
}

# run [ARG ...]: winnow with the stdin given; fills out.txt, err.txt
run() {
	timeout "${TEST_TIMEOUT:-60}" "$WINNOW" -R "$@" \
	    > "$tmp/out.txt" 2> "$tmp/err.txt"
	ended $?
}

# ended STATUS: for commands that run can't give; kept in a file, because in
# a pipeline run has a process of its own
ended() {
	echo "$1" > "$tmp/status.txt"
}

# After run: status NAME WANTED
status() {
	if [ "$(cat "$tmp/status.txt")" -eq "$2" ]; then
		ok "$1: status $2"
	else
		{
			echo "status $(cat "$tmp/status.txt"), not $2; stderr:"
			cat "$tmp/err.txt"
		} > "$tmp/diff"
		no "$1: status $2" "$tmp/diff"
	fi
}

# After run: says NAME REGEX: one line on stderr matches
says() {
	if grep -E -q -e "$2" "$tmp/err.txt"; then
		ok "$1: says $2"
	else
		no "$1: says $2" "$tmp/err.txt"
	fi
}

# After run: prints NAME REGEX: a line on stdout matches
prints() {
	if grep -a -E -q -e "$2" "$tmp/out.txt"; then
		ok "$1: prints $2"
	else
		no "$1: prints $2" "$tmp/out.txt"
	fi
}

# After run: lacks NAME REGEX: no line on stdout matches
lacks() {
	if grep -a -E -q -e "$2" "$tmp/out.txt"; then
		no "$1: lacks $2" "$tmp/out.txt"
	else
		ok "$1: lacks $2"
	fi
}

# After run: nothing came out; nothing was said
empty() {
	if [ -s "$tmp/out.txt" ]; then
		no "$1: prints nothing" "$tmp/out.txt"
	else
		ok "$1: prints nothing"
	fi
}

quiet() {
	if [ -s "$tmp/err.txt" ]; then
		no "$1: says nothing" "$tmp/err.txt"
	else
		ok "$1: says nothing"
	fi
}
