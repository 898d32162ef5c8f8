"""The life of a sign-off, on real files: sign, check again, change something, forge."""

import json
import shutil
import subprocess

import pytest

from tests.cli.running import run

DAY = ("--as-of", "2026-11-21")
LATER = ("--as-of", "2026-12-01")
MANIFEST = """\
borderflow: 1
system: {name: Desk, record: {id: ROPA-1, evidence: https://desk.example/ropa}}
controller: {name: Acme SAS, country: FR}
data:
  tickets: {categories: [contact], subjects: [customers], retention: P1Y}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
contracts: {ovhcloud: {dpa: {signed: 2026-01-05, evidence: https://desk.example/dpa}}}
"""
BOT = "  bot: {kind: llm, operator: openai}\nflows:\n- desk -> bot: tickets\n"
SECOND = MANIFEST.replace("contracts:", f"{BOT}contracts:")
APPROVED = ("--by", "Ana Dupont", "--decision", "approve", "--date", "2026-11-21")


@pytest.fixture(name="desk")
def _desk(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(MANIFEST, "utf-8")
    assert run("check", path, *DAY, "-f", "json", "-o", tmp_path / "result.json").code == 0
    return path


@pytest.fixture(name="signoff")
def _signoff(desk, tmp_path):
    path = tmp_path / "signoff.json"
    assert sign(tmp_path, "-o", path).code == 0
    return path


@pytest.fixture(name="keys", scope="module")
def _keys(tmp_path_factory):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = tmp_path_factory.mktemp("keys")
    for name in ("own", "other"):
        key = Ed25519PrivateKey.generate()
        plain, locked = form.NoEncryption(), form.BestAvailableEncryption(b"secret")
        pem, pkcs8 = form.Encoding.PEM, form.PrivateFormat.PKCS8
        (folder / f"{name}.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
        (folder / f"{name}.locked").write_bytes(key.private_bytes(pem, pkcs8, locked))
        public = key.public_key().public_bytes(pem, form.PublicFormat.SubjectPublicKeyInfo)
        (folder / f"{name}.pub").write_bytes(public)
    return folder


def sign(folder, *words):
    return run("sign", folder / "result.json", *APPROVED, *words)


def check(path, *words, day=LATER):
    return run("check", path, *day, "-q", *words)


def test_the_life_of_a_signoff(desk, signoff):
    held = check(desk, "--signoff", signoff)
    assert held.code == 0
    assert held.err == (
        "Desk: sign-off holds: approved by Ana Dupont on 2026-11-21, "
        f"run {json.loads(signoff.read_text())['run']}, no signature\n"
    )

    desk.write_text("# an empty line moves everything\n\n" + MANIFEST, "utf-8")
    reformatted = check(desk, "--signoff", signoff)
    assert reformatted.code == 1
    assert "desk.yaml` was changed." in reformatted.err

    desk.write_text(SECOND, "utf-8")
    grown = check(desk, "--signoff", signoff)
    assert grown.code == 1
    assert "A new recipient: OpenAI (seat: IE)." in grown.err
    assert "New (high): PRC-01" in grown.err or "New (medium): PRC-01" in grown.err
    assert check(desk, "--signoff", signoff, "--fail-on", "never").code == 0


def test_a_rejection_does_not_pass(desk, tmp_path):
    path = tmp_path / "signoff.json"
    assert run("sign", tmp_path / "result.json", "--by", "Ana", "--decision", "reject", "-o", path).code == 0
    assert check(desk, "--signoff", path).code == 1


def test_the_result_names_its_signoff(desk, signoff):
    found = json.loads(run("check", desk, *LATER, "-f", "json", "--signoff", signoff).out)["signoff"]
    assert found["state"] == "valid"
    assert found["by"] == "Ana Dupont"
    desk.write_text(SECOND, "utf-8")
    found = json.loads(run("check", desk, *LATER, "-f", "json", "--signoff", signoff).out)["signoff"]
    assert found["state"] == "stale"
    assert {"kind": "new-recipient", "text": "A new recipient: OpenAI (seat: IE)."} in found["reasons"]


def test_the_report_shows_it(desk, tmp_path):
    path = tmp_path / "signoff.json"
    words = ("--decision", "conditions", "--condition", "Tell <b>the</b> staff", "--until", "2026-11-30")
    assert (
        run("sign", tmp_path / "result.json", "--by", "Ana", *words, "--date", "2026-11-22", "-o", path).code
        == 0
    )
    page = run("report", desk, *LATER, "-f", "html", "--signoff", path).out
    assert 'Sign-off on record: <span class="bad">stale</span>' in page
    assert "Tell &lt;b&gt;the&lt;/b&gt; staff" in page
    assert "It held until 2026-11-30." in page


def test_the_same_decision_is_the_same_file(desk, tmp_path, keys):
    words = ("--key", keys / "own.pem")
    assert sign(tmp_path, *words).data == sign(tmp_path, *words).data


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            ("approved with conditions by Ana on 2026-11-22", "on condition: Name a DPO", "until 2026-11-30"),
        ),
        (
            "fr",
            ("approuvé sous conditions par Ana le 22 novembre 2026", "à condition de : Name", "30 novembre"),
        ),
        (
            "de",
            ("mit Auflagen freigegeben von Ana am 22. November 2026", "Auflage: Name", "bis 30. November"),
        ),
    ],
)
def test_a_sign_off_is_read_out_in_the_language_that_is_asked_for(desk, tmp_path, language, lines):
    path = tmp_path / "signoff.json"
    words = ("--decision", "conditions", "--condition", "Name a DPO", "--until", "2026-11-30")
    assert (
        run("sign", tmp_path / "result.json", "--by", "Ana", *words, "--date", "2026-11-22", "-o", path).code
        == 0
    )
    told = run("sign", path, "--verify", "--lang", language).out.replace("\xa0", " ")
    for line in lines:
        assert line in told


