"""What is said of making a pool: what is wrong in a file of assumptions, and how far the pool made is from the published."""

POPULATION_FAULTS: dict[str, tuple[str, str]] = {
    "make-rows": (
        "{rows:# candidate|# candidates} cannot be made: ask for 1 to {most:#|#}.",
        "On ne peut créer {rows:# candidat|# candidats} : demandez-en de 1 à {most:#|#}.",
    ),
    "make-seed": (
        "The seed {seed} is negative: write a whole number from 0 up.",
        "La graine {seed} est négative : écrivez un nombre entier à partir de 0.",
    ),
    "make-whole": (
        "“{value}” is not a whole number: write one, in digits.",
        "« {value} » n'est pas un nombre entier : écrivez-en un, en chiffres.",
    ),
    "make-nobody": (
        "Of {drawn:#|#} drawn from these assumptions, nobody can be kept: all that is required is never true, or no score "
        "falls in a published band.",
        "Sur {drawn:#|#} tirés de ces hypothèses, personne ne peut être gardé : ce qui est exigé n'est jamais vrai, ou "
        "aucune note ne tombe dans une tranche publiée.",
    ),
    "population-none": (
        "The book has no file of assumptions ({files}): name one with --population.",
        "Le livre n'a pas de fichier d'hypothèses ({files}) : nommez-en un avec --population.",
    ),
    "population-several": (
        "The book has several files of assumptions: name one of them ({files}).",
        "Le livre a plusieurs fichiers d'hypothèses : nommez l'un d'eux ({files}).",
    ),
    "population-form": (
        "A draw has exactly one form; here there is: {written}. Write one of {known}.",
        "Un tirage a exactement une forme; il y a ici : {written}. Écrivez l'une de celles-ci : {known}.",
    ),
    "population-key": (
        "“{name}” means something only with “{needs}”: remove it, or use that form.",
        "« {name} » n'a de sens qu'avec « {needs} » : retirez-le, ou prenez cette forme.",
    ),
    "population-name": (
        "Nothing was drawn before under the name “{name}”.{close} Write its draw above this one.",
        "Rien n'a été tiré auparavant sous le nom « {name} ».{close} Écrivez son tirage au-dessus de celui-ci.",
    ),
    "population-name-taken": (
        "“{name}” is the name of a fact or of something else already: choose another.",
        "« {name} » est déjà le nom d'un fait ou d'autre chose : choisissez-en un autre.",
    ),
    "population-sort": (
        "This draw gives {given} where {wanted} is needed: write a draw that gives {wanted}.",
        "Ce tirage donne {given} là où il faut {wanted} : écrivez un tirage qui donne {wanted}.",
    ),
    "population-numbers": (
        "Exactly {count:# number|# numbers} must be written here.",
        "Il faut écrire exactement {count:# nombre|# nombres} ici.",
    ),
    "population-range": (
        "A number here is out of range: write one between {least} and {most}.",
        "Un nombre est ici hors limites : écrivez-en un entre {least} et {most}.",
    ),
    "population-rising": (
        "These numbers must go from the lowest to the highest: put them in order.",
        "Ces nombres doivent aller du plus petit au plus grand : rangez-les.",
    ),
    "population-weights": (
        "Weights are numbers from 0 up, and their sum must be more than 0: correct them.",
        "Les poids sont des nombres à partir de 0, et leur somme doit dépasser 0 : corrigez-les.",
    ),
    "population-list": (
        "The book has no list of codes named “{name}” on any date.{close}",
        "Le livre n'a de liste de codes nommée « {name} » à aucune date.{close}",
    ),
    "population-codes": (
        "No code is left in {names} that fits what else is asked: ask for less, or add a wider list after it.",
        "Il ne reste dans {names} aucun code qui réponde au reste : demandez moins, ou ajoutez ensuite une liste plus "
        "large.",
    ),
    "population-case": (
        "What was drawn can never be “{value}”.{close} Possible: {known}.",
        "Ce qui a été tiré ne peut jamais être « {value} ».{close} Possible : {known}.",
    ),
    "population-outside": (
        "The fact {name} cannot be “{value}”.{close} Possible: {known}.",
        "Le fait {name} ne peut pas être « {value} ».{close} Possible : {known}.",
    ),
    "population-fact": (
        "The book knows no fact “{name}” here on any date.{close}",
        "Le livre ne connaît aucun fait « {name} » ici, à aucune date.{close}",
    ),
    "population-records": (
        "The book has no list of records named “{name}” on any date.{close}",
        "Le livre n'a de liste nommée « {name} » à aucune date.{close}",
    ),
    "population-require": (
        "“{name}” is not a yes or no fact of the candidate on this date.{close}",
        "« {name} » n'est pas un fait de la personne qui vaut oui ou non à cette date.{close}",
    ),
    "population-bounds": (
        "This draw gave {value} for {name}, which lies between {low} and {high}: add at_least or at_most, or correct it.",
        "Ce tirage a donné {value} pour {name}, dont la valeur est entre {low} et {high} : ajoutez at_least ou at_most, ou corrigez-le.",
    ),
    "population-many": (
        "This group gave a number of records of {name} below 0 or above {most}: add at_least or at_most to its count.",
        "Ce groupe a donné pour {name} un nombre d'éléments inférieur à 0 ou supérieur à {most} : ajoutez at_least ou "
        "at_most à son nombre.",
    ),
}
"""What can be wrong with a file of assumptions and the use of the command: a stable code, and the sentence."""

