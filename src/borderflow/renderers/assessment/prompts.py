"""What the law asks for and no description of an architecture holds: what people have to write.

After EDPB Recommendations 01/2020 v2.0 and clause 14 of the standard contractual clauses (Decision (EU)
2021/914); what a step asks is said in our own words.
"""

from __future__ import annotations

from borderflow.language import to_say

ABOUT = (
    to_say("Who sends what to whom, why, and on which way; onward transfers included."),
    to_say("The ground of Chapter V that the transfer rests on, and whether it fits these parties."),
    to_say(
        "Whether anything in the law or the practice of the third country keeps the tool from working here."
    ),
    to_say(
        "What is added to protect the data as in the EEA, where step 3 found that the tool is not enough."
    ),
    to_say(
        "What has to be concluded, filed or authorised before the transfer may rest on tool and measures."
    ),
    to_say("When, and at which events, somebody looks at this again."),
)

PROMPTS = (
    (
        to_say("How much, how often and for how long is it sent?"),
        to_say("Which onward transfers does the importer intend, and to whom?"),
        to_say("In which sector does the importer work, and who else takes part in the transmission?"),
        to_say("Why are these data needed, and why would fewer, or pseudonymised ones, not do?"),
    ),
    (
        to_say("Which clauses or module, between which parties, signed by whom and on which day?"),
        to_say("Are the annexes filled in (parties, description, measures, sub-processors)?"),
    ),
    (
        to_say("Do these laws apply to the importer, and to these data? Which others do?"),
        to_say(
            "Are the powers of authorities limited to what is necessary, with oversight and with redress?"
        ),
        to_say("Which requests by authorities has the importer had, as far as it may say?"),
        to_say("Which sources were used, and are they relevant, reliable, public and verifiable?"),
        to_say(
            "Result: nothing stands in the way; a problematic law is not applied here, and why; or step 4."
        ),
    ),
    (
        to_say("Which technical measures, by which use case of Annex 2? Who holds the keys, and where?"),
        to_say("Which contractual and organisational measures go with them?"),
        to_say("Do they work against what step 3 found? If nothing does, it must not begin, or must end."),
    ),
    (
        to_say("What is still to be concluded or filed, by whom and by when?"),
        to_say(
            "Do the measures contradict the tool? Must a supervisory authority authorise it (Art. 46(3))?"
        ),
    ),
    (
        to_say("Date of the next review, and who is responsible?"),
        to_say("Who hears of a change of law, owner or sub-processor, and from whom?"),
    ),
)

CONCLUSION = (
    to_say("Outcome: it may take place; it may with the measures of step 4; it must not begin, or must end"),
    to_say("Reasons"),
    to_say("Assessed by (name, function), on"),
    to_say("Advice of the data protection officer, on"),
    to_say("Decided for the exporter by, on"),
)
