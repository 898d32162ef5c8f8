"""pydantic models of what comes from outside: manifest, rule, catalogue, settings. They give JSON Schemas."""
