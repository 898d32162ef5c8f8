"""A stress test becomes bytes: one module a form, each ending in a `StressRenderer`."""
