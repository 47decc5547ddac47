"""The version of this package, as its answers print it."""

__version__ = "0.1.0"
