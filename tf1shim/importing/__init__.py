"""Who imports, and what they get: the scope rule, the import hook, the finder, the rebinding of early imports."""
