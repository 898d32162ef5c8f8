"""A format can be named where the content does not tell; what is then missing is said."""

import json

import pytest

from borderflow.errors import InputError
from tests.readers.sketch import read, recipients


def test_a_bom_without_its_sign(tmp_path):
    services = [{"name": "Mail", "provider": {"name": "Mailgun"}, "data": [{"flow": "inbound"}]}]
    (tmp_path / "bom.json").write_text(json.dumps({"services": services}), encoding="utf-8")
    assert recipients(read(tmp_path / "bom.json", form="cyclonedx")) == {"mailgun/email": ""}


@pytest.mark.parametrize("form", ["cyclonedx", "fideslang", "backstage"])
def test_nothing_of_the_format_is_an_error(tmp_path, form):
    (tmp_path / "empty.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(InputError):
        read(tmp_path / "empty.yaml", form=form)
