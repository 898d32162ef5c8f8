"""Facts become findings: a small, closed, three-valued rule language, compiled once to closures."""

from borderflow.rules.engine import Judgement, judge
from borderflow.rules.load import load_rules
from borderflow.rules.rule import Rule

__all__ = ["Judgement", "Rule", "judge", "load_rules"]
