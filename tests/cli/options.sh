# Options, operands and what is answered when they are wrong.
. tests/lib.sh

page=tests/cases/seed/port.in.html
clean=tests/cases/seed/port.out.text

run -h < /dev/null
status "-h" 0
quiet "-h"
prints "-h" '^usage: winnow '
cp "$tmp/out.txt" "$tmp/help.txt"
run --help < /dev/null
same "--help is -h" "$tmp/help.txt" "$tmp/out.txt"

run -V < /dev/null
status "-V" 0
quiet "-V"
prints "-V" '^winnow [0-9]+\.[0-9]+\.[0-9]+'
prints "-V" 'libxml2 [0-9]'
prints "-V" '[Pp][Cc][Rr][Ee]2 [0-9]'
run --version < /dev/null
status "--version" 0

# unknown or incomplete
for wrong in --nonsense -Z '--to nonsense' '-t' --to '--no-title=yes' \
    '-f pdf' '--find sometimes' '--width x' '--width -1' '--limit depth' \
    '--limit depth=0' '--limit depth=x' '--limit nonsense=3' '--timeout 0' \
    '-j 0' '-j x' '--no'; do
	# shellcheck disable=SC2086 # several words are meant
	run $wrong < "$page"
	status "$wrong" 2
	empty "$wrong"
	says "$wrong" '^winnow: '
done
run -t pdf < "$page"
says "a wrong value" "--to does not take 'pdf' \(output: text, markdown"
run -f
says "no value" '-f needs FORMAT \(input: auto, html, text'
run -r '' "$page"
status "rules without a name" 2
run ''
says "a file without a name" "^winnow: '': No such file"
run -k nonsense "$page"
says "no such category" '"nonsense" \(--list-rules'
printf '%%PDF-1.4 \001\002\003' > "$tmp/x.pdf"
run "$tmp/x.pdf"
says "a message about a file" '^winnow: .*/x\.pdf: .*PDF'
run < "$tmp/x.pdf"
says "a message about standard input" '^winnow: input is a PDF'
run --nonsense < "$page"
says "--nonsense" "unknown option.*nonsense"

# every spelling of an option
for spelling in '-t html' '-thtml' '--to html' '--to=html' '-vt html'; do
	# shellcheck disable=SC2086
	run $spelling "$page"
	status "$spelling" 0
	prints "$spelling" '<h1>Port workers'
done

run "$page"
same "a file" "$clean" "$tmp/out.txt"
run - < "$page"
same "- is stdin" "$clean" "$tmp/out.txt"
run -- "$page"
same "-- ends options" "$clean" "$tmp/out.txt"
run -- --no-title < "$page"
status "no option behind --" 3

run "$page" "$page"
status "two files to stdout" 2
empty "two files to stdout"
says "two files to stdout" '-o'

run --no-title "$page"
sed 1,2d "$clean" > "$tmp/want.txt"
same "--no-title" "$tmp/want.txt" "$tmp/out.txt"

run --width 40 "$page"
if awk '{ n = length($0) } n > max { max = n } END { exit !(max > 20) }' \
    "$tmp/out.txt" && ! LC_ALL=C.UTF-8 grep -q -E '^.{41}' "$tmp/out.txt"; then
	ok "--width 40 folds"
else
	no "--width 40 folds" "$tmp/out.txt"
fi
# folding moves line ends only
tr -s '[:space:]' '[\n*]' < "$tmp/out.txt" > "$tmp/got.txt"
tr -s '[:space:]' '[\n*]' < "$clean" > "$tmp/want.txt"
same "--width keeps the words" "$tmp/want.txt" "$tmp/got.txt"

run --find always "$page"
same "--find always" "$clean" "$tmp/out.txt"
printf '<p>One short line stays.</p><p>CLICK HERE TO GET THE NEWS APP</p>' |
    run --find never -f html
printf 'One short line stays.\n' > "$tmp/want.txt"
same "--find never still applies rules" "$tmp/want.txt" "$tmp/out.txt"

run -o "$tmp/file" "$page"
status "-o FILE" 0
empty "-o FILE"
same "-o FILE has it" "$clean" "$tmp/file"
run -o "$tmp/no/such/folder/file" "$page"
status "-o into nowhere" 3
says "-o into nowhere" 'No such file'

run -l xx-nonsense "$page"
status "an unknown language" 0
