"""Where the text of the law stands: a citation becomes a link to its official place."""

from __future__ import annotations

import re

_GDPR = "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32016R0679"
_EDPB = "https://www.edpb.europa.eu/our-work-tools/our-documents"
_MEASURES = "recommendations-012020-measures-supplement-transfer_en"
_INTERPLAY = "guidelines-052021-interplay-between-application-article-3_en"
_ELI = "https://eur-lex.europa.eu/eli"
_CURIA = "https://curia.europa.eu/juris/liste.jsf?num="
_TEXTS = (
    (("GDPR",), _GDPR),
    (
        ("Cloud Sovereignty Framework",),
        "https://commission.europa.eu/document/09579818-64a6-4dd5-9577-446ab6219113_en",
    ),
    (("SecNumCloud",), "https://cyber.gouv.fr/"),
    (("HDS",), "https://esante.gouv.fr/"),
    (("SGB V",), "https://www.gesetze-im-internet.de/sgb_5/__393.html"),
    (("AI Act",), f"{_ELI}/reg/2024/1689/oj/eng"),
    (("Data Act",), f"{_ELI}/reg/2023/2854/oj/eng"),
    (("DORA",), f"{_ELI}/reg/2022/2554/oj/eng"),
    (("2019/881",), f"{_ELI}/reg/2019/881/oj/eng"),
    (("2021/914", "SCC"), f"{_ELI}/dec_impl/2021/914/oj/eng"),
    (("2021/915",), f"{_ELI}/dec_impl/2021/915/oj/eng"),
    (("2023/1795", "DPF", "Data Privacy Framework"), f"{_ELI}/dec_impl/2023/1795/oj/eng"),
    (("C-311/18",), f"{_CURIA}C-311/18"),
    (("C-703/25",), f"{_CURIA}C-703/25"),
    (("WP248", "WP 248"), "https://ec.europa.eu/newsroom/article29/items/611236"),
    (("Recommendations 01/2020", "Rec. 01/2020"), f"{_EDPB}/recommendations/{_MEASURES}"),
    (("Guidelines 05/2021",), f"{_EDPB}/guidelines/{_INTERPLAY}"),
    (("EDPB", "Guidelines", "Opinion"), f"{_EDPB}_en"),
    (("Art.", "recital"), _GDPR),
)
"""Words that a citation of a text bears, and where that text stands; what says no more is of the GDPR."""
_ARTICLE = re.compile(r"Art\. ?(\d+)")


def link_to(citation: str) -> str:
    """The address of a cited text, at the article where the text has anchors; empty when none is known."""
    fitting = (link for words, link in _TEXTS if any(word in citation for word in words))
    address = next(fitting, "")
    article = _ARTICLE.search(citation)
    return f"{address}#art_{article[1]}" if address == _GDPR and article else address
