"""Dated and sourced facts on companies, places, laws and words, compiled from policies/ into one file.

Nothing here imports pydantic or YAML until a policy file has changed and must be compiled anew.
"""

from borderflow.catalog.lookup import Catalog
from borderflow.catalog.opening import open_catalog
from borderflow.catalog.vocabulary import Vocabulary

__all__ = ["Catalog", "Vocabulary", "open_catalog"]
