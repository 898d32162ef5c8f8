"""Other checkers of files on inputs of the same size, each in an environment of its own.

They are installed on demand into a cache folder; one that cannot be installed is left out with a sentence.
They judge other things than we do: what is compared is how long a pipeline waits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ANY = frozenset(range(64))
"""Exit codes of tools that say with them what they found."""
LINES = """\
rules:
- {id: us-operator, languages: [yaml], severity: WARNING, message: US law, pattern: "operator: openai/api"}
- {id: us-host, languages: [yaml], severity: WARNING, message: US law, pattern: "host: aws@eu-central-1"}
"""
"""Two rules that look at a line alone, wherever it stands."""
COMPONENTS = """\
rules:
- id: us-operator
  languages: [yaml]
  severity: WARNING
  message: US law reaches $ID
  pattern: |
    components:
      ...
      $ID:
        ...
        operator: openai/api
        ...
      ...
- id: us-host
  languages: [yaml]
  severity: WARNING
  message: US law reaches $ID
  pattern: |
    components:
      ...
      $ID:
        ...
        host: aws@eu-central-1
        ...
      ...
"""
"""Two rules that say which component it is, as ours do."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One checker: its package, and how it is run on a file; `{rules}` is the file of two rules."""

    package: str
    words: tuple[str, ...]


TOOLS = {
    "checkov": Tool("checkov", ("--framework", "cloudformation", "--compact", "--quiet", "--file")),
    "cfn-lint": Tool("cfn-lint", ()),
    "semgrep": Tool(
        "semgrep",
        (*"scan --metrics=off --disable-version-check --quiet --timeout 0 --config".split(), "{rules}"),
    ),
    "zizmor": Tool("zizmor", ("--offline", "--no-progress", "--quiet")),
}


def command(name: str, folder: Path, file: Path, rules_of_semgrep: str = LINES) -> Sequence[str] | None:
    """How a tool checks a file, after it was installed; None when that could not be done."""
    tool = TOOLS[name]
    home = _cache() / name
    program = home / "bin" / name
    if not program.exists() and not _installed(tool.package, home):
        print(f"{name} is left out: it could not be installed.", file=sys.stderr)
        return None
    rules = folder / "two-rules.yaml"
    rules.write_text(rules_of_semgrep)
    return [str(program), *(word.format(rules=rules) for word in tool.words), str(file)]


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "borderflow-bench"


def _installed(package: str, home: Path) -> bool:
    venv.create(home, with_pip=True, clear=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", package]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


def template(resources: int) -> str:
    """A CloudFormation template with so many queues and tables."""
    made = {
        f"R{number}": {
            "Type": "AWS::SQS::Queue" if number % 2 else "AWS::DynamoDB::Table",
            "Properties": {"QueueName": f"q{number}"} if number % 2 else _table(number),
        }
        for number in range(resources)
    }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": made}, indent=1)


def _table(number: int) -> dict[str, object]:
    return {
        "TableName": f"t{number}",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    }


def workflow(lines: int) -> str:
    """A GitHub workflow of about so many lines."""
    head = "name: w\non: push\npermissions: {}\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n"
    return head + "".join(f"      - run: echo {number}\n" for number in range(lines - 7))
