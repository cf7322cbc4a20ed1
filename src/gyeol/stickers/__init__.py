"""Stickers: packs in any form that people have them, opened safely, and what each picture means."""
