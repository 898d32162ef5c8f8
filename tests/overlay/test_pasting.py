"""Whatever a reader asks: the lines that it prints are pasted, filled in, and ask no more."""

from __future__ import annotations

import re

import pytest

from borderflow.errors import InputError
from borderflow.foreign import Survey
from borderflow.overlay import lay_over
from borderflow.overlay.layers import text_layers
from borderflow.pipeline import review
from borderflow.readers import foreign_readers
from tests.overlay.test_laying import CASES, CATALOG, DAY, RULES, SETTINGS
from tests.rules.test_answers import filled as filled_in
from tests.thorough import some_of


def filled(line):
    line = re.sub(
        r"([\w-]+)((?:/[\w-]+)?)@region", _with_region, line.replace("company@region", "ovhcloud@GRA")
    )
    return filled_in(line.replace("company/product", "acme-ai"))


def _with_region(match):
    regions = CATALOG.regions(match[1])
    return f"{match[1]}{match[2]}@{regions[0].id if regions else 'eu'}"


def asked(architecture):
    found = review(architecture, CATALOG, RULES, SETTINGS)
    return {(one.rule, one.asks): one.answer for one in found.questions}


@pytest.mark.parametrize("case", some_of(CASES, 3), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_lines_that_are_printed_answer(case):
    try:
        files = Survey([case], foreign_readers()).architecture(CATALOG, assume_personal_data=False)
    except InputError:
        return
    before = asked(lay_over(files, (), CATALOG, DAY, assume_personal_data=True))
    lines = {key: answer for key, answer in before.items() if answer}
    text = "\n".join(("borderflow: 1", *map(filled, lines.values()), ""))
    laid = lay_over(files, text_layers(text, "pasted.yaml"), CATALOG, DAY, assume_personal_data=True)
    left = lines.keys() & asked(laid).keys()
    assert laid.reading
    disputed = {
        asks for rule, asks in left if any(_about(asks) & _about(one) for one in laid.reading.disputes)
    }
    assert {asks for _, asks in left} - disputed == set(), text


def _about(text):
    """The names that a sentence puts in quotes."""
    return set(re.findall(r"`([^`]+)`", text))
