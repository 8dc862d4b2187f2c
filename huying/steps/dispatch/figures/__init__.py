"""抢单成效 · how quickly the boards answer, what they miss, and how much time that saves (HR1). From the ledger alone."""
