"""The policy folders as shapes: every file validated, and kept with its document for the place of faults."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from borderflow.catalog.validating import S, validate
from borderflow.documents import Document, load
from borderflow.errors import Fault, InputError, PolicyError, raise_all
from borderflow.shapes.catalog import (
    AccessLawsShape,
    InstrumentsShape,
    JurisdictionsShape,
    ProviderShape,
    RegionsShape,
    SoftwareShape,
    SovereigntyShape,
    VocabularyShape,
)
from borderflow.shapes.dpv import DpvShape
from borderflow.shapes.rule import check_rule
from borderflow.shapes.scenario import ScenarioShape

T = TypeVar("T")


class Read(Struct, Generic[S], frozen=True):
    """A validated file."""

    shape: S
    document: Document
    origin: Path
    """The policy folder that it came from."""


class Policies(Struct):
    """Everything under the policy folders; of two files on the same thing, the later folder's one counts."""

    providers: dict[str, Read[ProviderShape]] = field(default_factory=dict)
    regions: dict[str, Read[RegionsShape]] = field(default_factory=dict)
    jurisdictions: list[Read[JurisdictionsShape]] = field(default_factory=list)
    laws: list[Read[AccessLawsShape]] = field(default_factory=list)
    instruments: list[Read[InstrumentsShape]] = field(default_factory=list)
    vocabularies: list[Read[VocabularyShape]] = field(default_factory=list)
    software: list[Read[SoftwareShape]] = field(default_factory=list)
    sovereignty: list[Read[SovereigntyShape]] = field(default_factory=list)
    dpv: list[Read[DpvShape]] = field(default_factory=list)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict)
    scenarios: dict[str, Read[ScenarioShape]] = field(default_factory=dict)
    replaced: list[tuple[str, str, object, object]] = field(default_factory=list)
    """What was put in the place of another: kind, id, the one before, and the one that counts."""
    digest: str = ""

    def put(self, kind: str, table: dict[str, T], id_: str, entry: T) -> None:
        """Keep an entry, in the place of an earlier one on the same thing."""
        if id_ in table:
            self.replaced.append((kind, id_, table[id_], entry))
        table[id_] = entry


def policy_files(folders: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Every YAML file of the folders, with its folder, in an order that does not depend on the disk."""
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            yield folder, path


def shown_name(folder: Path, path: Path) -> str:
    """A file as messages and the compiled catalogue name it: free of where the folder lies."""
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def read_policies(folders: Sequence[Path]) -> Policies:
    """Read and validate everything.

    Raises:
        PolicyError: with every fault of every file.
    """
    found, faults, digest = Policies(), list[Fault](), hashlib.sha256()
    for folder, path in policy_files(folders):
        name = shown_name(folder, path)
        try:
            _stay_inside(folder, path, name)
            document = load(path, name=name)
            digest.update(f"{name}\0{document.digest}\n".encode())
            _take(found, document, folder, path.relative_to(folder).parts)
        except (InputError, PolicyError) as error:
            faults += error.faults
    raise_all(PolicyError, faults)
    found.digest = f"sha256:{digest.hexdigest()}"
    return found


def _stay_inside(folder: Path, path: Path, name: str) -> None:
    """A pack from elsewhere shall not have other files of the machine read, and quoted in faults."""
    if not path.resolve().is_relative_to(folder.resolve()):
        hint = "put the file itself into the folder"
        raise PolicyError(Fault(f"`{name}` is a link that leads out of the policy folder.", None, hint))


def _take(found: Policies, document: Document, folder: Path, parts: tuple[str, ...]) -> None:
    match parts:
        case ("catalog", "providers", _):
            provider = _read(ProviderShape, document, folder)
            found.put("provider", found.providers, provider.shape.id, provider)
        case ("catalog", "regions", _):
            regions = _read(RegionsShape, document, folder)
            found.put("regions", found.regions, regions.shape.company, regions)
        case ("catalog", "jurisdictions.yaml"):
            found.jurisdictions.append(_read(JurisdictionsShape, document, folder))
        case ("catalog", "access_laws.yaml"):
            found.laws.append(_read(AccessLawsShape, document, folder))
        case ("catalog", "instruments.yaml"):
            found.instruments.append(_read(InstrumentsShape, document, folder))
        case ("catalog", "vocabulary.yaml"):
            found.vocabularies.append(_read(VocabularyShape, document, folder))
        case ("catalog", "software.yaml"):
            found.software.append(_read(SoftwareShape, document, folder))
        case ("catalog", "dpv.yaml"):
            found.dpv.append(_read(DpvShape, document, folder))
        case ("catalog", "sovereignty.yaml"):
            found.sovereignty.append(_read(SovereigntyShape, document, folder))
        case _:
            _take_policy(found, document, folder, parts)


def _take_policy(found: Policies, document: Document, folder: Path, parts: tuple[str, ...]) -> None:
    """What judges or supposes, and states no fact."""
    match parts:
        case ("rules", *_):
            check_rule(document)
            _keep_rule(found.rules, document)
        case ("profiles", *_):
            id_, profile = _raw(document)
            found.put("profile", found.profiles, id_, profile)
        case ("scenarios", _):
            scenario = _read(ScenarioShape, document, folder)
            found.put("scenario", found.scenarios, scenario.shape.id, scenario)
        case _:
            hint = "catalog/, rules/, profiles/ and scenarios/ are read; see policies/ for their files"
            message = f"`{document.name}` is not a file that a policy folder holds."
            raise PolicyError(Fault(message, document.locate(()), hint))


def _keep_rule(kept: dict[str, dict[str, Any]], document: Document) -> None:
    """Keep a rule as parsed. An id is permanent: it is never given twice, in one folder or in two."""
    id_ = document.value["id"]
    if id_ in kept:
        message = f"The rule {id_} is given twice; the first is in {kept[id_]['_file']}."
        raise PolicyError(Fault(message, document.locate(("id",)), "give it an id of its own"))
    key, kept[key] = _raw(document)


def _raw(document: Document) -> tuple[str, dict[str, Any]]:
    """Id and content: rules and profiles stay as parsed, for their own rooms read them."""
    value = document.value if isinstance(document.value, dict) else {}
    id_ = value.get("id")
    key = id_ if isinstance(id_, str) else document.name
    return key, {**value, "_file": document.name, "_sha256": document.digest}


def _read(shape: type[S], document: Document, folder: Path) -> Read[S]:
    return Read(validate(shape, document, "the catalogue"), document, folder)
