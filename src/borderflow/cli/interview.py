"""The questions of `borderflow init`, and how an answer is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from borderflow.catalog import Catalog
from borderflow.cli.console import Console
from borderflow.cli.nearest import did_you_mean
from borderflow.errors import Fault, InputError

YES = frozenset(("yes", "y", "true"))
NO = frozenset(("no", "n", "false"))
BASES = (
    "consent contract legal_obligation vital_interests public_task legitimate_interests none not-known"
).split()

Reader = Callable[[str, Catalog], str]
"""Takes an answer as typed and gives it as written; raises ValueError with the way out."""


class Asked(Struct, frozen=True):
    """One question."""

    key: str
    """How `--answers` names it."""
    words: str
    default: str
    read: Reader


def _words(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    return " ".join(answer.split())


def _country(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    code = answer.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError("write the two letters of ISO 3166, as in FR")
    return code


def _yes_or_no(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    word = answer.strip().lower()
    if word in YES | NO:
        return "yes" if word in YES else "no"
    raise ValueError("write yes or no")


def _basis(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    word = re.sub(r"[ -]", "_", answer.strip().lower())
    word = "not-known" if word == "not_known" else word
    if word in BASES:
        return word
    raise ValueError(f"write one of {', '.join(BASES)}")


def _place(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    word = answer.strip()
    if re.fullmatch(r"[A-Z]{2}|[\w./-]+(@[\w./-]+)?", word):
        return word
    raise ValueError("write a country (FR), or company@region (ovhcloud@GRA)")


def _party(answer: str, catalog: Catalog) -> str:  # noqa: ARG001 - a reader
    word = answer.strip().lower()
    if re.fullmatch(r"[a-z0-9][a-z0-9./-]*", word):
        return word
    raise ValueError("write `self`, or a company such as mistral or openai/api")


def _of_vocabulary(section: str) -> Reader:
    def read(answer: str, catalog: Catalog) -> str:
        found = [word.strip() for word in answer.split(",") if word.strip()]
        for word in found:
            if not catalog.vocabulary.knows(section, word):
                near = catalog.vocabulary.near(section, word)
                hint = f"did you mean `{near}`?" if near else f"write `x-{word}` for a word of your own"
                raise ValueError(f"`{word}` is not among the {section}; {hint}")
        return ", ".join(found)

    return read


QUESTIONS = (
    Asked("system", "What is the system called?", "New system", _words),
    Asked("purpose", "What is it for, in one sentence?", "", _words),
    Asked("controller", "Which organisation is answerable for it?", "My organisation", _words),
    Asked("country", "In which country is that organisation established?", "FR", _country),
    Asked("data", "Which personal data does it handle?", "Customer records", _words),
    Asked("categories", "Of which categories are they?", "contact", _of_vocabulary("categories")),
    Asked("subjects", "Whose data are they?", "customers", _of_vocabulary("subjects")),
    Asked("basis", "On which legal basis?", "not-known", _basis),
    Asked("host", "Where does your application run (country, or company@region)?", "FR", _place),
    Asked("model", "Who runs the language model (self, or a company)?", "self", _party),
    Asked("retrieval", "Does the model search an index of the data?", "no", _yes_or_no),
    Asked("training", "Is a model trained on the data?", "no", _yes_or_no),
)


def interview(given: Mapping[str, str], catalog: Catalog, console: Console, *, ask: bool) -> dict[str, str]:
    """Every question with its answer: as given, else asked for, else by default.

    Raises:
        InputError: with every given answer that cannot be taken.
    """
    answers = _given(given, catalog)
    for question in QUESTIONS:
        if question.key not in answers:
            answers[question.key] = _ask(question, catalog, console) if ask else question.default
    return answers


def _given(given: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    known = {question.key: question for question in QUESTIONS}
    answers, faults = {}, []
    for key, answer in given.items():
        try:
            answers[key] = known[key].read(answer, catalog)
        except KeyError:
            faults.append(Fault(f"`init` asks for no `{key}`.", hint=did_you_mean(key, known)))
        except ValueError as error:
            faults.append(Fault(f"`{key}` cannot be `{answer}`.", hint=str(error)))
    if faults:
        raise InputError(*faults)
    return answers


def _ask(question: Asked, catalog: Catalog, console: Console) -> str:
    """Ask until the answer can be taken; nothing typed takes the default."""
    while True:
        console.say(f"{question.words} [{question.default}] ".encode())
        typed = console.stdin.readline()
        if not typed.strip():
            if not typed:
                console.remark("")
            return question.default
        try:
            return question.read(typed, catalog)
        except ValueError as error:
            console.remark(f"  {error}")
