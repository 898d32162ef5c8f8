"""What `--assume` names: a shipped scenario, one of a policy folder, or a file of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from borderflow.catalog.lookup import Catalog
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.assumption import (
    ANY_PROVIDER,
    Assumption,
    Candidates,
    SupposedLaw,
    SupposedStanding,
)
from borderflow.model.catalog import Adequacy, Owner
from borderflow.trail import is_file, looked

Json = dict[str, Any]
_ENDINGS = (".yaml", ".yml", ".json")


def find_assumption(text: str, catalog: Catalog) -> Assumption:
    """The scenario that a word of the command line means: NAME, NAME=PROVIDER, FILE or FILE=PROVIDER.

    Raises:
        InputError: when there is none of that name, or it needs a provider that is not named or not known.
        PolicyError: with every fault of a file.
    """
    name, company = _split(text)
    found = _read_file(name) if _is_file(name) else _shipped(name, catalog)
    raise_all(InputError, _dangling(found, catalog))
    return _about(found, company, catalog)


def scenarios(catalog: Catalog) -> tuple[Assumption, ...]:
    """Every shipped scenario and those of the policy folders, by id."""
    return tuple(map(assumption, catalog.scenarios()))


def assumption(entry: Json) -> Assumption:
    """A validated scenario as the value that the catalogue is read under."""
    supposed = entry["assume"]
    return Assumption(
        id=entry["id"],
        name=entry["name"],
        says=entry["says"],
        why=entry.get("why", ""),
        sources=tuple(_source(source) for source in entry.get("sources", ())),
        standings={code: _standing(one) for code, one in supposed.get("jurisdictions", {}).items()},
        laws={id_: _law(one) for id_, one in supposed.get("laws", {}).items()},
        owners={id_: Owner(one["name"], one["country"]) for id_, one in supposed.get("owners", {}).items()},
        candidates=Candidates(entry["provider"]) if "provider" in entry else None,
    )


def _split(text: str) -> tuple[str, str]:
    """Scenario and company. A file whose name holds the sign is a file."""
    if "=" not in text or is_file(looked(Path(text))):
        return text, ""
    name, _, company = text.rpartition("=")
    return name, company


def _is_file(name: str) -> bool:
    return name.endswith(_ENDINGS) or "/" in name or is_file(looked(Path(name)))


def _read_file(name: str) -> Assumption:
    """Read a scenario of the user's own."""
    from borderflow.catalog.validating import validate
    from borderflow.documents import load
    from borderflow.shapes.scenario import ScenarioShape

    shape = validate(ScenarioShape, load(name), "a scenario")
    return assumption(shape.model_dump(mode="json", exclude_defaults=True))


def _shipped(name: str, catalog: Catalog) -> Assumption:
    found = {one.id: one for one in scenarios(catalog)}
    if name not in found:
        listed = ", ".join(found)
        raise InputError(
            Fault(f"There is no scenario `{name}`.", hint=f"name a file of your own, or one of {listed}")
        )
    return found[name]


def _about(found: Assumption, company: str, catalog: Catalog) -> Assumption:
    """The scenario, said of the company that was named."""
    if found.candidates is None:
        if company:
            raise InputError(
                Fault(f"`{found.id}` is not about one provider.", hint=f"write `--assume {found.id}`")
            )
        return found
    if not company:
        message = f"`{found.id}` is about one provider, and none is named."
        raise InputError(Fault(message, hint=f"write `--assume {found.id}=mistral`, or another provider"))
    provider = catalog.provider(company)
    if provider is None:
        raise InputError(_no_provider(company, catalog))
    return found.about(provider.id, provider.name)


def _dangling(found: Assumption, catalog: Catalog) -> Iterator[Fault]:
    """Countries, laws and companies that the scenario changes and the catalogue does not hold."""
    for code in found.standings:
        if code not in catalog.jurisdiction_codes:
            yield Fault(
                f"`{found.id}` changes `{code}`, which is no country of the catalogue.",
                hint="write the two letters of ISO 3166-1, as in `US`",
            )
    for id_, law in found.laws.items():
        if id_ not in catalog.law_ids and not (law.country and law.name):
            yield Fault(
                f"`{found.id}` changes the law `{id_}`, which the catalogue does not hold.",
                hint=f"mend its spelling ({', '.join(sorted(catalog.law_ids)[:3])}, …), or give the new law "
                "a `country` and a `name`",
            )
    for id_ in found.owners:
        if id_ != ANY_PROVIDER and id_ not in catalog.provider_ids:
            yield _no_provider(id_, catalog)


def _no_provider(name: str, catalog: Catalog) -> Fault:
    companies = dict.fromkeys(id_.partition("/")[0] for id_ in catalog.find(name, 3))
    near = " or ".join(f"`{id_}`" for id_ in companies)
    hint = f"did you mean {near}?" if near else "a party that only the manifest names is changed there"
    return Fault(f"The catalogue does not know the provider `{name}`.", hint=hint)


def _standing(one: Json) -> SupposedStanding:
    adequacy = one.get("adequacy")
    return SupposedStanding(
        adequacy=Adequacy(adequacy) if adequacy else None,
        instrument=one.get("instrument", ""),
        conditions=tuple(one.get("conditions", ())),
        problematic=one.get("problematic"),
    )


def _law(one: Json) -> SupposedLaw:
    reach = one.get("reaches_abroad")
    return SupposedLaw(
        in_force=one.get("in_force", True),
        reaches_abroad=None if reach is None else reach != "no",
        country=one.get("country") or "",
        name=one.get("name", ""),
        citation=one.get("citation", ""),
    )


def _source(one: Json) -> str:
    said = " ".join(filter(None, (one["title"], one.get("url", ""))))
    return f"{said} ({one['as_of']})" if one.get("as_of") else said
