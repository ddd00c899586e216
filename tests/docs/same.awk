# Whether the output of a command (second file) is what the document shows (first file), where a line `…` stands for
# any lines. Exit status 0: it is.

FNR == NR {
	want[++wanted] = $0
	next
}

{
	got[++lines] = $0
}

# Whether want[w] … can stand for got[g] …; remembers what cannot.
function same(w, g) {
	while (w <= wanted && want[w] != "…") {
		if (g > lines || want[w] != got[g])
			return 0
		w++
		g++
	}
	if (w > wanted)
		return g > lines
	for (; g <= lines + 1; g++) {
		if ((w, g) in hopeless)
			return 0
		if (same(w + 1, g))
			return 1
		hopeless[w, g] = 1
	}
	return 0
}

END {
	exit !same(1, 1)
}
