# Rules from the command line, and how wrong ones are answered.
. tests/lib.sh

page=tests/cases/seed/port.in.txt
clean=tests/cases/seed/port.out.text

run -e 'drop harbor /^Economists at/ words=..90' "$page"
status "-e drop" 0
grep -v '^Economists at' "$clean" | cat -s > "$tmp/want.txt"
same "-e drop" "$tmp/want.txt" "$tmp/out.txt"

cat > "$tmp/mine.rules" <<'END'
list mine
category mine on "My own"

drop  economists  /^Economists at/  words=..90
	hit   Economists at the bank say so.
	keep  The economists left.
END
run -r "$tmp/mine.rules" "$page"
same "-r FILE" "$tmp/want.txt" "$tmp/out.txt"
mkdir "$tmp/folder"
cp "$tmp/mine.rules" "$tmp/folder/"
run -r "$tmp/folder" "$page"
same "-r DIR" "$tmp/want.txt" "$tmp/out.txt"
run -r "$tmp/mine.rules" -k mine "$page"
same "-k CATEGORY" "$clean" "$tmp/out.txt"
run -r "$tmp/mine.rules" -k mine/economists "$page"
same "-k ID" "$clean" "$tmp/out.txt"
run -r "$tmp/mine.rules" -k mine -d mine "$page"
same "-k -d: the last wins" "$tmp/want.txt" "$tmp/out.txt"
run -k nonsense-category "$page"
status "-k of what there is not" 2
empty "-k of what there is not"

# the keep of the command line stands over shipped rules
run -e 'keep app /^CLICK HERE TO GET/' "$page"
prints "-e keep" '^CLICK HERE TO GET'
run --no-builtin-rules --find never "$page"
prints "--no-builtin-rules" '^CLICK HERE TO GET'
run -d contributor "$page"
lacks "-d contributor" 'contributed to this report'

# a line may be worded as junk of any category, so to keep one keeps it, too
cat > "$tmp/worded.rules" <<'END'
list wording
category wording on "Worded as junk is"
drop  line  words=2..20 wording=90..
	hit   Sign up for our free newsletter here
	keep  The ferries left the harbour.
END
cat > "$tmp/worded.txt" <<'END'
The storm passed over the coast in the night, and the harbour was closed.

Sign up for our free newsletter here

The ferries left again in the morning, when the wind had turned to the north.
END
worded() {
	run --no-builtin-rules -r "$tmp/mine.rules" -r "$tmp/worded.rules" \
	    --find never "$@" "$tmp/worded.txt"
}
worded
lacks "wording=" 'free newsletter'
worded -k mine
prints "wording= with another category kept" 'free newsletter'
worded -k mine -d wording
lacks "wording= brought back" 'free newsletter'

# wrong rules: 2, the place, a caret under it, and nothing was read
for rule in 'drop x /(/' 'frob x /y/' 'drop x' 'drop x /y/ colour=red' \
    'drop x /y/q' 'drop x /y/ words=9..2' 'drop x /unended' \
    'element drop x "//div["'; do
	run -e "$rule" "$page"
	status "-e '$rule'" 2
	empty "-e '$rule'"
	says "-e '$rule'" ':1:[0-9]+: '
	says "-e '$rule'" '^(winnow: )?[[:space:]]*\^'
done
printf 'list mine\ncategory mine on "My own"\n\ndrop bad /(/\n' \
    > "$tmp/bad.rules"
run -r "$tmp/bad.rules" "$page"
status "a bad rule file" 2
empty "a bad rule file"
says "a bad rule file" 'bad\.rules:4:[0-9]+: '
printf 'drop bad /a|\\\n\t\tb|\\\n\t\tc)d/\n' > "$tmp/long.rules"
run -r "$tmp/long.rules" "$page"
says "an error in a continued line" 'long\.rules:3:4: unmatched'
run -r "$tmp/missing.rules" "$page"
status "a missing rule file" 2
says "a missing rule file" 'missing\.rules.*No such file'

# --check
run --check "$tmp/mine.rules"
status "--check of good rules" 0
run --check "$tmp/bad.rules"
status "--check of bad rules" 2
says "--check of bad rules" 'bad\.rules:4:'
sed 's/hit   Economists/hit   Bankers/' "$tmp/mine.rules" > "$tmp/miss.rules"
run --check "$tmp/miss.rules"
status "--check of a sample that fails" 2
says "--check of a sample that fails" 'miss\.rules:5'
sed 's/keep  The/keep  Economists at/' "$tmp/mine.rules" > "$tmp/eats.rules"
run --check "$tmp/eats.rules"
status "--check of a keep that falls" 2
says "--check of a keep that falls" 'eats\.rules:6'
sed '/keep/d' "$tmp/mine.rules" > "$tmp/lint.rules"
run --check "$tmp/lint.rules"
status "--check wants a keep sample" 2
run --check "$tmp/mine.rules" "$tmp/mine.rules"
status "--check of a doubled id" 2

run --list-rules -r "$tmp/mine.rules"
status "--list-rules" 0
prints "--list-rules" 'mine/economists'
run --list-rules --no-builtin-rules -r "$tmp/mine.rules"
prints "--list-rules without shipped ones" 'mine/economists'
lacks "--list-rules without shipped ones" 'promo/'

# trace names the rule, with its place; dropped lists what went
run -t trace -r "$tmp/mine.rules" "$page"
prints "trace" 'mine/economists'
run -t dropped -r "$tmp/mine.rules" "$page"
prints "dropped" 'mine/economists'
prints "dropped" 'Economists at the regional bank'
lacks "dropped" 'Dockworkers at the port'

# hits of each rule over pages, rules without a hit included
run --rule-stats -r "$tmp/mine.rules" "$page" "$page"
status "--rule-stats" 0
prints "--rule-stats" '^2	mine/economists	drop	.*mine\.rules:'
prints "--rule-stats of the others" '^0	'

run --list-rules --no-builtin-rules -e 'element drop box "//aside"'
prints "--list-rules of element rules" '^option/box	element	'
run --list-rules --no-builtin-rules
says "--list-rules where there is none" 'there is no rule$'

# a language that has lines of its own
run --list-rules -l de -r "$tmp/mine.rules"
prints "--list-rules -l de" '^ad/label	'
prints "--list-rules -l de" '^	/.*anzeige'
lacks "--list-rules -l de" '^# mine'
lacks "--list-rules -l de" '^mine/'
run --list-rules -l xx
status "--list-rules of an unknown language" 0
empty "--list-rules of an unknown language"
says "--list-rules of an unknown language" 'no rule for the language xx'
