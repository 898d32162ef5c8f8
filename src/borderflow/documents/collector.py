"""Python's cyclic collector, put aside while much is made that forms no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """It would look at all young objects again and again, and parsed and judged values form no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def spared_collector() -> Iterator[None]:
    """The same for a command that ends soon: what it has made is not looked at afterwards either.

    All of it becomes old at once, and what is old waits for a full collection, which hardly comes before the
    process ends. A process that stays would fill up, and one that has frozen objects of its own keeps them.
    """
    with paused_collector():
        try:
            yield
        finally:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
