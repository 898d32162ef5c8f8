"""The words for what the model says in one letter case: severities, standings, forms, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import count, groupby

from borderflow.model.architecture import Form
from borderflow.model.catalog import Zone
from borderflow.model.findings import Finding, Severity
from borderflow.model.records import Answer, Record, Standing

NOT_DECLARED = "Not declared"
NOT_APPLICABLE = "Not applicable"
NONE = "None"

FORMS = {
    Form.CLEAR: "plain text",
    Form.PSEUDONYMISED: "pseudonymised",
    Form.ENCRYPTED: "encrypted",
    Form.AGGREGATED: "aggregated",
    Form.ANONYMISED: "anonymised",
    Form.EMBEDDING: "embeddings",
    Form.CONTEXT: "retrieved passages",
    Form.MEMORY: "conversation memory",
    Form.OUTPUT: "model output",
    Form.WEIGHTS: "model weights",
    Form.TELEMETRY: "telemetry",
}
BASES = {
    "consent": "Consent, Art. 6(1)(a)",
    "contract": "Performance of a contract, Art. 6(1)(b)",
    "legal_obligation": "Legal obligation, Art. 6(1)(c)",
    "vital_interests": "Vital interests, Art. 6(1)(d)",
    "public_task": "Public task, Art. 6(1)(e)",
    "legitimate_interests": "Legitimate interests, Art. 6(1)(f)",
    "none": "Declared: none",
}
STANDINGS = {
    Standing.RECORDED: "On record",
    Standing.PRESUMED: "Presumed",
    Standing.STALE: "Out of date",
    Standing.UNKNOWN: "Open",
    Standing.ABSENT: "Not on record",
    Standing.NONE: "Declared: none",
}
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
    "inside": "Inside its zone",
    "adequate": "Adequacy decision",
    "covered": "Tool on record",
    "uncovered": "No safeguard on record",
    "unknown": "Open question",
    "exposed": "Foreign control",
    "none": "No personal data",
}
ZONES = {
    Zone.EEA: "EU / EEA",
    Zone.ADEQUATE: "Adequate country",
    Zone.US: "United States",
    Zone.OTHER: "Other third country",
    Zone.UNKNOWN: "Place not declared",
}
WEIGHTS = {"blocker": "Blocker", "major": "Major", "minor": "Minor", "note": "Note"}

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def weight_of(finding: Finding) -> str:
    """Blocker, major, minor or note (design: severities)."""
    if finding.blocking:
        return "blocker"
    if finding.severity >= Severity.MEDIUM:
        return "major"
    return "minor" if finding.severity is Severity.LOW else "note"


def day(when: date) -> str:
    """A date in full, in no locale but our own."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def day_text(text: str) -> str:
    """A date in full when the text is an ISO date; else the text as it was declared."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def span_text(text: str) -> str:
    """`P2Y` as `2 years`; other texts as they were declared."""
    found = re.fullmatch(r"P(\d+)([YMWD])", text)
    if not found:
        return text
    unit = _UNITS[found[2]] + ("" if found[1] == "1" else "s")
    return f"{found[1]} {unit}"


def phrase(word: str) -> str:
    """An identifier as words: `special-category` becomes `special category`."""
    return word.removeprefix("x-").replace("_", " ").replace("-", " ")


def sentence(text: str) -> str:
    """With a capital at the beginning and without the full stop at the end."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def record_text(record: Record) -> str:
    """What is on record, with its date; else how it stands."""
    if record.standing not in (Standing.RECORDED, Standing.STALE, Standing.PRESUMED):
        return NOT_DECLARED if record.standing is Standing.ABSENT else STANDINGS[record.standing]
    parts = [span_text(record.text), record.evidence, day(record.on) if record.on else ""]
    return ", ".join(filter(None, parts)) or STANDINGS[record.standing]


def answered(answers: list[Answer]) -> int:
    return sum(answer is Answer.YES for answer in answers)


def ranged(ids: Iterable[str]) -> str:
    """`F1–F3, F6`: ids of one letter in order, three or more neighbours as a range."""
    found = sorted(set(ids), key=lambda id: int(id[1:]))
    places = count()
    runs = [list(run) for _, run in groupby(found, key=lambda id: int(id[1:]) - next(places))]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def basis_text(basis: tuple[str, ...]) -> str:
    """`GDPR Art. 28(1), 32; EDPB Guidelines 05/2021`: what many articles share is said once."""
    sources: dict[str, list[str]] = {}
    for reference in basis:
        source, article, number = reference.partition(" Art. ")
        sources.setdefault(source + article, []).extend([number] if number else [])
    return "; ".join(source + ", ".join(numbers) for source, numbers in sources.items())


def listed(words: list[str]) -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
