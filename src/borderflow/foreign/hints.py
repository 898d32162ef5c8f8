"""What the catalogue makes of the names in foreign files: images, variables, hosts, packages."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from borderflow.foreign.kinds import kind_of_words

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_SOFTWARE = "software:"
_CREDENTIAL = re.compile(
    r"(?:KEY|KEY_?ID|TOKEN|SECRET|PASSWORD|DSN|APIKEY|CREDENTIALS|CONNECTION_STRING|ACCOUNT_SID|ORG_ID)\Z"
)
_VAGUE = tuple(
    "os_ do_ co_ cc_ cf_ ga_ ld_ sf_ box_ hw_ gh_ oss_ cos_ render_ segment_ teams_ google_ github_ "
    "gitlab_ microsoft_ elastic_ elasticsearch_ opensearch_ matomo_ meili_ meilisearch_ snow_ sap_ "
    "hana_ atlas_ clever_ fly_ oracle_ ibm_ ci_ circle_ circleci_ docker_ dockerhub_ plausible_ "
    "zitadel_ piwik_ n8n_ hf_ hugging_face_ huggingface openai_ weaviate_ qdrant_ langfuse_ together_ "
    "fireworks_ comet_ replicate_".split()
)
"""Beginnings that other things have too: sign-in with Google, a password of one's own Elasticsearch, a
key for a server that speaks the protocol of OpenAI."""


_FORM = re.compile(
    r"[,.()]|\b(?:inc|incorporated|llc|ltd|limited|corp|corporation|co|company|pbc|plc|gmbh|ag|kg|ug|se|sa|sas|sarl"
    r"|srl|spa|bv|nv|ab|oy|aps|as|pty|pte|emea|europe|ireland|international)\b"
)
"""What the names of companies end in: their legal form, and where a daughter sits."""
_WORDS = frozenset(
    "box brave copilot cursor elastic front greenhouse heap lever linear meta modal notion remote render "
    "replicate segment teams together voyage".split()
)
_SENDER = re.compile(r"agent|infrastructure|forwarder|cloudflared|runner|-cli|collector")
"""Images that run here and send to their maker."""


class Found(NamedTuple):
    """What an image or name stands for."""

    software: str = ""
    """Catalogue id, or the last word of the name."""
    vendor: str = ""
    """The company that makes it: what runs here is not that company's service."""
    kind: str = ""


