"""守望 · health, status, log, figures."""
