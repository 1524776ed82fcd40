"""What is decided about an activity without reading nor writing."""
