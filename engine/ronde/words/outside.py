"""What is said of events outside the engine: a stop, a closed output, what the system refuses."""

from ronde.signals import ENDINGS

OUTSIDE: dict[str, tuple[str, str]] = {
    **ENDINGS,
    "output-closed": (
        "Standard output is closed: there is nowhere to write the answer. Leave out “>&-”, or name a file.",
        "La sortie standard est fermée : la réponse ne peut être écrite nulle part. Enlevez « >&- » ou nommez un "
        "fichier.",
    ),
    "output-unread": (
        "The program that reads the answer stopped reading; the rest was not written.",
        "Le programme qui lit la réponse a cessé de lire; le reste n'a pas été écrit.",
    ),
    "output-unwritable": (
        "The answer cannot be written to standard output: {reason}.",
        "La réponse ne peut être écrite sur la sortie standard : {reason}.",
    ),
    "output-encoding": (
        "Standard output takes {encoding}, which has no “{character}”: set PYTHONIOENCODING=utf-8, or ask for "
        "--format json.",
        "La sortie standard est en {encoding}, qui n'a pas « {character} » : posez PYTHONIOENCODING=utf-8 ou demandez "
        "--format json.",
    ),
    "input-closed": (
        "Standard input is closed: there is nothing to read. Name a file, or give the profile through a pipe.",
        "L'entrée standard est fermée : il n'y a rien à lire. Nommez un fichier ou donnez le profil par un tube.",
    ),
    "input-unreadable": (
        "Standard input cannot be read: {reason}.",
        "L'entrée standard ne peut être lue : {reason}.",
    ),
    "input-awaited": (
        "Reading the profile from standard input. Ctrl-D ends it; Ctrl-C stops.",
        "Lecture du profil sur l'entrée standard. Ctrl-D y met fin; Ctrl-C arrête tout.",
    ),
    "memory-full": (
        "There is not enough memory: close other programs, or give fewer rows or a smaller file.",
        "La mémoire ne suffit pas : fermez d'autres programmes, ou donnez moins de lignes ou un fichier plus petit.",
    ),
    "too-deep": (
        "Something is nested too deeply to be followed: write it in fewer levels.",
        "L'imbrication est trop profonde pour être suivie : écrivez-la en moins de niveaux.",
    ),
    "name-encoding": (
        "The name “{name}” cannot be written in {encoding}: set PYTHONUTF8=1, or rename it.",
        "Le nom « {name} » ne peut être écrit en {encoding} : posez PYTHONUTF8=1 ou renommez.",
    ),
    "system-refused": (
        "The system refused: {reason}.",
        "Le système a refusé : {reason}.",
    ),
    "system-refused-file": (
        "{name}: {reason}.",
        "{name} : {reason}.",
    ),
    "use-choice": (
        "{name}: “{value}” is not possible. Choose one of: {known}.",
        "{name} : « {value} » n'est pas possible. Choisissez parmi : {known}.",
    ),
    "use-range": (
        "{name}: “{value}” is not possible. Write a number {range}.",
        "{name} : « {value} » n'est pas possible. Écrivez un nombre {range}.",
    ),
    "range-from": ("from {low} up", "d'au moins {low}"),
    "range-between": ("between {low} and {high}", "entre {low} et {high}"),
    # why the system refused
    "errno-EACCES": ("permission is missing", "la permission manque"),
    "errno-EPERM": ("it is not allowed", "ce n'est pas permis"),
    "errno-EROFS": ("it is on a disk that can only be read", "il se trouve sur un disque en lecture seule"),
    "errno-ENOSPC": ("no space is left", "il n'y a plus de place"),
    "errno-EDQUOT": ("your share of the disk is full", "votre part du disque est pleine"),
    "errno-EFBIG": ("it would be too large", "ce serait trop grand"),
    "errno-ENAMETOOLONG": ("the name is too long", "le nom est trop long"),
    "errno-ENOENT": ("there is no such file or folder", "ce fichier ou ce dossier n'existe pas"),
    "errno-EEXIST": ("it is there already", "il existe déjà"),
    "errno-ENOTEMPTY": ("the folder is not empty", "le dossier n'est pas vide"),
    "errno-ENOTDIR": ("a part of the path is not a folder", "une partie du chemin n'est pas un dossier"),
    "errno-EISDIR": ("it is a folder", "c'est un dossier"),
    "errno-ELOOP": ("links lead in a circle", "des liens tournent en rond"),
    "errno-EMFILE": ("too many files are open", "trop de fichiers sont ouverts"),
    "errno-ENFILE": ("too many files are open", "trop de fichiers sont ouverts"),
    "errno-EINVAL": ("that cannot be done there", "cela ne peut se faire à cet endroit"),
    "errno-EBUSY": ("something else is using it", "autre chose s'en sert"),
    "errno-ETXTBSY": ("something else is using it", "autre chose s'en sert"),
    "errno-EXDEV": ("it is on another disk", "il se trouve sur un autre disque"),
    "errno-ENXIO": ("nothing is there to read or write", "il n'y a rien à lire ni à écrire"),
    "errno-EIO": ("the disk or the device failed", "le disque ou l'appareil a échoué"),
    "errno-ESTALE": ("the network folder is gone", "le dossier du réseau a disparu"),
    "errno-EAGAIN": ("it is busy for now", "c'est occupé pour l'instant"),
    "errno-EPIPE": ("whoever read it stopped", "ce qui lisait a cessé"),
    "errno-ENOMEM": ("there is not enough memory", "la mémoire ne suffit pas"),
    "errno-ECONNREFUSED": ("nobody answers there", "personne n'y répond"),
    "errno-ECONNRESET": ("the connection was cut", "la connexion a été coupée"),
    "errno-ETIMEDOUT": ("no answer came in time", "aucune réponse n'est venue à temps"),
    "errno-EHOSTUNREACH": ("no way leads there", "aucun chemin n'y mène"),
    "errno-ENETUNREACH": ("no way leads there", "aucun chemin n'y mène"),
    "errno-other": ("error {number} of the system", "erreur {number} du système"),
}
"""Key to sentence in English and in French, with parameters in braces."""
