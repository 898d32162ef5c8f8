"""Where the text of the law stands: a citation becomes a link to its official place."""

from __future__ import annotations

import re

_GDPR = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32016R0679"
_EDPB = "https://www.edpb.europa.eu/our-work-tools/our-documents"
_MEASURES = "recommendations-012020-measures-supplement-transfer_en"
_INTERPLAY = "guidelines-052021-interplay-between-application-article-3_en"
_TEXTS = (
    (r"GDPR|^Art\.|^recital", _GDPR),
    (r"AI Act", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng"),
    (r"Data Act", "https://eur-lex.europa.eu/eli/reg/2023/2854/oj/eng"),
    (r"DORA", "https://eur-lex.europa.eu/eli/reg/2022/2554/oj/eng"),
    (r"2021/914|SCC", "https://eur-lex.europa.eu/eli/dec_impl/2021/914/oj/eng"),
    (r"2021/915", "https://eur-lex.europa.eu/eli/dec_impl/2021/915/oj/eng"),
    (r"2023/1795|DPF|Data Privacy Framework", "https://eur-lex.europa.eu/eli/dec_impl/2023/1795/oj/eng"),
    (r"C-311/18", "https://curia.europa.eu/juris/liste.jsf?num=C-311/18"),
    (r"C-703/25", "https://curia.europa.eu/juris/liste.jsf?num=C-703/25"),
    (r"WP ?248", "https://ec.europa.eu/newsroom/article29/items/611236"),
    (r"Rec\w*\.? 01/2020", f"{_EDPB}/recommendations/{_MEASURES}"),
    (r"Guidelines 05/2021", f"{_EDPB}/guidelines/{_INTERPLAY}"),
    (r"EDPB|Guidelines|Opinion", f"{_EDPB}_en"),
)
_ARTICLE = re.compile(r"Art\. ?(\d+)")


def link_to(citation: str) -> str:
    """The address of a cited text, at the article where the text has anchors; empty when none is known."""
    address = next((link for pattern, link in _TEXTS if re.search(pattern, citation)), "")
    article = _ARTICLE.search(citation)
    return f"{address}#art_{article[1]}" if address == _GDPR and article else address
