#!/bin/sh
# Writes the C source of the built-in rules to stdout: mkbuiltin.sh FILE...
# Comments and samples stay out, their lines stay as empty ones, so that a
# rule keeps the line number it has in its file.
set -e
LC_ALL=C
export LC_ALL

echo '/* Made by src/mkbuiltin.sh from the rule files. */'
echo '#include "rules_builtin.h"'
n=0
rows=
for file
do
	echo
	echo "static const unsigned char text_$n[] = {"
	awk '/^[ \t]*(#|hit|keep|todo-|before|after|gives)/ &&
	    (/^[ \t]*#/ || /^[ \t]/) { print ""; next } { print }' "$file" |
	    od -An -v -tu1 | sed 's/  */,/g; s/^,//; s/$/,/'
	echo '};'
	rows="$rows	{ \"rules/${file##*/}\", (const char *)text_$n, sizeof(text_$n) },
"
	n=$((n + 1))
done
printf '\nconst struct builtin_rules builtin_rules[] = {\n%s\t{ 0, 0, 0 }\n};\n' \
    "$rows"
