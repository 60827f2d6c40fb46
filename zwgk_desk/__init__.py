"""政务公开工作台: policy drafts, their interpretation and their disclosure, from the first draft to the office's acceptance."""

__version__ = "0.7.0"
