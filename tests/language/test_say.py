from gettext import NullTranslations

from borderflow.language import say, say_counted, spoken, to_say
from borderflow.language.catalogues import speaking


class Shouting(NullTranslations):
    def gettext(self, message):
        return message.upper().replace("{DATA}", "{data}")

    def ngettext(self, msgid1, msgid2, n):
        return "{n} EINS" if n == 1 else "{n} VIELE"


def test_english_needs_no_catalogue():
    assert say("holds {data}", data="tickets") == "holds tickets"
    assert spoken() == "en"


def test_a_sentence_without_words_is_left_as_it_is():
    assert say("`components: {id: {host: …}}`") == "`components: {id: {host: …}}`"


def test_words_from_outside_are_no_placeholders():
    assert say("holds {data}", data="{data.__class__}") == "holds {data.__class__}"


def test_another_language_is_in_force_inside_and_no_longer():
    with speaking("de", Shouting()):
        assert say("holds {data}", data="Tickets") == "HOLDS Tickets"
        assert spoken() == "de"
    assert say("holds {data}", data="tickets") == "holds tickets"


def test_a_number_takes_the_plural_form_of_the_language():
    assert [say_counted("{n} flow", "{n} flows", number) for number in (0, 1, 2)] == [
        "0 flows",
        "1 flow",
        "2 flows",
    ]
    with speaking("de", Shouting()):
        assert say_counted("{n} flow", "{n} flows", 1) == "1 EINS"


def test_an_empty_text_stays_empty():
    """The header of a catalogue is the translation of nothing."""
    with speaking("de", Shouting()):
        assert say("") == ""
    assert to_say("later") == "later"
