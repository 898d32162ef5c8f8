"""References to the law, as a language writes them: `GDPR Art. 28(3)(a)`, « RGPD, art. 28.3.a »."""

from __future__ import annotations

import re

from borderflow.language import say
from borderflow.language.forms import in_turn

_ARTICLE = " Art. "
_PLACE = re.compile(r"(\d+)\((\d+)\)(?:\(([a-z])\)(?:-\(([a-z])\))?)?")


def basis_text(basis: tuple[str, ...]) -> str:
    """`GDPR Art. 28(1), 32; EDPB Guidelines 05/2021`: what many articles share is said once."""
    sources: dict[str, list[str]] = {}
    for reference in basis:
        source, _, articles = reference.partition(_ARTICLE)
        sources.setdefault(source, []).extend(articles.split(", ") if articles else [])
    return in_turn(_cited(say(source), articles) for source, articles in sources.items())


def source_of(reference: str) -> str:
    """The text of law that a reference is to, without its articles: what has to be translated of it."""
    return reference.partition(_ARTICLE)[0]


def _cited(source: str, articles: list[str]) -> str:
    if not articles:
        return source
    return say("{source} Art. {articles}", source=source, articles=", ".join(map(article_text, articles)))


def article_text(text: str) -> str:
    """An article with its paragraph and points; what is written otherwise stays as it is."""
    first, to, last = text.partition(" to ")
    if to:
        return say("{first} to {last}", first=first, last=last)
    place = _PLACE.fullmatch(text)
    if place is None:
        return text
    article, paragraph, point, last = place.groups()
    if not point:
        return say("{article}({paragraph})", article=article, paragraph=paragraph)
    if not last:
        return say("{article}({paragraph})({point})", article=article, paragraph=paragraph, point=point)
    return say(
        "{article}({paragraph})({point})-({last})",
        article=article,
        paragraph=paragraph,
        point=point,
        last=last,
    )
