"""Dates, lists, spans of time and names of countries, as a language writes them.

English is our own, the same on every machine; other languages are those of Unicode's CLDR, through Babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from borderflow.language import ENGLISH, say, spoken, to_say

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(r"\d{4}-\d{2}")
AND_OTHERS = to_say("{countries} and others")
_Unit = Literal["year", "month", "week", "day"]
_UNITS: dict[str, tuple[_Unit, int]] = {
    "Y": ("year", 365),
    "M": ("month", 30),
    "W": ("week", 7),
    "D": ("day", 1),
}
"""The unit of a letter of an ISO 8601 duration, and how many days Babel counts for one."""


def day(when: date) -> str:
    """A date in full: `21 November 2026`."""
    language = spoken()
    if language == ENGLISH:
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    from babel.dates import format_date

    said = format_date(when, "long", locale=language)
    return said.replace("1 ", "1er ", 1) if language == "fr" and when.day == 1 else said


def day_text(text: str) -> str:
    """A date in full when the text is an ISO date, or a month of one; else the text as it was declared."""
    try:
        return (
            _month(date.fromisoformat(f"{text}-01"))
            if _MONTH.fullmatch(text)
            else day(date.fromisoformat(text))
        )
    except ValueError:
        return text


def _month(when: date) -> str:
    """`November 2026`."""
    language = spoken()
    if language == ENGLISH:
        return f"{_MONTHS[when.month - 1]} {when.year}"
    from babel.dates import format_date

    return format_date(when, "LLLL y", locale=language)


def dated(when: date) -> str:
    """A date inside a fact: as programs read it in English, in full in other languages."""
    return when.isoformat() if spoken() == ENGLISH else day(when)


def dated_text(text: str) -> str:
    """The same for a text; what is no whole date stays as it is."""
    return text if spoken() == ENGLISH else day_text(text)


def span_text(text: str) -> str:
    """`P2Y` as `2 years`; other texts as they were declared."""
    found = re.fullmatch(r"P(\d{1,4})([YMWD])", text)
    return _span(int(found[1]), *_UNITS[found[2]]) if found else text


def _span(number: int, unit: _Unit, days: int) -> str:
    language = spoken()
    if language == ENGLISH:
        return f"{number} {unit}" + ("" if number == 1 else "s")
    from babel.dates import format_timedelta

    whole = timedelta(days=number * days)
    return format_timedelta(whole, granularity=unit, threshold=float("inf"), locale=language)


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    language = spoken()
    if language != ENGLISH:
        from babel.lists import format_list

        return format_list(words, locale=language) if words else ""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def either(words: Sequence[str]) -> str:
    """`a or b`."""
    language = spoken()
    if language == ENGLISH:
        return " or ".join(words)
    from babel.lists import format_list

    return format_list(words, style="or", locale=language)


_QUOTE = "\ue000{}\ue001"
"""Private characters, which `renderers/characters.py` turns into markup or takes out."""


def quoted(text: str) -> str:
    """A text of the catalogue, which is English: inside another language it is marked as a quotation."""
    return text if not text or spoken() == ENGLISH else _QUOTE.format(text)


def told(text: str) -> str:
    """A text of the catalogue in the language of the moment; one without a translation is quoted."""
    said = say(text)
    return said if said != text else quoted(text)


def in_sentence(name: str) -> str:
    """A heading inside a sentence: small letters in English; German nouns keep their capital."""
    return name.lower() if spoken() == ENGLISH else name


def and_more(words: Sequence[str], more: int) -> str:
    """`a, b and 3 more`: the first of many, and how many there are beside them."""
    shown = ", ".join(words)
    return say("{names} and {n} more", names=shown, n=more) if more > 0 else shown


def percent(number: float) -> str:
    """`42.5 %`."""
    language = spoken()
    if language == ENGLISH:
        return f"{number:g} %"
    from babel.numbers import format_percent

    return format_percent(number / 100, "#,##0.## %", locale=language)


def in_turn(words: Iterable[str]) -> str:
    """`a; b; c`, with the blank that French puts before the sign."""
    return say("; ").join(words)


def by_name(names: Iterable[str]) -> list[str]:
    """In the order of a dictionary: letters with marks stand where those without them do."""
    return sorted(names, key=lambda name: (unicodedata.normalize("NFKD", name).casefold(), name))


def country_name(code: str, english: str) -> str:
    """The name of a country, by its ISO code; the English one where the language knows none."""
    language = spoken()
    if language == ENGLISH:
        return english
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, english))
