"""`borderflow rules`: list, show or test the rules."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import BLOCKED, NOTHING_BLOCKS
from borderflow.cli.progress import waiting
from borderflow.cli.rulebook import find_rules, rule_documents
from borderflow.errors import Fault, InputError
from borderflow.model.report import Review
from borderflow.renderers.rank import counted
from borderflow.renderers.text.ink import inked
from borderflow.renderers.text.table import table
from borderflow.work.examples import Example, Outcome, examples_of
from borderflow.work.examples import run as run_example

Parsed = dict[str, Any]


def run(arguments: Namespace, console: Console) -> int:
    """Do what the first word says.

    Raises:
        InputError: when a rule is not known.
    """
    if arguments.action == "pin":
        return _pin(arguments.names, console)
    documents = find_rules(arguments.names, rule_documents(arguments.policies))
    match arguments.action:
        case "list":
            return _list(documents, console)
        case "show":
            return _show(documents, arguments, console)
    return _test(documents, arguments, console)


def _pin(folders: Sequence[str], console: Console) -> int:
    """What `--policy` takes for the present content of some folders, a line each."""
    from borderflow.catalog.pinned import digest_of, unpinned

    if not folders:
        raise InputError(Fault("Which folder shall be pinned?", hint="name one with catalog/ or rules/"))
    for folder in map(unpinned, folders):
        console.write(f"{folder.as_posix()}@sha256:{digest_of(folder)}\n".encode())
    return NOTHING_BLOCKS


def _list(documents: Sequence[Parsed], console: Console) -> int:
    rows = [(one["id"], one["name"], _outcomes(one), _law(one)) for one in documents]
    lines = table(("rule", "name", "says", "law"), rows, console.width, indent="")
    console.write(inked(lines, console.has_colour(console.stdout)))
    return NOTHING_BLOCKS


def _outcomes(document: Parsed) -> str:
    """Each thing that it can say, once."""
    steps = (*document["outcomes"], *filter(None, (document.get("undetermined"),)))
    return ", ".join(dict.fromkeys(step["is"] for step in steps))


def _law(document: Parsed) -> str:
    return "; ".join(entry["cite"] for entry in document["basis"])


def _test(documents: Sequence[Parsed], arguments: Namespace, console: Console) -> int:
    """Judge every example; 1 when a rule does not say what its file expects."""
    examples = [example for document in documents for example in examples_of(document)]
    with waiting("testing", console):
        review = _reviewer(arguments)
        outcomes = [run_example(example, review) for example in examples]
    wrong = [outcome for outcome in outcomes if not outcome.is_met]
    for outcome in wrong:
        console.print(_complaint(outcome))
    bare = len(documents) - len({example.rule for example in examples})
    console.print(
        f"{counted(len(documents), 'rule')}, {counted(len(examples), 'example')}: "
        f"{len(wrong)} not as expected, {counted(bare, 'rule')} without examples"
    )
    return BLOCKED if wrong else NOTHING_BLOCKS


def _reviewer(arguments: Namespace) -> Callable[[Example], Review]:
    """What judges the text of a manifest, with catalogue and rules opened once."""
    from borderflow import api
    from borderflow.documents import loads
    from borderflow.pipeline import Settings, review
    from borderflow.work.profiles import find_profile

    catalog = api.open_catalog(arguments.policies)
    rules = api.rules(catalog=catalog)
    profiles = catalog.profiles()
    return lambda example: review(
        api.read_document(loads(example.text, "example.json")),
        catalog,
        rules,
        Settings(example.as_of, find_profile(example.profile, profiles)),
    )


def _complaint(outcome: Outcome) -> str:
    example = outcome.example
    said = f"its manifest cannot be read: {outcome.error}" if outcome.error else ", ".join(outcome.said)
    expected = example.expect or "nothing"
    name = f"{example.rule}, {example.sort} example `{example.title}`"
    return f"{name}: expected {expected}, got {said or 'nothing'}"


def _show(documents: Sequence[Parsed], arguments: Namespace, console: Console) -> int:
    """The files, as their authors wrote them."""
    if not arguments.names:
        raise InputError(Fault("No rule is named.", hint="name one, or see `borderflow rules list`"))
    texts = [_source(one, arguments.policies) for one in documents]
    console.write("---\n".join(texts).encode())
    return NOTHING_BLOCKS


def _source(document: Parsed, policies: Sequence[str]) -> str:
    """The file that a rule came from; files are named by their policy folder."""
    from borderflow.catalog.pinned import unpinned
    from borderflow.resources import policies_dir

    folder_name, _, rest = document["_file"].partition("/")
    named = (*map(unpinned, reversed(policies)), policies_dir())
    folders = [folder for folder in named if folder.name == folder_name]
    path = next(path for folder in folders if (path := folder / rest).is_file())
    return f"# {document['_file']}\n{path.read_text(encoding='utf-8')}"
