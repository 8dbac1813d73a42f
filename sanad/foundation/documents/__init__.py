"""Papers: typed data + a Typst template → a PDF, numbered, frozen, with a code that anybody can check."""
