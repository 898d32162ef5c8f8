"""From findings to what a reader acts on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.errors import PolicyError
from borderflow.model.architecture import Acceptance, Architecture, Component, Lines, Organisation, System
from borderflow.model.findings import Finding, Outcome, Severity, Status, Verdict
from borderflow.model.location import Location
from borderflow.work.profiles import DEFAULT, Profile, find_profile
from borderflow.work.triage import Triaged, triage

DAY = date(2026, 11, 21)


def found(said: str, party: str = "acme", **more: Any) -> Finding:
    """A finding in one line: `TRF-01 violation high`. Its group is what analysis would give it."""
    rule, outcome, *severity = said.split()
    parent = more.pop("parent", f"{party} group")
    group = f"parent:{parent}" if rule.startswith("ACC") else f"recipient:{party}"
    return Finding(
        rule=rule,
        name=f"name-of-{rule.lower()}",
        outcome=Outcome(outcome),
        severity=Severity.parse(severity[0] if severity else "info"),
        title=f"{rule} about {party}",
        message=f"{rule} on {party}.",
        basis=(),
        why="",
        **{
            "subject": (party,),
            "parties": (party,),
            "group": group,
            "fingerprint": f"{rule}|{party}",
            "components": (f"desk-{party}",),
            "data": ("tickets",),
            **more,
        },
    )


def sort(
    *findings: Finding, profile: Profile = DEFAULT, accepted: tuple[Acceptance, ...] = (), **more: Any
) -> Triaged:
    architecture = Architecture(System("Test"), Organisation("Example GmbH", "DE"), accepted=accepted, **more)
    return triage(findings, architecture, profile, Severity.HIGH, DAY)


def told(triaged: Triaged) -> list[str]:
    """Each finding with what stands in its `also` list: `TRF-08 + TRF-07`."""
    return [" + ".join([one.rule, *(other.rule for other in one.also)]) for one in triaged.findings]


class TestOneExposureIsOneFinding:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (["TRF-05 violation high", "TRF-04 violation high"], ["TRF-05 + TRF-04"]),
            (["TRF-11 risk low", "TRF-05 info"], ["TRF-11 + TRF-05"]),
            # a question or a note heads only where nothing stronger stands
            (["TRF-08 unknown low", "TRF-11 risk low", "TRF-07 info"], ["TRF-11 + TRF-08 + TRF-07"]),
            (["TRF-08 unknown low", "TRF-07 info"], ["TRF-08 + TRF-07"]),
            (["TRF-07 info", "TRF-09 unknown low"], ["TRF-09 + TRF-07"]),
            (["ACC-01 risk medium", "ACC-04 risk medium"], ["ACC-01 + ACC-04"]),
            (["ACC-09 risk high", "ACC-03 risk medium"], ["ACC-09 + ACC-03"]),
            (["TRF-01 violation high", "ACC-02 risk low", "PRC-01 gap high"], ["PRC-01", "TRF-01", "ACC-02"]),
        ],
    )  # fmt: skip
    def test_on_one_recipient(self, said, expected):
        assert told(sort(*map(found, said))) == expected

    def test_two_importers_are_two_findings(self):
        assert told(sort(found("TRF-01 gap high"), found("TRF-07 info", "bolt"))) == ["TRF-01", "TRF-07"]

    def test_two_companies_of_one_parent_are_one_exposure(self):
        one = found("ACC-01 risk medium", "cloud", parent="Big Inc.")
        other = found("ACC-02 risk low", "mail", parent="Big Inc.")
        (head,) = sort(one, other).findings
        assert (head.rule, head.parties) == ("ACC-02", ("mail", "cloud"))
        assert head.heaviest is Severity.MEDIUM

    def test_the_head_lists_what_the_others_are_about(self):
        one = found("TRF-05 gap medium", components=("a",), data=("tickets",))
        other = found("TRF-04 info", components=("b",), data=("mails",))
        (head,) = sort(one, other).findings
        assert (head.components, head.data) == (("a", "b"), ("tickets", "mails"))


class TestYielding:
    @pytest.mark.parametrize(
        ("yielding", "host", "expected"),
        [
            ("PRC-01 violation high", "PRC-08 violation high", ["PRC-08 + PRC-01"]),
            ("RAG-07 info", "PRC-08 violation high", ["PRC-08 + RAG-07"]),
            # what was found does not hide behind a question or a note
            ("PRC-01 gap high", "PRC-08 unknown low", ["PRC-01", "PRC-08"]),
            ("PRC-01 gap high", "PRC-08 info", ["PRC-01", "PRC-08"]),
        ],
    )
    def test_to_a_finding_on_the_same_recipient(self, yielding, host, expected):
        assert told(sort(found(yielding, yields_to=("PRC-08",)), found(host))) == expected

    def test_not_to_a_finding_on_another_recipient(self):
        assert told(
            sort(found("PRC-01 gap high", yields_to=("PRC-08",)), found("PRC-08 violation high", "bolt"))
        ) == [
            "PRC-01",
            "PRC-08",
        ]

    def test_to_the_gravest_of_a_whole_group_of_rules(self):
        note = found("RAG-10 gap medium", yields_to=("TRF", "PRC"))
        triaged = sort(note, found("TRF-05 gap medium"), found("PRC-01 violation high"))
        assert told(triaged) == ["PRC-01 + RAG-10", "TRF-05"]

    def test_into_the_finding_that_heads_what_it_yields_to(self):
        exposure = found("ACC-02 risk medium", yields_to=("TRF-02",))
        assert told(sort(exposure, found("TRF-02 gap medium"), found("TRF-08 gap low"))) == [
            "TRF-08 + TRF-02 + ACC-02"
        ]

    def test_along_a_chain(self):
        one = found("PRC-04 gap medium", yields_to=("PRC-01",))
        other = found("PRC-01 gap high", yields_to=("PRC-08",))
        assert told(sort(one, other, found("PRC-08 violation high"))) == ["PRC-08 + PRC-01 + PRC-04"]

    def test_in_a_circle_to_nobody(self):
        one = found("PRC-04 gap medium", yields_to=("PRC-01",))
        other = found("PRC-01 gap high", yields_to=("PRC-04",))
        assert told(sort(one, other)) == ["PRC-01", "PRC-04"]

    def test_in_a_system_without_recipients(self):
        about: dict[str, Any] = {"parties": (), "group": "system"}
        one = found("DPI-03 gap high", yields_to=("DPI-02", "DPI-01"), **about)
        assert told(sort(one, found("DPI-01 violation high", **about))) == ["DPI-01 + DPI-03"]


class TestEvidenceToFile:
    def test_is_one_finding_a_recipient(self):
        papers = [
            found(f"{rule} gap low", to_file=f"paper of {rule}") for rule in ("ACC-05", "PRC-05", "PRC-07")
        ]
        (head,) = sort(*papers).findings
        assert (head.rule, [one.rule for one in head.also]) == ("PRC-07", ["ACC-05", "PRC-05"])
        assert head.message == "Evidence to file: paper of PRC-07; paper of ACC-05; paper of PRC-05."

    def test_stands_apart_from_what_was_found(self):
        assert told(sort(found("PRC-07 gap low", to_file="a note"), found("PRC-01 gap high"))) == [
            "PRC-01",
            "PRC-07",
        ]


class TestVerdict:
    @pytest.mark.parametrize(
        ("said", "verdict", "blocking"),
        [
            ([], Verdict.NOTHING_BLOCKING, []),
            (["TRF-07 info"], Verdict.NOTHING_BLOCKING, []),
            (["PRC-07 gap low"], Verdict.CONDITIONS, []),
            (["MAN-01 unknown low"], Verdict.CONDITIONS, []),
            (["MAN-01 unknown high"], Verdict.CONDITIONS, []),
            (["PRC-01 gap high"], Verdict.BLOCKED, ["PRC-01"]),
            # what stands in `also` blocks like its head
            (["TRF-05 gap medium", "TRF-04 violation high"], Verdict.BLOCKED, ["TRF-05"]),
        ],
    )
    def test_follows_what_is_open(self, said, verdict, blocking):
        triaged = sort(*map(found, said))
        assert triaged.verdict is verdict
        assert [one.rule for one in triaged.findings if one.blocking] == blocking

    def test_blockers_come_first_then_the_heaviest(self):
        said = ("RAG-02 gap medium", "MAN-01 unknown medium", "PRC-01 gap high", "PRC-07 gap low")
        assert told(sort(*map(found, said))) == ["PRC-01", "RAG-02", "MAN-01", "PRC-07"]


class TestAcceptance:
    def accept(self, rule="PRC-01", **more):
        return Acceptance(
            **{"rule": rule, "party": "acme", "reason": "Replaced soon", "by": "head@acme.example", **more}
        )

    @pytest.mark.parametrize(
        ("said", "acceptance", "state", "verdict"),
        [
            ("PRC-01 gap high", {}, "valid", Verdict.CONDITIONS),
            ("PRC-01 gap high", {"until": date(2026, 11, 21)}, "valid", Verdict.CONDITIONS),
            ("PRC-01 gap high", {"until": date(2026, 11, 20)}, "expired", Verdict.BLOCKED),
            ("PRC-01 gap high", {"severity": "high"}, "valid", Verdict.CONDITIONS),
            ("PRC-01 gap high", {"severity": "medium"}, "reopened", Verdict.BLOCKED),
            ("PRC-01 gap high", {"data": ("tickets", "mails")}, "valid", Verdict.CONDITIONS),
            ("PRC-01 gap high", {"data": ("mails",)}, "reopened", Verdict.BLOCKED),
            ("PRC-01 gap high", {"party": "bolt"}, "unmatched", Verdict.BLOCKED),
            ("PRC-01 gap high", {"rule": "name-of-prc-01"}, "valid", Verdict.CONDITIONS),
            ("PRC-01 violation high", {}, "refused", Verdict.BLOCKED),
            ("PRC-01 violation high", {"cure": date(2026, 12, 31)}, "acknowledged", Verdict.BLOCKED),
            ("PRC-01 violation high", {"cure": date(2026, 1, 31)}, "expired", Verdict.BLOCKED),
        ],
    )  # fmt: skip
    def test_holds_or_not(self, said, acceptance, state, verdict):
        triaged = sort(found(said), accepted=(self.accept(**acceptance),))
        assert triaged.accepted[0].state == state
        assert triaged.verdict is verdict

    def test_says_who_and_why(self):
        (finding,) = sort(found("PRC-01 gap high"), accepted=(self.accept(until=date(2027, 3, 31)),)).findings
        assert finding.status is Status.ACCEPTED
        assert finding.accepted_because == "Replaced soon (accepted by head@acme.example until 2027-03-31)"

    def test_of_the_head_does_not_accept_a_violation_beside_it(self):
        one, other = found("TRF-05 gap medium"), found("TRF-04 violation high")
        triaged = sort(one, other, accepted=(self.accept("TRF-05"),))
        assert triaged.findings[0].status is Status.OPEN

    def test_of_the_head_accepts_what_it_explains(self):
        one, other = found("ACC-01 risk medium"), found("ACC-04 risk medium")
        assert sort(one, other, accepted=(self.accept("ACC-01"),)).findings[0].status is Status.ACCEPTED

    @pytest.mark.parametrize(("components", "status"), [(("a", "b"), Status.ACCEPTED), (("a",), Status.OPEN)])
    def test_of_a_gathered_finding_needs_every_component(self, components, status):
        finding = found("REC-03 gap medium", components=("a", "b"))
        accepted = tuple(self.accept("REC-03", party="", component=one) for one in components)
        assert sort(finding, accepted=accepted).findings[0].status is status


class TestProfiles:
    STRICT = find_profile(
        "strict",
        [{"id": "strict", "name": "Strict", "severities": {"ACC-01": {"risk": "high", "adequate": "low"}}}],
    )

    @pytest.mark.parametrize(
        ("finding", "severity"),
        [
            (found("ACC-01 risk low"), Severity.HIGH),
            (found("ACC-01 info"), Severity.INFO),
            (found("ACC-01 info", step="adequate"), Severity.LOW),
            (found("ACC-02 risk low"), Severity.LOW),
            (found("ACC-01 risk low", unverified="nobody checked the parent"), Severity.MEDIUM),
        ],
    )
    def test_change_severities_and_keep_the_cap(self, finding, severity):
        (weighed,) = sort(finding, profile=self.STRICT).findings
        assert weighed.severity is severity
        assert weighed.outcome is finding.outcome

    def test_the_default_changes_nothing(self):
        finding = found("ACC-01 risk low")
        assert find_profile("default", []).weigh(finding) == finding

    def test_an_unknown_one_is_refused(self):
        with pytest.raises(PolicyError, match="There is no profile called `stict`"):
            find_profile("stict", [])

    @pytest.mark.parametrize("severities", [{"ACC-01": {"risk": "enormous"}}, {"ACC-01": "high"}])
    def test_a_malformed_one_is_refused(self, severities):
        with pytest.raises(PolicyError, match=r"The profile `house\.yaml` cannot be read"):
            find_profile(
                "house", [{"id": "house", "name": "House", "severities": severities, "_file": "house.yaml"}]
            )


def test_an_owner_is_found_by_rule_by_component_and_in_the_component():
    owners = {"PRC-01": "dpo", "desk-bolt": "desk team"}
    components = {"desk-cord": Component("desk-cord", "application", owner="cord team")}
    findings = (
        found("PRC-01 gap high"),
        found("REC-03 gap medium", "bolt"),
        found("SEC-02 gap medium", "cord"),
    )
    triaged = sort(*findings, owners=owners, components=components)
    assert [one.owner for one in triaged.findings] == ["dpo", "desk team", "cord team"]


RULES = ("TRF-01", "TRF-05", "TRF-11", "ACC-01", "ACC-04", "PRC-01", "PRC-08", "RAG-10")
SAID = ("violation high", "gap medium", "risk low", "unknown medium", "info")
rules = st.sampled_from([f"{rule} {said}" for rule in RULES for said in SAID])
findings_of = st.lists(
    st.builds(
        lambda said, party: found(said, party, yields_to=("PRC-08", "TRF") if said[0] in "PR" else ()),
        rules,
        st.sampled_from(("acme", "bolt")),
    ),
    max_size=8,
    unique_by=lambda one: (one.rule, one.subject),
)


@given(findings_of)
def test_nothing_is_lost_and_nothing_is_said_twice(findings):
    triaged = sort(*findings)
    heads = [(one.rule, one.outcome, one.severity) for one in triaged.findings]
    others = [(one.rule, one.outcome, one.severity) for head in triaged.findings for one in head.also]
    assert sorted(heads + others) == sorted((one.rule, one.outcome, one.severity) for one in findings)


@given(findings_of, st.randoms())
def test_order_does_not_matter(findings, random):
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert sort(*findings) == sort(*shuffled)


@given(findings_of)
def test_also_hides_nothing(findings):
    blocks = any(one.outcome is not Outcome.UNKNOWN and one.severity >= Severity.HIGH for one in findings)
    assert (sort(*findings).verdict is Verdict.BLOCKED) is blocks


@given(findings_of)
def test_a_question_or_a_note_never_heads_a_finding(findings):
    for head in sort(*findings).findings:
        if head.outcome in (Outcome.UNKNOWN, Outcome.INFO):
            assert all(one.outcome in (Outcome.UNKNOWN, Outcome.INFO) for one in head.also)


class TestComments:
    """An acceptance that stands as a comment accepts what is found there, and nothing else."""

    def at(self, line, *components, rule="SEC-05", last=None):
        place = Location("m.yaml", line, 9)
        lines = Lines("m.yaml", line, last or line, components=components)
        day = date(2027, 1, 1)
        return Acceptance(rule, reason="pilot", by="@jane", until=day, place=place, lines=lines)

    def one(self, said="SEC-05 gap medium", line=5, **more):
        return found(said, location=Location("m.yaml", line, 3), **more)

    @pytest.mark.parametrize(
        ("comment", "status"),
        [
            ((5,), Status.ACCEPTED),
            ((4,), Status.OPEN),
            ((6,), Status.OPEN),
            ((3, "bot"), Status.OPEN),
        ],
    )
    def test_at_the_line_of_the_finding(self, comment, status):
        (finding,) = sort(self.one(), accepted=(self.at(*comment),)).findings
        assert finding.status is status

    def test_at_the_entry_that_holds_it(self):
        (finding,) = sort(self.one(), accepted=(self.at(3, "bot", last=7),)).findings
        assert finding.status is Status.ACCEPTED

    def test_in_another_file_the_line_means_nothing(self):
        other = found("SEC-05 gap medium", location=Location("other.yaml", 5, 3))
        assert sort(other, accepted=(self.at(5),)).findings[0].status is Status.OPEN

    def test_of_several_components_each_has_one(self):
        several = self.one(subject=("a", "b"), components=("a", "b"))
        (half,) = sort(several, accepted=(self.at(5, "a"),)).findings
        assert (half.status, half.message.endswith("for some of its components, and not for all.")) == (
            Status.OPEN,
            True,
        )
        (whole,) = sort(several, accepted=(self.at(5, "a"), self.at(9, "b"))).findings
        assert whole.status is Status.ACCEPTED

    def test_what_stands_beside_it_needs_its_own(self):
        pair = (self.one("TRF-05 gap medium"), self.one("TRF-04 violation high", line=8))
        (head,) = sort(*pair, accepted=(self.at(5, rule="TRF-05"),)).findings
        assert head.status is Status.OPEN
        assert head.message.endswith("It is accepted, but not TRF-04 beside it.")
