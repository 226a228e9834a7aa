# What is not a page is refused by name; what is one is recognised.
. tests/lib.sh

# refuse NAME REGEX: stdin is neither HTML nor text
refuse() {
	run
	status "$1" 3
	empty "$1"
	says "$1" "$2"
}

printf '%%PDF-1.7\n%%\342\343\317\323\n1 0 obj\n<< /Type /Catalog >>\n' |
    refuse PDF 'PDF'
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\001\0\0\0\001\010\006\0\0\0' |
    refuse PNG 'PNG'
printf '\377\330\377\340\0\020JFIF\0\001\001\0\0\001\0\001\0\0' |
    refuse JPEG 'JPEG'
printf 'GIF89a\001\0\001\0\200\0\0\377\377\377\0\0\0' | refuse GIF 'GIF'
printf 'PK\003\004\024\0\0\0\010\0' | refuse ZIP '[Zz][Ii][Pp]'
printf '%s\n' '<?xml version="1.0"?>' '<rss version="2.0"><channel>' \
    '<title>News</title></channel></rss>' | refuse RSS 'feed'
printf '%s\n' '<?xml version="1.0"?>' \
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>' |
    refuse Atom 'feed'
printf '%s\n' 'MIME-Version: 1.0' 'Content-Type: multipart/related;' \
    ' type="text/html"; boundary="x"' '' '--x' | refuse MHTML 'MHTML'
printf '\177ELF\002\001\001\0\0\0\0\0\0\0\0\0' | refuse ELF '^winnow: '

run -f html tests/cases/seed/port.in.html
same "-f html" tests/cases/seed/port.out.text "$tmp/out.txt"
run -f text tests/cases/seed/port.in.txt
same "-f text" tests/cases/seed/port.out.text "$tmp/out.txt"

# text with a few angle brackets is text
printf '%s\n' 'We know that a < b and that c > d in all of these cases.' \
    > "$tmp/want.txt"
run --find never < "$tmp/want.txt"
same "a < b is text" "$tmp/want.txt" "$tmp/out.txt"

# XML of both kinds of input: well-formed, with what text leaves out
if command -v xmllint > /dev/null; then
	for input in tests/cases/seed/seed.in.html tests/cases/seed/seed.in.txt
	do
		run -t xml "$input"
		name="xml of $(basename "$input")"
		status "$name" 0
		if xmllint --noout "$tmp/out.txt" 2> "$tmp/err.txt"; then
			ok "$name: well-formed"
		else
			no "$name: well-formed" "$tmp/err.txt"
		fi
		for count in 'title=1' 'p=13' 'figure=3'; do
			got=$(xmllint --xpath \
			    "count(//*[local-name()='${count%=*}'])" \
			    "$tmp/out.txt" 2>&1)
			if [ "$got" = "${count#*=}" ]; then
				ok "$name: $count"
			else
				no "$name: $count, but $got" "$tmp/out.txt"
			fi
		done
		lacks "$name" 'CLICK HERE|ad_1|Leave a Reply|hosting'
	done
fi

# a date by itself is no item of a list, a number before other words is one
printf '12. März 2023\n\n3. 5. 2023, 10:30\n\n1. First boat\n\n3. 2023 was bad\n' \
    > "$tmp/date.txt"
run -f text --find=never -t trace --no-builtin-rules "$tmp/date.txt"
prints "a date is no item" '	paragraph	.*12. März 2023$'
prints "a date in numbers is no item" '	paragraph	.*3. 5. 2023, 10:30$'
prints "a numbered line is an item" '	item	.*	First boat$'
prints "a number before a year is an item" '	item	.*	2023 was bad$'
