"""What a change means, in sentences: which data go where now, and where they no longer go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from borderflow.model.difference import Difference, FlowNote, Reach, Snapshot

_NAMED_AT_MOST = 5


def came(difference: Difference) -> Iterator[str]:
    """What is new."""
    after = difference.after
    for country, data in _by_place(difference.in_countries.added).items():
        name, via = _country(country, difference), _through(after, country, data)
        to = f"a new country: {name}{via}" if country in difference.countries.added else f"{name}{via}, too"
        yield f"This change sends {_labels(data, difference)} to {to}."
    yield from _new_recipients(difference)
    if difference.categories and difference.categories.added:
        words = _listed(difference.categories.added)
        yield f"This change processes new categories of personal data: {words}."
    if difference.flows.added:
        yield f"This change adds {_flows(difference.flows.added)}."
    for flow in difference.changed_flows:
        more = [one for one in flow.after.carries if one not in flow.before.carries]
        if more:
            yield f"The flow {flow.after.id} now carries {_labels(more, difference)}, too."


def _new_recipients(difference: Difference) -> Iterator[str]:
    new = {one.id: one for one in difference.recipients.added}
    reached = _by_place(difference.at_recipients.added)
    for id_, one in new.items():
        seat = f" ({_country(one.country, difference)})" if one.country else ""
        given = f"gives {_labels(reached[id_], difference)} to" if id_ in reached else "has"
        yield f"This change {given} a new recipient: {one.name}{seat}."
    for id_, data in reached.items():
        if id_ not in new:
            yield f"{_name(id_, difference)} now receives {_labels(data, difference)}, too."


def went(difference: Difference) -> Iterator[str]:
    """What is no more."""
    for country, data in _by_place(difference.in_countries.removed).items():
        yield f"{_labels(data, difference)}: no longer in {_country(country, difference)}."
    gone = {one.id: one for one in difference.recipients.removed}
    yield from (f"{one.name} is no longer a recipient." for one in gone.values())
    for id_, data in _by_place(difference.at_recipients.removed).items():
        if id_ not in gone:
            yield f"{_name(id_, difference)} no longer receives {_labels(data, difference)}."
    if difference.categories and difference.categories.removed:
        yield f"No longer processed: {_listed(difference.categories.removed)}."
    if difference.flows.removed:
        yield f"This change takes out {_flows(difference.flows.removed)}."


def _by_place(reaches: Iterable[Reach]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for data, where in reaches:
        found.setdefault(where, []).append(data)
    return found


def _through(after: Snapshot, country: str, data: Sequence[str]) -> str:
    """The companies by which they get there."""
    names = {one.id: one.name for one in after.recipients}
    by = {stay.by for stay in after.stays if stay.where == country and stay.data in data and stay.by}
    return f" (through {_listed(sorted(names.get(id_, id_) for id_ in by))})" if by else ""


def _country(code: str, difference: Difference) -> str:
    known = {**difference.before.country_names, **difference.after.country_names}
    return known.get(code, code)


def _name(id_: str, difference: Difference) -> str:
    known = (*difference.after.recipients, *difference.before.recipients)
    return next((one.name for one in known if one.id == id_), id_)


def _labels(data: Iterable[str], difference: Difference) -> str:
    known = {**difference.before.labels, **difference.after.labels}
    return _listed([known.get(one, one) for one in data])


def _flows(flows: Sequence[FlowNote]) -> str:
    number = f"{len(flows)} flow{'' if len(flows) == 1 else 's'}"
    return f"{number}: {_listed([f'{one.source} -> {one.target}' for one in flows])}"


def _listed(words: Sequence[str]) -> str:
    """`a, b and c`; of many the first."""
    if len(words) > _NAMED_AT_MOST:
        words = (*words[:_NAMED_AT_MOST], f"{len(words) - _NAMED_AT_MOST} more")
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
