"""An architecture becomes a graph, a graph becomes facts."""
