"""What is wrong with a YAML text, in whole sentences: libyaml names its own states, not our mistakes."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError
from yaml.reader import ReaderError

from borderflow.documents.source import Source
from borderflow.errors import Fault

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BAD_ESCAPE = re.compile(r"\\U(?!000|0010)")

# By the words of libyaml and of PyYAML's own parser; the first that fits is taken. Those with True are shown
# where the construct begins: the parser notices much later.
_SENTENCES: tuple[tuple[str, str, str, bool], ...] = (
    (
        r"quoted scalar.*(unexpected end|document (indicator|separator))",
        "The quote that opens here is never closed.",
        "put the same quote at the end of the text",
        True,
    ),
    (
        r"expected ':'",
        "A key without a value stands here, or a text that has lost its quote or its indentation.",
        "write `key: value`, with a colon and a space",
        True,
    ),
    (
        r"mapping values are not allowed",
        "A second colon stands where a value is expected, or this line is indented too far.",
        "put a text that holds `: ` in quotes, or mend the indentation",
        False,
    ),
    (
        r"sequence entries are not allowed|expected '-' indicator|block collection",
        "The items of a list do not stand in one column, or something else stands among them.",
        "begin each item with `- ` in the same column",
        False,
    ),
    (
        r"mapping keys are not allowed",
        "A key cannot begin here.",
        "put a text that begins with `? ` in quotes",
        False,
    ),
    (
        r"violates indentation|tab character",
        "A tab is used for indentation.",
        "use spaces",
        False,
    ),
    (
        r"double-quoted scalar|quoted scalar",
        "A backslash in double quotes begins an escape, and this is none.",
        r"write a backslash as `\\`, or use single quotes",
        False,
    ),
    (
        r"anchor|alias",
        "A text that begins with `*` or `&` is taken for an alias or an anchor.",
        "put the text in quotes",
        False,
    ),
    (
        r"flow mapping.*(expected|did not find)",
        "The brace that opens here is not closed, or a comma is missing inside it.",
        "put a `,` between two entries and a `}` at the end",
        True,
    ),
    (
        r"flow sequence.*(expected|did not find)",
        "The bracket that opens here is not closed, or a comma is missing inside it.",
        "put a `,` between two items and a `]` at the end",
        True,
    ),
    (
        r"block mapping",
        "A key is expected here: the indentation changes, or a quote is closed too early.",
        "put the keys of one mapping in one column; put the whole of a text in quotes",
        False,
    ),
    (
        r"document start",
        "The document has ended, and more follows here.",
        "indent it as part of what stands above, or begin a new document with `---`",
        False,
    ),
    (
        r"tag|directive|document",
        "A text that begins with `!` or `%` is taken for a tag or a directive.",
        "put the text in quotes",
        False,
    ),
    (
        r"block scalar",
        "The text after `|` or `>` is not indented as a block.",
        "write nothing after the sign, and indent each line with the same number of spaces",
        False,
    ),
    (
        r"node content",
        "A value is expected here.",
        'write one, or `""` for an empty text',
        False,
    ),
)


def explain(error: Exception, source: Source) -> Fault:
    """The fault for which the parser gave up."""
    if isinstance(error, MarkedYAMLError):
        return _explain_marked(error, source)
    if isinstance(error, ReaderError) and (control := _CONTROL.search(source.text)):
        message = f"A control character, U+{ord(control[0]):04X}, stands here."
        return Fault(
            message,
            source.at(control.start()),
            r'remove it, or write it as an escape in double quotes: "\x07"',
        )
    escape = _BAD_ESCAPE.search(source.text)
    return Fault(
        "This escape is no character.",
        source.at(escape.start() if escape else 0),
        r"write a backslash as `\\`",
    )


def _explain_marked(error: MarkedYAMLError, source: Source) -> Fault:
    words = f"{error.context or ''}: {error.problem or ''}"
    marks = [mark.index for mark in (error.problem_mark, error.context_mark) if mark]
    if "cannot start any token" in words:
        return _explain_character(source, marks[0])
    if "expected key" in words and source.text.startswith(("- ", "-\n"), marks[0]):
        message = "An item of a list stands among keys, or not in the column of the items before it."
        return Fault(message, source.at(marks[0]), "begin each item with `- ` in the same column")
    for pattern, message, hint, is_at_start in _SENTENCES:
        if re.search(pattern, words):
            return Fault(message, source.at(marks[-1 if is_at_start else 0]), hint)
    return Fault(
        f"This is not YAML: {error.problem}.", source.at(marks[0] if marks else 0), "mend the syntax"
    )


def _explain_character(source: Source, offset: int) -> Fault:
    character = source.text[offset : offset + 1]
    if character == "\t":
        return Fault("A tab is used for indentation.", source.at(offset), "use spaces")
    return Fault(f"A text cannot begin with `{character}`.", source.at(offset), "put the text in quotes")
