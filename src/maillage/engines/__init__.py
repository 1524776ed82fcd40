"""Arithmetic only: arrays in, arrays out. Each engine stands alone and is reached through a bridge."""
