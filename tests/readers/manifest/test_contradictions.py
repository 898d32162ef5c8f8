"""What a manifest says against itself is refused."""

from __future__ import annotations

import pytest

from borderflow.errors import InputError
from tests.analysis.saying import a_system


@pytest.mark.parametrize("last_day", ["until: 2027-03-31", "cure: 2027-03-31"])
def test_an_acceptance_ends(last_day: str) -> None:
    fragment = f"accepted: [{{rule: ACC-01, reason: Replaced in Q1, by: cto@example.com, {last_day}}}]"
    assert a_system(fragment).architecture.accepted


def test_an_acceptance_without_a_last_day_is_refused() -> None:
    with pytest.raises(InputError, match="ACC-01 does not say until when it holds"):
        a_system("accepted: [{rule: ACC-01, reason: Replaced one day, by: cto@example.com}]")
