"""Encryption that closes content exposure: EDPB Recommendations 01/2020 v2.0, use case 1.

Only keys held by the exporter, or by a trusted custodian in the EEA or an adequate country, out of reach
of the provider and its group, count (UC1-f). Encryption by the provider, or with its key service, does not.
"""

from __future__ import annotations

from borderflow.analysis.engagements import Engagement, Scene, is_one_group, known_country
from borderflow.model.architecture import SELF, Form, Protection
from borderflow.model.records import Answer
from borderflow.model.resolved import Company

_PROVIDER_SERVICES = ("kms", "customer-managed-kms", "byok")


def is_out_of_reach(scene: Scene, engagement: Engagement) -> bool:
    """Whether everything personal that a company holds is ciphertext whose keys it cannot reach."""
    return all(is_closed(scene, id_, engagement.company) for id_ in engagement.components)


def is_closed(scene: Scene, component: str, company: Company) -> bool:
    """Whether what a component holds is ciphertext to a company."""
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
    """UC1-f: whether a company can reach the keys, or whoever keeps them cannot be trusted to withhold them.

    Custody that is not stated, or a custodian of whom neither manifest nor catalogue says who it is and where
    it sits, counts as reachable, and so do keys that lie where no adequacy decision reaches.
    """
    if keeps_keys(scene, protection, company):
        return True
    country = protection.keys.country
    if protection.keys.holder == SELF:
        return country is not None and not scene.is_covered(country)
    custodian = key_holder(scene, protection)
    if custodian is None or not custodian.known:
        return True
    country = country or known_country(custodian)
    return country is None or not scene.is_covered(country)


def keeps_keys(scene: Scene, protection: Protection, company: Company) -> bool:
    """Whether a company or its group keeps the keys itself."""
    keys = protection.keys
    if keys.holder == SELF:
        return keys.service in _PROVIDER_SERVICES
    if keys.holder is None or keys.holder == "provider":
        return True
    custodian = key_holder(scene, protection)
    return custodian is not None and is_one_group(custodian, company)


def key_holder(scene: Scene, protection: Protection) -> Company | None:
    """The company that keeps the keys, when it is another than the one they keep out."""
    holder = protection.keys.holder
    return scene.system.companies.get(scene.system.company_of(holder)) if holder else None
