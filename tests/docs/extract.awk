# Takes a document apart into numbered files in the folder `parts`:
#   N.command N.want N.line   an example: the command, its output, where it stands
#   N.file N.text             a file that the document shows whole
#   N.kind                    there for each part
# With rewrite=yes it prints the document instead, the output of each example without `…` replaced by N.got.

function put(suffix, text) {
	if (!rewrite)
		printf "%s", text >(parts "/" n suffix)
	close(parts "/" n suffix)
}

function begin_part() {
	n++
	put(".kind", "")
}

# The command of the example at hand is complete.
function end_command() {
	if (in_command)
		put(".command", command)
	in_command = 0
}

# The end of an example: what follows its command is complete.
function end_example(got, line) {
	end_command()
	if (!in_example)
		return
	in_example = 0
	put(".want", want)
	if (!rewrite)
		return
	if (open_ended) {
		printf "%s", want
		return
	}
	got = parts "/" n ".got"
	while ((getline line <got) > 0)
		print line
	close(got)
}

/^```/ {
	if (block == "console")
		end_example()
	else if (block == "file")
		put(".text", text)
	if (block != "") {
		block = ""
	} else if ($1 == "```console") {
		block = "console"
	} else if (NF == 2 && $2 ~ /^[A-Za-z0-9_][A-Za-z0-9_.\/-]*$/ && $2 !~ /\.\./) {
		block = "file"
		begin_part()
		put(".file", $2)
		text = ""
	} else {
		block = "other"
	}
	if (rewrite)
		print
	next
}

block == "file" {
	text = text $0 "\n"
}

block == "console" && in_command && /^> / {
	command = command substr($0, 3) "\n"
	if (rewrite)
		print
	next
}

block == "console" && /^\$ / {
	end_example()
	begin_part()
	in_example = in_command = 1
	open_ended = 0
	want = ""
	command = substr($0, 3) "\n"
	put(".line", FNR "\n")
	if (rewrite)
		print
	next
}

block == "console" {
	if (!in_example) {
		print FILENAME ":" FNR ": output before any command" >"/dev/stderr"
		failed = 1
		exit 1
	}
	end_command()
	want = want $0 "\n"
	if ($0 == "…")
		open_ended = 1
	next
}

rewrite {
	print
}

END {
	if (block != "" && !failed) {
		print FILENAME ": a block without an end" >"/dev/stderr"
		exit 1
	}
}
