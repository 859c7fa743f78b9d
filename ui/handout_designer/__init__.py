"""The handout designer: choices and texts on the left, the pages as they print on the right."""
