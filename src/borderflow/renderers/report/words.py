"""The words for what the model says in one letter case: severities, standings, forms, roles."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, groupby

from borderflow.language import say, spoken, to_say
from borderflow.language.forms import day, span_text
from borderflow.model.architecture import Form
from borderflow.model.catalog import Zone
from borderflow.model.findings import Finding, Severity
from borderflow.model.knowledge import Origin
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.report import PartyView

NOT_DECLARED = to_say("Not declared")
NOT_APPLICABLE = to_say("Not applicable")
NONE = to_say("None")

FORMS = {
    Form.CLEAR: to_say("plain text"),
    Form.PSEUDONYMISED: to_say("pseudonymised"),
    Form.ENCRYPTED: to_say("encrypted"),
    Form.AGGREGATED: to_say("aggregated"),
    Form.ANONYMISED: to_say("anonymised"),
    Form.EMBEDDING: to_say("embeddings"),
    Form.CONTEXT: to_say("retrieved passages"),
    Form.MEMORY: to_say("conversation memory"),
    Form.OUTPUT: to_say("model output"),
    Form.WEIGHTS: to_say("model weights"),
    Form.TELEMETRY: to_say("telemetry"),
}
BASES = {
    "consent": to_say("Consent, Art. 6(1)(a)"),
    "contract": to_say("Performance of a contract, Art. 6(1)(b)"),
    "legal_obligation": to_say("Legal obligation, Art. 6(1)(c)"),
    "vital_interests": to_say("Vital interests, Art. 6(1)(d)"),
    "public_task": to_say("Public task, Art. 6(1)(e)"),
    "legitimate_interests": to_say("Legitimate interests, Art. 6(1)(f)"),
    "none": to_say("Declared: none"),
}
STANDINGS = {
    Standing.RECORDED: to_say("On record"),
    Standing.PRESUMED: to_say("Presumed"),
    Standing.STALE: to_say("Out of date"),
    Standing.UNKNOWN: to_say("Open"),
    Standing.ABSENT: to_say("Not on record"),
    Standing.NONE: to_say("Declared: none"),
}
ANSWERS = {
    Answer.YES: to_say("On record"),
    Answer.NO: to_say("Declared: missing"),
    Answer.UNKNOWN: to_say("Open"),
    Answer.ABSENT: NOT_DECLARED,
}
"""What whoever read a contract found in it."""
TONES = {
    Standing.RECORDED: "good",
    Standing.PRESUMED: "ask",
    Standing.STALE: "bad",
    Standing.UNKNOWN: "ask",
    Standing.ABSENT: "bad",
    Standing.NONE: "bad",
}
"""How a standing is set in type, beside its word."""
STATUSES = {
    "inside": to_say("No transfer"),
    "adequate": to_say("Adequacy decision"),
    "covered": to_say("Tool on record"),
    "uncovered": to_say("No safeguard on record"),
    "unknown": to_say("Open question"),
    "exposed": to_say("Foreign control"),
    "none": to_say("No personal data"),
}
ZONES = {
    Zone.EEA: to_say("EU / EEA"),
    Zone.ADEQUATE: to_say("Adequate country"),
    Zone.US: to_say("United States"),
    Zone.OTHER: to_say("Other third country"),
    Zone.UNKNOWN: to_say("Place not declared"),
}
WEIGHTS = {
    "blocker": to_say("Blocker"),
    "major": to_say("Major"),
    "minor": to_say("Minor"),
    "note": to_say("Note"),
}
SEVERITIES = {
    Severity.CRITICAL: to_say("critical"),
    Severity.HIGH: to_say("high"),
    Severity.MEDIUM: to_say("medium"),
    Severity.LOW: to_say("low"),
    Severity.INFO: to_say("info"),
}
ROLES = {
    "processor": to_say("processor"),
    "sub-processor": to_say("sub-processor"),
    "controller": to_say("controller"),
    "own controller": to_say("own controller"),
    "dual": to_say("processor and own controller"),
    "joint": to_say("joint controller"),
    "group": to_say("group company"),
}
ORIGINS = {
    Origin.DECLARED: to_say("declared"),
    Origin.PRESUMED: to_say("presumed"),
    Origin.CATALOG: to_say("catalogue"),
    Origin.RESOLVED: to_say("resolved"),
    Origin.INFERRED: to_say("inferred"),
}


def weight_of(finding: Finding) -> str:
    """Blocker, major, minor or note (design: severities)."""
    if finding.blocking:
        return "blocker"
    if finding.severity >= Severity.MEDIUM:
        return "major"
    return "minor" if finding.severity is Severity.LOW else "note"


def not_declared() -> str:
    """What stands where an answer is owed."""
    return say(NOT_DECLARED)


def owners_of(findings: Iterable[Finding]) -> str:
    """Who is to close them."""
    owners = sorted({finding.owner for finding in findings if finding.owner})
    return ", ".join(owners) or not_declared()


def severity_word(severity: Severity) -> str:
    return say(SEVERITIES[severity])


def role_word(party: PartyView) -> str:
    """What a recipient is to the controller; empty when nobody says it."""
    return say(ROLES.get(party.role, party.role))


def mid_sentence(text: str) -> str:
    """The words of a table inside a sentence; German keeps the capitals of its nouns."""
    return text if spoken() == "de" else text[:1].lower() + text[1:]


def phrase(word: str) -> str:
    """A word of the vocabulary: `special-category` becomes `special category`; `x-…` is the user's own."""
    words = word.removeprefix("x-").replace("_", " ").replace("-", " ")
    return words if word.startswith("x-") else say(words)


def sentence(text: str) -> str:
    """With a capital at the beginning and without the full stop at the end."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def brief(text: str, most: int) -> str:
    """The beginning of a text that a page has no room for, cut between words; its code stays closed."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return cut + "`" * (cut.count("`") % 2) + "…"


def record_text(record: Record) -> str:
    """What is on record, with its date; else how it stands."""
    if record.standing not in (Standing.RECORDED, Standing.STALE, Standing.PRESUMED):
        return not_declared() if record.standing is Standing.ABSENT else say(STANDINGS[record.standing])
    parts = [span_text(record.text), record.evidence, day(record.on) if record.on else ""]
    return ", ".join(filter(None, parts)) or say(STANDINGS[record.standing])


def answered(answers: list[Answer]) -> int:
    return sum(answer is Answer.YES for answer in answers)


def ranged(ids: Iterable[str]) -> str:
    """`F1–F3, F6`: ids of one letter in order, three or more neighbours as a range."""
    found = sorted(set(ids), key=lambda id: int(id[1:]))
    places = count()
    runs = [list(run) for _, run in groupby(found, key=lambda id: int(id[1:]) - next(places))]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)
