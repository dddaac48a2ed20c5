"""Graph or eager: reads the program's own files, without importing them."""
