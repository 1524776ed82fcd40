"""What agreements decide without reading or writing anything."""
