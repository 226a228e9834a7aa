# What each output promises, of a page that forges every format's markup.
. tests/lib.sh

page=tests/cases/outputs/injection.in.html
once() {
	run --find never --no-builtin-rules -u https://host.example/a/ "$@" \
	    "$page"
}

# check NAME COMMAND…: the command accepts the output on stdin
check() {
	name=$1
	shift
	if "$@" < "$tmp/out.txt" > "$tmp/said.txt" 2>&1; then
		ok "$name"
	else
		no "$name" "$tmp/said.txt"
	fi
}

if command -v xmllint > /dev/null; then
	for base in injection everything injection-text forged spaced; do
		cp "tests/cases/outputs/$base.out.xml" "$tmp/out.txt"
		check "xml of $base: valid" \
		    xmllint --noout --relaxng src/winnow.rng -
	done
	once -t report
	check "report: well-formed" xmllint --html --noout --nowarning -
fi

if command -v python3 > /dev/null; then
	once -t text
	cp "$tmp/out.txt" "$tmp/text.txt"
	once -t json
	cat > "$tmp/whole.py" <<- 'END'
		import json, sys
		page = json.load(sys.stdin)
		text = open(sys.argv[1], encoding="utf-8").read()
		assert page["text"] + "\n" == text, "text"
		assert page["url"] == "https://host.example/a/", "url"
		assert page["winnow"]["status"] == "ok", "status"
		assert page["author"] == [] and page["date"] is None, "nothing"
		assert set(page) == set(
		    "title author date date_source modified site url language "
		    "description image tags text winnow".split()), "members"
	END
	check "json: one object with the text" python3 "$tmp/whole.py" \
	    "$tmp/text.txt"
	once -t jsonl
	check "jsonl: the same object" python3 "$tmp/whole.py" "$tmp/text.txt"
	lines=$(wc -l < "$tmp/out.txt")
	if [ "$lines" -eq 1 ]; then
		ok "jsonl: one line"
	else
		no "jsonl: $lines lines"
	fi
	once -t json --blocks
	cat > "$tmp/blocks.py" <<- 'END'
		import json, sys
		blocks = json.load(sys.stdin)["blocks"]
		assert len(blocks) > 20, "number"
		assert all(b["kind"] and b["fate"] in ("keep", "drop") and
		    isinstance(b["text"], str) for b in blocks), "members"
	END
	check "json --blocks: every block" python3 "$tmp/blocks.py"
fi

# nothing but what was a link is a link, nothing but what was code is code
# counts BASE NODE=N…: how often nodes stand in what a reader makes of it
counts() {
	base=$1
	shift
	cmark-gfm -e table -e strikethrough -t xml \
	    "tests/cases/outputs/$base.out.markdown" > "$tmp/md.xml"
	for count in "$@"; do
		got=$(grep -c "<${count%=*}[ />]" "$tmp/md.xml")
		if [ "$got" -eq "${count#*=}" ]; then
			ok "markdown of $base: $count"
		else
			no "markdown of $base: $count, but $got" "$tmp/md.xml"
		fi
	done
}
if command -v cmark-gfm > /dev/null; then
	counts injection html_block=0 html_inline=0 heading=1 block_quote=0 \
	    link=3 image=1 emph=0 strikethrough=0 code=1 code_block=1 list=1 \
	    item=3 table=1 thematic_break=0
	counts forged html_block=0 html_inline=0 heading=1 block_quote=1 \
	    link=2 image=0 emph=0 strong=0 strikethrough=0 code=0 \
	    code_block=3 list=1 item=3 table=0 thematic_break=0
	counts injection-text html_block=0 html_inline=0 heading=0 link=1 \
	    image=1 emph=0 code=0 code_block=1 list=1 item=1 block_quote=1
	counts spaced html_block=0 code_block=8 list=1 item=2 strong=1 emph=0
fi

# whatever a page holds, its HTML and its report have nothing that runs
for base in injection forged injection-text injection-dropped; do
	for out in "tests/cases/outputs/$base.out.html" \
	    "tests/cases/outputs/$base.out.report"; do
		[ -e "$out" ] || continue
		if grep -Eiq '<(script|iframe|object|embed|svg|link rel="sty)|<[^>"]*("[^"]*"[^>"]*)*[[:space:]]on[a-z]+=|(href|src)="[[:space:]]*(javascript|data|vbscript):' \
		    "$out"; then
			no "$out: nothing runs" "$out"
		else
			ok "$out: nothing runs"
		fi
	done
done

# every line of a trace has its columns
once -t trace
if awk -F '\t' '$1 == "meta" ? NF != 5 : NF != 6 || $1 != ++n { exit 1 }' \
    "$tmp/out.txt"; then
	ok "trace: columns"
else
	no "trace: columns" "$tmp/out.txt"
fi

# a page without an article is still explained
printf '<p>x' > "$tmp/bare.html"
for format in json trace report; do
	run -f html -t "$format" "$tmp/bare.html"
	if [ -s "$tmp/out.txt" ]; then
		ok "$format of nothing"
	else
		no "$format of nothing"
	fi
done
