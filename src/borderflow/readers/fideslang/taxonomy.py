"""Words of the Fides taxonomy in ours: categories of data, subjects, uses and legal bases.

Categories come from the mapping of the catalogue (`policies/catalog/dpv.yaml`), read the other way round; the
keys of older and later versions of the taxonomy that it does not hold stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from borderflow.foreign import mentions
from borderflow.model.architecture import Datum
from borderflow.model.records import Path
from borderflow.model.terms import Terms

_OTHER_KEYS = {
    "user.account.contact": "contact",
    "user.authorization": "account",
    "user.authorization.biometric": "biometric",
    "user.biometric": "biometric",
    "user.biometric.health": "health",
    "user.biometric_health": "health",
    "user.contact.organization": "employment",
    "user.cookie_id": "identifiers",
    "user.credentials": "account",
    "user.date_of_birth": "identifiers",
    "user.demographic.date_of_birth": "identifiers",
    "user.demographic.marital_status": "social",
    "user.device.cookie": "identifiers",
    "user.device.cookie_id": "identifiers",
    "user.device.device_id": "identifiers",
    "user.browsing_history": "usage",
    "user.financial.bank_account": "payment",
    "user.financial.credit_card": "payment",
    "user.genetic": "genetic",
    "user.health_and_medical": "health",
    "user.health_and_medical.genetic": "genetic",
    "user.job_title": "employment",
    "user.media_consumption": "usage",
    "user.name": "contact",
    "user.political_opinion": "political",
    "user.privacy_preferences": "account",
    "user.profiling": "profile",
    "user.race": "ethnic-origin",
    "user.religious_belief": "religious",
    "user.search_history": "usage",
    "user.sensor": "technical",
    "user.sexual_orientation": "sex-life",
    "user.social": "social",
    "user.telemetry": "usage",
    "user.user_sensor": "technical",
    "user.workplace": "employment",
}
_SUBJECTS = {
    "anonymous_user": "visitors",
    "citizen_voter": "citizens",
    "commuter": "customers",
    "consultant": "contractors",
    "job_applicant": "applicants",
    "next_of_kin": "third-parties",
    "passenger": "customers",
    "potential_customer": "customers",
    "prospect": "customers",
    "shareholder": "business-contacts",
    "supplier_vendor": "suppliers",
    "trainee": "employees",
}
_USES = {
    "analytics": "analytics",
    "advertising": "marketing",
    "collect": "administration",
    "employment": "administration",
    "essential": "service",
    "essential.fraud_detection": "security",
    "essential.legal_obligation": "legal",
    "essential.service.operations.improve": "improve",
    "essential.service.operations.support": "support",
    "essential.service.security": "security",
    "finance": "administration",
    "functional": "service",
    "functional.service.improve": "improve",
    "improve": "improve",
    "improve_product_or_service": "improve",
    "marketing": "marketing",
    "operations": "administration",
    "personalize": "service",
    "provide": "service",
    "sales": "administration",
    "third_party_sharing": "third-party-sharing",
    "train_ai_system": "train",
}
_BASES = {
    "consent": "consent",
    "contract": "contract",
    "legal obligation": "legal_obligation",
    "vital interest": "vital_interests",
    "public interest": "public_task",
    "legitimate interest": "legitimate_interests",
}
_CONDITIONS = {
    "explicit consent": "explicit_consent",
    "employment": "employment_law",
    "vital interest": "vital_interests",
    "not-for-profit": "non_profit_body",
    "made public": "made_public",
    "legal claims": "legal_claims",
    "reasons of substantial public interest": "substantial_public_interest",
    "health or social care": "health_care",
    "public health": "public_health",
    "archiving": "research",
}
_FILLERS = frozenset(("provided", "derived", "identifiable"))
"""Steps between `user` and the category in the first versions of the taxonomy."""


class Taxonomy:
    """What a key means; keys of one's own mean what their parent does."""

    def __init__(self, terms: Terms, parents: Mapping[str, str]) -> None:
        known = {key: word for word, key in reversed(list(terms.fides.items())) if key != "user"}
        self._categories = known | _OTHER_KEYS
        self._parents = parents

    def datum(self, key: str, subjects: Iterable[str], path: Path) -> Datum:
        """The data of a category, about some persons.

        `system.…` is about machines. A key that names no person and no known category stays open.
        """
        about = tuple(dict.fromkeys(word for one in subjects if (word := subject(one))))
        label = f"{key} ({', '.join(about)})" if about else key
        id_ = mentions.id_of("-".join((key, *about)))
        plain = self._rooted(key)
        root = plain.partition(".")[0]
        if root == "system" or ".nonidentifiable" in key:
            return Datum(mentions.id_of(key), key, personal=False if root == "system" else None, path=path)
        if root != "user":
            return mentions.datum(id_, label, path, (key,))
        found = self._category(plain)
        whom = about or (("children",) if plain.startswith("user.childrens") else ())
        return Datum(id_, label, True, (found,) if found else (), whom, path=path)

    def _category(self, key: str) -> str:
        """The category of the key, or of the nearest wider one; empty for `user` alone."""
        while key and key not in self._categories:
            key = key.rpartition(".")[0]
        return self._categories.get(key, "")

    def _rooted(self, key: str) -> str:
        """The key below `user` or `system`, without fillers, through the parents that files declare."""
        seen: set[str] = set()
        while key in self._parents and key not in seen and not key.startswith(("user", "system")):
            seen.add(key)
            key = self._parents[key] or key
        steps = [step for step in key.split(".") if step not in _FILLERS]
        return ".".join(
            step for at, step in enumerate(steps) if (at, step) != (1, "account") or len(steps) < 4
        )


def subject(key: str) -> str:
    """The group of persons of our vocabulary; empty when the key names none that it has."""
    known = _SUBJECTS.get(key)
    return known or next(iter(mentions.datum(key, key, ()).subjects), "")


def use(key: str) -> str:
    """The purpose of a data use, or of the nearest wider one; else the key itself."""
    wider = key
    while wider and wider not in _USES:
        wider = wider.rpartition(".")[0]
    return _USES.get(wider) or mentions.id_of(key)


def basis(written: str) -> str | None:
    """The point of Art. 6(1) that is written out; None when it is none."""
    return _starting(written, _BASES)


def condition(written: str) -> str | None:
    """The condition of Art. 9(2), likewise."""
    return _starting(written, _CONDITIONS)


def _starting(written: str, words: Mapping[str, str]) -> str | None:
    text = written.casefold().replace("_", " ")
    return next((word for start, word in words.items() if text.startswith(start)), None)
