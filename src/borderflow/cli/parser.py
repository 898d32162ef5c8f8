"""argparse, taught to speak in faults and to guess what was meant."""

from __future__ import annotations

from argparse import Action, ArgumentParser, HelpFormatter, Namespace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from borderflow.cli.console import Console


class Parser(ArgumentParser):
    """Raises `InputError` where argparse would print and exit."""

    console: Console

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog, description=description, epilog=epilog, allow_abbrev=False, formatter_class=_Formatter
        )
        self.known: list[str] = ["--help"]

    def option(self, *names: str, **settings: object) -> Action:
        """Add an option, remembered so that a slip of the pen finds it."""
        self.known += [name for name in names if name.startswith("--")]
        return self.add_argument(*names, **settings)  # type: ignore[arg-type]

    def read(self, words: Sequence[str]) -> dict[str, object]:
        """Parse a command line.

        Raises:
            InputError: for what it does not know.
        """
        found, unknown = self.parse_known_args(words)
        for word in unknown:
            if word.startswith("-") and word != "-":
                self._refuse(word)
        if unknown:
            self.error(f"`{unknown[0]}` is one argument too many")
        return vars(found)

    def given(self, words: Sequence[str]) -> frozenset[str]:
        """Which options a command line that can be read states, whatever their usual values are."""
        untouched = _Untouched()
        names = {action.dest for action in self._actions}
        found, _ = self.parse_known_args(words, Namespace(**dict.fromkeys(names, untouched)))
        return frozenset(name for name, value in vars(found).items() if value is not untouched)

    def _refuse(self, word: str) -> NoReturn:
        from borderflow.cli.nearest import did_you_mean
        from borderflow.errors import Fault, InputError

        name = word.partition("=")[0]
        hint = did_you_mean(name, self.known) if name.startswith("--") else ""
        raise InputError(Fault(f"`{self.prog}` has no option `{name}`.", hint=hint or self._see_help()))

    def error(self, message: str) -> NoReturn:
        """Say it as a fault."""
        from borderflow.errors import Fault, InputError

        raise InputError(Fault(f"{message[:1].upper()}{message[1:]}.", hint=self._see_help()))

    def _see_help(self) -> str:
        return f"see `{self.prog} --help`"

    def _print_message(self, message: str, file: object = None) -> None:  # noqa: ARG002 - argparse's
        self.console.write(message.encode())


class _Untouched(list[str]):
    """What no option has set; one that collects words copies it first, and so it is another."""


class _Formatter(HelpFormatter):
    """Descriptions keep their line breaks, for they hold examples."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            super(_Formatter, self)._fill_text(part, width, indent) if not part.startswith("  ") else part
            for part in text.split("\n")
        )


class one_of:  # noqa: N801 - reads as the phrase that it is
    """The type of an option that takes one of a few words."""

    def __init__(self, option: str, known: Sequence[str]) -> None:
        self.option = option
        self.known = known

    def __call__(self, word: str) -> str:
        """The word, when it is one of them.

        Raises:
            InputError: when it is none.
        """
        if word in self.known:
            return word
        from borderflow.cli.nearest import did_you_mean
        from borderflow.errors import Fault, InputError

        hint = did_you_mean(word, self.known)
        raise InputError(
            Fault(
                f"`{self.option}` cannot be `{word}`.", hint=hint or f"write one of {', '.join(self.known)}"
            )
        )
