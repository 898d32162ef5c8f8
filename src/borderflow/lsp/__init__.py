"""The language server: what an editor is told about a manifest while it is being written.

`server` speaks the protocol. Everything else takes a text and a place in it and gives plain records, so
that it can be read, and tested, without an editor.
"""
