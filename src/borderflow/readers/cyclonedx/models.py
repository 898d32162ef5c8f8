"""Models and data sets in BOMs. A model is an artefact: its maker is no recipient; where it runs is asked.

Data sets of a model card count where the model is one's own; what a maker trained its model with concerns it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderflow.foreign import Draft, mentions
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.values import entries_of, mapping_of, text_of, texts_of
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.cyclonedx.bom import Bom, Part, Reference, organisation_names

_KINDS = frozenset(("embedding", "reranker", "speech-to-text", "text-to-speech", "document-parsing"))
_NO_DATA = frozenset(("source-code", "configuration", "definition"))
_MAKERS = ("supplier", "manufacturer", "publisher", "author", "group")


class Models:
    """The models and data sets of all BOMs."""

    def __init__(self, boms: Sequence[Bom], draft: Draft) -> None:
        self._draft = draft
        parts = [part for bom in boms for part in (bom.subject, *bom.components())]
        self._models = [part for part in parts if _type(part) == "machine-learning-model"]
        self._sets = [part for part in parts if _type(part) == "data" and list(_contents(part))]
        self._ids: dict[Reference, str] = {}
        self._boms = boms
        self.boms = {part.bom for part in (*self._models, *self._sets)}

    def add(self) -> None:
        """Every data set and every model becomes a component."""
        for part in self._sets:
            self._remember(part, self._add_set(part))
        for part in self._models:
            id_ = self._add_model(part)
            self._remember(part, id_)
            self._add_training(part, id_)

    def connect(self, services: Mapping[Reference, str]) -> None:
        """What depends on a model sends to it."""
        for bom in self._boms:
            for caller, needed, path in bom.dependencies():
                if needed in self._ids and caller in services:
                    self._draft.flow(
                        services[caller],
                        self._ids[needed],
                        path,
                        how=Known.INFERRED,
                        because="it depends on the model",
                    )

    def _remember(self, part: Part, id_: str) -> None:
        if part.ref is not None:
            self._ids.setdefault(part.ref, id_)

    def _add_model(self, part: Part) -> str:
        named = kind_of_words(part.name)
        id_ = self._draft.component(
            part.name or "model",
            part.path(),
            named if named in _KINDS else "llm",
            model=part.name,
            how=Known.INFERRED,
            because="the BOM lists the model",
        )
        self._draft.ask_operator(
            id_,
            f"Does `{id_}` run on machines of one's own, or does a provider answer?",
            "A BOM lists the model and its maker, and does not say who runs it.",
            part.path(),
        )
        return id_

    def _add_set(self, part: Part) -> str:
        data = [self._datum(one, part.path(*keys), part.name) for keys, one in _contents(part)]
        return self._store(part.name, part.path(), data)

    def _store(self, name: str, path: Path, data: Sequence[str]) -> str:
        id_ = self._draft.component(
            name or "dataset", path, "file-store", because="the BOM lists the data set"
        )
        self._draft.hold(id_, data)
        return id_

    def _datum(self, value: Mapping[str, Any], path: Path, name: str) -> str:
        label = text_of(value.get("name")) or name or "dataset"
        words = (
            text_of(value.get("classification")),
            text_of(value.get("description")),
            *texts_of(value.get("sensitiveData")),
        )
        return self._draft.datum(mentions.datum(mentions.id_of(label), label, path, words))

    def _add_training(self, part: Part, model: str) -> None:
        """What one's own model learnt from."""
        path = part.path("modelCard", "modelParameters", "datasets")
        written = mapping_of(mapping_of(part.value.get("modelCard")).get("modelParameters")).get("datasets")
        if written and self._is_made_by_others(part):
            self._draft.remark(f"What the maker of `{part.name}` trained it with is left aside.", path)
            return
        sets = [self._named_set(part, one, (*path, at)) for at, one in entries_of(written)]
        if not sets:
            return
        because = "the model card names data sets"
        training = self._draft.component(
            f"training-{part.name}", path, "training", how=Known.INFERRED, because=because
        )
        self._draft.flow(training, model, path, how=Known.INFERRED, because=because)
        for source in filter(None, sets):
            held = self._draft.components[source].holds
            self._draft.flow(source, training, path, because=because, carries=[(id_, None) for id_ in held])

    def _named_set(self, part: Part, value: Mapping[str, Any], path: Path) -> str:
        """A data set that is described here, or one that stands elsewhere; empty when it is not there."""
        reference = part.bom.reference(text_of(value.get("ref")))
        if reference is not None:
            return self._ids.get(reference, "")
        datum = self._datum(value, path, f"data of {part.name}")
        return self._store(text_of(value.get("name")), path, [datum])

    def _is_made_by_others(self, part: Part) -> bool:
        """Whether a company of the catalogue made the model, or it comes from a public hub."""
        makers = organisation_names(*(part.value.get(key) for key in _MAKERS))
        is_public = text_of(part.value.get("purl")).startswith("pkg:huggingface/")
        return is_public or any(self._draft.hints.organisation(name) for name in makers)


def _contents(part: Part) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """What a component of the type `data` holds; code and configuration are no data about anybody."""
    entries = list(entries_of(part.value.get("data")))
    yield from ((("data", at), one) for at, one in entries if text_of(one.get("type")) not in _NO_DATA)
    if not entries:
        yield (), part.value


def _type(part: Part) -> str:
    return text_of(part.value.get("type"))
