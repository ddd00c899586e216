# Every code has a page in both languages, and its example of wrong gives that code, that of right does not.
$ zhidu help --codes | wc -l | tr -d ' '; zhidu help --codes | grep unknown
| 32
| unknown-key	error	a key that does not exist here
| unknown-name	error	a name that nothing declares
| unknown-value	error	a text that is none of the values there are
$ cat > example <<'EOF'
> # example WORD PAGE FOLDER: puts the page's example into a pack; fails when there is none
> awk -v word="$1" -v folder="$3" 'index($0, word ":") == 1 { file = folder "/" $2; found = 1; next }
>   found && /^    / { print substr($0, 5) > file; next } found && $0 != "" { exit } END { exit !found }' "$2"
> EOF
$ for code in $(zhidu help --codes | cut -f1); do
>   zhidu help "$code" >page || echo "$code has no page"
>   zhidu --lang zh help "$code" | grep -q '。' || echo "$code has no page in Chinese"
>   rm -rf wrong right; cp -r "$DATA/shop" wrong; mkdir wrong/tables; cp -r wrong right
>   if sh example Wrong page wrong; then
>     zhidu --pack wrong check 2>/dev/null | grep -q "\[$code\]" || echo "$code: its example does not give it"
>   else
>     echo "$code has no example"
>   fi
>   if sh example Right page right; then
>     zhidu --pack right check "$(awk '/^Right:/ { print $2 }' page)" 2>/dev/null | grep "\[$code\]"
>   fi
> done
| table-size has no example
| idle-override has no example

# The two that no single short file shows.
$ cp -r "$DATA/shop" idle; printf 'member.old:\n  title: 旧参数\n  type: int\n  value: 1\n  branch: true\n' >idle/params/old.yaml
$ printf 'member.old:\n  value: 2\n' >>idle/branches/north/params.yaml; zhidu --pack idle check branches/north/params.yaml
| branches/north/params.yaml:4:1: warning: branch north sets member.old, which no policy uses [idle-override]
! errors: 0, warnings: 1
$ cp -r "$DATA/shop" large; mkdir large/tables; cat >large.awk <<'EOF'
> BEGIN { print "large:\n  title: 大\n  hit: unique\n  inputs:"; for (i = 0; i < 40; i++) print "    x" i ": {type: int}"
>   print "  outputs:\n    y: {type: int}\n  rows:"
>   for (r = 0; r < 100; r++) { s = "    - ["; for (i = 0; i < 40; i++) s = s "not(" (r * 7 + i * 13) % 97 "), "; print s r "]" } }
> EOF
$ awk -f large.awk >large/tables/large.yaml
$ zhidu --pack large check 2>&1 | grep table-size
| tables/large.yaml:1:1: warning: large: too large to look at all that may come in; it may have more flaws than those found [table-size]
$ zhidu help unknow-key
! zhidu: "unknow-key" is no command and no finding; did you mean "unknown-key"?
! More: zhidu help help
= 2
