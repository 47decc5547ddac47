"""Micronutrient balance: where each nutrient stands, how sure that is, and why."""

__version__ = "0.1.0"
