"""Every write of the slice, by noun; `write_…` and `file_…` are for the commands of higher slices."""
