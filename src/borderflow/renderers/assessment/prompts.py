"""What the law asks for and no description of an architecture holds: what people have to write.

After EDPB Recommendations 01/2020 v2.0 and clause 14 of the standard contractual clauses (Decision (EU)
2021/914); what a step asks is said in our own words.
"""

from __future__ import annotations

ABOUT = (
    "Who sends what to whom, why, and on which way; onward transfers included.",
    "The ground of Chapter V that the transfer rests on, and whether it fits these parties.",
    "Whether anything in the law or the practice of the third country keeps the tool from working here.",
    "What is added to protect the data as in the EEA, where step 3 found that the tool is not enough.",
    "What has to be concluded, filed or authorised before the transfer may rest on tool and measures.",
    "When, and at which events, somebody looks at this again.",
)

PROMPTS = (
    (
        "How much, how often and for how long is it sent?",
        "Which onward transfers does the importer intend, and to whom?",
        "In which sector does the importer work, and who else takes part in the transmission?",
        "Why are these data needed, and why would fewer, or pseudonymised ones, not do?",
    ),
    (
        "Which clauses or module, between which parties, signed by whom and on which day?",
        "Are the annexes filled in (parties, description, measures, sub-processors)?",
    ),
    (
        "Do these laws apply to the importer, and to these data? Which others do?",
        "Are the powers of authorities limited to what is necessary, with oversight and with redress?",
        "Which requests by authorities has the importer had, as far as it may say?",
        "Which sources were used, and are they relevant, reliable, public and verifiable?",
        "Result: nothing stands in the way; a problematic law is not applied here, and why; or step 4.",
    ),
    (
        "Which technical measures, by which use case of Annex 2? Who holds the keys, and where?",
        "Which contractual and organisational measures go with them?",
        "Do they work against what step 3 found? If nothing does, the transfer must not begin or must end.",
    ),
    (
        "What is still to be concluded or filed, by whom and by when?",
        "Do the measures contradict the tool? Must a supervisory authority authorise it (Art. 46(3))?",
    ),
    (
        "Date of the next review, and who is responsible?",
        "Who hears of a change of law, owner or sub-processor, and from whom?",
    ),
)

CONCLUSION = (
    "Outcome: it may take place; it may with the measures of step 4; it must not begin, or must end",
    "Reasons",
    "Assessed by (name, function), on",
    "Advice of the data protection officer, on",
    "Decided for the exporter by, on",
)
