# Text that is clean comes out byte for byte; a second run changes nothing.
. tests/lib.sh

for clean in tests/cases/seed/*.out.text; do
	name=$(basename "$clean" .out.text)
	run < "$clean"
	status "$name is clean" 0
	same "$name is clean" "$clean" "$tmp/out.txt"
	sed 1,2d "$clean" > "$tmp/body.txt"
	run < "$tmp/body.txt"
	same "$name without its title is clean" "$tmp/body.txt" "$tmp/out.txt"
done

# markdown and odd spacing pass as they stand
cat > "$tmp/odd.txt" <<'END'
A first paragraph, which is longer than a line
and goes on here, as hard-wrapped text does in mail and in
the readmes of programs that have been around for long.

    $ some --code --with blanks
      and more of it

The last paragraph follows after the example and ends the text properly.
END
run --find never < "$tmp/odd.txt"
same "hard-wrapped text" "$tmp/odd.txt" "$tmp/out.txt"

# short texts are texts: nothing is lost of their beginnings, and a line of
# junk between paragraphs takes no other with it
for name in seed port bahn presa; do
	clean=tests/cases/seed/$name.out.text
	for lines in 3 5 7; do
		head -n "$lines" "$clean" > "$tmp/short.txt"
		run < "$tmp/short.txt"
		same "$name: $lines lines" "$tmp/short.txt" "$tmp/out.txt"
	done
	head -n 9 "$clean" > "$tmp/short.txt"
	{
		head -n 5 "$clean"
		printf '\nAdvertisement\n\n'
		sed -n 7,9p "$clean"
	} | run
	same "$name: a line of junk in 9" "$tmp/short.txt" "$tmp/out.txt"
done
