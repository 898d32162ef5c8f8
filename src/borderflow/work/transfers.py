"""Transfers as a review tells them: the tool, how the hop stands, and the six steps.

A decision or a tool that is only claimed, presumed or half shown is told as that, and never as one on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderflow.language import say, to_say
from borderflow.language.forms import day_text, in_turn
from borderflow.model.age import TIA_LIMIT_DAYS
from borderflow.model.catalog import Adequacy
from borderflow.model.facts import Case, TransferFacts
from borderflow.model.records import Standing
from borderflow.model.report import Step, TransferView

_TOOL_WORDS = {
    Standing.RECORDED: to_say("recorded"),
    Standing.PRESUMED: to_say("presumed"),
    Standing.STALE: to_say("out of date"),
}
_RELIED = (Standing.RECORDED, Standing.PRESUMED)
_STANDING_WORDS = {
    Standing.RECORDED: "on record",
    Standing.PRESUMED: "presumed",
    Standing.STALE: "open",
    Standing.UNKNOWN: "open",
    Standing.ABSENT: "not on record",
    Standing.NONE: "not on record",
}
_DEROGATIONS = {
    "occasional": to_say("derogation of Art. 49, for an occasional transfer"),
    "standing": to_say("derogation of Art. 49, used for a standing transfer"),
}


def transfer_views(cases: Iterable[Case], next_review: str = "") -> tuple[TransferView, ...]:
    """Hops that leave the EEA, numbered T1 to Tn in the order of exporter and importer.

    `next_review` is the day on which the whole system is to be reviewed again, if somebody declared it.
    """
    hops = sorted((case for case in cases if _leaves(case)), key=lambda case: case.subject)
    return tuple(_transfer(f"T{number}", case, next_review) for number, case in enumerate(hops, 1))


def _leaves(case: Case) -> bool:
    return isinstance(case.facts, TransferFacts) and case.facts.third_country is not False


def _transfer(id_: str, case: Case, next_review: str) -> TransferView:
    facts = case.facts
    assert isinstance(facts, TransferFacts)
    return TransferView(
        id=id_,
        exporter=case.words["exporter"],
        importer=case.subject[1],
        importer_name=case.words["importer"],
        countries=(case.words["code"],) if case.words["code"] else (),
        data=case.data,
        components=case.components,
        flows=case.flows,
        tool=_ground(facts, case),
        status=transfer_status(facts),
        onward=facts.exporter == "processor",
        remote=facts.remote,
        exporter_id=case.subject[0],
        steps=tuple(_steps(facts, case, next_review)),
        grounds=case.grounds,
    )


def transfer_status(facts: TransferFacts) -> str:
    """`covered`, `uncovered` or `unknown`, on the declared and presumed facts of the day."""
    if facts.adequacy is Adequacy.EEA or facts.shielded or _is_under_decision(facts) or _rests_on_tool(facts):
        return "covered"
    if facts.derogation == "occasional":
        return "covered"
    if _is_said_bare(facts):
        return "uncovered"
    is_open = facts.tool is Standing.UNKNOWN or facts.access != "known" or bool(_pending(facts))
    return "unknown" if is_open else "uncovered"


def _is_under_decision(facts: TransferFacts) -> bool:
    """An adequacy decision covers the importer and these data, by what is on record."""
    return facts.adequacy is Adequacy.ADEQUATE or (facts.conditions == "met" and not facts.tool_needed)


def _is_settled(facts: TransferFacts) -> bool:
    """The same, and the extract that shows it is fresh."""
    return _is_under_decision(facts) and not (facts.united_states and facts.dpf_stale)


def _rests_on_tool(facts: TransferFacts) -> bool:
    return facts.tool in _RELIED and facts.tool_valid != "wrong"


def _is_said_bare(facts: TransferFacts) -> bool:
    """Nothing carries a hop of a processor, in the words of the manifest (TRF-04, TRF-05)."""
    is_onward = facts.exporter == "processor" or facts.remote
    return is_onward and facts.tool is Standing.NONE and facts.united_states and facts.access == "known"


def _pending(facts: TransferFacts) -> str:
    """Why nobody can tell whether a tool and its assessment are owed; empty where one can."""
    if facts.third_country is not True:
        return say("depends on where the importer is established, which is not known")
    if facts.verify_status and not _rests_on_tool(facts):
        return say("depends on the standing of the territory, which is to be verified")
    if _is_said_bare(facts) or facts.adequacy is not Adequacy.PARTIAL or facts.conditions == "failed":
        return ""
    if facts.tool_needed and (_rests_on_tool(facts) or facts.tool_valid == "wrong"):
        return ""
    return say("not required if the decision covers this transfer, which is not shown")


def _ground(facts: TransferFacts, case: Case) -> str:
    """What of Chapter V carries the transfer, in a few words, and how well that is shown."""
    if _is_settled(facts):
        return say("Data Privacy Framework (adequacy)") if facts.united_states else say("adequacy decision")
    if facts.tool in _TOOL_WORDS:
        is_void = facts.tool_valid == "wrong"
        standing = say("void, or of another module") if is_void else say(_TOOL_WORDS[facts.tool])
        return say("{tool} ({standing})", tool=case.words["tool"], standing=standing)
    if facts.derogation in _DEROGATIONS:
        return say(_DEROGATIONS[facts.derogation])
    if facts.shielded:
        return _claimed(facts) or say("no tool on record; out of the importer's reach")
    return _claimed(facts) or say("no tool on record")


def _claimed(facts: TransferFacts) -> str:
    """The decision that may carry the transfer, and what is not shown of it."""
    if facts.united_states and facts.dpf == "active":
        if facts.tool_needed:
            return say("Data Privacy Framework (for employee data not shown)")
        return say("Data Privacy Framework (extract out of date)")
    if facts.united_states and facts.dpf == "claimed":
        return say("Data Privacy Framework (claimed)")
    if facts.adequacy is Adequacy.PARTIAL and facts.conditions == "unknown" and not facts.united_states:
        return say("adequacy decision (conditions not shown)")
    return ""


def _steps(facts: TransferFacts, case: Case, next_review: str) -> Iterator[Step]:
    """The six steps of EDPB Recommendations 01/2020 v2.0.

    Under an adequacy decision nothing but its validity has to be watched (paragraph 19), and a derogation
    leads no further than the second step (paragraph 27).
    """
    words = {name: case.words[name] for name in ("data", "importer", "country")}
    is_known = facts.third_country is True and facts.access == "known"
    yield Step("on record" if is_known else "open", say("{data} to {importer} in {country}", **words))
    yield Step(_tool_state(facts), _tool_found(facts, case))
    if _is_settled(facts):
        yield Step("not required", say("an adequacy decision covers this transfer"))
        yield Step("not required", say("no supplementary measure is owed beside adequacy"))
        yield Step("not required", say("a transfer under an adequacy decision needs no authorisation"))
        yield Step("not required", say("only whether the decision stays in force is to be watched"))
        return
    if facts.derogation == "occasional" and not _rests_on_tool(facts):
        yield Step("not required", say("a derogation of Art. 49 is no tool whose effect is to be assessed"))
        yield Step("not required", say("no supplementary measure goes with a derogation"))
        yield Step("open", say("that the conditions of the derogation are documented for this transfer"))
    else:
        yield from (_law(facts), _measures(facts), _formalities(facts))
    yield _again(facts, next_review)


def _tool_state(facts: TransferFacts) -> str:
    if _is_settled(facts):
        return "on record"
    if facts.tool in _TOOL_WORDS and facts.tool_valid == "wrong":
        return "not on record"
    if facts.derogation in _DEROGATIONS:
        return "on record" if facts.derogation == "occasional" else "not on record"
    return "open" if not _rests_on_tool(facts) and _pending(facts) else _STANDING_WORDS[facts.tool]


def _tool_found(facts: TransferFacts, case: Case) -> str:
    """The adequacy decision that is shown to cover the transfer; else the tool, and what may cover it."""
    tool, decision = case.grounds.get("tool"), case.grounds.get("adequacy")
    if decision and _is_settled(facts):
        return decision.text
    if facts.tool in _TOOL_WORDS or facts.derogation in _DEROGATIONS or not decision:
        return tool.text if tool and facts.tool_valid != "wrong" else _ground(facts, case)
    shown = say("{decision}; that it covers this transfer is not shown", decision=decision.text)
    return in_turn((tool.text, shown)) if tool else shown


def _likewise(facts: TransferFacts) -> str:
    """The same, said once: the third step has it already, unless an assessment stands there."""
    pending = _pending(facts)
    return say("as in step 3") if pending and facts.tia is not Standing.RECORDED else pending


def _law(facts: TransferFacts) -> Step:
    pending = _pending(facts)
    if pending and facts.tia is not Standing.RECORDED:
        return Step("open", pending)
    assessment = say("transfer impact assessment, at most {n} days old", n=TIA_LIMIT_DAYS)
    return Step(_STANDING_WORDS[facts.tia], assessment)


def _measures(facts: TransferFacts) -> Step:
    """Measures are owed only where the assessment finds that law or practice impair the tool."""
    if facts.shielded:
        return Step("on record", say("encryption or pseudonymisation out of the importer's reach"))
    if facts.tia is Standing.RECORDED and facts.tia_finding != "problematic":
        if facts.tia_finding:
            return Step("not required", say("by the assessment, problematic law is not applied here"))
        return Step("open", say("owed only where the assessment finds that the tool falls short"))
    if pending := _likewise(facts):
        return Step("open", pending)
    return Step("not on record", say("encryption or pseudonymisation out of the importer's reach"))


def _formalities(facts: TransferFacts) -> Step:
    if facts.tool in _RELIED:
        return {
            "wrong": Step("not on record", say("clauses of the module that fits the roles")),
            "unstated": Step("open", say("the module of the clauses is not on record")),
            "annex-missing": Step("not on record", say("the annexes of the clauses")),
        }.get(facts.tool_valid, Step(_STANDING_WORDS[facts.tool], say("conclusion of the tool")))
    if pending := _pending(facts):
        return Step("open", pending)
    return Step(_STANDING_WORDS[facts.tool], say("conclusion of the tool"))


def _again(facts: TransferFacts, next_review: str) -> Step:
    if next_review:
        return Step("on record", say("next review of the system: {day}", day=day_text(next_review)))
    if facts.tia is not Standing.RECORDED and (pending := _likewise(facts)):
        return Step("open", pending)
    return Step("not on record", say("date of the next review"))
