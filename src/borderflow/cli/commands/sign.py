"""`borderflow sign`: write down a decision about a result; a later check says whether it still holds."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from borderflow.api import speaking
from borderflow.cli.console import Console
from borderflow.cli.day import day_of, named_day
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.output import STDOUT, deliver
from borderflow.cli.signoffs import read_signoffs, said
from borderflow.errors import Fault, InputError, raise_all
from borderflow.language import say
from borderflow.language.forms import dated, in_turn
from borderflow.model.findings import Severity
from borderflow.model.run import run_id
from borderflow.model.signoff import Decision, Reviewed, SignOff

_LONGEST = 200
"""Letters of a name, as the file takes them."""


def run(arguments: Namespace, console: Console) -> int:
    """Write the sign-off, or say what one holds.

    Raises:
        InputError: when an option is missing, the result cannot be signed, or the sign-off is not whole.
    """
    if arguments.verify:
        with speaking(arguments.language):
            return _verify(arguments, console)
    raise_all(InputError, _missing(arguments))
    from borderflow.readers.signing import read_to_sign
    from borderflow.renderers.signoff import value_of, write_signoff
    from borderflow.signature import canonical, sign

    signoff = _signoff(arguments, read_to_sign(Path(arguments.file)), console)
    if arguments.key:
        signoff = replace(signoff, signature=sign(canonical(value_of(signoff)), Path(arguments.key)))
    inputs = filter(None, (arguments.file, arguments.key))
    deliver(write_signoff(signoff), arguments.output, console, inputs)
    if arguments.output not in (None, STDOUT):
        console.remark(f"wrote {arguments.output}")
    if signoff.decision is Decision.APPROVE and not signoff.reason and any(_grave(signoff.reviewed)):
        console.remark("approved with grave findings open, and no word why: `--reason` says it")
    return NOTHING_BLOCKS


def _verify(arguments: Namespace, console: Console) -> int:
    (signoff,) = read_signoffs((arguments.file,), arguments.public_key)
    from borderflow.renderers.text.ink import neutral

    console.print(neutral(say(": ").join((signoff.reviewed.system, said(signoff)))))
    for condition in signoff.conditions:
        console.print(neutral("  " + say("on condition: {condition}", condition=condition)))
    if signoff.reason:
        console.print(neutral("  " + say("for the reason: {reason}", reason=signoff.reason)))
    if grave := in_turn(_grave(signoff.reviewed)):
        console.print(neutral("  " + say("open when signed, high or critical: {findings}", findings=grave)))
    if signoff.until:
        console.print("  " + say("until {day}", day=dated(signoff.until)))
    return NOTHING_BLOCKS


def _grave(signed: Reviewed) -> Iterator[str]:
    """What the signer had before the eyes: whoever files the decision has to see it too."""
    for one in signed.findings:
        if one.severity >= Severity.HIGH and not one.accepted:
            yield f"{one.rule} {one.title}"


def _missing(arguments: Namespace) -> list[Fault]:
    """Everything that the options leave open, at once."""
    faults = []
    if not (arguments.by or "").strip():
        faults.append(Fault("It is not said who decides.", hint="name them with `--by`"))
    if len(arguments.by or "") > _LONGEST:
        faults.append(Fault("The name of who decides is too long.", hint=f"keep to {_LONGEST} letters"))
    if arguments.decision is None:
        faults.append(Fault("It is not said what is decided.", hint="add `--decision approve`"))
    if arguments.decision == Decision.CONDITIONS and not arguments.conditions:
        hint = "name each with `--condition`"
        faults.append(Fault("An approval with conditions needs some.", hint=hint))
    if arguments.decision != Decision.CONDITIONS and arguments.conditions:
        hint = "write `--decision conditions`"
        faults.append(Fault("Conditions go with no other decision.", hint=hint))
    faults += [
        Fault("A condition is empty.", hint="say what must be done")
        for one in arguments.conditions
        if not one.strip()
    ]
    if arguments.public_key:
        faults.append(Fault("`--public-key` is for `--verify`.", hint="sign with `--key`"))
    return faults


def _signoff(arguments: Namespace, signed: Reviewed, console: Console) -> SignOff:
    on = day_of(arguments.date, console.environ, "--date")
    until = named_day(arguments.until, "--until") if arguments.until else None
    raise_all(InputError, _out_of_order(date.fromisoformat(signed.as_of), on, until))
    return SignOff(
        reviewed=signed,
        run=run_id(signed.tool, signed.as_of, signed.profile, signed.catalog, (), signed.inputs),
        decision=Decision(arguments.decision),
        by=arguments.by,
        on=on,
        until=until,
        reason=arguments.reason,
        conditions=tuple(arguments.conditions),
    )


def _out_of_order(reviewed: date, on: date, until: date | None) -> list[Fault]:
    faults = []
    if on < reviewed:
        message = f"The decision is of {on}, and what it is about of {reviewed}."
        faults.append(Fault(message, hint="name the day of the decision with `--date`"))
    if until and until < on:
        faults.append(Fault(f"It would end on {until}, before it begins.", hint="name a later day"))
    return faults
