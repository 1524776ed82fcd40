"""What needs neither reading nor writing."""
