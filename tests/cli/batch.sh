# Many pages: files, directories, records, workers, signals.
# shellcheck disable=SC2012,SC2016
. tests/lib.sh

page=tests/cases/seed/port.in.html
b=$tmp/batch
rm -rf "$b"
mkdir -p "$b/a" "$b/in/a" "$b/in/b" || exit 1
clean=$b/clean.txt	# what one page gives; others test that it is good
"$WINNOW" -R "$page" > "$clean" || no "one page"
for name in one two three; do
	cp "$page" "$b/in/$name.html"
done
cp "$page" "$b/in/a/index.html"
cp "$page" "$b/in/b/index.html"
json() {
	# a record of page $1 with id $2
	printf '{"id": %s, "html": "' "$2"
	sed -e 's/\\/\\\\/g; s/"/\\"/g; s/	/\\t/g' "$1" | tr -d '\r' |
	    sed -e ':a' -e 'N' -e '$!ba' -e 's/\n/\\n/g'
}
record() {
	json "$1" "$2" | tr -d '\n'
	printf '"}\n'
}

# ---- a directory of outputs ----
run -o "$b/out/" "$b/in/one.html" "$b/in/two.html"
status "a directory" 0
quiet "a directory"
empty "a directory"
same "a directory, one" "$clean" "$b/out/one.txt"
same "a directory, two" "$clean" "$b/out/two.txt"
if [ "$(ls -A "$b/out" | tr '\n' ' ')" = "one.txt two.txt " ]; then
	ok "a directory: nothing else in it"
else
	no "a directory: nothing else in it"
fi
run -o "$b/out" -t markdown "$b/in/three.html"
status "a directory that exists" 0
if [ -s "$b/out/three.md" ]; then
	ok "suffix of the format"
else
	no "suffix of the format"
fi

run -o "$b/clash/" "$b/in/a/index.html" "$b/in/b/index.html"
status "two inputs, one output" 3
says "two inputs, one output" 'b/index.html: .*another input'
run -o "$b/tree/" -O '%d/%b.%x' "$b/in/a/index.html" "$b/in/b/index.html"
status "a tree" 0
same "a tree, a" "$clean" "$b/tree/$b/in/a/index.txt"
same "a tree, b" "$clean" "$b/tree/$b/in/b/index.txt"
mkdir -p "$b/deep/er"
(cd "$b/deep/er" && "$WINNOW" -R -o ../../flat/ -O '%d/%b.%x' \
    ../../in/one.html)
same "no name leads out" "$clean" "$b/flat/in/one.txt"
# what is made of a page never takes its place, but where -o names it
mkdir -p "$b/self"
for name in a b; do
	cp "$page" "$b/self/$name.html"
done
for options in '-t html' '-t html --update' '-O a.html'; do
	# shellcheck disable=SC2086
	run $options -o "$b/self" "$b/self/a.html"
	status "an output over its input, $options" 3
	says "an output over its input, $options" 'a.html: its output .* replace it'
	same "an output over its input, $options" "$page" "$b/self/a.html"
done
chmod 604 "$b/self/a.html"
run -o "$b/self/a.html" "$b/self/a.html"
status "in place" 0
same "in place" "$clean" "$b/self/a.html"
case $(ls -l "$b/self/a.html") in
-rw----r--*) ok "in place: mode" ;;
*) no "in place: mode" ;;
esac
run -o "$b/out/" -O '%q' "$b/in/one.html"
status "a wrong pattern" 2
says "a wrong pattern" '%q'

run -c '' -u '' -l '' "$b/in/one.html"
status "nothing is known of the page" 0
same "nothing is known of the page" "$clean" "$tmp/out.txt"

# ---- lists of files ----
printf '%s\n' "$b/in/one.html" "$b/in/two.html" > "$b/list"
run --files-from "$b/list" -o "$b/listed/"
status "--files-from" 0
same "--files-from" "$clean" "$b/listed/two.txt"
run -o "$b/x/" < /dev/null
says "standard input by its name" '^winnow: standard input: no article'
run --files-from - -j 2 -o "$b/listed2/" < "$b/list"
status "--files-from -" 0
same "--files-from -" "$clean" "$b/listed2/two.txt"
cp "$page" "$b/in/new
line.html"
printf '%s\0' "$b/in/new
line.html" "$b/in/one.html" | run --files-from - -0 -o "$b/nul/"
status "-0" 0
same "-0" "$clean" "$b/nul/new
line.txt"
printf '%s\0' "$b/in/one.html" "$b/in/two.html" | run --files-from - -o "$b/x/"
status "a list with NUL, without -0" 3
says "a list with NUL, without -0" 'list of files: names that end in NUL need -0'
run -0 -o "$b/x/" < "$b/list"
status "-0 without a list" 2
says "-0 without a list" '-0 needs --files-from'
run --files-from "$b/missing" -o "$b/listed/"
status "a missing list" 3
says "a missing list" 'missing: No such file'

