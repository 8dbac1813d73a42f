"""What one sees first and everywhere: home, search, history, the register of papers. Knows every slice."""
