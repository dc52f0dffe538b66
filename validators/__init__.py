"""What is right: pandera schemas, one rule a file, findings."""
