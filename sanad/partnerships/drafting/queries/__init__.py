"""The templates that agreements begin from; what comes next until one is signed."""
