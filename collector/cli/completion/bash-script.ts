/**
 * For bash 3.2 and later, without the package bash-completion. The one of @bomb.sh/tab is not used: it runs what is typed
 * through eval as the key is pressed, needs that package, and completes no paths.
 */
export const BASH_SCRIPT = `# bash completion for tamtam
_tamtam() {
  local words=() count=0 at word value
  for ((at = 1; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    # An option and its value are words of their own to bash, and so is the sign between them.
    if ((count > 0)) && [[ $word == = || \${COMP_WORDS[at - 1]} == = ]]; then
      words[count - 1]+=$word
    else
      words[count]=$word
      count=$((count + 1))
    fi
  done
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    case $value in
      :0) return ;;
      :*) compopt +o default 2>/dev/null ;;
      *) COMPREPLY+=("$value") ;;
    esac
  done < <("$1" complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _tamtam tamtam`
