"""What the parties show each other: agreed in the text, given by the giver itself."""
