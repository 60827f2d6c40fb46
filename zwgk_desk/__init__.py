"""政务公开工作台: policy drafts, their interpretation and their disclosure, from the first draft to the office's acceptance.

What lives here: the core, floor by floor (docs/house.svg), and three small modules that any room may import: `late`, `places`, the version.
It may import no Qt and nothing of ui.
"""

__version__ = "0.8.0"
