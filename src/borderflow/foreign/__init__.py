"""What the readers of foreign files have in common: files held together, names told apart, a draft to fill.

A reader knows its format and nothing else. Here is what no format may get wrong: a path stays inside its
folder, a secret is not printed, an image registry is no recipient, a base URL decides before a key does.
"""

from borderflow.foreign.combining import Survey
from borderflow.foreign.desk import Desk
from borderflow.foreign.draft import Draft
from borderflow.foreign.reader import ForeignReader
from borderflow.foreign.settings import Setting
from borderflow.foreign.sheet import Sheet

__all__ = ["Desk", "Draft", "ForeignReader", "Setting", "Sheet", "Survey"]
