"""Companies that the name, technology or tags of a drawn part speak of: `Amazon S3`, `Payments (Stripe)`.

A drawing has no hosts and no keys, so that a name is all there is. It counts where it stands at the beginning
or the end of a phrase, and where it is no ordinary word, no software that people run themselves, and no part
of the name of own code (`Stripe webhook handler`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from borderflow.foreign.hints import Hints, words_of
from borderflow.foreign.hosts import Side, side_of

_ORDINARY = frozenset(
    "amazon axiom bird bleu box brave bunny clerk comet convex copilot crisp cursor delos dust exa factorial "
    "front gemini google greenhouse harvey heap honeycomb hyperbolic iterable lambda lever linear make meta "
    "microsoft modal monday myra neon nine nvidia oracle otter outlook paddle plausible postmark proton "
    "pusher r2 railway remote render replicate rev runway sanity sap segment seven split strato teams "
    "telegram text together trint unstructured v7 vertex voyage wire writer orange ibm adobe seeweb".split()
) | {"bright data", "simple analytics", "team blue", "better stack", "northern data", "google account"}
"""Names that are ordinary words, and makers of so much that their name alone tells nothing."""
_SELF_RUN = frozenset(
    "airbyte appwrite bitwarden botpress confluence confluent couchbase cratedb dataiku elastic exasol "
    "flagsmith gitlab hashicorp influxdata jfrog jira lighton meilisearch mongodb neo4j ory posthog rasa "
    "redis sentry sharepoint singlestore splunk supabase teradata unleash vespa zitadel kafka docuseal "
    "elasticsearch talend informatica snowplow rudderstack tabnine".split()
)
"""Makers of software that people also run themselves: their name counts for what is drawn outside."""
_OWN_CODE = frozenset(
    "adapter adaptor agent bot button callback client clients compatible config configuration connector "
    "consumer controller credential credentials crawler daemon developer downloader emulator engineer "
    "exporter facade fake form handler importer integration job key keys library like listener local "
    "middleware mock module notifier page parser plugin processor producer proxy publisher runner scraper "
    "screen script sdk secret secrets settings simulator stub sync synchroniser synchronizer team token "
    "tokens uploader user users webhook webhooks widget worker wrapper localstack azurite minio".split()
)
"""Words that make of a company's name the name of something that one wrote, runs or holds oneself."""
_RUNS_ANYWAY = frozenset(
    "agent bot callback config configuration consumer controller handler job listener processor producer "
    "publisher runner script worker webhook notifier".split()
)
"""Among these, what runs on a cloud all the same: `AWS Lambda handler`."""
_PARTS = re.compile(r"[()\[\]{}<>,;:|/\n]|\s[-–—]\s")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_LONGEST = 6
_MOST = 2_000


class Brand(NamedTuple):
    """A company or product of the catalogue, and the words that named it."""

    product: str
    said: str


@lru_cache(maxsize=10_000)
def find_brand(text: str, hints: Hints, *, outside: bool = False) -> Brand | None:
    """The company that a text names; `outside` for the name of what stands beyond one's own wall."""
    code = _OWN_CODE.intersection(words_of(text[:_MOST]))
    for found in _brands(text, hints, outside):
        if not (code - _RUNS_ANYWAY if code and _is_cloud(found, hints) else code):
            return found
    return None


def find_counterpart(text: str, hints: Hints) -> Brand | None:
    """The company with which own code of such a name deals: `Stripe webhook handler`."""
    found = next(_brands(text, hints, False), None)
    return found if found and not _is_cloud(found, hints) else None


def _brands(text: str, hints: Hints, outside: bool) -> Iterator[Brand]:
    for part in _PARTS.split(text[:_MOST]):
        if found := _of_part(part, hints, outside):
            yield found


def _of_part(part: str, hints: Hints, outside: bool) -> Brand | None:
    for host in _HOST.findall(part.casefold()):
        if side_of(host) is Side.OUTSIDE and (product := hints.host(host)):
            return Brand(product, host)
    words = words_of(part)
    for size in range(min(len(words), _LONGEST), 0, -1):
        for some in (words[:size], words[-size:]):
            phrase = " ".join(some)
            if (product := hints.phrases.get(phrase)) and _counts(phrase, len(words), hints, outside):
                return Brand(product, phrase)
    return None


def _counts(phrase: str, length: int, hints: Hints, outside: bool) -> bool:
    """Whether a phrase of a part with so many words means the company."""
    if phrase in _ORDINARY:
        return False
    is_self_run = phrase in _SELF_RUN or hints.catalog.software(phrase) is not None
    return not is_self_run or (outside and length == 1)


def _is_cloud(brand: Brand, hints: Hints) -> bool:
    company, _, name = brand.product.partition("/")
    product = hints.catalog.product(company, name or None, "host")
    return product is not None and product.hosts
