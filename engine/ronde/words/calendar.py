"""The months, and how a day is put together."""

DATES: dict[str, tuple[str, str]] = {
    "month-1": ("January", "janvier"),
    "month-2": ("February", "février"),
    "month-3": ("March", "mars"),
    "month-4": ("April", "avril"),
    "month-5": ("May", "mai"),
    "month-6": ("June", "juin"),
    "month-7": ("July", "juillet"),
    "month-8": ("August", "août"),
    "month-9": ("September", "septembre"),
    "month-10": ("October", "octobre"),
    "month-11": ("November", "novembre"),
    "month-12": ("December", "décembre"),
    "day-first": ("{month} 1, {year}", "1er {month} {year}"),
    "day-other": ("{month} {day}, {year}", "{day} {month} {year}"),
    "instant": ("{date} at {hour}:{minute:02}:{second:02} UTC", "{date} à {hour} h {minute} min {second} s UTC"),
    "the-day": ("{date}", "le {date}"),
}
