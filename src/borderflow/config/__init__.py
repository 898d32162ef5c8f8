"""The user's settings: which file holds them, what it says, and what it may not.

The file may come from somebody else's pull request. It chooses and names; it runs nothing, and it neither
reads nor writes outside its folder and the checkout around it.
"""

from borderflow.config.finding import find_config
from borderflow.config.reading import Config, read_config

__all__ = ["Config", "find_config", "read_config"]
