"""Articles coming in: `files` finds them, `page` makes text of HTML, and `door` checks each one (`fed` says what may be fed). Nothing gets past the door."""
