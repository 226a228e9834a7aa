# Takes the shell sessions out of a manual page's EXAMPLES (mdoc) or out of a
# README (Markdown): each literal block with a line "$ command" is written to
# a file dir/NAME-LINE, as the reader sees it. Set dir and name with -v.

function start() {
	block = ""
	session = 0
	at = FNR
	inside = 1
}

function finish(	file) {
	if (session) {
		file = sprintf("%s/%s-%05d", dir, name, at)
		printf "%s", block > file
		close(file)
	}
	inside = 0
}

function add(line) {
	if (line ~ /^\$ /)
		session = 1
	block = block line "\n"
}

function plain(line) {
	gsub(/\\\(aq/, "'", line)
	gsub(/\\\(dq/, "\"", line)
	gsub(/\\\(ha/, "^", line)
	gsub(/\\\(ti/, "~", line)
	gsub(/\\&/, "", line)
	gsub(/\\-/, "-", line)
	gsub(/\\e/, "\\", line)
	return line
}

/^\.Sh /			{ examples = ($0 == ".Sh EXAMPLES") }
examples && /^\.Bd -literal/	{ start(); next }
examples && /^\.Ed/		{ finish(); next }
/^```/ && inside		{ finish(); next }
/^```/				{ start(); next }
inside				{ add(examples ? plain($0) : $0) }
