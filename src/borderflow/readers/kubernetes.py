"""Kubernetes manifests, also as Helm or Kustomize render them: workloads, and whom their settings name.

The API: https://kubernetes.io/docs/reference/kubernetes-api/. Objects of all files count as one cluster.
Charts that nobody has rendered are told from manifests and answered with what to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Desk, Draft, ForeignReader, Setting, Sheet
from borderflow.foreign.desk import Companion
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.settings import Around, uses_of_text
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.architecture import Host
from borderflow.model.reading import Known
from borderflow.model.records import Path

_TEMPLATE = re.compile(
    r"\{\{-|-\}\}|\{\{\s*(?:\.|include\b|if\b|range\b|with\b|end\b|template\b|define\b|toYaml\b|\$)"
)
_VALUES_SIGNS = frozenset(
    "replicaCount nodeSelector tolerations ingress serviceAccount podSecurityContext securityContext "
    "persistence autoscaling imagePullSecrets image resources affinity podAnnotations fullnameOverride "
    "nameOverride global extraEnv service".split()
)
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
_REFERENCE = re.compile(r"\$\(([A-Za-z_][\w.-]*)\)")
_OPEN = re.compile(r"\$\{?([A-Za-z_]\w*)\}?|\{\{\s*([\w.]+)\s*\}\}|<([A-Za-z][\w. -]*)>")
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


class _Object(Struct, frozen=True):
    """One object of the cluster, and where it stands."""

    sheet: Sheet
    document: int
    keys: Path
    value: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return _text(self.value.get("kind"))

    @property
    def name(self) -> str:
        return _text(mapping_of(self.value.get("metadata")).get("name")) or self.kind.lower()

    @property
    def namespace(self) -> str:
        return _text(mapping_of(self.value.get("metadata")).get("namespace")) or "default"

    @property
    def spec(self) -> Mapping[str, Any]:
        return mapping_of(self.value.get("spec"))

    def path(self, *keys: str | int) -> Path:
        return self.sheet.path(*self.keys, *keys, document=self.document)


class _Workload(Struct):
    """A workload with its pods."""

    object: _Object
    id: str
    pod: Mapping[str, Any]
    at: Path
    labels: Mapping[str, Any]
    settings: dict[str, Setting] = field(default_factory=dict)
    vendor: str = ""


def recognises(sheet: Sheet) -> bool:
    """Objects with `apiVersion` and `kind`, or a chart that is not rendered."""
    if _is_template(sheet.text) or _is_values(sheet):
        return True
    objects = [one.value for one in sheet.documents if isinstance(one.value, dict)]
    known = [
        one for one in objects if isinstance(one.get("apiVersion"), str) and isinstance(one.get("kind"), str)
    ]
    return bool(known) and not any("backstage.io" in one["apiVersion"] for one in known)


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read the objects of all files together."""
    objects: list[_Object] = []
    for sheet in sheets:
        if _is_template(sheet.text):
            draft.remark(
                f"`{sheet.name}` is a template of a Helm chart, and not a manifest yet.",
                sheet.path(),
                "run `helm template RELEASE CHART -f VALUES > rendered.yaml` and name that file",
            )
        elif _is_values(sheet):
            draft.remark(
                f"`{sheet.name}` holds values for a Helm chart; what runs stands in its templates.",
                sheet.path(),
                "run `helm template RELEASE CHART -f VALUES > rendered.yaml` and name that file",
            )
        else:
            objects += _objects(sheet, draft)
    _Cluster(objects, desk, draft).draw()


def _objects(sheet: Sheet, draft: Draft) -> Iterator[_Object]:
    draft.note(*sheet.remarks)
    for number, document in enumerate(sheet.documents):
        if not isinstance(document.value, dict):
            continue
        items = document.value.get("items")
        if _text(document.value.get("kind")).endswith("List") and isinstance(items, list):
            for at, item in enumerate(items):
                if isinstance(item, dict):
                    yield _Object(sheet, number, ("items", at), item)
        else:
            yield _Object(sheet, number, (), document.value)


