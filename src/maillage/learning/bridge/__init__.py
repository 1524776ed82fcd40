"""The engines, as learning asks for them."""
