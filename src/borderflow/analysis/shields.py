"""Encryption that closes content exposure: EDPB Recommendations 01/2020 v2.0, use case 1.

Only keys held by the exporter, or by a trusted custodian in the EEA or an adequate country, out of reach
of the provider and its group, count (UC1-f). Encryption by the provider, or with its key service, does not.
"""

from __future__ import annotations

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.model.architecture import Form, Protection
from borderflow.model.catalog import Owner
from borderflow.model.records import Answer
from borderflow.model.resolved import Company

_PROVIDER_SERVICES = ("kms", "customer-managed-kms", "byok")


def is_out_of_reach(scene: Scene, engagement: Engagement) -> bool:
    """Whether everything personal that a company holds is ciphertext whose keys it cannot reach."""
    return all(_is_closed(scene, id_, engagement.company) for id_ in engagement.components)


def _is_closed(scene: Scene, component: str, company: Company) -> bool:
    protections = [
        protection
        for protection in (
            scene.system.components[component].component.safeguards.protection,
            *(flow.protection for flow in scene.lineage.incoming.get(component, ())),
        )
        if protection.client_side is Answer.YES
    ]
    if not protections:
        return False
    own = scene.system.components[component].component.safeguards.protection.client_side is Answer.YES
    if not own and not scene.lineage.only_in(scene.personal[component], (Form.ENCRYPTED,)):
        return False
    return all(uc1_holds(scene, protection, company) for protection in protections)


def uc1_holds(scene: Scene, protection: Protection, company: Company) -> bool:
    """UC1-a to UC1-f on the declared facts; conditions that are not contradicted count as evidenced."""
    if protection.client_side is not Answer.YES or Answer.NO in protection.conditions.values():
        return False
    return not keys_reachable(scene, protection, company)


def keys_reachable(scene: Scene, protection: Protection, company: Company) -> bool:
    """UC1-f: whether a company or its group can reach the keys; unstated custody counts as reachable."""
    keys = protection.keys
    if keys.holder in (None, "provider", company.id):
        return True
    if keys.holder == "self":
        return keys.service in _PROVIDER_SERVICES
    custodian = scene.system.companies.get(keys.holder)
    country = keys.country or (known_country(custodian) if custodian else None)
    if country is not None and not scene.is_covered(country):
        return True
    return custodian is not None and _same_group(custodian, company)


def _same_group(one: Company, other: Company) -> bool:
    return (
        isinstance(one.parent, Owner)
        and isinstance(other.parent, Owner)
        and one.parent.name == other.parent.name
    )
