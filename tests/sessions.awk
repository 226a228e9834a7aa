# Takes the shell sessions out of a manual page (mdoc) or out of a README
# (Markdown): each literal block with a line "$ command" is written to
# a file dir/NAME-LINE, as the reader sees it. A line of a crontab is a command
# that prints nothing. Set dir and name with -v.

function start() {
	block = ""
	session = 0
	at = FNR
	inside = 1
	crontab = ($0 ~ /^```crontab/)
}

function finish(	file) {
	if (session) {
		file = sprintf("%s/%s-%05d", dir, name, at)
		printf "%s", block > file
		close(file)
	}
	inside = 0
}

# of a line of a crontab: what stands behind its five times
function command(line,	i) {
	for (i = 0; i < 5; i++)
		sub(/^[^ ]+ +/, "", line)
	return line
}

function add(line) {
	if (crontab)
		line = "$ " command(line)
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

/^\.Dd /			{ mdoc = 1 }
mdoc && /^\.Bd -literal/		{ start(); next }
mdoc && /^\.Ed/			{ finish(); next }
/^```/ && inside		{ finish(); next }
/^```/				{ start(); next }
inside				{ add(mdoc ? plain($0) : $0) }
