"""An association gets a space of its own, or joins the one that it has to its card."""
