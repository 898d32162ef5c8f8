"""What is known of a company, a place, a rule or a field, as the Markdown that editors show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from borderflow.catalog import Catalog
from borderflow.model.catalog import Jurisdiction, Product, Provider, Region
from borderflow.model.knowledge import Fact
from borderflow.renderers.law import link_to
from borderflow.renderers.markdown import code, escaped
from borderflow.shapes.fields import FieldFacts

_FACTS = (
    ("contract_party", "Contract party"),
    ("default_place", "Place, if nothing is chosen"),
    ("dpa", "Processor contract"),
    ("dpf", "Data Privacy Framework"),
    ("training", "Trains its models on what it receives"),
    ("retention", "Keeps what it receives"),
)


def provider_page(provider: Provider, product: Product | None) -> str:
    """Who it is, who controls it, and what is known of one product, each with its source and date."""
    chosen = product or provider.products[provider.default_product]
    seat = next((one for one in provider.entities if one.role == "contracting"), None)
    lines = [f"**{escaped(chosen.name if product else provider.name)}** (`{chosen.id}`)", ""]
    if seat:
        lines.append(f"- Legal seat: {escaped(seat.name)}, {seat.country}")
    lines.append(_fact("Parent", provider.parent))
    lines.append(_fact("Law that reaches it through control", provider.control))
    lines += [_fact(words, getattr(chosen, name)) for name, words in _FACTS]
    if chosen.regions:
        lines.append(f"- Regions: {escaped(', '.join(chosen.regions))}")
    if chosen.eu_option:
        lines.append(f"- Within the EEA: {escaped(chosen.eu_option)}")
    if provider.reviewed:
        lines += ["", f"Reviewed {provider.reviewed}, confidence {provider.confidence}."]
    return "\n".join(lines)


def _fact(words: str, fact: Fact[Any]) -> str:
    known = fact.known
    said = "not known" if known is None else _shown(known)
    source = next((one for one in fact.source.split("; ") if one.startswith("https://")), "")
    dated = ", ".join(filter(None, (fact.as_of, fact.level.value if known is not None else "")))
    cited = _linked(dated, source) if dated else ""
    return f"- {words}: {escaped(said)}" + (f" ({cited})" if cited else "")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "none"
    countries = getattr(value, "countries", None)
    if countries is not None:
        return ", ".join(countries) or "not named"
    name = getattr(value, "name", None)
    return (
        f"{name} ({getattr(value, 'country', '?')})"
        if isinstance(name, str) and not isinstance(value, str)
        else str(value)
    )


def region_page(region: Region, catalog: Catalog, day: date) -> str:
    """The countries of a region, with the standing of each."""
    place = region.place.known
    title = f"**{escaped(region.name or region.id)}** (`{region.provider}@{region.id}`)"
    if place is None or not place.countries:
        return f"{title}\n\nThe catalogue does not know in which country it lies."
    laws = [country_line(code, catalog, day) for code in place.countries]
    return "\n".join((title, "", *laws, *([] if place.complete else ["- and countries that are not named"])))


def country_line(country: str, catalog: Catalog, day: date) -> str:
    """One country: its standing under Chapter V on a day, and the laws by which its authorities reach."""
    found = catalog.jurisdiction(country, day)
    return f"- {_country(found)}" if found else f"- {code(country)}: not in the catalogue"


def _country(found: Jurisdiction) -> str:
    standing = {
        "eea": "in the EEA",
        "adequate": "adequate (Art. 45)",
        "partial": "adequate under conditions (Art. 45)",
        "none": "no adequacy decision",
    }[found.adequacy.value]
    law = "; ".join(escaped(one.name) for one in found.laws)
    return f"**{escaped(found.name)}** ({found.code}): {standing}" + (
        f". Laws on access: {law}" if law else ""
    )


def rule_page(rule: Mapping[str, Any]) -> str:
    """Why a rule is there, on which law it rests, and what mends its findings."""
    title = rule["name"].replace("-", " ").capitalize()
    lines = [f"**{rule['id']}** {escaped(title)}", "", escaped(str(rule.get("why", ""))), ""]
    lines += [f"Law: {', '.join(_cited(one) for one in rule.get('basis', ()))}", ""]
    lines += [f"- Fix: {escaped(str(one))}" for one in rule.get("remedy", ())]
    return "\n".join(lines).strip()


def _cited(citation: Mapping[str, str]) -> str:
    words = citation["cite"]
    return _linked(escaped(words), link_to(words) or citation.get("url", ""))


def _linked(words: str, address: str) -> str:
    """Only to the web, and to nothing that would end the link early: policies may be anybody's."""
    is_plain = address.startswith("https://") and not set(address) & set("()<> \t\n")
    return f"[{words}]({address})" if is_plain else words


def component_page(id_: str, said: Mapping[str, str], place: str) -> str:
    """A component of the manifest as its own lines describe it."""
    return _listed(
        id_,
        said.get("label", ""),
        (("Kind", said.get("kind", "")), ("Operator", said.get("operator", "self")), ("Host", place)),
    )


def named_page(id_: str, said: Mapping[str, str]) -> str:
    """A class of data or a purpose, as its own lines describe it."""
    told = ((key.replace("_", " ").capitalize(), value) for key, value in said.items() if key != "label")
    return _listed(id_, said.get("label", ""), told)


def _listed(id_: str, label: str, told: Iterable[tuple[str, str]]) -> str:
    head = f"**{escaped(label or id_)}** ({code(id_)})"
    return "\n".join((head, "", *(f"- {key}: {code(value)}" for key, value in told if value)))


def word_page(word: str, meaning: str) -> str:
    """A word of the vocabulary."""
    return f"**{escaped(word)}**\n\n{escaped(meaning)}"


def field_page(name: str, facts: FieldFacts) -> str:
    """What a key means, and the words that it takes."""
    return "\n\n".join((f"**{escaped(name)}**", *_about(facts)))


def _about(facts: FieldFacts) -> Iterator[str]:
    yield facts.description
    if facts.words:
        yield "One of " + ", ".join(f"`{word}`" for word in facts.words)
