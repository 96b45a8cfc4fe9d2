"""What the commands say: headings, statuses, reasons."""

INTERFACE: dict[str, tuple[str, str]] = {
    # values
    "yes": ("yes", "oui"),
    "no": ("no", "non"),
    "unknown": ("unknown", "inconnu"),
    "unknown-between": ("unknown, from {low} to {high}", "inconnu, entre {low} et {high}"),
    "supplied": ("given in the profile", "donné dans le profil"),
    "not-given": ("not given in the profile", "absent du profil"),
    "list-not-given": ("{list}: not given in the profile", "{list} : absent du profil"),
    "line-value": ("{label}: {value}", "{label} : {value}"),
    "out-of": (" of {maximum}", " sur {maximum}"),
    "as-of": ("Date of evaluation", "Date d'évaluation"),
    # reasons
    "asked-is": ("required: {operand}", "exigé : {operand}"),
    "asked-in": ("required: one of {operand}", "exigé : l'une de ces valeurs : {operand}"),
    "asked-at_least": ("required: at least {operand}", "exigé : au moins {operand}"),
    "asked-at_most": ("required: at most {operand}", "exigé : au plus {operand}"),
    "asked-more_than": ("required: more than {operand}", "exigé : plus de {operand}"),
    "asked-less_than": ("required: less than {operand}", "exigé : moins de {operand}"),
    "asked-between": ("required: between {operand}", "exigé : entre {operand}"),
    "asked-before": ("required: before {operand}", "exigé : avant {operand}"),
    "asked-after": ("required: after {operand}", "exigé : après {operand}"),
    "asked-known": ("required: known ({operand})", "exigé : connu ({operand})"),
    "asked-in_list": ("required: a code of the list {operand}", "exigé : un code de la liste {operand}"),
    "short-of": ("; {short} short", " ; il manque {short}"),
    "group-all": ("All of these", "Tout ceci"),
    "group-any": ("One of these", "L'un de ceux-ci"),
    "group-none": ("None of these", "Rien de ceci"),
    "group-unless": ("This, or the exception that replaces it", "Ceci, ou l'exception qui en tient lieu"),
    "row": ("row {place}", "ligne {place}"),
    "otherwise": ("none of the cases listed first applies", "aucun des cas énumérés d'abord ne s'applique"),
    "window": ("Counted from {first} until the day before {last}", "Compté du {first} jusqu'à la veille du {last}"),
    "period": (
        "[{number}] from {start} to {end}, {per_week} a week",
        "[{number}] du {start} au {end}, {per_week} par semaine",
    ),
    "capped": (
        "{counted} hours counted, not {without}: hours beyond {cap} a week, over all jobs together, do not count",
        "{counted} heures comptées, et non {without} : au-delà de {cap} par semaine, tous emplois réunis, les heures ne "
        "comptent pas",
    ),
    # evaluation
    "evaluated": ("Evaluated on {date}", "Évalué au {date}"),
    "evaluated-today": ("Evaluated on {date} (today)", "Évalué au {date} (aujourd'hui)"),
    "known-on": ("With what was published by {date}", "Avec ce qui était publié le {date}"),
    "missing-heading": (
        "What we do not know, and would still change an answer",
        "Ce que nous ignorons et qui changerait une réponse",
    ),
    "cautions-heading": ("Cautions", "Mises en garde"),
    "sources-heading": ("Sources", "Sources"),
    "notice-heading": ("Notice", "Avertissement"),
    "caution-incomplete": ("{title}, version of {day}: {text}", "{title}, version du {day} : {text}"),
    "caution-unverified": ("{title}: last verified on {day}", "{title} : vérifié pour la dernière fois le {day}"),
    "caution-contradicted": (
        "{fact}: the value given contradicts what the rest of the profile says; the value given was used",
        "{fact} : la valeur donnée contredit le reste du profil ; la valeur donnée a été retenue",
    ),
    "ignored": ("Not defined on this date, left aside: {names}", "Non défini à cette date, laissé de côté : {names}"),
    "source-line": ("{title}, {provision}", "{title}, {provision}"),
    "confidence-official": ("official text", "texte officiel"),
    "confidence-corroborated": ("two independent sources", "deux sources indépendantes"),
    "confidence-single": ("one source", "une seule source"),
    "confidence-recalled": ("recalled, not found again", "de mémoire, non retrouvé"),
    "digest-line": (
        "Rules {rules} · decision {decision} · {machine}",
        "Règles {rules} · décision {decision} · {machine}",
    ),
    # absent facts
    "absent-not-yet": (
        "“{name}” is not defined on {date}: it comes into force on {start}.",
        "« {name} » n'est pas défini au {date} : il entre en vigueur le {start}.",
    ),
    "absent-ended": (
        "“{name}” is no longer defined on {date}: it ended on {end}.",
        "« {name} » n'est plus défini au {date} : il a pris fin le {end}.",
    ),
    "absent-never": ("No fact is named “{name}”.{close}", "Aucun fait ne s'appelle « {name} ».{close}"),
    "absent-record": (
        "“{name}” is a fact of each record of a list: ask for a fact of the candidate.",
        "« {name} » est un fait de chaque enregistrement d'une liste : demandez un fait de la personne.",
    ),
    # rules
    "rules-topic": ("Topic", "Sujet"),
    "rules-since": ("Since", "Depuis"),
    "rules-until": ("Until", "Jusqu'au"),
    "rules-confidence": ("How sure", "Certitude"),
    "rules-checked": ("Last verified", "Vérifié le"),
    "rules-file": ("File", "Fichier"),
    "rules-open": ("no later version known", "aucune version ultérieure connue"),
    "rules-incomplete": (
        "a version of {day} exists whose content is not known",
        "une version du {day} existe, dont le contenu est inconnu",
    ),
    "rules-facts": ("Facts", "Faits"),
    "rules-note": ("Note", "Note"),
    "rules-topic-unknown": (
        "No topic is named “{name}” on {date}.{close}",
        "Aucun sujet ne s'appelle « {name} » au {date}.{close}",
    ),
    # check
    "check-clean": (
        "{files} files, {versions} versions, {slices} sets of rules in force: nothing to report.",
        "{files} fichiers, {versions} versions, {slices} ensembles de règles en vigueur : rien à signaler.",
    ),
    "check-found": ("{errors} errors, {warnings} warnings.", "{errors} erreurs, {warnings} avertissements."),
    "severity-error": ("error", "erreur"),
    "severity-warning": ("warning", "avertissement"),
    "severity-advice": ("advice", "conseil"),
    # command line
    "cli-about": (
        "The law's own history, run: what the rules in force on a date decide for one candidate, and why.",
        "L'histoire du droit, exécutée : ce que les règles en vigueur à une date décident pour une personne, et pourquoi.",
    ),
    "cli-evaluate": ("Evaluate one profile on a date.", "Évaluer un profil à une date."),
    "cli-why": (
        "Say why a fact holds or not, and what would satisfy it.",
        "Dire pourquoi un fait tient ou non, et ce qui y satisferait.",
    ),
    "cli-rules": (
        "Say what is in force, from which file, until when, last verified when.",
        "Dire ce qui est en vigueur, d'après quel fichier, jusqu'à quand, vérifié quand.",
    ),
    "cli-check": (
        "Check rulesets: structure, schema, meaning on every date; also files of cases.",
        "Vérifier les jeux de règles : structure, schéma, sens à chaque date ; aussi les fichiers de cas.",
    ),
    "cli-test": ("Run dated cases (needs the extra `test`).", "Exécuter les cas datés (demande l'extra `test`)."),
    "opt-as-of": (
        "Date of evaluation, YYYY-MM-DD (default: today).",
        "Date d'évaluation, AAAA-MM-JJ (par défaut : aujourd'hui).",
    ),
    "opt-known-on": (
        "Only what was published by this date is known.",
        "Seul ce qui était publié à cette date est connu.",
    ),
    "opt-lang": ("Language: en or fr (default: the locale's).", "Langue : en ou fr (par défaut : celle du système)."),
    "opt-format": ("Form of the answer: text, json or md.", "Forme de la réponse : text, json ou md."),
    "opt-trace": (
        "Add what every fact rests on (json), or every reason (text, md).",
        "Ajouter ce sur quoi repose chaque fait (json), ou chaque raison (text, md).",
    ),
    "opt-rulesets": ("Folder of another book of rules.", "Dossier d'un autre livre de règles."),
    "opt-help": ("Show this help.", "Montrer cette aide."),
    "opt-version": ("Show the version.", "Montrer la version."),
    "use-option-unknown": ("There is no option {name}.{close}", "Il n'y a pas d'option {name}.{close}"),
    "use-command-unknown": (
        "There is no command “{name}”. Commands: {known}.",
        "Il n'y a pas de commande « {name} ». Commandes : {known}.",
    ),
    "use-missing": ("{name} is missing: give it after the command.", "Il manque {name} : donnez-le après la commande."),
    "use-value": ("{name}: “{value}” is not possible.", "{name} : « {value} » n'est pas possible."),
    "use-other": ("This use is not possible. See --help.", "Cet emploi n'est pas possible. Voyez --help."),
    "use-extra": ("Too much was given: “{value}”. See --help.", "Il y a des mots de trop : « {value} ». Voyez --help."),
    "use-needs-value": ("{name} needs a value.", "{name} a besoin d'une valeur."),
    "internal-error": (
        "Internal error: this is a defect of the engine, not of your files. {reason}",
        "Erreur interne : c'est un défaut du moteur, pas de vos fichiers. {reason}",
    ),
    "test-missing": (
        "pytest is needed to run cases: pip install 'ronde[test]'.",
        "Il faut pytest pour exécuter les cas : pip install 'ronde[test]'.",
    ),
    "case-kind": ("case file", "fichier de cas"),
}
