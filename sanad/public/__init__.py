"""What anybody may open without an account: the page on which a paper is checked."""
