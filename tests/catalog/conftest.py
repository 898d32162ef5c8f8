import pytest

from borderflow.catalog import open_catalog


@pytest.fixture(scope="session")
def catalog():
    """The shipped catalogue."""
    return open_catalog()
