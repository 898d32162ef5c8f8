"""A review becomes bytes: one module a form, each ending in a `Renderer`."""
