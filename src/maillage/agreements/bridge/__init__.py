"""What agreements read from outside the database."""
