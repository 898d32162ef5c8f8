"""Sign-offs as files, and what made one stale in whole sentences."""

from __future__ import annotations

from borderflow.language import say, to_say
from borderflow.model.signoff import (
    Decision,
    Reason,
    Reviewed,
    SignedFinding,
    SignOff,
    SignOffStanding,
    Staleness,
)
from borderflow.renderers.jsontext import Json, Object, written

VERSION = 1

DECISIONS = {
    Decision.APPROVE: to_say("approved"),
    Decision.CONDITIONS: to_say("approved with conditions"),
    Decision.REJECT: to_say("rejected"),
}

_SENTENCES = {
    Staleness.OTHER_SYSTEM: to_say("It is about `{before}`, and `{after}` was checked."),
    Staleness.EXPIRED: to_say("It held until {before}."),
    Staleness.SUPPOSED: to_say("The check supposes `{after}`, and what was signed supposes nothing."),
    Staleness.INPUT_CHANGED: to_say("`{of}` was changed."),
    Staleness.INPUT_NEW: to_say("`{of}` was not among what was signed."),
    Staleness.INPUT_GONE: to_say("`{of}` was signed, and is not among what was checked."),
    Staleness.PROFILE: to_say("It was given under the profile `{before}`, and the check is by `{after}`."),
    Staleness.RULES_LEFT_OUT: to_say("Rules that were asked then were left out now: {of}."),
    Staleness.NEW_FINDING: to_say("New ({after}): {of}."),
    Staleness.GRAVER: to_say("Graver, from {before} to {after}: {of}."),
    Staleness.REOPENED: to_say("It was an accepted risk and is none now: {of}."),
    Staleness.WIDER: to_say("It is about further data now ({after}): {of}."),
    Staleness.NEW_DATA: to_say("Personal data that were not there: `{of}` ({after})."),
    Staleness.NEW_CATEGORY: to_say("Further categories of data in `{of}`: {after}."),
    Staleness.NEW_RECIPIENT: to_say("A new recipient: {of} (seat: {after})."),
    Staleness.OTHER_OWNER: to_say("{of} is established or owned elsewhere: {before} then, {after} now."),
    Staleness.NEW_TRANSFER: to_say("A new transfer to {of}: {after}."),
    Staleness.TRANSFER_STATUS: to_say("The transfer to {of} was {before} and is {after}."),
    Staleness.FACT: to_say(
        "The catalogue says otherwise of what it rests on. {of}: “{before}” then, “{after}” now."
    ),
}


def sentence_of(reason: Reason) -> str:
    """What made a sign-off stale."""
    nothing = say("nothing on record")
    return say(
        _SENTENCES[reason.kind], of=reason.of, before=reason.before or nothing, after=reason.after or nothing
    )


def entry(standing: SignOffStanding) -> Json:
    """The standing in JSON, for a result."""
    one = standing.signoff
    return {
        "decision": one.decision.value,
        "by": one.by,
        "on": one.on.isoformat(),
        "run": one.run,
        "signed": one.signature is not None,
        "verified": one.verified,
        "state": "valid" if standing.holds else "stale",
        "reasons": [{"kind": reason.kind.value, "text": sentence_of(reason)} for reason in standing.reasons],
    }


def value_of(signoff: SignOff) -> Object:
    """What stands in the file, the signature apart: this is what is signed."""
    one = signoff.reviewed
    return {
        "signoff": VERSION,
        "system": {"name": one.system, "version": one.version},
        "run": signoff.run,
        "decision": signoff.decision.value,
        "by": signoff.by,
        "on": signoff.on.isoformat(),
        "until": signoff.until.isoformat() if signoff.until else None,
        "reason": signoff.reason,
        "conditions": list(signoff.conditions),
        "result": {"tool": one.tool, "as_of": one.as_of, "profile": one.profile, "catalog": one.catalog},
        "inputs": [{"path": each.path, "format": each.format, "sha256": each.sha256} for each in one.inputs],
        "rules": sorted(one.rules),
        "findings": [_finding(each) for each in one.findings],
        **_people(one),
    }


def write_signoff(signoff: SignOff) -> bytes:
    """The file, with the signature when there is one."""
    value = value_of(signoff)
    if made := signoff.signature:
        value["signature"] = {
            "algorithm": "Ed25519",
            "public_key": made.public_key,
            "value": made.value,
        }
    return written(value)


def _people(one: Reviewed) -> Object:
    """Who receives what."""
    return {
        "recipients": [
            {
                "id": each.id,
                "name": each.name,
                "country": each.country,
                "parent": each.parent,
                "parent_country": each.parent_country,
            }
            for each in one.recipients
        ],
        "transfers": [
            {
                "exporter": each.exporter,
                "importer": each.importer,
                "importer_name": each.importer_name,
                "status": each.status,
            }
            for each in one.transfers
        ],
        "categories": {id_: list(words) for id_, words in sorted(one.categories.items())},
    }


def _finding(one: SignedFinding) -> Json:
    return {
        "fingerprint": one.fingerprint,
        "rule": one.rule,
        "title": one.title,
        "outcome": one.outcome.value,
        "severity": str(one.severity),
        "accepted": one.accepted,
        "data": sorted(one.data),
        "facts": [
            {"text": fact.text, "source": fact.source, "as_of": fact.as_of}
            for fact in sorted(one.facts, key=lambda fact: (fact.text, fact.source, fact.as_of))
        ],
    }
