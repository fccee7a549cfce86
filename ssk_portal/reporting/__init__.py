"""Pages that read from every room: start page, regions, boards, timelines."""
