from xml.etree import ElementTree as ET

import pytest

from borderflow.model.findings import Outcome
from borderflow.renderers.junit import junit
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review, questioned_review


def suite_of(review):
    (suite,) = ET.fromstring(junit.render(review, DEFAULTS))  # noqa: S314 - our own
    return suite


def test_the_results_are_as_expected():
    assert_golden("junit_blocked.xml", junit.render(blocked_review(), DEFAULTS))


@pytest.mark.parametrize("name", SAMPLES)
def test_any_review_is_xml_whose_counts_are_right(name):
    suite = suite_of(SAMPLES[name]())
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))


def test_only_what_blocks_has_failed():
    review = blocked_review()
    assert len(suite_of(review).findall("testcase/failure")) == len(review.blockers) > 0


def test_a_question_is_skipped():
    review = questioned_review()
    asked = [finding for finding in review.findings if finding.outcome is Outcome.UNKNOWN]
    assert len(suite_of(review).findall("testcase/skipped")) == len(asked) > 0


def test_a_satisfied_rule_has_passed():
    review = blocked_review()
    names = {case.attrib["classname"].rpartition(".")[2] for case in suite_of(review) if not list(case)}
    assert set(review.rules.satisfied) <= names


def test_several_systems_are_several_suites():
    assert junit.render_all
    root = ET.fromstring(junit.render_all((blocked_review(), questioned_review()), DEFAULTS))  # noqa: S314 - our own
    assert len(root) == 2
    assert int(root.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in root)
