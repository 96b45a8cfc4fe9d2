"""What is said of reading a pool's columns and of what its kernel refuses."""

COLUMNS: dict[str, tuple[str, str]] = {
    "column-unknown": (
        "“{name}” is neither a fact nor a list of records of these rules.{close} To carry it to the answers, name it "
        "with --keep; to leave it out, with --ignore.",
        "« {name} » n'est ni un fait ni une liste d'enregistrements de ces règles.{close} Pour la reporter dans les "
        "réponses, nommez-la avec --keep; pour l'écarter, avec --ignore.",
    ),
    "column-absent": (
        "There is no column “{name}”.{close}",
        "Il n'y a pas de colonne « {name} ».{close}",
    ),
    "column-twice": (
        "There are two columns “{name}”: keep one.",
        "Il y a deux colonnes « {name} » : gardez-en une.",
    ),
    "column-type": (
        "The column “{name}” is of type {found}: write it as {wanted}, or as text.",
        "La colonne « {name} » est de type {found} : écrivez-la en {wanted}, ou en texte.",
    ),
    "date-both": (
        "Give one date for all rows or the column of each row's own, not both.",
        "Donnez une date pour toutes les lignes ou la colonne de celle de chacune, pas les deux.",
    ),
    "date-neither": (
        "The date of evaluation is missing: give one for all rows, or the column of each row's own.",
        "La date d'évaluation manque : donnez-en une pour toutes les lignes, ou la colonne de celle de chacune.",
    ),
    "row-no-date": (
        "The row has no date of evaluation.",
        "La ligne n'a pas de date d'évaluation.",
    ),
}
