"""The compiled file: same bytes for the same policies, cached, and never trusted blindly."""

import subprocess
import sys
from datetime import date

import pytest

from borderflow.catalog.compiled import build
from borderflow.catalog.layout import Store, Unreadable
from borderflow.errors import PolicyError
from tests.catalog.building import ACME, opened, policies


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "borderflow"


def test_same_policies_same_bytes(tmp_path):
    first, second = policies(tmp_path / "a" / "policies"), policies(tmp_path / "b" / "policies")
    assert build(first) == build(second)


def test_the_hash_seed_changes_nothing(tmp_path):
    folder = policies(tmp_path / "policies")
    code = (
        "import sys; from pathlib import Path; from borderflow.catalog.compiled import build;"
        f"sys.stdout.buffer.write(build(Path({str(folder)!r})))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert made[0].stdout == made[1].stdout == build(folder)


def test_the_compiled_file_names_no_folder_of_this_machine(tmp_path):
    assert str(tmp_path).encode() not in build(policies(tmp_path / "policies"))


def test_the_digest_changes_with_the_policies(tmp_path):
    folder = policies(tmp_path / "policies")
    before = opened([folder])
    policies(folder, providers__acme=ACME.replace("name: Acme\n", "name: Acme Corporation\n"))
    after = opened([folder])
    assert before.digest != after.digest
    assert before.version != after.version
    assert after.provider("acme").name == "Acme Corporation"


def test_the_cache_is_used_and_follows_the_files(tmp_path, cache, monkeypatch):
    folder = policies(tmp_path / "policies")
    opened([folder])
    (kept,) = cache.glob("policies-*.json")
    monkeypatch.setattr("borderflow.catalog.opening._compile", lambda _: pytest.fail("compiled again"))
    assert opened([folder]).provider("acme")
    assert kept.read_bytes() == build(folder)


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"format":1}\n', b"no json\n"])
def test_a_damaged_cache_is_ignored(tmp_path, cache, damage):
    folder = policies(tmp_path / "policies")
    opened([folder])
    (kept,) = cache.glob("policies-*.json")
    kept.write_bytes(damage)
    assert opened([folder]).provider("acme")
    assert kept.read_bytes() == build(folder)


def test_one_flipped_byte_is_seen(tmp_path):
    data = bytearray(build(policies(tmp_path)))
    data[-10] ^= 1
    with pytest.raises(Unreadable):
        Store(bytes(data))


def test_a_cache_that_cannot_be_written_costs_nothing_else(tmp_path, cache):
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    assert opened([policies(tmp_path / "policies")]).provider("acme")


def test_a_later_folder_overrides_by_id(tmp_path):
    shipped = policies(tmp_path / "policies")
    own = tmp_path / "own"
    (own / "catalog" / "providers").mkdir(parents=True)
    (own / "catalog" / "providers" / "acme.yaml").write_text(ACME.replace("Acme Inc.", "Beta Inc."))
    catalog = opened([shipped, own])
    assert catalog.provider("acme").parent.known.name == "Beta Inc."
    assert catalog.jurisdiction("DE", date(2026, 11, 21)).name == "Germany"


def test_rules_are_kept_as_written(catalog):
    for rule in catalog.rules():
        assert rule["_file"].startswith("policies/rules/")
        assert rule["_file"].rpartition("/")[2].startswith(rule["id"])
        assert len(rule["_sha256"]) == 64


def test_profiles_are_kept_as_written(tmp_path):
    folder = policies(tmp_path / "policies")
    (folder / "profiles").mkdir()
    (folder / "profiles" / "own.yaml").write_text("id: own\n")
    (profile,) = opened([folder]).profiles()
    assert (profile["id"], profile["_file"]) == ("own", "policies/profiles/own.yaml")


def test_without_rules_there_are_none(tmp_path):
    assert opened([policies(tmp_path)]).rules() == []


def test_a_fault_is_raised_and_not_cached(tmp_path, cache):
    folder = policies(tmp_path / "policies", vocabulary="reviewed: soon\n")
    with pytest.raises(PolicyError):
        opened([folder])
    assert not cache.exists()


def test_asking_imports_nothing_heavy():
    code = (
        "import sys, borderflow.catalog; print(*sorted({'pydantic', 'yaml', 'networkx'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_wheel_reads_what_it_ships(tmp_path, cache, monkeypatch):
    folder = policies(tmp_path / "policies")
    compiled = tmp_path / "compiled.json"
    compiled.write_bytes(build(folder))
    monkeypatch.setattr("borderflow.catalog.opening.policies_dir", lambda: folder)
    monkeypatch.setattr("borderflow.catalog.opening.compiled_policies", lambda: compiled)
    monkeypatch.setattr("borderflow.catalog.opening._compile", lambda _: pytest.fail("compiled again"))
    assert opened(()).provider("acme").name == opened([folder]).provider("acme").name == "Acme"
    assert not cache.exists()
