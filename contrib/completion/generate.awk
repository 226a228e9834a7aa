# Makes a shell's completions from the output of winnow --help.
# Set shell=bash, zsh or fish with -v.

# "  -f, --from FORMAT   input: auto, html or text" and the same without -f
match($0, /^ +(-.,)? *--[a-z-]+( [A-Z][A-Z|=]*)? +/) {
	head = substr($0, 1, RLENGTH)
	help[++n] = substr($0, RLENGTH + 1)
	letter[n] = match(head, /-.,/) ? substr(head, RSTART + 1, 1) : ""
	match(head, /--[a-z-]+/)
	name[n] = substr(head, RSTART + 2, RLENGTH - 2)
	value[n] = match(head, / [A-Z][A-Z|=]*/) ? \
	    substr(head, RSTART + 1, RLENGTH - 1) : ""
	words[n] = choice(value[n], help[n])
	gsub(/'/, "\342\200\231", help[n])
}

# the words that a value may be, when its help lists them behind a colon
function choice(value, help) {
	if (value != "FORMAT" && value != "WHEN")
		return ""
	sub(/^[^:]*: /, "", help)
	gsub(/,| or /, " ", help)
	gsub(/ +/, " ", help)
	return help
}

function is_path(value) {
	return value ~ /^(PATH|FILE)/
}

function bash(	i, flags, cases) {
	for (i = 1; i <= n; i++) {
		flags = flags " --" name[i] (letter[i] != "" ? \
		    " -" letter[i] : "")
		if (value[i] == "")
			continue
		cases = cases "\t" (letter[i] != "" ? "-" letter[i] " | " : \
		    "") "--" name[i] ")\n\t\t"
		if (words[i] != "")
			cases = cases "words='" words[i] "'"
		else
			cases = cases "return 0"
		cases = cases "\n\t\t;;\n"
	}
	print "# bash completion of winnow, made from its --help"
	print "_winnow() {"
	print "\tlocal i=$COMP_CWORD words="
	print "\tlocal cur=${COMP_WORDS[i]} prev=${COMP_WORDS[i-1]}"
	print "\tCOMPREPLY=()"
	# bash parts --to=x at the sign
	print "\t[[ $cur == = ]] && cur= || { [[ $prev == = ]] &&"
	print "\t    prev=${COMP_WORDS[i-2]}; }"
	print "\tcase $prev in"
	printf "%s", cases
	print "\t*)"
	print "\t\t[[ $cur == -* ]] && words='" substr(flags, 2) "'"
	print "\t\t;;"
	print "\tesac"
	print "\t[[ -z $words ]] ||"
	print "\t    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")"
	print "}"
	print "complete -o default -F _winnow winnow"
}

function zsh(	i, what, say) {
	print "#compdef winnow"
	print "# zsh completion of winnow, made from its --help"
	print "_arguments -s -S \\"
	for (i = 1; i <= n; i++) {
		say = help[i]
		gsub(/\[|\]|:/, "\\\\&", say)
		what = value[i] == "" ? "" : ":" value[i] ":" \
		    (words[i] != "" ? "(" words[i] ")" : \
		    is_path(value[i]) ? "_files" : " ")
		if (letter[i] != "")
			print "\t'*-" letter[i] (value[i] == "" ? "" : "+") \
			    "[" say "]" what "' \\"
		print "\t'*--" name[i] (value[i] == "" ? "" : "=") "[" say \
		    "]" what "' \\"
	}
	print "\t'*:file:_files'"
}

function fish(	i) {
	print "# fish completion of winnow, made from its --help"
	for (i = 1; i <= n; i++)
		print "complete -c winnow" \
		    (letter[i] != "" ? " -s " letter[i] : "") \
		    " -l " name[i] \
		    (value[i] == "" ? "" : is_path(value[i]) ? " -r" : " -x") \
		    (words[i] != "" ? " -a '" words[i] "'" : "") \
		    " -d '" help[i] "'"
}

END {
	if (n == 0)
		exit 1
	if (shell == "bash")
		bash()
	else if (shell == "zsh")
		zsh()
	else if (shell == "fish")
		fish()
	else
		exit 1
}