def test_what_is_signed_is_the_same_in_every_language(desk, tmp_path):
    assert sign(tmp_path, "--lang", "fr").data == sign(tmp_path).data


def test_a_signature_holds_the_file_together(desk, tmp_path, keys):
    path = tmp_path / "signoff.json"
    assert sign(tmp_path, "--key", keys / "own.pem", "-o", path).code == 0
    assert "signature verified" in run("sign", path, "--verify", "--public-key", keys / "own.pub").out
    assert "not verified" in run("sign", path, "--verify").out
    assert check(desk, "--signoff", path, "--public-key", keys / "own.pub").code == 0

    laid_out_anew = json.dumps(json.loads(path.read_text()), indent=7, ensure_ascii=False)
    path.write_text(laid_out_anew, "utf-8")
    assert run("sign", path, "--verify", "--public-key", keys / "own.pub").code == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda file: file | {"by": "Eve"}, "does not fit what stands there"),
        (lambda file: file | {"findings": []}, "does not fit what stands there"),
        (lambda file: file | {"signature": None}, "bears no signature"),
        (lambda file: {key: file[key] for key in file if key != "signature"}, "bears no signature"),
        (lambda file: file | {"signature": file["signature"] | {"value": "AAAA"}}, "does not fit"),
        (lambda file: file | {"signature": file["signature"] | {"value": "no base64"}}, "does not fit"),
        (lambda file: file | {"signature": file["signature"] | {"public_key": "AA=="}}, "another key"),
        (
            lambda file: file | {"signature": file["signature"] | {"algorithm": "none"}},
            "not one of the words",
        ),
    ],
)
def test_what_was_forged_is_refused(desk, tmp_path, keys, change, message):
    path = tmp_path / "signoff.json"
    sign(tmp_path, "--key", keys / "own.pem", "-o", path)
    path.write_text(json.dumps(change(json.loads(path.read_text()))), "utf-8")
    for refused in (
        check(desk, "--signoff", path, "--public-key", keys / "own.pub"),
        run("sign", path, "--verify", "--public-key", keys / "own.pub"),
    ):
        assert refused.code == 2
        assert message in refused.err


def test_another_key(desk, tmp_path, keys):
    path = tmp_path / "signoff.json"
    sign(tmp_path, "--key", keys / "other.pem", "-o", path)
    refused = check(desk, "--signoff", path, "--public-key", keys / "own.pub")
    assert refused.code == 2
    assert "is signed by another key than the one that was named" in refused.err


@pytest.mark.parametrize("change", [{"run": "00000000"}, {"inputs": []}])
def test_without_a_signature_a_slip_is_found_still(signoff, desk, change):
    signoff.write_text(json.dumps(json.loads(signoff.read_text()) | change), "utf-8")
    refused = check(desk, "--signoff", signoff)
    assert refused.code == 2
    assert "names a run that is not the one of its inputs" in refused.err


@pytest.mark.parametrize("file", ["own.pub", "own.locked", "missing", "noise", "rsa"])
def test_a_key_that_is_none(desk, tmp_path, keys, file):
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 300)
    (tmp_path / "rsa").write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    key = keys / file if file.startswith("own") else tmp_path / file
    refused = sign(tmp_path, "--key", key)
    assert refused.code == 2
    assert "key" in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.needs("openssl")
