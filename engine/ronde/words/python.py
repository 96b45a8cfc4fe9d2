"""What is said to Python programs of their arguments."""

PYTHON: dict[str, tuple[str, str]] = {
    "python-choice": (
        "“{value}” cannot be chosen here: write one of {known}.",
        "« {value} » ne peut être choisi ici : écrivez l'un de ceux-ci : {known}.",
    ),
    "python-names": (
        "A name, or a list of names, is needed here: write them as texts.",
        "Il faut ici un nom ou une liste de noms : écrivez-les en textes.",
    ),
    "python-folder": (
        "The name of a folder is needed here: give a text or a path.",
        "Il faut ici le nom d'un dossier : donnez un texte ou un chemin.",
    ),
    "python-profile": (
        "A profile is a mapping of facts, the name of a file, or a text in YAML or JSON: give one of these.",
        "Un profil est un dictionnaire de faits, le nom d'un fichier ou un texte en YAML ou en JSON : donnez l'un d'eux.",
    ),
    "python-value": (
        "A profile cannot hold this value: give true or false, a number below a million billion, a date, a text, a list or a mapping.",
        "Un profil ne peut contenir cette valeur : donnez vrai ou faux, un nombre inférieur à un million de milliards, une date, un texte, une liste ou un dictionnaire.",
    ),
    "python-as-of": (
        "The date of evaluation is not part of a profile: give it as the argument as_of.",
        "La date d'évaluation ne fait pas partie du profil : donnez-la par l'argument as_of.",
    ),
    "python-table": (
        "This is not a table: give one of pyarrow, pandas (2.2 or later) or polars.",
        "Ce n'est pas un tableau : donnez-en un de pyarrow, de pandas (2.2 ou plus récent) ou de polars.",
    ),
    "python-table-mixed": (
        "The table has a column whose values are of several kinds: give each column one kind of value, or texts alone.",
        "Le tableau a une colonne dont les valeurs sont de plusieurs sortes : donnez à chaque colonne une seule sorte de valeurs, ou des textes seuls.",
    ),
    "python-column-unknown": (
        "“{name}” is neither a fact nor a list of records of these rules.{close} To carry it to the answers, name it in the argument keep; to leave it out, in ignore.",
        "« {name} » n'est ni un fait ni une liste d'enregistrements de ces règles.{close} Pour la reporter dans les réponses, nommez-la dans l'argument keep; pour l'écarter, dans ignore.",
    ),
    "python-column-twice": (
        "“{name}” would be twice in the answers, as the fact and as a column that is carried: leave it out of the argument facts, or rename the column.",
        "« {name} » serait deux fois dans les réponses, comme fait et comme colonne reportée : retirez-le de l'argument facts, ou renommez la colonne.",
    ),
    "python-column-taken": (
        "The answers have a column “{name}” of their own: rename the column that is carried.",
        "Les réponses ont leur propre colonne « {name} » : renommez la colonne reportée.",
    ),
    "python-row": ("{reason}", "{reason}"),
}
"""A stable code, and the sentence."""
