"""Clocks that a person may choose for a moment: those of the networks' two countries."""

ZONES = (
    ("America/Toronto", "Montréal, Toronto"),
    ("Europe/Paris", "Paris"),
    ("America/St_Johns", "Saint-Jean"),
    ("America/Halifax", "Halifax, Moncton"),
    ("America/Winnipeg", "Winnipeg"),
    ("America/Regina", "Regina"),
    ("America/Edmonton", "Edmonton, Calgary"),
    ("America/Vancouver", "Vancouver"),
    ("America/Martinique", "Martinique, Guadeloupe"),
    ("Indian/Reunion", "La Réunion"),
)


def zone_name(zone: str) -> str:
    """« Paris » for Europe/Paris; the IANA name where no other is known."""
    return dict(ZONES).get(zone, zone)