@pytest.mark.needs("jq")
def test_other_programs_find_the_same(desk, tmp_path, keys):
    import base64

    path, data, value = tmp_path / "signoff.json", tmp_path / "data", tmp_path / "value"
    assert (
        run(
            "sign",
            tmp_path / "result.json",
            "--by",
            "Zoë 🖋",
            "--decision",
            "reject",
            "--key",
            keys / "own.pem",
            "-o",
            path,
        ).code
        == 0
    )
    assert shutil.which("jq")
    signed = subprocess.run(["jq", "-acjS", "del(.signature)", str(path)], capture_output=True, check=True)
    data.write_bytes(signed.stdout)
    value.write_bytes(base64.b64decode(json.loads(path.read_text("utf-8"))["signature"]["value"]))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(keys / "own.pub"), "-rawin"]
    subprocess.run([*command, "-in", str(data), "-sigfile", str(value)], capture_output=True, check=True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--decision", "approve"), "It is not said who decides."),
        (("--by", " ", "--decision", "approve"), "It is not said who decides."),
        (("--by", "x" * 201, "--decision", "approve"), "The name of who decides is too long."),
        (("--by", "Ana"), "It is not said what is decided."),
        (("--by", "Ana", "--decision", "conditions"), "An approval with conditions needs some."),
        (
            ("--by", "Ana", "--decision", "approve", "--condition", "x"),
            "Conditions go with no other decision.",
        ),
        (("--by", "Ana", "--decision", "conditions", "--condition", " "), "A condition is empty."),
        (("--by", "Ana", "--decision", "maybe"), "`--decision` cannot be `maybe`."),
        ((*APPROVED, "--until", "2026-11-20"), "before it begins"),
        ((*APPROVED[:4], "--date", "2026-11-20"), "The decision is of 2026-11-20"),
        ((*APPROVED, "--until", "soon"), "`--until` is no day"),
        ((*APPROVED, "--public-key", "x.pub"), "`--public-key` is for `--verify`."),
    ],
)
def test_what_is_missing_is_said(desk, tmp_path, words, message):
    refused = run("sign", tmp_path / "result.json", *words)
    assert refused.code == 2
    assert message in refused.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "is no result of Borderflow"),
        ("[]", "is no result of Borderflow"),
        ('{"version": 1, "reviews": []}', "is about several systems"),
        ('{"version": 1, "findings": 7}', "does not fit a result of version 1"),
        ('{"version": 1, "findings": [', "JSON"),
        ("", "empty"),
    ],
)
def test_what_is_no_result(tmp_path, text, message):
    (tmp_path / "result.json").write_text(text, "utf-8")
    refused = sign(tmp_path)
    assert refused.code == 2
    assert message in refused.err


def test_a_supposed_result_is_not_signed(desk, tmp_path):
    run("check", desk, *DAY, "--assume", "dpf-invalidated", "-f", "json", "-o", tmp_path / "result.json")
    refused = sign(tmp_path)
    assert refused.code == 2
    assert "is no review of what is" in refused.err


def test_the_result_is_not_overwritten(desk, tmp_path):
    refused = sign(tmp_path, "-o", tmp_path / "result.json")
    assert refused.code == 2
    assert "would be overwritten" in refused.err


def test_terminal_codes_in_names_stay_text(desk, tmp_path):
    path = tmp_path / "signoff.json"
    run(
        "sign",
        tmp_path / "result.json",
        "--by",
        "Ana\x1b[2J",
        "--decision",
        "approve",
        "--date",
        "2026-11-21",
        "-o",
        path,
    )
    assert "\x1b" not in check(desk, "--signoff", path).err
    assert "\x1b" not in run("sign", path, "--verify").out


def test_what_was_grave_when_it_was_signed_is_told_with_the_reason(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(SECOND.replace("{ovhcloud:", "{openai: {dpa: none}, ovhcloud:"), "utf-8")
    assert run("check", path, *DAY, "-f", "json", "-o", tmp_path / "result.json").code == 1
    without = "approved with grave findings open, and no word why: `--reason` says it\n"
    assert without in sign(tmp_path, "-o", tmp_path / "silent.json").err
    signed = sign(tmp_path, "--reason", "a pilot of two weeks", "-o", tmp_path / "off.json")
    assert (signed.code, without in signed.err) == (0, False)
    told = run("sign", tmp_path / "off.json", "--verify").out
    assert "  for the reason: a pilot of two weeks\n" in told
    assert "  open when signed, high or critical: PRC-01 No processor contract with OpenAI" in told


def test_where_nothing_was_grave_none_is_told(signoff):
    assert "high or critical" not in run("sign", signoff, "--verify").out
