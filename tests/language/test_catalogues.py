import pytest

from borderflow import api
from borderflow.errors import PolicyError
from borderflow.language import say
from borderflow.language.catalogues import read_messages

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def po(path, said):
    path.parent.mkdir(exist_ok=True)
    entries = (f'msgid "{message}"\nmsgstr "{text}"\n' for message, text in said.items())
    path.write_text(HEAD + "\n".join(entries), encoding="utf-8")
    return path


def test_the_first_file_that_has_a_message_counts(tmp_path):
    first = po(tmp_path / "first.po", {"Finding": "Feststellung"})
    second = po(tmp_path / "second.po", {"Finding": "Befund", "Rule": "Regel"})
    messages = read_messages((first, second))
    assert [messages.gettext(word) for word in ("Finding", "Rule", "Way")] == ["Feststellung", "Regel", "Way"]


@pytest.mark.parametrize(
    "text",
    [
        "no PO file",
        'msgid "\xff',
    ],
)
def test_a_faulty_file_is_named(tmp_path, text):
    path = tmp_path / "fr.po"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(PolicyError, match=r"fr\.po.*cannot be read"):
        read_messages((path,))


def test_own_rules_bring_their_own_translations_and_change_no_shipped_ones(tmp_path):
    po(tmp_path / "locale" / "fr.po", {"Our rule {party}": "Notre règle {party}", "Finding": "{0.__class__}"})
    with api.speaking("fr", (tmp_path,)):
        assert say("Our rule {party}") == "Notre règle {party}"
        assert say("Finding") == "Constat"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="`xx` is not one of en, fr, de"), api.speaking("xx"):
        pass
