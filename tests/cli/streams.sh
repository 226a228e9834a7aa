# What comes in and goes out: files, pipes, full disks.
. tests/lib.sh

page=tests/cases/seed/port.in.html
clean=tests/cases/seed/port.out.text

run < /dev/null
status "empty stdin" 1
empty "empty stdin"
says "empty stdin" '^winnow: '
printf ' \n\t\n' | run
status "blanks only" 1
empty "blanks only"

run "$tmp/missing"
status "a missing file" 3
says "a missing file" 'missing.*No such file'
run "$tmp"
status "a folder" 3
says "a folder" 's a directory'
if [ "$(id -u)" -ne 0 ]; then
	: > "$tmp/secret"
	chmod 0 "$tmp/secret"
	run "$tmp/secret"
	status "an unreadable file" 3
	says "an unreadable file" 'secret.*Permission denied'
elif [ -e /proc/self/mem ]; then
	# root may read all files, but not address 0 of a process
	run /proc/self/mem
	status "an unreadable file" 3
	says "an unreadable file" '/proc/self/mem: '
fi
run < /
status "a folder on stdin" 3
says "a folder on stdin" 's a directory'

for mode in '' -h -V; do
	# shellcheck disable=SC2086
	"$WINNOW" -R $mode < "$page" > /dev/full 2> "$tmp/err.txt"
	ended $?
	status "/dev/full ${mode:-page}" 3
	says "/dev/full ${mode:-page}" 'No space left'
	# shellcheck disable=SC2086
	"$WINNOW" -R $mode < "$page" >&- 2> "$tmp/err.txt"
	ended $?
	status "closed stdout ${mode:-page}" 3
	says "closed stdout ${mode:-page}" 'Bad file descriptor'
done
"$WINNOW" -R < "$page" 2>&- > "$tmp/out.txt"
ended $?
status "closed stderr" 0
same "closed stderr" "$clean" "$tmp/out.txt"
"$WINNOW" -R <&- 2> "$tmp/err.txt" > "$tmp/out.txt"
ended $?
status "closed stdin" 3
"$WINNOW" -R "$page" <&- 2> "$tmp/err.txt" > "$tmp/out.txt"
ended $?
status "closed stdin, a file" 0
same "closed stdin, a file" "$clean" "$tmp/out.txt"
# what is opened first must not take the place of the stream that is closed
printf '{"html": "<p>x"}\n' > "$tmp/one.jsonl"
"$WINNOW" -R -f jsonl <&- 2> "$tmp/err.txt" > "$tmp/out.txt"
ended $?
status "closed stdin, records" 3
empty "closed stdin, records"
says "closed stdin, records" 'standard input: Bad file descriptor'
"$WINNOW" -R -f jsonl "$tmp/one.jsonl" >&- 2> "$tmp/err.txt"
ended $?
status "closed stdout, records" 3
says "closed stdout, records" 'standard output: Bad file descriptor'

# nobody reads: the process ends by SIGPIPE (141 in a shell), in silence
mkfifo "$tmp/fifo"
(
	"$WINNOW" -R < "$page" > "$tmp/fifo" 2> "$tmp/err.txt"
	echo $? > "$tmp/code"
) &
exec 9< "$tmp/fifo"
exec 9<&-
wait
# the page may have been written before the reader left
case $(cat "$tmp/code") in
141 | 0) ok "SIGPIPE" ;;
*) no "SIGPIPE: status $(cat "$tmp/code")" "$tmp/err.txt" ;;
esac
quiet "SIGPIPE"
(
	trap '' PIPE
	i=0
	while [ $i -lt 150 ]; do
		cat tests/cases/seed/port.out.text
		echo
		i=$((i + 1))
	done
) > "$tmp/long.txt"
{
	"$WINNOW" -R -f text --find never < "$tmp/long.txt" 2> "$tmp/err.txt"
	echo $? > "$tmp/code"
} | head -c 10 > /dev/null
if [ "$(cat "$tmp/code")" = 141 ]; then
	ok "SIGPIPE with more than a pipe holds"
else
	no "SIGPIPE with more than a pipe holds: $(cat "$tmp/code")" "$tmp/err.txt"
fi
quiet "SIGPIPE with more than a pipe holds"

# a page that comes byte by byte is the same page
head -c 3000 "$page" > "$tmp/part.html"
run --find never "$tmp/part.html"
cp "$tmp/out.txt" "$tmp/want.txt"
dd if="$tmp/part.html" bs=1 2> /dev/null | run --find never
same "byte by byte" "$tmp/want.txt" "$tmp/out.txt"

# gzip is unpacked, and cut gzip is said to be so
gzip -c "$page" > "$tmp/page.gz"
run "$tmp/page.gz"
status "gzip" 0
same "gzip" "$clean" "$tmp/out.txt"
head -c 900 "$tmp/page.gz" > "$tmp/cut.gz"
run "$tmp/cut.gz"
status "cut gzip" 3
empty "cut gzip"
says "cut gzip" '^winnow: '

# a terminal on stdin gets a hint
if script -q -e -c true /dev/null > /dev/null 2>&1 < /dev/null; then
	script -q -e -c "'$WINNOW' -R" /dev/null < /dev/null \
	    > "$tmp/out.txt" 2>&1
	prints "a terminal" 'terminal.*--help'
fi
