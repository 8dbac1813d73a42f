"""How the slices are put together: settings, addresses, the server's entry point."""
