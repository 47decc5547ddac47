"""Surveys: what can be said of a population, and never of one of its people."""
