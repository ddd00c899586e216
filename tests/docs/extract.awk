# Takes a document apart into numbered files in the folder `parts`:
#   N.command N.want N.line   an example: the command, its output, where it stands
#   N.file N.text             a file that the document shows whole
#   N.kind                    there for each part
# With rewrite=yes it prints the document instead, the output of each example without `…` replaced by N.got.

function begin_part() {
	n++
	kind = parts "/" n ".kind"
	if (!rewrite) {
		print "" >kind
		close(kind)
	}
}

function put(suffix, text) {
	if (!rewrite)
		printf "%s", text >(parts "/" n suffix)
	close(parts "/" n suffix)
}

# The end of an example: what follows its command is complete.
function end_example(    got, line, fresh) {
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
	fresh = ""
	while ((getline line <got) > 0)
		fresh = fresh line "\n"
	close(got)
	printf "%s", fresh
}

function end_block() {
	if (block == "console")
		end_example()
	else if (block == "file")
		put(".text", text)
	block = ""
}

/^```/ {
	if (block != "") {
		end_block()
	} else if ($1 == "```console") {
		block = "console"
	} else if (NF == 2 && $2 ~ /^[A-Za-z0-9_.\/-]+$/ && $2 !~ /^\// && $2 !~ /\.\./) {
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

block == "console" && continued {
	command = command $0 "\n"
	continued = $0 ~ /\\$/
	if (!continued)
		put(".command", command)
	if (rewrite)
		print
	next
}

block == "console" && /^\$ / {
	end_example()
	begin_part()
	in_example = 1
	open_ended = 0
	want = ""
	command = substr($0, 3) "\n"
	put(".line", FNR "\n")
	continued = $0 ~ /\\$/
	if (!continued)
		put(".command", command)
	if (rewrite)
		print
	next
}

block == "console" {
	if (!in_example) {
		print FILENAME ":" FNR ": output before any command" >"/dev/stderr"
		exit 1
	}
	want = want $0 "\n"
	if ($0 == "…")
		open_ended = 1
	next
}

rewrite {
	print
}

END {
	if (block != "") {
		print FILENAME ": a block without an end" >"/dev/stderr"
		exit 1
	}
}
