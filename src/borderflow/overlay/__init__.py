"""What people say beside their files: a manifest, or filled answers, laid over what other files show.

Everything is laid over everything in one form, that of the manifest: an architecture that was read from
foreign files is written as one, the statements of people are merged into it, and the whole is read again.
"""

from borderflow.overlay.layers import Layer, manifest_layers, text_layers
from borderflow.overlay.laying import lay, lay_over
from borderflow.overlay.workbook import with_cells

__all__ = ["Layer", "lay", "lay_over", "manifest_layers", "text_layers", "with_cells"]
