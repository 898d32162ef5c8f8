"""References to the law, as a language writes them: `GDPR Art. 28(3)(a)`,
« RGPD, art. 28, par. 3, point a) ».
"""

from __future__ import annotations

import re
from functools import reduce

from borderflow.language import say
from borderflow.language.forms import in_turn

_ARTICLE = " Art. "
_DEFINED = re.compile(r"4\((\d+)\)")
_PLACE = re.compile(r"(\d+)\((\d+)\)(?:\(([a-z])\)(?:-\(([a-z])\))?)?")


def basis_text(basis: tuple[str, ...]) -> str:
    """`GDPR Art. 28(1), 32; EDPB Guidelines 05/2021`: what many articles share is said once."""
    sources: dict[str, list[str]] = {}
    for reference in basis:
        source, _, articles = reference.partition(_ARTICLE)
        sources.setdefault(source, []).extend(articles.split(", ") if articles else [])
    return in_turn(_cited(source, articles) for source, articles in sources.items())


def source_of(reference: str) -> str:
    """The text of law that a reference is to, without its articles: what has to be translated of it."""
    return reference.partition(_ARTICLE)[0]


def _cited(source: str, articles: list[str]) -> str:
    if not articles:
        return say(source)
    return say("{source} Art. {articles}", source=say(source), articles=_enumerated(source, articles))


def _enumerated(source: str, articles: list[str]) -> str:
    """Where an article has parts, others say `Art.` again with the next: `Abs. 1, 6` were two paragraphs."""
    texts = [_definition(text) if source == "GDPR" else article_text(text) for text in articles]
    if texts == articles:
        return ", ".join(texts)
    return reduce(lambda before, text: say("{before}, {article}", before=before, article=text), texts)


def _definition(text: str) -> str:
    """Article 4 counts its definitions by numbers, and has no paragraphs."""
    place = _DEFINED.fullmatch(text)
    return say("{article}({number})", article=4, number=place[1]) if place else article_text(text)


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
