"""初次走一遍 · how many clicks, keys and seconds a new user of each role needs from the first page to the first finished job."""
