"""Print the lowest allowed version of every runtime dependency as pip constraints: `networkx==3.4`."""

import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.with_name("pyproject.toml")

for requirement in tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
    print(requirement.replace(">=", "=="))
