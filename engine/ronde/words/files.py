"""What is said of reading and writing the files of a pool."""

FILE_FAULTS: dict[str, tuple[str, str]] = {
    # reading
    "read-suffix": (
        "The name does not say how the file is written: end it with one of {known}.",
        "Le nom ne dit pas comment le fichier est écrit : terminez-le par l'un de {known}.",
    ),
    "read-not-file": (
        "This is no ordinary file. It is read more than once: write it to a file first.",
        "Ce n'est pas un fichier ordinaire. Il est lu plus d'une fois : écrivez-le d'abord dans un fichier.",
    ),
    "read-empty": ("The file is empty.", "Le fichier est vide."),
    "read-no-rows": (
        "The file has no row to evaluate.",
        "Le fichier n'a aucune ligne à évaluer.",
    ),
    "read-no-header": (
        "The first line is to name the columns, and is blank.",
        "La première ligne doit nommer les colonnes, et elle est vide.",
    ),
    "read-no-object": (
        "No line of the file can be used; the first: {reason}",
        "Aucune ligne du fichier n'est utilisable; la première : {reason}",
    ),
    "read-columns-many": (
        "There are more than {most:# column|# columns}, or different fields in the objects: leave out those that say nothing of "
        "candidates, and use the same names in every object.",
        "Il y a plus de {most:# colonne|# colonnes}, ou champs différents dans les objets : retirez ceux qui ne disent rien des "
        "candidats, et employez les mêmes noms dans chaque objet.",
    ),
    "read-column-unnamed": (
        "Column {number} has no name: give it one.",
        "La colonne {number} n'a pas de nom : donnez-lui-en un.",
    ),
    "read-column-twice": (
        "Two columns are named “{name}”: keep one.",
        "Deux colonnes s'appellent « {name} » : gardez-en une.",
    ),
    "read-delimiter": (
        "The columns are separated by “{delimiter}”: separate them by commas.",
        "Les colonnes sont séparées par « {delimiter} » : séparez-les par des virgules.",
    ),
    "read-encoding": (
        "The byte {byte} here is not UTF-8: save the whole file as UTF-8.",
        "L'octet {byte} n'est pas de l'UTF-8 : enregistrez tout le fichier en UTF-8.",
    ),
    "read-quote-open": (
        "The row that starts here opens a quotation mark that is not closed: close it.",
        "La ligne qui commence ici ouvre un guillemet qui n'est pas fermé : fermez-le.",
    ),
    "read-row-long": (
        "The row that starts here has more than {most:# byte|# bytes}: write one candidate a row, and shorter texts.",
        "La ligne qui commence ici a plus de {most:# octet|# octets} : écrivez un candidat par ligne, et des textes plus courts.",
    ),
    "read-rows-differ": (
        "{rows:# row starts|# rows start} here, and {found} could be read: end every line with a line feed, alone or after a carriage "
        "return.",
        "{rows:# ligne commence|# lignes commencent} ici, et {found:# a pu être lue|# ont pu être lues} : terminez chaque ligne par un saut de ligne, seul ou "
        "après un retour chariot.",
    ),
    "read-failed": (
        "The file cannot be read: it is damaged or incomplete; fetch or write it again.",
        "Le fichier ne peut être lu : il est endommagé ou incomplet; obtenez-le ou écrivez-le de nouveau.",
    ),
    "read-stopped": (
        "The file cannot be read: {reason}. Mend that and run the command again.",
        "Le fichier ne peut être lu : {reason}. Corrigez cela et relancez la commande.",
    ),
    "read-changed": (
        "The file was changed while it was read: run the command again.",
        "Le fichier a changé pendant sa lecture : relancez la commande.",
    ),
    "read-id-type": (
        "The column “{name}” is of type {found}, and is to tell the rows apart: write it as text or whole numbers.",
        "La colonne « {name} » est de type {found}, et doit distinguer les lignes : écrivez-la en texte ou en nombres "
        "entiers.",
    ),
    "read-id-missing": (
        "{count:# row has|# rows have} no “{name}”, the first on this line: every row needs one.",
        "{count:# ligne n'a|# lignes n'ont} pas de « {name} », la première étant celle-ci : chaque ligne en demande un.",
    ),
    "read-id-twice": (
        "“{name}” is {id} in {count:# row|# rows} (lines {lines}): every row needs its own.",
        "« {name} » vaut {id} dans {count:# ligne|# lignes} (lignes {lines}) : chaque ligne demande le sien.",
    ),
    # writing
    "write-is-folder": (
        "{path} is a folder: name a file.",
        "{path} est un dossier : nommez un fichier.",
    ),
    "write-no-folder": (
        "There is no folder {path}: make it first.",
        "Il n'y a pas de dossier {path} : créez-le d'abord.",
    ),
    "write-folder-closed": (
        "Nothing can be written in the folder {path}: choose another.",
        "Rien ne peut être écrit dans le dossier {path} : choisissez-en un autre.",
    ),
    "write-over-input": (
        "{path} is the file that is read: name another.",
        "{path} est le fichier lu : nommez-en un autre.",
    ),
    "write-over-output": (
        "{path} is the file of the answers: name another.",
        "{path} est le fichier des réponses : nommez-en un autre.",
    ),
    "write-column-twice": (
        "“{name}” would be twice in the answers, as the fact and as a column that is carried: leave it out of --facts, or "
        "rename the column.",
        "« {name} » serait deux fois dans les réponses, comme fait et comme colonne reportée : retirez-le de --facts, ou "
        "renommez la colonne.",
    ),
    "write-folder-other": (
        "A run keeps its parts in this folder, and it holds something else: move it away, or choose another --out.",
        "Un calcul garde ses parties dans ce dossier, et il contient autre chose : déplacez-le, ou choisissez un autre "
        "--out.",
    ),
    "write-busy": (
        "Another run is writing this file (its parts are in {folder}): wait for its end, or choose another --out.",
        "Un autre calcul écrit ce fichier (ses parties sont dans {folder}) : attendez sa fin, ou choisissez un autre "
        "--out.",
    ),
    "write-full": (
        "There is no space left on the device. {rows:# row is|# rows are} done and kept: free some space and run the same command "
        "again to go on from there.",
        "Il n'y a plus de place sur le disque. {rows:# ligne est faite et gardée|# lignes sont faites et gardées} : libérez de la place et relancez "
        "la même commande pour continuer.",
    ),
    "write-failed": (
        "The file cannot be written ({reason}). {rows:# row is|# rows are} done and kept: run the same command again to go on from "
        "there.",
        "Le fichier ne peut être écrit ({reason}). {rows:# ligne est faite et gardée|# lignes sont faites et gardées} : relancez la même commande pour "
        "continuer.",
    ),
    # the command
    "pool-extra": (
        "This needs numpy and pyarrow: pip install 'ronde[pool]'.",
        "Cela demande numpy et pyarrow : pip install 'ronde[pool]'.",
    ),
    "both-given": (
        "{one} and {other} exclude each other: keep one.",
        "{one} et {other} s'excluent : gardez-en un.",
    ),
}
"""What can be wrong with a pool's files and the use of its command: a stable code, and the sentence."""

