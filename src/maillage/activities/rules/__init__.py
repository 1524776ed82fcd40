"""What is decided about activities without reading or writing."""
