import json

import pytest

from borderflow.renderers.gitlab import gitlab
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review


def test_the_report_is_as_expected():
    assert_golden("gitlab_blocked.json", gitlab.render(blocked_review(), DEFAULTS))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_issue_has_what_gitlab_asks_for(name):
    for issue in json.loads(gitlab.render(SAMPLES[name](), DEFAULTS)):
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


def test_no_two_issues_share_a_fingerprint():
    assert gitlab.render_all
    issues = json.loads(gitlab.render_all((blocked_review(), blocked_review()), DEFAULTS))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