FILES: dict[str, tuple[str, str]] = {
    **FILE_FAULTS,
    # rows set aside
    "read-width": (
        "{found:# field|# fields} instead of {columns}",
        "{found:# champ|# champs} au lieu de {columns}",
    ),
    "read-json": (
        "not JSON from character {column} on: check quotes, commas and brackets there",
        "n'est pas du JSON à partir du caractère {column} : vérifiez-y les guillemets, les virgules et les crochets",
    ),
    "read-row-deep": (
        "more than {most:# level|# levels}, one in another: write it in fewer",
        "plus de {most:# niveau emboîté|# niveaux emboîtés} : écrivez-en moins",
    ),
    "read-row-full": (
        "more than {most:# key or value|# keys and values}: write one candidate a line",
        "plus de {most:# clé ou valeur|# clés et valeurs} : écrivez un candidat par ligne",
    ),
    "reasons-more": (
        "And {count:# more reason|# more reasons}.",
        "Et {count:# autre motif|# autres motifs}.",
    ),
    "read-not-object": (
        'JSON, but no object: write `{{"name": value}}`',
        'du JSON, mais pas un objet : écrivez `{{"nom": valeur}}`',
    ),
    # while it runs
    "files-afresh": (
        "What an earlier run began is left aside, since something changed: {what}.",
        "Ce qu'un calcul antérieur avait commencé est laissé de côté, car quelque chose a changé : {what}.",
    ),
    "changed-input": ("the file that is read", "le fichier lu"),
    "changed-question": ("the question", "la question"),
    "changed-rules": ("the rules", "les règles"),
    "changed-program": ("the version of Ronde", "la version de Ronde"),
    "files-resumed": (
        "An earlier run had done {rows:# row|# rows}: going on from there.",
        "Un calcul antérieur avait fait {rows:# ligne|# lignes} : on continue.",
    ),
    "files-stopped": (
        "Stopped. Run the same command again to go on from the last part that was done.",
        "Arrêté. Relancez la même commande pour continuer après la dernière partie faite.",
    ),
    "stage-survey": ("looking through the file", "examen du fichier"),
    "stage-ids": ("looking for ids given twice", "recherche d'identifiants en double"),
    "stage-rows": (
        "{done:#|#} of {total:# row|# rows}, {rate} rows/s",
        "{done:# ligne|# lignes} sur {total:#|#}, {rate} lignes/s",
    ),
    "stage-writing": ("writing the answers", "écriture des réponses"),
    "progress-line": ("{stage} ({percent}%)", "{stage} ({percent} %)"),
    "progress-left": ("{stage} ({percent}%), {left} left", "{stage} ({percent} %), encore {left}"),
    # the summary
    "sum-undefined": (
        "“{name}” is not defined on every date, and empty on the others. It is defined {spans}.",
        "« {name} » n'est pas défini à toute date, et vide aux autres. Il l'est {spans}.",
    ),
    "sum-span": ("from {first} until before {end}", "du {first} jusqu'avant le {end}"),
    "sum-span-open": ("from {first}", "depuis le {first}"),
    "sum-rows": ("Rows read", "Lignes lues"),
    "sum-answered": ("Answered", "Lignes avec réponse"),
    "sum-rejected": ("Set aside", "Mises de côté"),
    "sum-rejects-file": ("Set aside in", "Mises de côté dans"),
    "sum-out": ("Answers in", "Réponses dans"),
    "sum-resumed": ("Done by an earlier run", "Faites par un calcul antérieur"),
    "sum-time": ("Time", "Durée"),
    "sum-seconds": ("{seconds} s, {rate} rows/s", "{seconds} s, {rate} lignes/s"),
    "sum-fact": ("Fact", "Fait"),
    "sum-known": ("Known", "Connu"),
    "sum-unknown": ("Unknown", "Inconnu"),
    "sum-yes": ("Yes", "Oui"),
    "sum-no": ("No", "Non"),
    "sum-field": ("Field", "Champ"),
    "sum-findings": ("Findings", "Constats"),
    "sum-first": ("First line", "Première ligne"),
    "sum-reason": ("Reason there", "Motif à cette ligne"),
    "sum-row": ("(the row itself)", "(la ligne elle-même)"),
    "sum-contradicted": ("Rows whose value the rest contradicts", "Lignes dont la valeur est contredite par le reste"),
    # help
    "cli-pool": (
        "Many candidates at once: evaluate, make, rank, invite, simulate, compare.",
        "Un grand nombre de candidats à la fois : évaluer, créer, classer, inviter, simuler, comparer.",
    ),
    "cli-pool-evaluate": (
        "Answer a question for every row of a file: Parquet, CSV or JSON Lines, told by its name.",
        "Répondre à une question pour chaque ligne d'un fichier : Parquet, CSV ou JSON Lines, selon son nom.",
    ),
    "opt-pool-out": (
        "The file of the answers; its name says how it is written.",
        "Le fichier des réponses; son nom dit comment il est écrit.",
    ),
    "opt-pool-facts": (
        "A fact wanted, or several with commas; may be repeated. Without it, the main answers.",
        "Un fait voulu, ou plusieurs séparés par des virgules; l'option peut être répétée. Sans elle, les réponses principales.",
    ),
    "opt-as-of-column": (
        "The column that holds each row's own date of evaluation.",
        "La colonne où chaque ligne a sa propre date d'évaluation.",
    ),
    "opt-known-on-column": (
        "The column that holds, for each row, the date by which the rules had to be published.",
        "La colonne où chaque ligne a la date avant laquelle les règles devaient être publiées.",
    ),
    "opt-id": (
        "The column that tells the rows apart; carried to the answers and to the rows set aside.",
        "La colonne qui distingue les lignes; reportée dans les réponses et dans les lignes mises de côté.",
    ),
    "opt-keep": (
        "A column carried to the answers as it is; may be repeated.",
        "Une colonne reportée telle quelle dans les réponses; l'option peut être répétée.",
    ),
    "opt-ignore": (
        "A column that is neither read nor carried; may be repeated.",
        "Une colonne ni lue ni reportée; l'option peut être répétée.",
    ),
    "opt-bounds": (
        "For numbers and dates, also the least and the greatest that they can be.",
        "Pour les nombres et les dates, aussi la plus petite et la plus grande valeur possibles.",
    ),
    "opt-cautions": (
        "Add a column of the codes of the cautions that each row carries.",
        "Ajouter une colonne des codes des mises en garde de chaque ligne.",
    ),
    "opt-rejects": (
        "The file of the rows set aside, with line and reason (default: beside the answers).",
        "Le fichier des lignes mises de côté, avec ligne et motif (par défaut : à côté des réponses).",
    ),
    "opt-workers": (
        "How many processes compute (default: one for each processor); the others start when a million rows have come.",
        "Combien de processus calculent (par défaut : un par processeur); les autres démarrent après un million de lignes.",
    ),
    "opt-pool-format": ("Format of the summary: text or json.", "Format du résumé : text ou json."),
    "opt-progress": (
        "Show how far it is, also where standard error is no terminal.",
        "Montrer l'avancement, même si l'erreur standard n'est pas un terminal.",
    ),
}
