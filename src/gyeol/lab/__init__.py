"""Recipes into artefacts: training and evaluation; needs the extra `lab`, and serving never imports it."""
