"""政务公开工作台: policy drafts, their interpretation and their disclosure, from the first draft to the office's acceptance.

What lives here: the core, floor by floor (docs/house.svg), and beside it `late`, which any room may import, and `places`, for those that read
the program's own files.
It may import no Qt and nothing of ui.
"""

__version__ = "0.13.0"
