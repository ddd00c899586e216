# The shells' completion is made from the same tables as the help.
$ zhidu completion bash | bash -n
$ cat > try.bash <<'EOF'
> eval "$(zhidu completion bash)"
> try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zhidu; echo "${COMPREPLY[*]}"; }
> try zhidu re
> try zhidu param ''
> try zhidu param set --
> try zhidu --pack x run --format j
> try zhidu --lang ''
> try zhidu help comp
> try zhidu --ver
> EOF
$ bash try.bash
| releases release reject replay report restore
| list get origin set
| --branch --from --why --book --pack --lang --help --version
| json jsonl
| zh en
| completion
| --version
$ zhidu completion zsh | head -n 1
| #compdef zhidu
$ zhidu completion fish | grep -e '-l skip-bad'
| complete -c zhidu -n '__fish_seen_subcommand_from import' -l skip-bad -d 'leaves bad rows out; otherwise one bad row stops the import'
