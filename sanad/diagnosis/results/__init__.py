"""What follows from a diagnosis: its paper, needs and waivers, change measured again, how many grew stronger."""
