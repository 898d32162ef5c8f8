"""The review as JSON-LD in the terms of the W3C Data Privacy Vocabulary (policies/catalog/dpv.yaml).

It is a record of what was declared and found. A finding becomes a `dpv:Risk`, whatever its outcome, and no
status of compliance is ever written: that is not for a program to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from borderflow.model.records import Standing
from borderflow.model.report import DatumView, PartyView, PurposeView, Review, TransferView
from borderflow.renderers.jsontext import Json, Object, written
from borderflow.renderers.renderer import Options, Renderer

_OWN = "urn:borderflow:"
_TOOLS = {"adequacy": "adequacy", "Data Privacy Framework": "adequacy", "standard": "scc", "binding": "bcr-p"}
"""How the words for a tool begin, and the instrument that they mean."""
_FORMS = ("pseudonymised", "encrypted", "anonymised")


def _render(review: Review, options: Options) -> bytes:  # noqa: ARG001 - JSON-LD has no options
    return written({"@context": dict(review.terms.prefixes), "@graph": list(_Graph(review, 1).nodes())})


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - as above
    nodes = [node for number, one in enumerate(reviews, 1) for node in _Graph(one, number).nodes()]
    return written({"@context": dict(reviews[0].terms.prefixes), "@graph": nodes})


class _Graph:
    """The nodes of one review; several in one file are told apart by number."""

    def __init__(self, review: Review, number: int) -> None:
        self._review, self._terms = review, review.terms
        self._base = f"{_OWN}{number}:"

    def nodes(self) -> Iterator[Object]:
        """The system, then everything that it refers to."""
        review = self._review
        personal = [one for one in review.data if one.personal]
        yield self._system(personal)
        yield self._controller()
        yield from (self._purpose(one) for one in review.purposes)
        yield from (self._datum(one) for one in personal)
        yield from (self._party(one) for one in review.parties)
        yield from (self._transfer(one) for one in review.transfers)
        yield from self._risks()

    def _system(self, personal: Iterable[DatumView]) -> Object:
        review = self._review
        found = (item.form.value for one in review.components for item in one.data)
        measures = sorted({self._terms.of("measures", form) for form in found if form in _FORMS})
        return self._node(
            "system",
            "process",
            {
                "title": review.architecture.system.name or "Not named",
                "date": review.as_of.isoformat(),
                "conforms-to": _refs([self._terms.release] if self._terms.release else []),
                "has-controller": self._ref("controller"),
                "has-purpose": [self._ref("purpose", one.id) for one in review.purposes],
                "has-data": [self._ref("data", one.id) for one in personal],
                "has-recipient": [self._ref("party", one.id) for one in review.parties],
                "has-processing": [self._ref("transfer", one.id) for one in review.transfers],
                "has-measure": _refs(measures),
                "has-risk": [self._ref("finding", one.fingerprint) for one in review.open_findings],
            },
        )

    def _controller(self) -> Object:
        stated = self._review.architecture.controller
        content: Object = {"title": stated.name or "Not named", "has-location": _country(stated.country)}
        return self._typed("controller", self._terms.of("roles", "controller"), content)

    def _purpose(self, one: PurposeView) -> Object:
        kind = self._terms.of("purposes", one.id, self._term("purpose"))
        basis = self._terms.of("bases", one.basis)
        content: Object = {"title": one.label, "has-basis": _refs([basis] if basis else [])}
        return self._typed(f"purpose:{_safe(one.id)}", kind, content)

    def _datum(self, one: DatumView) -> Object:
        terms, widest = self._terms, self._term("any-data")
        kinds = dict.fromkeys(terms.of("categories", word, widest) for word in one.categories) or [widest]
        subjects = dict.fromkeys(
            terms.of("subjects", word, self._term("any-subject")) for word in one.subjects
        )
        fides = dict.fromkeys(terms.fides[word] for word in one.categories if word in terms.fides)
        content: Object = {"title": one.label, "has-subject": _refs(subjects), "subject": list(fides)}
        return self._typed(f"data:{_safe(one.id)}", list(kinds), content)

    def _party(self, one: PartyView) -> Object:
        role = one.role if one.role != "own controller" else "controller"
        kind = self._terms.of("roles", role, self._terms.of("roles", "other"))
        bound = [self._terms.of("measures", "dpa")] if one.contract is Standing.RECORDED else []
        content: Object = {
            "title": one.entity or one.name,
            "has-location": _country(one.country),
            "has-data": [self._ref("data", id_) for id_ in one.data],
            "has-measure": _refs(bound),
        }
        return self._typed(f"party:{_safe(one.id)}", kind, content)

    def _transfer(self, one: TransferView) -> Object:
        tool = next((word for start, word in _TOOLS.items() if one.tool.startswith(start)), "")
        basis = self._terms.of("instruments", tool)
        of_party = {party.id for party in self._review.parties}
        importer = one.importer.partition("/")[0]
        exporter = "controller" if one.exporter_id == "controller" else f"party:{_safe(one.exporter_id)}"
        return self._node(
            f"transfer:{_safe(one.id)}",
            "transfer",
            {
                "title": f"{one.exporter} to {one.importer_name}",
                "description": f"{one.tool}: {one.status}",
                "has-exporter": {"@id": self._base + exporter},
                "has-importer": self._ref("party", importer) if importer in of_party else None,
                "has-data": [self._ref("data", id_) for id_ in one.data],
                "has-basis": _refs([basis] if basis and one.status == "covered" else []),
                "has-location": [{"@id": f"loc:{code}"} for code in one.countries],
            },
        )

    def _risks(self) -> Iterator[Object]:
        for one in self._review.open_findings:
            content: Object = {
                "identifier": one.rule,
                "kind": one.outcome.value,
                "title": one.title,
                "description": one.message,
            }
            yield self._node(f"finding:{_safe(one.fingerprint)}", "risk", content)

    def _node(self, id_: str, kind: str, content: Object) -> Object:
        return self._typed(id_, self._term(kind), content)

    def _typed(self, id_: str, kind: Json, content: Object) -> Object:
        """A node without what is empty; relations by their terms."""
        told = {self._term(key): value for key, value in content.items() if value not in (None, [], "")}
        return {"@id": self._base + id_, "@type": kind, **told}

    def _term(self, word: str) -> str:
        return self._terms.of("terms", word)

    def _ref(self, *parts: str) -> Object:
        return {"@id": self._base + ":".join(map(_safe, parts))}


def _refs(terms: Iterable[str]) -> list[Json]:
    return [{"@id": term} for term in terms]


def _country(code: str | None) -> Json:
    return {"@id": f"loc:{code}"} if code else None


def _safe(text: str) -> str:
    """An id as part of an IRI."""
    return quote(text, safe="-._~")


jsonld = Renderer("jsonld", ".jsonld", "application/ld+json", _render, _render_all)
