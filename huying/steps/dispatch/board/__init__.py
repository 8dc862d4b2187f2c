"""抢单大厅 · the claim board: what hangs on whose board now, who took it, live (HR1)."""
