"""Terraform plans of any size for the benchmarks, as `terraform show -json` writes them: on one line.

Run with the file of a plan, it does the least that anybody would: load it, and graph its references.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = (
    "aws_lambda_function aws_s3_bucket aws_dynamodb_table aws_sqs_queue aws_db_instance aws_iam_role "
    "aws_iam_role_policy aws_cloudwatch_log_group aws_security_group aws_subnet"
).split()
"""Half of what a plan makes holds no data."""
_PROVIDER = "registry.terraform.io/hashicorp/aws"
_VARIABLES = {"LOG_LEVEL": "info", "STAGE": "prod", "SENTRY_DSN": "https://key@o1.ingest.de.sentry.io/1"}


def plan(resources: int) -> dict[str, Any]:
    """A plan of so many resources; every tenth is a function that names a table, a queue and a role."""
    numbers = range(resources)
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [_planned(number) for number in numbers]}},
        "resource_changes": [_changed(number) for number in numbers],
        "configuration": {
            "provider_config": {
                "aws": {
                    "name": "aws",
                    "full_name": _PROVIDER,
                    "expressions": {"region": {"constant_value": "eu-west-3"}},
                }
            },
            "root_module": {"resources": [_configured(number) for number in numbers]},
        },
    }


def build(file: Path) -> None:
    """The other side of the comparison."""
    import networkx as nx

    value = json.loads(file.read_text())
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(one["address"] for one in value["planned_values"]["root_module"]["resources"])
    for one in value["configuration"]["root_module"]["resources"]:
        graph.add_edges_from((one["address"], each) for each in _named(one["expressions"]))


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from one if key == "references" else _named(one)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one)


def _type(number: int) -> str:
    return TYPES[number % len(TYPES)]


def _head(number: int) -> dict[str, Any]:
    type_, name = _type(number), f"r{number}"
    return {"address": f"{type_}.{name}", "mode": "managed", "type": type_, "name": name}


def _values(number: int) -> dict[str, Any]:
    tags = {"owner": "team", "env": "prod"}
    values: dict[str, Any] = {"id": None, "name": f"r{number}", "tags": tags, "tags_all": tags, "arn": None}
    match _type(number):
        case "aws_lambda_function":
            variables = {**_VARIABLES, "TABLE": f"t{number}", "QUEUE_URL": None}
            values["environment"] = [{"variables": variables}]
        case "aws_db_instance":
            values["engine"] = "postgres"
    return values


def _planned(number: int) -> dict[str, Any]:
    marks: dict[str, Any] = {"tags": {}, "tags_all": {}}
    return {**_head(number), "provider_name": _PROVIDER, "values": _values(number), "sensitive_values": marks}


def _changed(number: int) -> dict[str, Any]:
    change: dict[str, Any] = {
        "actions": ["create"],
        "before": None,
        "after": _values(number),
        "after_unknown": {"id": True, "arn": True, "tags": {}, "tags_all": {}},
        "before_sensitive": False,
        "after_sensitive": {"tags": {}, "tags_all": {}},
    }
    return {**_head(number), "provider_name": _PROVIDER, "change": change}


def _configured(number: int) -> dict[str, Any]:
    expressions: dict[str, Any] = {"name": {"constant_value": f"r{number}"}}
    if _type(number) == "aws_lambda_function":
        table, queue = f"aws_dynamodb_table.r{number + 2}", f"aws_sqs_queue.r{number + 3}"
        named = [f"{table}.name", table, f"{queue}.url", queue]
        expressions["environment"] = [{"variables": {"references": named}}]
        expressions["role"] = {"references": [f"aws_iam_role.r{number + 5}.arn"]}
    return {**_head(number), "provider_config_key": "aws", "expressions": expressions}


if __name__ == "__main__":
    build(Path(sys.argv[1]))
