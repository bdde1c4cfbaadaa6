# Each include may name its own room or one to its left in `rooms`; every source ends its includes with
# base/banned.h. Usage: awk -v rooms="base format …" -f layers.awk FILES
BEGIN {
	n = split(rooms, list, " ")
	for (i = 1; i <= n; i++)
		rank[list[i]] = i
}
FNR == 1 {
	finish()
	file = FILENAME
	split(file, part, "/")
	room = part[2]
	last = ""
}
/^#include "/ {
	last = $2
	gsub(/"/, "", last)
	other = last
	sub(/\/.*/, "", other)
	if (!(other in rank) || rank[other] > rank[room]) {
		printf "%s:%d: %s may not include %s\n", file, FNR, room, last
		bad = 1
	}
}
function finish() {
	if (file ~ /\.c$/ && last != "base/banned.h") {
		printf "%s: does not include base/banned.h last\n", file
		bad = 1
	}
}
END {
	finish()
	exit bad
}
