"""What a command found as a file to hand on: Markdown, HTML, Word, and bibliographies of the articles cited."""
