"""Small signs for the kinds of components, drawn in a square of eight points."""

from __future__ import annotations

_SIGNS = {
    "person": '<circle cx="4" cy="2.3" r="1.9"/><path d="M.3 8c0-4.4 7.4-4.4 7.4 0"/>',
    "store": '<path d="M.4 1.8c0-2.2 7.2-2.2 7.2 0v4.6c0 2.2-7.2 2.2-7.2 0zM.4 1.8c0 2.2 7.2 2.2 7.2 0"/>',
    "model": '<path d="M4 .2l3.6 2v4L4 8.2.4 6.2v-4zM.4 2.2L4 4.2l3.6-2M4 4.2v4"/>',
    "app": '<rect x=".4" y=".6" width="7.2" height="7" rx="1"/><path d="M.4 2.9h7.2"/>',
    "stack": '<path d="M.4 2.6L4 .6l3.6 2L4 4.6zM.4 4.4L4 6.4l3.6-2M.4 6.2L4 8.2l3.6-2"/>',
}


def icon(kind: str, x: float, y: float, colour: str) -> str:
    """The sign with its upper left corner at a point."""
    return (
        f'<g transform="translate({x:.2f} {y:.2f})" fill="none" stroke="{colour}" stroke-width=".8">'
        f"{_SIGNS[kind]}</g>"
    )
