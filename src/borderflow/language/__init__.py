"""What is said to people, in the language of the moment.

The sentences are written down in English where they are spoken, and English costs no more than
`str.format`. Another language is put in force at the door, by `language/catalogues.py`, for what runs
inside it.
"""

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
LANGUAGES = (ENGLISH, "fr", "de")
"""What a report can be written in."""

SPOKEN: ContextVar[tuple[str, NullTranslations] | None] = ContextVar("spoken", default=None)
"""The code of a language other than English, and its messages."""


def spoken() -> str:
    """The code of the language of the moment, as `lang` attributes have it."""
    now = SPOKEN.get()
    return now[0] if now else ENGLISH


def say(message: str, /, **words: object) -> str:
    """A sentence with its words. Placeholders are those of `str.format`; without words there are none."""
    now = SPOKEN.get()
    if now is not None and message:
        message = now[1].gettext(message)
    return message.format_map(words) if words else message


def say_counted(one: str, many: str, number: int, /, **words: object) -> str:
    """A sentence about a number, `{n}`, in the plural form that the language has for it."""
    return in_number(one, many, number).format(n=number, **words)


def in_number(one: str, many: str, number: int) -> str:
    """The plural form for a number, with its placeholders still open."""
    now = SPOKEN.get()
    if now is not None:
        return now[1].ngettext(one, many, number)
    return one if number == 1 else many


def to_say(message: str) -> str:
    """Marks a sentence that stands in a table and is said elsewhere, so that it gets its translations."""
    return message