# ---- some fail ----
printf '%%PDF-1.4 \001\002\003' > "$b/in/bad.html"
run -j 2 -o "$b/some/" "$b/in/one.html" "$b/in/bad.html" "$b/in/gone.html" \
    "$b/in/two.html"
status "some fail" 3
says "some fail" 'bad.html: .*PDF'
says "some fail" 'gone.html: No such file'
same "some fail, two" "$clean" "$b/some/two.txt"
if [ "$(ls "$b/some" | tr '\n' ' ')" = "one.txt two.txt " ]; then
	ok "some fail: no file for them"
else
	no "some fail: no file for them"
fi

printf '<p>' > "$b/in/none.html"
run -o "$b/some/" "$b/in/none.html"
status "no article" 1
says "no article" 'none.html: no article'
if [ -e "$b/some/none.txt" ] && [ ! -s "$b/some/none.txt" ]; then
	ok "no article: an empty file"
else
	no "no article: an empty file"
fi
run --update -o "$b/some/" "$b/in/none.html"
status "no article, again" 0
quiet "no article, again"

# ---- --update ----
run -o "$b/up/" "$b/in/one.html" "$b/in/two.html"
echo mine > "$b/up/one.txt"
touch -d '2000-01-01' "$b/in/one.html"
rm "$b/up/two.txt"
run --update -o "$b/up/" "$b/in/one.html" "$b/in/two.html" --stats
status "--update" 0
says "--update" '"in":1,"ok":1,.*"skipped":1'
if [ "$(cat "$b/up/one.txt")" = mine ]; then
	ok "--update: newer output stays"
else
	no "--update: newer output stays"
fi
same "--update, two" "$clean" "$b/up/two.txt"
touch -d '2000-01-01' "$b/up/one.txt"
touch "$b/in/one.html"
run --update -o "$b/up/" "$b/in/one.html" "$b/in/two.html"
same "--update, older output" "$clean" "$b/up/one.txt"

# ---- modes, links, what is no file ----
(umask 027 && exec "$WINNOW" -R -o "$b/mode/" "$b/in/one.html")
case $(ls -l "$b/mode/one.txt") in
-rw-r-----*) ok "mode by the umask" ;;
*) no "mode by the umask" ;;
esac
chmod 604 "$b/mode/one.txt"
run -o "$b/mode/" "$b/in/one.html"
case $(ls -l "$b/mode/one.txt") in
-rw----r--*) ok "mode of the old file" ;;
*) no "mode of the old file" ;;
esac
mkdir -p "$b/real"
: > "$b/real/file"
mkdir -p "$b/links"
ln -s ../real/file "$b/links/one.txt"
run -o "$b/links/" "$b/in/one.html"
same "a link is followed" "$clean" "$b/real/file"
if [ -L "$b/links/one.txt" ]; then
	ok "a link stays"
else
	no "a link stays"
fi

# ---- killed: nothing partial; again: nothing missing, nothing left ----
mkdir -p "$b/many" "$b/kill"
i=0
while [ $i -lt 300 ]; do
	ln "$page" "$b/many/p$i.html" 2> /dev/null ||
	    cp "$page" "$b/many/p$i.html"
	i=$((i + 1))
