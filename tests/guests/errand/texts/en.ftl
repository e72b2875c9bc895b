errand-done = { $name } has gone.
