# Bytes to UTF-8: whatever the page is written in, UTF-8 comes out.
. tests/lib.sh

page() {
	cat <<'END'
<html><head><title>Ein grüner Fluß</title></head><body><article>
<h1>Ein grüner Fluß</h1>
<p>Der Fluß führt nach den Regenfällen der letzten Woche mehr Wasser, als die
Bewohner der Dörfer am Ufer je gesehen haben, und er ist grün gefärbt.</p>
<p>Behörden prüfen, woher die Farbe kommt; Proben wurden schon am Montag
entnommen, die Ergebnisse sollen bis übermorgen vorliegen, sagt die Behörde.</p>
</article></body></html>
END
}
page > "$tmp/utf8.html"
run -t text "$tmp/utf8.html"
cp "$tmp/out.txt" "$tmp/want.txt"
prints "UTF-8" '^Der Fluß führt'

# reads NAME [ARG ...]: stdin gives the same as UTF-8 did
reads() {
	name=$1
	shift
	run -t text "$@"
	status "$name" 0
	same "$name" "$tmp/want.txt" "$tmp/out.txt"
}

iconv -f UTF-8 -t UTF-16LE "$tmp/utf8.html" > "$tmp/le.html"
iconv -f UTF-8 -t UTF-16BE "$tmp/utf8.html" > "$tmp/be.html"
iconv -f UTF-8 -t ISO-8859-1 "$tmp/utf8.html" > "$tmp/latin.html"
{ printf '\377\376'; cat "$tmp/le.html"; } | reads "UTF-16LE with BOM"
{ printf '\376\377'; cat "$tmp/be.html"; } | reads "UTF-16BE with BOM"
{ printf '\357\273\277'; cat "$tmp/utf8.html"; } | reads "UTF-8 with BOM"
reads "UTF-16LE without BOM" < "$tmp/le.html"
reads "UTF-16BE without BOM" < "$tmp/be.html"
reads "Latin-1 undeclared" < "$tmp/latin.html"
reads "-c ISO-8859-1" -c ISO-8859-1 < "$tmp/latin.html"
reads "-c windows-1252" -c windows-1252 < "$tmp/latin.html"
sed 's/<head>/<head><meta charset="iso-8859-1">/' "$tmp/latin.html" |
    reads "Latin-1 declared"
sed 's/<head>/<head><meta charset="utf-8">/' "$tmp/latin.html" |
    reads "Latin-1 declared as UTF-8"
sed 's/<head>/<head><meta charset="iso-8859-1">/' "$tmp/utf8.html" |
    reads "UTF-8 declared as Latin-1"
sed 's/<head>/<head><meta charset="klingon-1">/' "$tmp/utf8.html" |
    reads "an unknown charset declared"
sed 's/<head>/<head><meta charset="utf-16">/' "$tmp/utf8.html" |
    reads "UTF-8 declared as UTF-16"

# a label that nobody knows is said, and the page is read all the same
reads "-c klingon-1" -c klingon-1 < "$tmp/utf8.html"
says "-c klingon-1" 'klingon-1'

# GB2312, declared 1500 bytes into the page
{
	printf '<html><head>'
	awk 'BEGIN { for (i = 0; i < 30; i++)
		print "<link rel=\"stylesheet\" href=\"/static/" i ".css\">" }'
	iconv -f UTF-8 -t GB2312 <<'END'
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>河水变绿</title></head><body><article><h1>河水变绿</h1>
<p>上周的降雨过后，这条河的水量比沿岸村民所见过的任何时候都要大，而且河水被染成了绿色，引起了人们的关注。</p>
<p>有关部门正在调查颜色的来源；星期一已经采集了样本，结果预计在后天公布，一位发言人对记者这样说。</p>
</article></body></html>
END
} > "$tmp/gb.html"
run "$tmp/gb.html"
status "GB2312 with a late meta" 0
prints "GB2312 with a late meta" '^河水变绿$'
prints "GB2312 with a late meta" '^上周的降雨过后，这条河的水量'

# cut inside a character: the rest stands, the page is not lost
{
	printf '<p>Die Proben wurden am Montag entnommen, sagt die Beh'
	printf '\303'
} | run -f html --find never
status "truncated UTF-8" 0
prints "truncated UTF-8" '^Die Proben wurden am Montag entnommen'
if iconv -f UTF-8 -t UTF-8 "$tmp/out.txt" > /dev/null 2>&1; then
	ok "truncated UTF-8 gives UTF-8"
else
	no "truncated UTF-8 gives UTF-8" "$tmp/out.txt"
fi

# NUL bytes neither end the page nor come out
printf 'The first half of it\0, and the second half of it.\n' |
    run -f text --find never
status "NUL in text" 0
prints "NUL in text" 'second half of it\.'
if [ "$(tr -dc '\000' < "$tmp/out.txt" | wc -c)" -eq 0 ]; then
	ok "NUL in text is not printed"
else
	no "NUL in text is not printed"
fi
printf '<p>The first half of it\0, and the second half of it.</p>\n' |
    run -f html --find never
status "NUL in HTML" 0
prints "NUL in HTML" 'second half of it\.'
