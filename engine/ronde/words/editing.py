"""What the commands that change files say: set, new, check-off."""

EDITING: dict[str, tuple[str, str]] = {
    "cli-set": (
        "Change one value of a version: those letters and no others. The book is checked first; if it would have an error, nothing is written.",
        "Changer une valeur d'une version : ces caractères et aucun autre. Le livre est d'abord vérifié; s'il devait comporter une erreur, rien n'est écrit.",
    ),
    "cli-new": (
        "Begin the next version of a topic from the last one before that day. What is to be filled in is marked; until it is, `ronde check` finds errors.",
        "Commencer la version suivante d'un sujet à partir de la dernière avant ce jour. Ce qu'il reste à remplir est indiqué; d'ici là, `ronde check` y trouve des erreurs.",
    ),
    "cli-check-off": (
        "Note that somebody compared a version with its sources: moves `checked`, and nothing else.",
        "Noter que quelqu'un a comparé une version à ses sources : déplace `checked`, et rien d'autre.",
    ),
    "opt-yes": (
        "Write without asking.",
        "Écrire sans demander.",
    ),
    "opt-in-force": (
        "Change a version although it is in force already. A change of what was once relied on is a correction: `ronde new --corrects`.",
        "Modifier une version bien qu'elle soit déjà en vigueur. Changer ce sur quoi on s'est fondé, c'est corriger : `ronde new --corrects`.",
    ),
    "opt-corrects": (
        "Begin a correction of the version of that day.",
        "Commencer une correction de la version de ce jour.",
    ),
    "opt-checked-on": (
        "The day of the comparison (default: today).",
        "Le jour de la comparaison (par défaut : aujourd'hui).",
    ),
    "edit-path-unknown": (
        "Nothing in this file is named “{path}”.{close} Write the keys that lead to the value, with / between them, such as name.of.the.fact/table/rows/3.",
        "Rien dans ce fichier ne s'appelle « {path} ».{close} Écrivez les clés qui mènent à la valeur, séparées par des /, par exemple nom.du.fait/table/rows/3.",
    ),
    "edit-path-many": (
        "“{path}” names {count:# value|# values}: {places}. Write more of the keys that lead to the one that is meant.",
        "« {path} » désigne {count:# valeur|# valeurs} : {places}. Écrivez davantage de clés pour désigner la bonne.",
    ),
    "edit-not-single": (
        "“{path}” holds several values or lines, which are changed in the file itself. Name one value in it.",
        "« {path} » contient plusieurs valeurs ou lignes, qui se modifient dans le fichier même. Nommez une valeur qui s'y trouve.",
    ),
    "edit-same": (
        "“{path}” is “{value}” already: there is nothing to change.",
        "« {path} » vaut déjà « {value} » : il n'y a rien à changer.",
    ),
    "edit-value": (
        "“{value}” cannot stand in the place of “{path}”: it would change something else as well. Write a single value.",
        "« {value} » ne peut pas remplacer « {path} » : autre chose changerait aussi. Écrivez une seule valeur.",
    ),
    "edit-version-unknown": (
        "“{topic}” has no version of {date}. It has: {days}.",
        "« {topic} » n'a pas de version du {date}. Il a : {days}.",
    ),
    "edit-version-there": (
        "“{topic}” has a version of {date} already. To say that it was wrong, begin a correction: --corrects.",
        "« {topic} » a déjà une version du {date}. Pour dire qu'elle était fautive, commencez une correction : --corrects.",
    ),
    "edit-version-first": (
        "Nothing of “{topic}” comes before {date}, so there is nothing to begin from. It has: {days}.",
        "Rien de « {topic} » ne précède le {date} : il n'y a rien à reprendre. Il a : {days}.",
    ),
    "edit-braces": (
        "This version is written in braces, on lines that cannot be taken one by one. Copy it by hand.",
        "Cette version est écrite entre accolades, sur des lignes qui ne peuvent être reprises une à une. Copiez-la à la main.",
    ),
    "edit-in-force": (
        "This version is in force since {date}, and answers were given by it. If it was wrong, begin a correction: {command}. If nobody has relied on it yet, add --in-force.",
        "Cette version est en vigueur depuis le {date}, et des réponses en ont été tirées. Si elle était fautive, commencez une correction : {command}. Si personne ne s'y est encore fié, ajoutez --in-force.",
    ),
    "edit-moved": (
        "This file was changed by somebody else meanwhile. Nothing was written: look at it, and say it again.",
        "Ce fichier a été modifié entre-temps par quelqu'un d'autre. Rien n'a été écrit : regardez-le, puis recommencez.",
    ),
    "edit-unwritable": (
        "Cannot write “{file}”: {reason}. Nothing was changed.",
        "Impossible d'écrire « {file} » : {reason}. Rien n'a été changé.",
    ),
    "edit-ask": (
        "Write this?",
        "Écrire cela?",
    ),
    "edit-left": (
        "Nothing was written.",
        "Rien n'a été écrit.",
    ),
    "edit-unasked": (
        "Nothing was written: nobody can be asked here. Add --yes to write this.",
        "Rien n'a été écrit : il n'y a personne à qui le demander. Ajoutez --yes pour écrire cela.",
    ),
    "edit-written": (
        "{file}: written.",
        "{file} : écrit.",
    ),
    "edit-to-fill": (
        "{file}:{line}: to fill in",
        "{file}:{line} : à remplir",
    ),
    "edit-fill-published": (
        "the day the public could know, such as 2023-07-05",
        "le jour où le public pouvait le savoir, par exemple 2023-07-05",
    ),
    "edit-fill-checked": (
        "the day somebody compared this file with its sources, such as 2023-07-05",
        "le jour où l'on a comparé ce fichier à ses sources, par exemple 2023-07-05",
    ),
    "edit-fill-note": (
        "what changes and why; and see that each source below says it",
        "ce qui change et pourquoi; voyez aussi que chaque source ci-dessous le dit",
    ),
    "edit-fill-corrects": (
        "what was wrong in the file that this one corrects",
        "ce qui était faux dans le fichier que celui-ci corrige",
    ),
}
