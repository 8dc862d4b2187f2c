"""登录与账号 · signing in, passwords, the second factor, lock-out, and what administrators see of them (RULES §7)."""
