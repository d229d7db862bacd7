"""Copies of pending orders."""