done
"$WINNOW" -R -j 2 -o "$b/kill/" "$b"/many/*.html 2> /dev/null &
pid=$!
while [ "$(ls "$b/kill" | wc -l)" -lt 40 ] && kill -0 $pid 2> /dev/null; do
	:
done
kill -9 $pid 2> /dev/null
wait $pid 2> /dev/null
partial=0
for f in "$b"/kill/*.txt; do
	cmp -s "$clean" "$f" || partial=$((partial + 1))
done
if [ $partial -eq 0 ] && [ "$(ls "$b/kill" | wc -l)" -lt 300 ]; then
	ok "killed: nothing partial"
else
	no "killed: nothing partial"
fi
run -j 2 --update -o "$b/kill/" "$b"/many/*.html
status "after the kill" 0
partial=0
for f in "$b"/kill/*.txt; do
	cmp -s "$clean" "$f" || partial=$((partial + 1))
done
if [ $partial -eq 0 ] && [ "$(ls -A "$b/kill" | wc -l)" -eq 300 ]; then
	ok "after the kill: all whole, nothing else"
else
	ls -A "$b/kill" > "$tmp/diff"
	no "after the kill: all whole, nothing else" "$tmp/diff"
fi

# ---- records ----
{
	record "$page" 1
	echo 'no json'
	record "$page" 3
	echo '{"id": 4.0, "html": ""}'
	echo '{"id": 5, "n": 1.50, "n": 1e2, "text": "Just some words."}'
} > "$b/in.jsonl"
for j in '' '-j 1' '-j 3' --no-sandbox; do
	# shellcheck disable=SC2086
	run -f jsonl -t jsonl --find never $j < "$b/in.jsonl"
	status "records $j" 0
	quiet "records $j"
	if [ "$(wc -l < "$tmp/out.txt")" -eq 5 ]; then
		ok "records $j: five"
	else
		no "records $j: five" "$tmp/out.txt"
	fi
	cp "$tmp/out.txt" "$b/records.${j##* }"
	same "records $j: alike" "$b/records." "$tmp/out.txt"
done
sed -n 1p "$b/records." > "$tmp/out.txt"
prints "record 1" '^\{"id": 1, .*"status": "ok"'
sed -n 2p "$b/records." > "$tmp/out.txt"
prints "record 2" '"status": "failed", "error": \{"code": "record"'
prints "record 2" '"line": 2'
sed -n 4p "$b/records." > "$tmp/out.txt"
prints "record 4" '^\{"id": 4.0, .*"text": "".*"status": "none"'
sed -n 5p "$b/records." > "$tmp/out.txt"
prints "record 5" '^\{"id": 5, "n": 1.50, "n": 1e2, .*"text": "Just'
gzip -c "$b/in.jsonl" > "$b/in.jsonl.gz"
run -f jsonl --find never "$b/in.jsonl.gz"
status "records in gzip" 0
same "records in gzip" "$b/records." "$tmp/out.txt"
run -f jsonl --find never < "$b/in.jsonl.gz"
same "records in gzip, piped" "$b/records." "$tmp/out.txt"
head -c 300 "$b/in.jsonl.gz" > "$b/cut.jsonl.gz"
run -f jsonl "$b/cut.jsonl.gz"
status "records in gzip, cut" 3
says "records in gzip, cut" 'cut.jsonl.gz: .*damaged or cut short'
run -f jsonl --strict --stats < "$b/in.jsonl"
status "--strict" 3
says "--strict" '1 of 5 records failed'
says "--stats" '"in":5,.*"failed":1,'
run -f jsonl --keep-input < "$b/in.jsonl"
prints "--keep-input" '^\{"id": 1, "html": "'
run -f jsonl -t markdown --find never < "$b/in.jsonl"
prints "another format" '^\{"id": 5, .*"text": "Just some words\.".*"markdown": "Just some words\.\\n"'
run -f jsonl -o "$b/out.jsonl" --find never "$b/in.jsonl"
status "-o FILE" 0
same "-o FILE" "$b/records." "$b/out.jsonl"
run -f jsonl -o /dev/null "$b/in.jsonl"
status "-o /dev/null" 0
if [ -c /dev/null ]; then
	ok "-o /dev/null: stays"
else
	no "-o /dev/null: stays"
fi
run -f jsonl -t text -o "$b/fromrec/" "$b/in.jsonl"
status "records to files" 3
same "records to files" "$clean" "$b/fromrec/in-00000003.txt"

for j in '' --no-sandbox; do
	# shellcheck disable=SC2086
	run -f jsonl $j "$b/in.jsonl" "$b/gone.jsonl" "$b/a" "$b/in.jsonl" \
	    --find never
	status "inputs that can't be read $j" 3
	says "inputs that can't be read $j" '^winnow: .*gone\.jsonl: No such file'
	says "inputs that can't be read $j" '^winnow: .*/a: Is a directory'
	cat "$b/records." "$b/records." > "$tmp/want.txt"
	same "inputs that can't be read $j: the others" "$tmp/want.txt" \
	    "$tmp/out.txt"
