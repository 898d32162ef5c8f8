"""All objects of a cluster, joined by name and by label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderflow.foreign import Desk, Draft
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.settings import Around, uses_of_text
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.reading import Known
from borderflow.readers.kubernetes.connector import draw_connector
from borderflow.readers.kubernetes.objects import Object, Workload, spelled
from borderflow.readers.kubernetes.places import ask_whose_cloud, place
from borderflow.readers.kubernetes.settings import Settings

_POD_PATHS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "Deployment StatefulSet DaemonSet ReplicaSet Job Rollout DeploymentConfig".split(),
        ("template", "spec"),
    ),
    "ReplicationController": ("template", "spec"),
    "CronJob": ("jobTemplate", "spec", "template", "spec"),
    "Pod": (),
    "InferenceService": ("predictor",),
}
_PASSIVE = frozenset(
    "Namespace ServiceAccount Role RoleBinding ClusterRole ClusterRoleBinding PersistentVolume "
    "PersistentVolumeClaim StorageClass NetworkPolicy HorizontalPodAutoscaler PodDisruptionBudget "
    "ResourceQuota LimitRange PriorityClass CustomResourceDefinition ConfigMap Secret Service Ingress "
    "IngressClass HTTPRoute GRPCRoute Gateway GatewayClass Endpoints EndpointSlice List Certificate "
    "Issuer ClusterIssuer ServiceMonitor PodMonitor PrometheusRule Kustomization "
    "ValidatingWebhookConfiguration MutatingWebhookConfiguration APIService SealedSecret ExternalSecret "
    "SecretStore ClusterSecretStore Lease Event VerticalPodAutoscaler".split()
)
_STORES = frozenset(("datastore", "cache", "queue", "file-store", "search", "vector-store", "graph-store"))
_PLAIN = frozenset(("datastore", "cache", "embedding", "search"))
_TELLING = frozenset(("vector-store", "embedding", "reranker"))


class Cluster:
    """All objects, joined by name and by label."""

    def __init__(self, objects: Sequence[Object], desk: Desk, draft: Draft) -> None:
        self._objects = objects
        self._draft = draft
        self._settings = Settings(objects, desk, draft)
        self._workloads: list[Workload] = []
        self._services: dict[tuple[str, str], tuple[str, ...]] = {}

    def draw(self) -> None:
        for one in self._objects:
            self._add_workload(one)
        for one in self._objects:
            if one.kind == "Service":
                self._add_service(one)
        for one in self._objects:
            self._add_other(one)
        place(self._workloads, self._objects, self._draft)
        if self._workloads or self._draft.components:
            self._settle()
        else:
            self._settings.settle_alone(self._objects)

    def _settle(self) -> None:
        vendors = frozenset(one.vendor for one in self._workloads if one.vendor)
        for one in self._workloads:
            around = Around(self._names(one.object.namespace), vendors, one.vendor)
            self._settings.settle(one, around)

    def _add_workload(self, one: Object) -> None:
        if one.kind not in _POD_PATHS and not (
            one.kind == "Service" and "knative" in spelled(one.value.get("apiVersion"))
        ):
            return
        steps = _POD_PATHS.get(one.kind, ("template", "spec"))
        at, (pod, labels) = ("spec", *steps), _pod(one, steps)
        containers = [mapping_of(each) for each in list_of(pod.get("containers"))]
        image = spelled(containers[0].get("image")) if containers else ""
        found = self._draft.hints.image(image)
        because = f"the image is of {found.software}" if found.software else "its names say so"
        id_ = self._draft.component(
            one.name,
            one.path(),
            _kind(found.kind, kind_of_words(one.name), image),
            software=found.software,
            how=Known.INFERRED,
            because=because,
        )
        for number, container in enumerate(containers):
            if each := spelled(container.get("image")):
                self._draft.supply(each, "container image", one.path(*at, "containers", number, "image"))
        workload = Workload(one, id_, pod, at, labels, vendor=found.vendor)
        self._workloads.append(workload)
        ask_whose_cloud(workload, self._objects, self._draft)

    def _add_service(self, one: Object) -> None:
        selector = mapping_of(one.spec.get("selector"))
        ids = tuple(
            each.id
            for each in self._workloads
            if selector and each.object.namespace == one.namespace and selector.items() <= each.labels.items()
        )
        external = spelled(one.spec.get("externalName"))
        if external and one.spec.get("type") == "ExternalName":
            around = Around({}, frozenset())
            path = one.path("spec", "externalName")
            for use in uses_of_text(
                f"tcp://{external}", path, around, self._draft.hints, name="externalName"
            ):
                ids = (*ids, *self._draft.partners(use))
        self._services[one.namespace, one.name] = ids
        if one.spec.get("type") in ("LoadBalancer", "NodePort"):
            self._open(ids)

    def _add_other(self, one: Object) -> None:
        if one.kind in ("Ingress", "HTTPRoute", "GRPCRoute"):
            self._add_entry(one)
        elif one.kind == "GMConnector":
            draw_connector(one, self._draft)
        elif one.kind not in _PASSIVE and one.kind not in _POD_PATHS:
            self._draft.remark(f"Objects of the kind `{one.kind}` are not read.", one.path("kind"))

    def _add_entry(self, one: Object) -> None:
        """What an Ingress or a route leads to, people reach."""
        for name in _backends(one.spec):
            self._open(self._services.get((one.namespace, name), ()))

    def _open(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            if self._draft.components[id_].kind not in _STORES:
                self._draft.enters(id_)

    def _names(self, namespace: str) -> dict[str, tuple[str, ...]]:
        """Host names as a pod of a namespace resolves them."""
        found = dict(self._draft.neighbours)
        for (space, name), ids in self._services.items():
            if ids:
                for host in (f"{name}.{space}", f"{name}.{space}.svc", f"{name}.{space}.svc.cluster.local"):
                    found[host] = ids
                if space == namespace:
                    found[name] = ids
        for one in self._workloads:  # pods of a StatefulSet are called one by one
            for host in (one.object.name, f"{one.object.name}-0"):
                found.setdefault(host, (one.id,))
        return found


def _pod(one: Object, steps: Sequence[str]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What a workload says of its pods, and the labels that they bear."""
    bearer, pod = one.value, one.spec
    for step in steps:
        bearer, pod = pod, mapping_of(pod.get(step))
    return pod, mapping_of(mapping_of(bearer.get("metadata")).get("labels"))


def _kind(of_image: str, named: str, image: str) -> str:
    """What the image is for; the name of the workload, where one image serves for several things."""
    kind = of_image or (named if not image else "") or "application"
    return named if named in _TELLING and kind in _PLAIN else kind


def _backends(value: Any) -> Iterator[str]:
    """Names of services anywhere in the rules of an Ingress or a route."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("service", "backendRefs", "serviceName", "backend", "defaultBackend"):
                for each in one if isinstance(one, list) else (one,):
                    yield spelled(each) or spelled(mapping_of(each).get("name"))
            yield from _backends(one)
    elif isinstance(value, list):
        for one in value:
            yield from _backends(one)
