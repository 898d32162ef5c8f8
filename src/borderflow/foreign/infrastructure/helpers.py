"""Resources that hold nothing and say something about others: triggers, integrations, deployments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from borderflow.foreign.infrastructure.arguments import texts_of
from borderflow.foreign.infrastructure.board import Board
from borderflow.foreign.infrastructure.resource import Resource, entries
from borderflow.foreign.settings import Around, uses_of_text
from borderflow.model.architecture import Host
from borderflow.model.reading import Known

_SIGN_IN = frozenset(("Google", "Facebook", "LoginWithAmazon", "SignInWithApple"))
_HANDS_ON: tuple[tuple[re.Pattern[str], Callable[[Board, str], bool], str], ...] = (
    (
        re.compile("event_source_mapping"),
        lambda board, at: board.kind_at(at) != "application",
        "hands events on",
    ),
    (
        re.compile("_integration$|_appsync_datasource$"),
        lambda board, at: board.kind_at(at) == "gateway",
        "hands requests on",
    ),
    (
        re.compile("_event_target$"),
        lambda board, at: "_event_" in board.type_at(at),
        "hands events on",
    ),
    (
        re.compile("_topic_subscription$"),
        lambda board, at: "_topic" in board.type_at(at),
        "hands messages on",
    ),
    (
        re.compile("_bucket_notification$"),
        lambda board, at: "_bucket" in board.type_at(at),
        "tells of new objects",
    ),
    (
        re.compile("_log_subscription_filter$"),
        lambda board, at: board.kind_at(at) == "observability",
        "sends logs on",
    ),
    (
        re.compile("diagnostic_setting"),
        lambda board, at: board.kind_at(at) not in ("observability", "file-store"),
        "sends logs",
    ),
)
"""Resources that only say what one component hands to another: which of them is the source, what it does."""


def tell_of_others(board: Board, one: Resource) -> None:
    """Resources that say something about others."""
    known = [reference for reference in one.references if reference in board.ids]
    if one.type == "azurerm_cognitive_deployment" and known:
        _deployed(board, one, board.ids[known[0]])
    if one.type == "aws_cognito_identity_provider" and known:
        _signs_in(board, one, board.ids[known[0]])
    for type_, of_source, does in _HANDS_ON:
        if known and type_.search(one.type):
            sources = [each for each in known if of_source(board, each)]
            _hand_on(board, one, sources[:1], [each for each in known if each not in sources], does)


def _hand_on(board: Board, one: Resource, sources: Sequence[str], targets: Sequence[str], does: str) -> None:
    """Flows from the first source, also to hosts that the resource names."""
    for each in sources:
        for target in targets:
            because = f"`{one.address}` {does}"
            board.draft.flow(board.ids[each], board.ids[target], one.path, because=because)
        for text in (text for text in texts_of(one.values) if "://" in text):
            uses = uses_of_text(text, one.path, Around({}, frozenset()), board.draft.hints, name=each)
            board.draft.apply(board.ids[each], uses)


def _signs_in(board: Board, one: Resource, pool: str) -> None:
    """Somebody whose accounts people may use: a company by name, or whoever answers at an address."""
    named = str(one.values.get("provider_type") or "")
    if named in _SIGN_IN:
        asks = f"Which company behind `{named}` signs people in, and in which country?"
        because = f"`{one.address}` lets people sign in with `{named}`"
        id_ = board.draft.stranger(named, "identity", one.path, asks=asks, because=because)
        board.draft.flow(pool, id_, one.path, because=because)
    details = one.values.get("provider_details")
    around = Around({}, frozenset())
    for text in details.values() if isinstance(details, dict) else ():
        if isinstance(text, str):
            uses = uses_of_text(text, one.path, around, board.draft.hints, name=named, kind="identity")
            board.draft.apply(pool, uses)


def _deployed(board: Board, one: Resource, id_: str) -> None:
    """The deployment type of a model: whether it stays in its region."""
    inner = [entry for key in ("sku", "scale") for entry in entries(one.values.get(key))]
    name = next((str(entry[key]) for entry in inner for key in ("name", "type") if entry.get(key)), "")
    host = board.draft.components[id_].host or Host("azure", "openai")
    if name:
        made = replace(host, deployment=name)
        board.draft.place(
            id_, made, one.path, how=Known.DECLARED, because=f"`{one.address}` is of the type `{name}`"
        )
