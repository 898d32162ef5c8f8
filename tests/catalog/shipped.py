"""The shipped policies as they are written, read once for all tests that look into them."""

from functools import cache

from borderflow.catalog.reading import Policies, read_policies
from borderflow.resources import policies_dir


@cache
def shipped_policies() -> Policies:
    return read_policies((policies_dir(),))
