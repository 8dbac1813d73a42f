"""Who was asked, who came, and what they said."""
