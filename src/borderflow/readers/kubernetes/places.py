"""Where the cluster stands, as far as disks, labels of nodes and bound identities tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from borderflow.foreign import Draft
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.architecture import Host
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.kubernetes.objects import Object, Workload, spelled

_TOPOLOGY = (
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/",
)
_DISKS = {
    "awsElasticBlockStore": "aws",
    "ebs.csi.aws.com": "aws",
    "efs.csi.aws.com": "aws",
    "gcePersistentDisk": "google-cloud",
    "pd.csi.storage.gke.io": "google-cloud",
    "azureDisk": "azure",
    "azureFile": "azure",
    "csi.azure.com": "azure",
    "csi.scaleway.com": "scaleway",
    "csi.hetzner.cloud": "hetzner",
    "csi.exoscale.com": "exoscale",
    "dobs.csi.digitalocean.com": "digitalocean",
}
_CLOUDS = (
    ("eks.amazonaws.com/", "aws", "AWS"),
    ("iam.gke.io/", "google-cloud", "Google Cloud"),
    ("azure.workload.identity/", "azure", "Azure"),
)


def ask_whose_cloud(workload: Workload, objects: Sequence[Object], draft: Draft) -> None:
    """Annotations that only one cloud understands: whose cluster it is, and not where."""
    one, id_ = workload.object, workload.id
    account = spelled(workload.pod.get("serviceAccountName"))
    owners = [each for each in objects if each.kind == "ServiceAccount" and each.name == account]
    for owner in (one, *owners):
        words = str(
            [*mapping_of(mapping_of(owner.value.get("metadata")).get("annotations")), *_labels(owner)]
        )
        for sign, provider, name in _CLOUDS:
            if sign in words:
                draft.ask(
                    "cluster",
                    f"Does the cluster run at {name}, and in which region?",
                    f"An identity of {name} is bound to `{id_}`; nothing says where the cluster stands.",
                    owner.path("metadata"),
                    answer=f"components: {{{id_}: {{host: {provider}@region}}}}",
                )


def place(workloads: Sequence[Workload], objects: Sequence[Object], draft: Draft) -> None:
    """Disks and node labels of one cloud and one region: the cluster stands there."""
    clouds = {provider: path for one in objects for provider, path in _clouds_of(one)}
    zones = [(zone, path) for one in objects for zone, path in _zones(one.value, one)]
    if len(clouds) != 1:
        return
    ((provider, _),) = clouds.items()
    codes = [(draft.hints.region_code(provider, zone), zone, path) for zone, path in zones]
    found = {code: (zone, path) for code, zone, path in codes if code}
    if len(found) == 1:
        ((region, (zone, path)),) = found.items()
        because = f"disks of {provider} are bound to `{zone}`"
        for workload in workloads:
            host = Host(provider, None, region)
            draft.place(workload.id, host, path, how=Known.INFERRED, because=because)


def _clouds_of(one: Object) -> Iterator[tuple[str, Path]]:
    """The cloud whose disks an object asks for."""
    driver = spelled(mapping_of(one.spec.get("csi")).get("driver")) or spelled(one.value.get("provisioner"))
    for sign, provider in _DISKS.items():
        if sign in one.spec or (driver and sign in driver):
            yield provider, one.path("spec")


def _zones(value: Any, one: Object, keys: Path = ()) -> Iterator[tuple[str, Path]]:
    """Values of the well-known labels for zone and region, wherever they select a node."""
    if isinstance(value, dict):
        if spelled(value.get("key")).startswith(_TOPOLOGY):
            for number, each in enumerate(list_of(value.get("values"))):
                yield spelled(each), one.path(*keys, "values", number)
        for key, each in value.items():
            if key.startswith(_TOPOLOGY) and isinstance(each, str):
                yield each, one.path(*keys, key)
            yield from _zones(each, one, (*keys, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _zones(each, one, (*keys, number))


def _labels(one: Object) -> Sequence[str]:
    spec = mapping_of(mapping_of(one.spec.get("template")).get("metadata"))
    return [*mapping_of(mapping_of(one.value.get("metadata")).get("labels")), *mapping_of(spec.get("labels"))]