class Hints:
    """The catalogue, asked by foreign names."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.image = cache(self._image)
        self.host = cache(self._host)
        self.variable = cache(self._variable)
        self.region = cache(self._region)
        self.region_code = cache(self._region_code)

    def _variable(self, name: str) -> str | None:
        """The product that a credential of this name belongs to; None when it speaks of none."""
        if not _CREDENTIAL.search(name.upper()):
            return None
        is_vague = name.casefold().startswith(_VAGUE)
        found = self.catalog.hint("env", name, exactly=is_vague)
        if name.casefold().startswith(("github_", "gh_", "gitlab_", "hf_", "hugging_face_")):
            return None  # sources and weights are fetched with these
        return found if found and not found.startswith(_SOFTWARE) else None

    def _host(self, host: str) -> str | None:
        """The product that answers at a host of the internet."""
        found = self.catalog.hint("domains", host)
        return found if found and not found.startswith(_SOFTWARE) else None

    def _region(self, product: str, host: str) -> str | None:
        """The region that a host name speaks of: an alias as a whole, or one of its labels."""
        company = product.partition("/")[0]
        for word in (host, *_region_words(host)):
            for name in (product, company):
                if word and (found := self.catalog.region(name, word)):
                    return found.id
        return None

    def _region_code(self, product: str, code: str) -> str | None:
        """A region code as written in a setting, if the company has such a region."""
        for name in (product, product.partition("/")[0]):
            if code and (found := self.catalog.region(name, code)):
                return found.id
        return None

    def package(self, name: str) -> str | None:
        """The company or `software:id` of a Python or Node package."""
        return self.catalog.hint("packages", name)

    def company(self, word: str) -> str | None:
        """`company/product` that a plain word names as a provider (`openai`, `azure_openai`)."""
        found = self.catalog.identify(word.strip().casefold().replace("_", "-"))
        return "/".join(part for part in found if part) if found else None

    def organisation(self, name: str) -> str | None:
        """`company` or `company/product` that the name of an organisation means, with or without its form."""
        for part in (name, *(name.split("/") if "/" in name else ())):
            plain = plain_organisation(part)
            if found := self._names.get(part.strip().casefold()) or self._names.get(plain):
                return found
            if plain and "/" not in plain and (company := self.company(plain)):
                return company
        return None

    def is_word(self, name: str) -> bool:
        """Whether a company is called by an ordinary word, so that the name proves little: `front`."""
        return plain_organisation(name) in _WORDS

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names of companies and products, as the catalogue writes them; a company before its products."""
        pairs: list[tuple[str, str]] = self.catalog.store.get("names", "all") or []
        return {name.casefold(): id_ for name, id_ in reversed(pairs) if not id_.startswith(_SOFTWARE)}

    @cached_property
    def phrases(self) -> dict[str, str]:
        """Names, ids and other names of companies and products in plain words: `google cloud`."""
        store = self.catalog.store
        pairs: list[tuple[str, str]] = store.get("names", "all") or []
        aliases: dict[str, str] = store.get("aliases", "ids") or {}
        found = {" ".join(words_of(name)): id_ for name, id_ in aliases.items()}
        found |= {" ".join(words_of(id_)): id_ for id_ in self.catalog.provider_ids}
        found |= {" ".join(words_of(name)): id_ for name, id_ in reversed(pairs)}
        return {phrase: id_ for phrase, id_ in found.items() if not id_.startswith(_SOFTWARE)}

    def country(self, written: str) -> str | None:
        """The code of a country that is written as a code or by its name; None when it is neither."""
        code, store = written.strip().upper(), self.catalog.store
        if code in self.catalog.jurisdiction_codes:
            return str((store.get("jurisdictions", code) or {}).get("same_as", code))
        return self._countries.get(code.casefold())

    @cached_property
    def _countries(self) -> dict[str, str]:
        store = self.catalog.store
        entries = ((code, store.get("jurisdictions", code)) for code in self.catalog.jurisdiction_codes)
        return {str(one["name"]).casefold(): code for code, one in entries if one and "name" in one}

    def kind_of_product(self, product: str, wanted: str = "") -> str:
        """The kind that a product is used as: the wanted one if it fits, else its main one."""
        company, _, name = product.partition("/")
        known = self.catalog.product(company, name or None, None)
        kinds = known.kinds if known else ()
        return wanted if wanted in kinds else kinds[0] if kinds else wanted or "saas"

    def _image(self, written: str) -> Found:
        """What runs in an image, whatever registry it comes from."""
        name = written.partition("@")[0]
        head, _, tail = name.rpartition("/")
        name = f"{head}/{tail.partition(':')[0]}" if head else tail.partition(":")[0]
        for candidate in _candidates(name):
            found = self.catalog.hint("images", candidate)
            if found and found.startswith(_SOFTWARE):
                software = found.removeprefix(_SOFTWARE)
                known = self.catalog.software(software)
                return Found(
                    software,
                    software.removesuffix("-self-hosted"),
                    self._kind(known.kind if known else "", name),
                )
            if found:
                company, product = found.split("/")
                if _SENDER.search(tail):
                    known_product = self.catalog.product(company, product)
                    return Found(company, "", known_product.kinds[0] if known_product else "")
                return Found(tail.partition(":")[0], company, kind_of_words(name))
        last = name.rpartition("/")[2]
        if known := self.catalog.software(last):
            return Found(known.id, known.id, self._kind(known.kind, name))
        return Found("", "", kind_of_words(last) or kind_of_words(head))

    def _kind(self, kind: str, name: str) -> str:
        """The kind as a word for components: the catalogue also has platforms and libraries."""
        return kind if self.catalog.vocabulary.knows("kinds", kind) else kind_of_words(name)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in small letters."""
    return re.findall(r"[a-z0-9]+", text.casefold())


def plain_organisation(name: str) -> str:
    """The name of an organisation in small letters, without its legal form: two spellings become one."""
    return " ".join(_FORM.sub(" ", name.casefold()).split())


def _candidates(name: str) -> tuple[str, ...]:
    """The name without its registry, and as its maker publishes it elsewhere."""
    parts = name.split("/")
    if len(parts) > 1 and ("." in parts[0] or ":" in parts[0] or parts[0] == "localhost"):
        parts = parts[1:]
    plain = "/".join(part for part in parts if part != "library")
    return tuple(dict.fromkeys((name, plain, f"ghcr.io/{plain}", plain.rpartition("/")[2])))


def _region_words(host: str) -> tuple[str, ...]:
    labels = [label for label in re.split(r"[.]", host) if label]
    first = labels[0] if labels else ""
    parts = first.split("-")
    leading = ["-".join(parts[:size]) for size in range(len(parts) - 1, 0, -1)]
    return tuple(dict.fromkeys((*labels[1:-1], first, *leading, ".".join(labels[-2:]))))
