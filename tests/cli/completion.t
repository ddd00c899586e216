# The shells' completion is made from the same tables as the help.
$ zhidu completion bash | bash -n
$ cat > try.bash <<'EOF'
> eval "$(zhidu completion bash)"
> try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zhidu; echo "${COMPREPLY[*]}"; }
> try zhidu re
> try zhidu param ''
> try zhidu param set --
> try zhidu new ''
> try zhidu new policy a.b --period ''
> try zhidu --pack x run --format j
> try zhidu --lang ''
> try zhidu help comp
> try zhidu --ver
> EOF
$ bash try.bash
| releases release reject replay report reveals restore
| list get origin set
| --branch --from --why --book --pack --lang --help --version
| policy entity
| month quarter year
| json jsonl
| zh en
| completion
| --version
$ zhidu completion zsh | head -n 1
| #compdef zhidu
$ zhidu completion fish | grep -e '-l skip-bad'
| complete -c zhidu -n '__fish_seen_subcommand_from import' -l skip-bad -d 'leaves bad rows out; otherwise one bad row stops the import'
$ zhidu completion fish | grep "subcommand_from new; and not"
| complete -c zhidu -n '__fish_seen_subcommand_from new; and not __fish_seen_subcommand_from policy entity' -a 'policy entity'
$ zhidu completion zsh | grep '(new) if'
| 	(new) if ((CURRENT == 2)); then compadd policy entity; return; fi