class _Cluster:
    """All objects, joined by name and by label."""

    def __init__(self, objects: Sequence[_Object], desk: Desk, draft: Draft) -> None:
        self._objects = objects
        self._desk = desk
        self._draft = draft
        self._sources = {
            (one.kind, one.namespace, one.name): one for one in objects if one.kind in ("ConfigMap", "Secret")
        }
        self._workloads: list[_Workload] = []
        self._services: dict[tuple[str, str], tuple[str, ...]] = {}
        self._missing: dict[str, None] = {}

    def draw(self) -> None:
        for one in self._objects:
            self._add_workload(one)
        for one in self._objects:
            if one.kind == "Service":
                self._add_service(one)
        for one in self._objects:
            if one.kind in ("Ingress", "HTTPRoute", "GRPCRoute"):
                self._add_entry(one)
            elif one.kind == "GMConnector":
                self._add_connector(one)
            elif one.kind not in _PASSIVE and one.kind not in _POD_PATHS:
                self._draft.remark(f"Objects of the kind `{one.kind}` are not read.", one.path("kind"))
        self._place()
        if not self._workloads and not self._draft.components:
            self._settings_alone()
        vendors = frozenset(one.vendor for one in self._workloads if one.vendor)
        for workload in self._workloads:
            self._settle(workload, vendors)

    # What runs.

    def _add_workload(self, one: _Object) -> None:
        if one.kind not in _POD_PATHS and not (
            one.kind == "Service" and "knative" in _text(one.value.get("apiVersion"))
        ):
            return
        steps = _POD_PATHS.get(one.kind, ("template", "spec"))
        pod, at = one.spec, ("spec", *steps)
        for step in steps:
            parent, pod = pod, mapping_of(pod.get(step))
            labels = mapping_of(mapping_of(parent.get("metadata")).get("labels"))
        if not steps:
            labels = mapping_of(mapping_of(one.value.get("metadata")).get("labels"))
        containers = [mapping_of(each) for each in list_of(pod.get("containers"))]
        image = _text(containers[0].get("image")) if containers else ""
        found = self._draft.hints.image(image)
        named = kind_of_words(one.name)
        kind = found.kind or (named if not image else "") or "application"
        if named in ("vector-store", "embedding", "reranker") and kind in (
            "datastore",
            "cache",
            "embedding",
            "search",
        ):
            kind = named
        because = f"the image is of {found.software}" if found.software else "its names say so"
        id_ = self._draft.component(
            one.name, one.path(), kind, software=found.software, how=Known.INFERRED, because=because
        )
        for number, container in enumerate(containers):
            if each := _text(container.get("image")):
                self._draft.supply(each, "container image", one.path(*at, "containers", number, "image"))
        self._workloads.append(_Workload(one, id_, pod, at, labels, vendor=found.vendor))
        self._cloud(one, pod, id_)

    def _cloud(self, one: _Object, pod: Mapping[str, Any], id_: str) -> None:
        """Annotations that only one cloud understands: whose cluster it is, and not where."""
        account = _text(pod.get("serviceAccountName"))
        owners = [each for each in self._objects if each.kind == "ServiceAccount" and each.name == account]
        for owner in (one, *owners):
            words = str(
                [*mapping_of(mapping_of(owner.value.get("metadata")).get("annotations")), *_labels(owner)]
            )
            for sign, provider, name in _CLOUDS:
                if sign in words:
                    self._draft.ask(
                        "cluster",
                        f"Does the cluster run at {name}, and in which region?",
                        f"An identity of {name} is bound to `{id_}`; nothing says where the cluster stands.",
                        owner.path("metadata"),
                        answer=f"components: {{{id_}: {{host: {provider}@region}}}}",
                    )

    def _settings_alone(self) -> None:
        """Settings without the workload that takes them: somebody calls whom they name."""
        for one in self._objects:
            if one.kind == "ConfigMap":
                keys = mapping_of(one.value.get("data"))
                settings = [self._of_source(one, key, key) for key in keys]
                because = "a workload takes its settings here"
                id_ = self._draft.component(
                    one.name, one.path(), "application", how=Known.INFERRED, because=because
                )
                self._draft.settle(id_, settings, Around({}, frozenset()))
                self._draft.remark(
                    f"No workload of these files uses the ConfigMap `{one.name}`.", one.path("data")
                )

    def _place(self) -> None:
        """Disks and node labels of one cloud and one region: the cluster stands there."""
        clouds = {provider: path for one in self._objects for provider, path in _clouds_of(one)}
        zones = [(zone, path) for one in self._objects for zone, path in _zones(one.value, one)]
        if len(clouds) != 1:
            return
        ((provider, _),) = clouds.items()
        codes = [(self._draft.hints.region_code(provider, zone), zone, path) for zone, path in zones]
        found = {code: (zone, path) for code, zone, path in codes if code}
        if len(found) == 1:
            ((region, (zone, path)),) = found.items()
            because = f"disks of {provider} are bound to `{zone}`"
            for workload in self._workloads:
                host = Host(provider, None, region)
                self._draft.place(workload.id, host, path, how=Known.INFERRED, because=because)

    def _add_service(self, one: _Object) -> None:
        selector = mapping_of(one.spec.get("selector"))
        ids = tuple(
            each.id
            for each in self._workloads
            if selector and each.object.namespace == one.namespace and selector.items() <= each.labels.items()
        )
        external = _text(one.spec.get("externalName"))
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

    def _add_entry(self, one: _Object) -> None:
        """What an Ingress or a route leads to, people reach."""
        for name in _backends(one.spec):
            self._open(self._services.get((one.namespace, name), ()))

    def _open(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            if self._draft.components[id_].kind not in _STORES:
                self._draft.enters(id_)

    def _add_connector(self, one: _Object) -> None:
        """A pipeline of OPEA: a router and the services that it calls in turn."""
        router = self._draft.component(
            one.name, one.path(), "orchestrator", how=Known.INFERRED, because="it routes the steps"
        )
        self._draft.enters(router)
        steps = [
            (mapping_of(step), ("spec", "nodes", root, "steps", number))
            for root, node in mapping_of(one.spec.get("nodes")).items()
            for number, step in enumerate(list_of(mapping_of(node).get("steps")))
        ]
        ids = {at: self._step(one, step, at) for step, at in steps}
        for step, at in steps:
            self._connect(one, router, ids[at], step, at)

    def _step(self, one: _Object, step: Mapping[str, Any], at: Path) -> str:
        """The component of a service that the pipeline brings with it; empty for one from elsewhere."""
        name = _text(mapping_of(step.get("internalService")).get("serviceName"))
        if not name:
            return ""
        path = one.path(*at, "internalService")
        kind = kind_of_words(f"{step.get('name')} {name}") or "application"
        id_ = self._draft.component(
            name, path, kind, how=Known.INFERRED, because="its name says so", key=("step", name)
        )
        self._draft.neighbours.setdefault(name, (id_,))
        return id_

    def _connect(self, one: _Object, router: str, id_: str, step: Mapping[str, Any], at: Path) -> None:
        key = "internalService" if id_ else "externalService"
        config = mapping_of(mapping_of(step.get(key)).get("config"))
        path = one.path(*at, key)
        settings = [
            Setting(name, _text(value), (*path, "config", name))
            for name, value in config.items()
            if name.isupper() or (name == "endpoint" and not id_)
        ]
        if id_:
            self._draft.flow(router, id_, path, because="it is a step of the pipeline")
        self._draft.settle(id_ or router, settings, Around(self._draft.neighbours, frozenset()))

    # What it is told.

    def _settle(self, workload: _Workload, vendors: frozenset[str]) -> None:
        around = Around(self._names(workload.object.namespace), vendors, workload.vendor)
        for section in ("containers", "initContainers"):
            for number, each in enumerate(list_of(workload.pod.get(section))):
                at = (*workload.at, section, number)
                self._environment(workload, mapping_of(each), at)
                self._draft.apply(workload.id, self._words(workload, mapping_of(each), at, around))
        self._draft.settle(workload.id, tuple(workload.settings.values()), around)
        self._mounts(workload)

    def _words(
        self, workload: _Workload, container: Mapping[str, Any], at: Path, around: Around
    ) -> Iterator[Any]:
        for key in ("command", "args"):
            text = " ".join(_text(word) for word in list_of(container.get(key)))
            if text:
                yield from uses_of_text(text, workload.object.path(*at, key), around, self._draft.hints)

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

    def _environment(self, workload: _Workload, container: Mapping[str, Any], at: Path) -> None:
        for number, each in enumerate(list_of(container.get("envFrom"))):
            self._env_from(workload, mapping_of(each), (*at, "envFrom", number))
        for number, each in enumerate(list_of(container.get("env"))):
            entry = mapping_of(each)
            name = _text(entry.get("name"))
            if name:
                workload.settings[name] = self._setting(workload, name, entry, (*at, "env", number))

    def _setting(self, workload: _Workload, name: str, entry: Mapping[str, Any], at: Path) -> Setting:
        path = workload.object.path(*at)
        if "valueFrom" not in entry:
            text = _REFERENCE.sub(lambda found: self._earlier(workload, found), _text(entry.get("value")))
            return _setting(name, text, path)
        for key, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
            reference = mapping_of(mapping_of(entry.get("valueFrom")).get(key))
            if reference:
                return self._referred(workload, name, kind, reference, path)
        return Setting(name, "", path)

    def _earlier(self, workload: _Workload, found: re.Match[str]) -> str:
        before = workload.settings.get(found[1])
        return before.value if before and before.value is not None else f"${{{found[1]}}}"

    def _referred(
        self, workload: _Workload, name: str, kind: str, reference: Mapping[str, Any], path: Path
    ) -> Setting:
        source, key = _text(reference.get("name")), _text(reference.get("key"))
        found = self._sources.get((kind, workload.object.namespace, source))
        if found is None:
            self._lacks(kind, source, path)
            return Setting(name, None, path, Known.UNKNOWN, open_names=(f"{kind} {source}",))
        return self._of_source(found, key, name)

    def _of_source(self, source: _Object, key: str, name: str) -> Setting:
        for section in ("data", "stringData"):
            values = mapping_of(source.value.get(section))
            if key in values:
                path = source.path(section, key)
                if source.kind == "Secret" and section == "data":  # encoded, and not ours to decode
                    return Setting(
                        name, None, path, Known.RESOLVED, f"`{name}` is kept in the Secret `{source.name}`"
                    )
                made = _setting(name, _text(values[key]), path)
                because = f"`{name}` is set in the {source.kind} `{source.name}`"
                is_open = made.how is Known.UNKNOWN
                return Setting(
                    name,
                    made.value,
                    path,
                    made.how if is_open else Known.RESOLVED,
                    because,
                    False,
                    made.open_names,
                )
        return Setting(
            name, None, source.path("data"), Known.UNKNOWN, open_names=(f"{source.kind} {source.name}",)
        )

    def _env_from(self, workload: _Workload, entry: Mapping[str, Any], at: Path) -> None:
        prefix = _text(entry.get("prefix"))
        for key, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            name = _text(mapping_of(entry.get(key)).get("name"))
            found = self._sources.get((kind, workload.object.namespace, name))
            if found is not None:
                keys = (*mapping_of(found.value.get("data")), *mapping_of(found.value.get("stringData")))
                for one in keys:
                    workload.settings[f"{prefix}{one}"] = self._of_source(found, one, f"{prefix}{one}")
            elif name:
                self._lacks(kind, name, workload.object.path(*at))

    def _lacks(self, kind: str, name: str, path: Path) -> None:
        if kind == "ConfigMap" and name not in self._missing:
            self._missing[name] = None
            self._draft.ask(
                name,
                f"Which endpoints does the ConfigMap `{name}` set?",
                "A workload takes its settings from it, and it is not in these files. Name the file, too.",
                path,
            )

    def _mounts(self, workload: _Workload) -> None:
        """Configurations in ConfigMaps that a pod mounts: another reader may know them."""
        for volume in list_of(workload.pod.get("volumes")):
            name = _text(mapping_of(mapping_of(volume).get("configMap")).get("name"))
            source = self._sources.get(("ConfigMap", workload.object.namespace, name))
            for key, text in mapping_of(source.value.get("data")).items() if source else ():
                if source and isinstance(text, str) and "\n" in text:
                    place = self._draft.locate(source.path("data", key))
                    sheet = self._desk.embedded(key, text, source.sheet, place.line + 1)
                    self._desk.companions.append(Companion(sheet, workload.id, workload.settings))


def _setting(name: str, text: str, path: Path) -> Setting:
    """A value; placeholders that somebody fills before it is applied leave it open."""
    names = tuple(next(filter(None, found.groups())) for found in _OPEN.finditer(text))
    if not names:
        return Setting(name, text, path)
    return Setting(
        name,
        _OPEN.sub(lambda found: f"${{{next(filter(None, found.groups()))}}}", text),
        path,
        Known.UNKNOWN,
        open_names=names,
    )


def _clouds_of(one: _Object) -> Iterator[tuple[str, Path]]:
    """The cloud whose disks an object asks for."""
    driver = _text(mapping_of(one.spec.get("csi")).get("driver")) or _text(one.value.get("provisioner"))
    for sign, provider in _DISKS.items():
        if sign in one.spec or (driver and sign in driver):
            yield provider, one.path("spec")


def _zones(value: Any, one: _Object, keys: Path = ()) -> Iterator[tuple[str, Path]]:
    """Values of the well-known labels for zone and region, wherever they select a node."""
    if isinstance(value, dict):
        if _text(value.get("key")).startswith(_TOPOLOGY):
            for number, each in enumerate(list_of(value.get("values"))):
                yield _text(each), one.path(*keys, "values", number)
        for key, each in value.items():
            if key.startswith(_TOPOLOGY) and isinstance(each, str):
                yield each, one.path(*keys, key)
            yield from _zones(each, one, (*keys, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _zones(each, one, (*keys, number))


def _backends(value: Any) -> Iterator[str]:
    """Names of services anywhere in the rules of an Ingress or a route."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("service", "backendRefs", "serviceName", "backend", "defaultBackend"):
                for each in one if isinstance(one, list) else (one,):
                    yield _text(each) or _text(mapping_of(each).get("name"))
            yield from _backends(one)
    elif isinstance(value, list):
        for one in value:
            yield from _backends(one)


def _labels(one: _Object) -> Sequence[str]:
    spec = mapping_of(mapping_of(one.spec.get("template")).get("metadata"))
    return [*mapping_of(mapping_of(one.value.get("metadata")).get("labels")), *mapping_of(spec.get("labels"))]


def _is_template(text: str) -> bool:
    return "{{" in text and bool(_TEMPLATE.search(text)) and "apiVersion" in text


def _is_values(sheet: Sheet) -> bool:
    """Values for a chart: no object, and several of the keys that charts have by custom."""
    value = sheet.mapping
    if not value or value.keys() & {"apiVersion", "kind", "services", "model_list", "borderflow"}:
        return False
    inner = [each for one in value.values() if isinstance(one, dict) for each in one]
    signs = {*value, *inner} & _VALUES_SIGNS
    return len(signs) >= (
        1 if sheet.name.rpartition("/")[2].startswith("values") or "values" in sheet.name else 4
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


READER = ForeignReader(
    "kubernetes",
    "Kubernetes",
    (".yaml", ".yml", ".json", ".tpl"),
    re.compile(r"apiVersion|replicaCount|nodeSelector|serviceAccount|imagePullSecrets|tolerations|ingress"),
    recognises,
    read,
)
