"""Every message has its translations: `python -m docs.messages` finds nothing to do."""

import pytest
from babel.messages.catalog import Catalog

from docs import messages


@pytest.fixture(scope="module")
def catalogues():
    return messages.catalogues()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_are_of_today(catalogues, language):
    for folder, template in catalogues.items():
        kept = {one.id for one in messages.read(folder / f"{language}.po")}
        assert kept == {one.id for one in template}, "run `python -m docs.messages`"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_nothing_is_untranslated_or_has_other_placeholders(language):
    for folder in messages.FOLDERS:
        assert list(messages.faults(messages.read(folder / f"{language}.po"))) == []


def test_what_is_wrong_with_a_translation_is_told():
    found = Catalog()
    found.add("holds {data}", "détient {donnees}")
    found.add("hosts it")
    found.add("operates it", "l’exploite", flags=["fuzzy"])
    assert set(messages.faults(found)) == {
        "other placeholders: holds {data} / détient {donnees}",
        "no translation: hosts it",
        "unsure: operates it",
    }
