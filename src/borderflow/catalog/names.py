"""What a name stands for: ids and aliases, hosts, environment variables, packages, images, model prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

Table = Mapping[str, str]
"""Alias, casefolded, to the id that it stands for."""

KINDS = ("ids", "domains", "env", "packages", "images", "litellm", "terraform")
_BY_PREFIX = {"env": "_", "litellm": "", "terraform": ""}
"""Kinds whose aliases may be the beginning of a name, with what such an alias ends in."""


def look_up(kind: str, table: Table, name: str) -> str | None:
    """What a name of a kind stands for; the longest alias that fits wins."""
    word = name.strip().casefold()
    if word in table:
        return table[word]
    fitting = _fitting(kind, table, word)
    best = max(fitting, key=len, default=None)
    return table[best] if best is not None else None


def _fitting(kind: str, table: Table, word: str) -> Iterator[str]:
    """Aliases that fit in another way than by being equal."""
    if kind in _BY_PREFIX:
        yield from (alias for alias in table if alias.endswith(_BY_PREFIX[kind]) and word.startswith(alias))
    elif kind == "domains":
        yield from _suffixes(table, word)
        yield from (alias for alias in table if "*" in alias and fnmatchcase(word, alias))
    elif kind in ("packages", "images"):
        plain = word.partition("@")[0].rpartition(":")[0] or word if kind == "images" else word
        yield from (
            alias for alias in table if alias == plain or ("*" in alias and fnmatchcase(plain, alias))
        )


def _suffixes(table: Table, host: str) -> Iterator[str]:
    """`api.eu.example.org` belongs to `example.org`."""
    labels = host.split(".")
    yield from (suffix for at in range(1, len(labels) - 1) if (suffix := ".".join(labels[at:])) in table)


def search(
    text: str, names: Iterable[tuple[str, str]], ids: Iterable[str], aliases: Iterable[Table]
) -> Iterator[str]:
    """Ids of companies and products that a text may mean: parts of names first, then near misses."""
    from difflib import get_close_matches

    word = text.strip().casefold()
    known: dict[str, str] = {}
    for name, id_ in names:
        known.setdefault(name.casefold(), id_)
    known |= {id_: id_ for id_ in ids}
    for table in aliases:
        known = {**table, **known}
    yield from (known[name] for name in sorted(known, key=_brevity) if word in name)
    yield from (known[name] for name in get_close_matches(word, known, n=5, cutoff=0.75))


def _brevity(name: str) -> tuple[int, str]:
    return len(name), name
