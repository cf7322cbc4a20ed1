"""Reads the feeling in a Korean or English text and answers with something that fits."""

__version__ = "0.1.0"