done
run -f jsonl -o "$b/nowhere/out.jsonl" "$b/in.jsonl"
status "-o where nothing is" 3
says "-o where nothing is" 'nowhere/out.jsonl: No such file'
run -f jsonl --update "$b/in.jsonl"
status "--update without a directory" 2
says "--update without a directory" '--update and -O need a directory'
run --update "$page"
status "--update of a page without a directory" 2
if script -q -e -c true /dev/null > /dev/null 2>&1 < /dev/null; then
	script -q -e -c "'$WINNOW' -R -f jsonl --progress -o '$b/shown.jsonl' \
	    '$b/in.jsonl'" /dev/null < /dev/null > "$tmp/out.txt" 2>&1
	ended $?
	status "--progress on a terminal" 0
	prints "--progress on a terminal" '5 records, [0-9]+/s, 1 failed'
	printf '\r\033[Kwinnow: ' > "$b/line"
	script -q -e -c "'$WINNOW' -R --progress -o '$b/shown/' \
	    '$b/in/one.html' '$b/in/bad.html'" /dev/null < /dev/null \
	    > "$tmp/out.txt" 2>&1
	if grep -a -q -F -f "$b/line" "$tmp/out.txt"; then
		ok "a message takes the place of the progress"
	else
		no "a message takes the place of the progress" "$tmp/out.txt"
	fi
fi

# an output read again: its text is the input, ours is replaced
run -f jsonl --find never < "$b/records."
sed -n 5p "$tmp/out.txt" > "$b/again"
sed -n 5p "$b/records." > "$b/once"
same "winnow | winnow" "$b/once" "$b/again"

# ---- signals and pipes ----
mkfifo "$b/fifo"
for s in TERM:143 INT:130; do
	# an asynchronous command ignores SIGINT unless its shell has jobs
	(
		set -m
		"$WINNOW" -R -f jsonl < "$b/fifo" > "$tmp/out.txt" \
		    2> "$tmp/err.txt" &
		exec 9> "$b/fifo"
		record "$page" 1 >&9
		while [ ! -s "$tmp/out.txt" ] && kill -0 $! 2> /dev/null; do
			sleep 0.1
		done
		kill "-${s%:*}" $!
		wait $!
		ended $?
	)
	status "SIG${s%:*}" "${s#*:}"
	quiet "SIG${s%:*}"
	prints "SIG${s%:*}" '"status": "ok"'
done

# ---- a page at a time: each is answered before the next comes ----
resource() {
	printf 'WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:%s>\r\n' \
	    "$1"
	printf 'Content-Type: text/html\r\nContent-Length: %s\r\n\r\n' \
	    "$(wc -c < "$page")"
	cat "$page"
	printf '\r\n\r\n'
}
# talk FORM COMMAND...: what each command prints gets one more line
talk() {
	"$WINNOW" -R -f "$1" < "$b/fifo" > "$tmp/out.txt" 2> "$tmp/err.txt" &
	exec 9> "$b/fifo"
	shift
	answers=0
	for ask in "$@"; do
		$ask >&9
		answers=$((answers + 1)) i=0
		while [ "$(wc -l < "$tmp/out.txt")" -lt $answers ] &&
		    [ $i -lt 300 ]; do
			sleep 0.1
			i=$((i + 1))
		done
		[ $i -lt 300 ] || break
	done
	exec 9>&-
	wait $!
	ended $?
	if [ $i -lt 300 ] && [ "$(wc -l < "$tmp/out.txt")" -eq $# ]; then
		ok "an answer each"
	else
		no "an answer each" "$tmp/out.txt"
	fi
}
talk jsonl 'echo {}' 'echo no-json' "record $page 3"
status "a page at a time" 0
quiet "a page at a time"
talk warc 'resource 1' 'resource 2' 'printf no-record\n' 'resource 4'
status "a page at a time, WARC" 0
prints "a page at a time, WARC" '^\{"id": "urn:4", .*"status": "ok"'
prints "a page at a time, WARC" '"code": "record", "message": ".*no WARC'
i=0
while [ $i -lt 200 ]; do
	cat "$b/in.jsonl"
	i=$((i + 1))
done > "$b/large.jsonl"
{
	"$WINNOW" -R -f jsonl -j 2 "$b/large.jsonl" 2> "$tmp/err.txt"
	ended $?
} | head -n 1 > "$tmp/out.txt"
quiet "| head"
prints "| head" '"id": 1'
run -f jsonl "$b/large.jsonl" > /dev/null
"$WINNOW" -R -f jsonl "$b/large.jsonl" > /dev/full 2> "$tmp/err.txt"
ended $?
status "a full disk" 3
says "a full disk" 'standard output: No space left'
