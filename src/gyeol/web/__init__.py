"""The page and the REST API: parse, call the engine, render."""
