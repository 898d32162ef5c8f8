"""Kubernetes manifests, also as Helm or Kustomize render them: workloads, and whom their settings name.

The API: https://kubernetes.io/docs/reference/kubernetes-api/. Objects of all files count as one cluster.
Charts that nobody has rendered are told from manifests and answered with what to run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.readers.kubernetes.cluster import Cluster
from borderflow.readers.kubernetes.objects import Object, find_objects

_TEMPLATE = re.compile(
    r"\{\{-|-\}\}|\{\{\s*(?:\.|include\b|if\b|range\b|with\b|end\b|template\b|define\b|toYaml\b|\$)"
)
_VALUES_SIGNS = frozenset(
    "replicaCount nodeSelector tolerations ingress serviceAccount podSecurityContext securityContext "
    "persistence autoscaling imagePullSecrets image resources affinity podAnnotations fullnameOverride "
    "nameOverride global extraEnv service".split()
)


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
    objects: list[Object] = []
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
            objects += find_objects(sheet, draft)
    Cluster(objects, desk, draft).draw()


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


READER = ForeignReader(
    "kubernetes",
    "Kubernetes",
    (".yaml", ".yml", ".json", ".tpl"),
    re.compile(r"apiVersion|replicaCount|nodeSelector|serviceAccount|imagePullSecrets|tolerations|ingress"),
    recognises,
    read,
)
