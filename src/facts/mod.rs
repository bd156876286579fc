//! What people write, read as values: dates, "2 days ago", "1.2K views", "3 min read", bylines.
