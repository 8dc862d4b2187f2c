"""名录页面 · what administrators look after, and what dispatchers may look up."""
