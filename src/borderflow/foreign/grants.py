"""What a permission tells: services of AWS that somebody may call without any resource for them.

A function that asks a model of Bedrock has no resource that says so; the policy of its role does. The names
of the actions: https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Actions that hand content over; what only lists, reads settings or creates is left out.
_SERVICES: tuple[tuple[str, str, str], ...] = (
    ("aws/bedrock", "llm", r"bedrock:(?:Invoke\w*|Converse\w*|Retrieve\w*|Rerank|ApplyGuardrail|\*)"),
    ("aws/bedrock", "llm", r"bedrock-agent-runtime:|bedrock-agentcore:Invoke"),
    ("aws/sagemaker", "llm", r"sagemaker:InvokeEndpoint"),
    ("aws/cloud", "llm", r"qbusiness:Chat"),
    ("aws/cloud", "document-parsing", r"textract:(?:Analyze|Detect|Start|\*)"),
    ("aws/cloud", "speech-to-text", r"transcribe:(?:Start|\*)"),
    ("aws/cloud", "text-to-speech", r"polly:(?:Synthesize|Start|\*)"),
    ("aws/cloud", "translation", r"translate:(?:Translate|Start|\*)"),
    ("aws/cloud", "image-model", r"rekognition:(?:Detect|Compare|Recognize|Search|Index|Start|\*)"),
    ("aws/cloud", "saas", r"comprehend(?:medical)?:(?:Detect|Batch|Classify|Contains|Start|Infer|\*)"),
    ("aws/cloud", "search", r"kendra:(?:Query|Retrieve|BatchPut|\*)"),
    ("aws/cloud", "email", r"ses:(?:Send|\*)"),
    ("aws/cloud", "messaging", r"mobiletargeting:Send|sms-voice:Send|social-messaging:Send"),
)
_COMPILED = tuple((product, kind, re.compile(pattern, re.IGNORECASE)) for product, kind, pattern in _SERVICES)
_INTEGRATION = re.compile(r"arn:aws[\w-]*:states:::(?:aws-sdk:)?([\w-]+):([A-Za-z*]+)")
"""How a state machine names the action of a task."""
_PROFILE = re.compile(
    r"(?:inference-profile/|\A)(us-gov|us|eu|apac|jp|au|ca|global)\."
    r"(?:[*a]|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|stability|twelvelabs|writer)"
)
_REGION = re.compile(r"\Aarn:aws[\w-]*:(?:bedrock|sagemaker|kendra):([a-z]{2}(?:-[a-z]+)+-\d):")


class Grant(NamedTuple):
    """A service that may be called."""

    product: str
    kind: str
    action: str
    """As it is written."""
    region: str = ""
    """A region or an inference profile that the permission is limited to; empty when it names none."""


def grants_of(actions: Iterable[str], resources: Iterable[str] = ()) -> Iterator[Grant]:
    """The services whose actions are allowed, each once."""
    region = _region(tuple(resources))
    seen: set[tuple[str, str]] = set()
    for action in actions:
        for product, kind, pattern in _COMPILED:
            if pattern.match(action) and (product, kind) not in seen:
                seen.add((product, kind))
                yield Grant(product, kind, action, region)


def actions_in(text: str) -> Iterator[str]:
    """The actions that the tasks of a state machine name, written as a permission has them."""
    yield from (f"{service}:{action}" for service, action in _INTEGRATION.findall(text))


def profile_of(model: str) -> str:
    """The inference profile in the id or ARN of a model (`eu.anthropic.claude-…`); empty without one."""
    found = _PROFILE.search(model)
    return found[1] if found else ""


def _region(resources: tuple[str, ...]) -> str:
    """The profile, else the region, that all the resources of a permission have in common."""
    profiles = {profile for one in resources if (profile := profile_of(one))}
    if len(profiles) == 1:
        return profiles.pop()
    found = {match[1] if (match := _REGION.match(one)) else "" for one in resources}
    return found.pop() if len(found) == 1 else ""
