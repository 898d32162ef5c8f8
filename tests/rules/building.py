"""Cases and rules built by hand in a few lines."""

from __future__ import annotations

from typing import Any

from borderflow.model.facts import Case, EngagementFacts, Facts
from borderflow.model.location import Location
from borderflow.rules.load import load_rule
from borderflow.rules.rule import Rule


def a_rule(*outcomes: dict[str, Any], **more: Any) -> Rule:
    """A rule about engagements; each outcome gets a message unless it has one."""
    document = {
        "id": "TST-01",
        "name": "test",
        "title": "Test of {party}",
        "subject": "engagement",
        "outcomes": [{"message": f"Said {one['is']}.", **one} for one in outcomes],
        "basis": [{"cite": "GDPR Art. 1"}],
        "why": "Because it is tested.",
        "remedy": ["Mend it."],
        "silenced_by": ["Silence it."],
    }
    return load_rule({**document, **more})


def a_case(facts: Facts | None = None, party: str = "acme", **more: Any) -> Case:
    """A case about a party, with every word that a message may ask for."""
    return Case(
        kind="engagement",
        subject=(party,),
        facts=facts or EngagementFacts(),
        **{
            "words": {"party": party.title(), "components": "desk", "data": "Tickets"},
            "group": f"recipient:{party}",
            "parties": (party,),
            "location": Location("system.yaml", 3),
            **more,
        },
    )
