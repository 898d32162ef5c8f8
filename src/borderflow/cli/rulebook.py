"""The rule files as parsed, without compiling a rule: `explain` has to be quick."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Parsed = dict[str, Any]


def rule_documents(policies: Sequence[str]) -> list[Parsed]:
    """Every rule of the shipped and the named folders, by id."""
    if not policies:
        from borderflow.cli.kept_rules import shipped_rules

        return shipped_rules()
    from borderflow.api import open_catalog

    return sorted(open_catalog(policies).rules(), key=lambda document: str(document["id"]))


def find_rule(word: str, policies: Sequence[str]) -> Parsed | None:
    """The rule of that id or name."""
    if not policies:
        from borderflow.cli.kept_rules import shipped_rule

        return shipped_rule(word)
    folded = word.casefold()
    documents = rule_documents(policies)
    return next((one for one in documents if folded in (one["id"].casefold(), one["name"])), None)


def find_rules(words: Sequence[str], documents: Sequence[Parsed]) -> list[Parsed]:
    """The rules of those ids, names or groups; all of them for no word.

    Raises:
        InputError: with every word that means no rule.
    """
    from borderflow.errors import Fault, InputError

    wanted = {word.casefold(): word for word in words}
    found = [one for one in documents if not wanted or set(_names(one)) & set(wanted)]
    known = {name for one in documents for name in _names(one)}
    unknown = [word for folded, word in wanted.items() if folded not in known]
    if unknown:
        raise InputError(
            *(Fault(f"There is no rule `{word}`.", hint=nearest_rule(word, documents)) for word in unknown)
        )
    return found


def _names(document: Parsed) -> tuple[str, str, str]:
    id_ = document["id"].casefold()
    return id_, document["name"], id_.partition("-")[0]


def nearest_rule(word: str, documents: Sequence[Parsed]) -> str:
    """A hint for a name that no rule bears."""
    from borderflow.cli.nearest import did_you_mean

    known = [name for one in documents for name in (one["id"], one["name"])]
    return did_you_mean(word, known) or "see `borderflow rules list`"
