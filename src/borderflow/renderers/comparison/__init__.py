"""A comparison becomes bytes: one module a form, each ending in a `ComparisonRenderer`."""
