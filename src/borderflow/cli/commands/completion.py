"""`borderflow completion`: the words of the command line, as a shell completes them."""

from __future__ import annotations

from argparse import Action, Namespace
from collections.abc import Iterator

from msgspec import Struct

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.options import COMMANDS, parser_of
from borderflow.cli.parser import one_of


class _Option(Struct, frozen=True):
    """One option of one command, or its first word when it has no name."""

    names: tuple[str, ...]
    takes: bool
    """Whether a word follows it."""
    words: tuple[str, ...]
    """The words that may follow; none when it is a file, or anything."""
    help: str


def run(arguments: Namespace, console: Console) -> int:
    """Print the script of one shell."""
    script = {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]
    console.write("".join(f"{line}\n" for line in script()).encode())
    return NOTHING_BLOCKS


def _options(command: str) -> Iterator[_Option]:
    for action in parser_of(command)._actions:  # noqa: SLF001 - argparse has no other way to ask
        takes = action.nargs != 0
        yield _Option(tuple(action.option_strings), takes, _words(action), _summary(action))


def _words(action: Action) -> tuple[str, ...]:
    return tuple(action.type.known) if isinstance(action.type, one_of) else ()


def _summary(action: Action) -> str:
    return (action.help or "").replace("'", "").replace(":", " -").replace("[", "(").replace("]", ")")


def _bash() -> Iterator[str]:
    yield "# borderflow completion bash > /etc/bash_completion.d/borderflow, or source it"
    yield "_borderflow() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""'
    yield "  COMPREPLY=()"
    yield f'  if ((COMP_CWORD == 1)); then words="{" ".join((*COMMANDS, "--help", "--version"))}"; else'
    yield '  case "${COMP_WORDS[1]} $before" in'
    for command in COMMANDS:
        yield from _bash_cases(command)
    yield "  esac; fi"
    yield '  [[ -n $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
    yield "}"
    yield "complete -o default -F _borderflow borderflow"


def _bash_cases(command: str) -> Iterator[str]:
    options = list(_options(command))
    for option in options:
        for name in option.names if option.takes else ():
            yield f'    "{command} {name}") words="{" ".join(option.words)}" ;;'
    first = " ".join(word for option in options if not option.names for word in option.words)
    if first:
        yield f'    "{command} {command}") words="{first}" ;;'
    names = " ".join(name for option in options for name in option.names)
    yield f'    "{command} "*) [[ $word == -* ]] && words="{names}" ;;'


def _zsh() -> Iterator[str]:
    yield "#compdef borderflow"
    yield "# borderflow completion zsh > a folder of $fpath, as _borderflow"
    yield "_borderflow() {"
    yield "  if ((CURRENT == 2)); then"
    yield "    local -a commands=(" + " ".join(f"'{one}:{said}'" for one, (said, _) in COMMANDS.items()) + ")"
    yield "    _describe command commands; return"
    yield "  fi"
    yield "  local command=$words[2]; shift words; ((CURRENT--))"
    yield "  case $command in"
    for command in COMMANDS:
        yield f"    {command}) _arguments -s " + " ".join(_zsh_specs(command)) + " ;;"
    yield "  esac"
    yield "}"
    yield '_borderflow "$@"'


def _zsh_specs(command: str) -> Iterator[str]:
    position = 0
    for option in _options(command):
        values = f"({' '.join(option.words)})" if option.words else "_files"
        for name in option.names:
            yield f"'*{name}[{option.help}]" + (f":value:{values}'" if option.takes else "'")
        if not option.names:
            position += 1
            yield f"'{position}:value:{values}'" if option.words else "'*:file:_files'"


def _fish() -> Iterator[str]:
    yield "# borderflow completion fish > ~/.config/fish/completions/borderflow.fish"
    for command, (summary, _) in COMMANDS.items():
        yield f"complete -c borderflow -f -n __fish_use_subcommand -a {command} -d '{_plain(summary)}'"
    for command in COMMANDS:
        for option in _options(command):
            yield _fish_line(command, option)


def _fish_line(command: str, option: _Option) -> str:
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    values = f" -a '{' '.join(option.words)}'" if option.words else ""
    takes = (" -x" if option.words else " -r") if option.takes and option.names else ""
    head = f"complete -c borderflow -n '__fish_seen_subcommand_from {command}'"
    return f"{head} {' '.join(names)}{takes}{values} -d '{_plain(option.help)}'".replace("  ", " ")


def _plain(text: str) -> str:
    return text.replace("'", "")