POPULATION: dict[str, tuple[str, str]] = {
    **POPULATION_FAULTS,
    # the command
    "cli-pool-make": (
        "Make a pool of synthetic candidates whose scores follow a published pool, and say how far they are from it.",
        "Créer un bassin de candidats fictifs dont les notes suivent un bassin publié, et dire de combien elles s'en "
        "écartent.",
    ),
    "opt-make-seed": (
        "A whole number: the same number gives the same candidates (default: 0).",
        "Un nombre entier : le même nombre donne les mêmes candidats (par défaut : 0).",
    ),
    "opt-make-as-of": (
        "The day on which they stand in the pool, YYYY-MM-DD (default: today). The last pool published by then is followed.",
        "Le jour où ils sont dans le bassin, AAAA-MM-JJ (par défaut : aujourd'hui). Le dernier bassin publié alors est suivi.",
    ),
    "opt-make-population": (
        "File of the assumptions from which they are drawn (default: that of the book).",
        "Fichier des hypothèses d'après lesquelles ils sont tirés (par défaut : celui du livre).",
    ),
    "opt-make-out": (
        "File to write; its extension says its format.",
        "Fichier à écrire; son extension en indique le format.",
    ),
    "make-title": (
        "Synthetic pool of {rows:# person|# people}",
        "Bassin fictif de {rows:# personne|# personnes}",
    ),
    "make-population": ("Assumptions: {title} ({file})", "Hypothèses : {title} ({file})"),
    "make-published": (
        "Published pool followed: {date}, {total:# person|# people} ({confidence})",
        "Bassin publié suivi : celui du {date}, {total:# personne|# personnes} ({confidence})",
    ),
    "make-day": (
        "Day of this pool: {date}; days since the published one: {days}",
        "Jour du présent bassin : {date}; jours depuis le bassin publié : {days}",
    ),
    "make-drawn": (
        "Drawn: {drawn:#|#}; fulfil all that is required: {kept:#|#}",
        "Tirés : {drawn:#|#}; remplissent toutes les conditions : {kept:#|#}",
    ),
    "make-undecided": (
        "Left out because the rules could not decide: {count:#|#}",
        "Laissés de côté parce que les règles n'ont pu décider : {count:#|#}",
    ),
    "make-refused": (
        "Left out because the rules refuse them: {count:#|#} ({reason})",
        "Laissés de côté parce que les règles les refusent : {count:#|#} ({reason})",
    ),
    "make-gap": (
        "Gap to the published distribution (total variation): {before}% as drawn, {after}% as written",
        "Écart à la répartition publiée (variation totale) : {before} % tels que tirés, {after} % tels qu'écrits",
    ),
    "make-band": ("Band", "Tranche"),
    "make-share": ("Published (%)", "Publié (%)"),
    "make-before": ("Drawn (%)", "Tiré (%)"),
    "make-made": ("Made (%)", "Obtenu (%)"),
    "make-difference": ("Difference", "Différence"),
    "make-count": ("Rows", "Lignes"),
    "make-missing": ("Missing", "Manquant"),
    "make-short": (
        "{short:# row is|# rows are} missing of {rows:#|#}: their bands are too seldom drawn from these assumptions. Change the "
        "assumptions, or accept fewer rows.",
        "Il manque {short:# ligne|# lignes} sur {rows:#|#} : leurs tranches sont trop rarement tirées de ces hypothèses. Changez les "
        "hypothèses, ou acceptez moins de lignes.",
    ),
    "make-claim": (
        "Only the shares of the bands follow what was published; everything else is assumed.",
        "Seules les parts des tranches suivent ce qui a été publié; tout le reste est supposé.",
    ),
    "make-stopped": ("Stopped. Nothing was written.", "Arrêté. Rien n'a été écrit."),
    "make-progress": (
        "{kept:#|#} of {rows:# row|# rows}, {drawn:#|#} drawn, {rate:#|#} drawn a second",
        "{kept:# ligne|# lignes} sur {rows:#|#}, {drawn:# tirée|# tirées}, {rate:# tirée|# tirées} par seconde",
    ),
    # what a draw stands for
    "sort-yes_no": ("yes or no", "oui ou non"),
    "sort-number": ("a number", "un nombre"),
    "sort-date": ("a date", "une date"),
    "sort-text": ("a text", "un texte"),
    "sort-time": ("a time of day", "une heure du jour"),
    "sort-nothing": ("no value", "aucune valeur"),
}
