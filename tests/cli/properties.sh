# Properties of the shipped rules over pages of junk in many languages: a
# second run changes nothing, and the order of rules and files does not matter.
. tests/lib.sh

# mixed JUNK FIRST: prose with three lines of the file behind each paragraph,
# from its line FIRST on
mixed() {
	awk -v first="$2" '
	NR == FNR { if (/^{"text": "/) junk[++n] = $0; next }
	{ print }
	/^$/ {
		for (i = 0; i < 3 && first <= n; i++) {
			line = junk[first++]
			sub(/^{"text": "/, "", line)
			sub(/", "category".*/, "", line)
			gsub(/\\n/, " ", line)
			gsub(/\\"/, "\"", line)
			print line "\n"
		}
	}' "$1" tests/cases/seed/port.out.text
}

mkdir "$tmp/pages" "$tmp/once" "$tmp/twice"
for junk in tests/junk/*.jsonl; do
	name=$(basename "$junk" .jsonl)
	for first in 1 16 31; do
		mixed "$junk" "$first" > "$tmp/pages/$name-$first.txt"
	done
done
run -o "$tmp/once/" "$tmp"/pages/*.txt
status "pages of junk" 0
cat "$tmp"/pages/*.txt > "$tmp/before"
cat "$tmp"/once/*.txt > "$tmp/after"
if [ "$(wc -c < "$tmp/after")" -lt "$(wc -c < "$tmp/before")" ]; then
	ok "pages of junk shrink"
else
	no "pages of junk shrink"
fi
run -o "$tmp/twice/" "$tmp"/once/*.txt
status "pages of junk, again" 0
for page in "$tmp"/once/*.txt; do
	name=$(basename "$page")
	same "a second run over $name" "$page" "$tmp/twice/$name"
done

# the rules backwards: within a category of a file, and the files
backwards() {
	awk '
	function flush() { while (n > 0) printf "%s", rule[n--] }
	/^[ \t]*(#|$)/ { next }
	/^(list|category) / { flush(); print; next }
	/^[ \t]/ { rule[n] = rule[n] $0 "\n"; next }
	{ rule[++n] = $0 "\n" }
	END { flush() }' "$1"
}

mkdir "$tmp/rules" "$tmp/there" "$tmp/back"
number=1000
for file in rules/*.rules; do
	number=$((number - 1))
	backwards "$file" > "$tmp/rules/$number-$(basename "$file")"
done
set -- tests/cases/seed/*.txt "$tmp"/pages/*-1.txt tests/cases/outputs/*.html
run --no-builtin-rules -r rules -t trace -o "$tmp/there/" "$@"
status "rules as they stand" 0
run --no-builtin-rules -r "$tmp/rules" -t trace -o "$tmp/back/" "$@"
status "rules backwards" 0
for page in "$tmp"/there/*; do
	name=$(basename "$page")
	same "rules backwards on $name" "$page" "$tmp/back/$name"
done
