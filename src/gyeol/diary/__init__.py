"""Diaries: one reading of a day from its sentences, the ways to get there, and files of entries."""
