from borderflow.foreign.values import entries_of, list_of, mapping_of, text_of, texts_of


def test_a_wrong_type_is_an_empty_value():
    assert mapping_of(["a"]) == {}
    assert list_of({"a": 1}) == ()
    odd: list[object] = [None, True, [], {}, " a ", 7]
    assert [text_of(one) for one in odd] == ["", "", "", "", "a", "7"]
    assert texts_of(["a", None, "", 3]) == ("a", "3")
    assert texts_of("a") == ("a",)
    assert list(entries_of([None, {"a": 1}, "b"])) == [(1, {"a": 1})]
