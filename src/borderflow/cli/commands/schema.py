"""`borderflow schema`: print the JSON Schema of the manifest."""

from __future__ import annotations

import json
from argparse import Namespace

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOTHING_BLOCKS
from borderflow.cli.output import deliver


def run(arguments: Namespace, console: Console) -> int:
    """Write the schema that an editor takes for `borderflow.yaml`."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.models import model_of

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model_of(ManifestShape).model_json_schema(),
    }
    deliver((json.dumps(schema, indent=2) + "\n").encode(), arguments.output, console)
    return NOTHING_BLOCKS
