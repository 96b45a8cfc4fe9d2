"""What is said of files, rulesets, cases and profiles that are wrong: what it is, and what to write instead."""

FAULTS: dict[str, tuple[str, str]] = {
    # structure
    "file-unreadable": (
        "The file cannot be read: check that it is a file and that you may read it.",
        "Le fichier ne peut être lu : vérifiez que c'est un fichier et que vous pouvez le lire.",
    ),
    "file-missing": ("There is no such file: check its name.", "Ce fichier n'existe pas : vérifiez son nom."),
    "file-too-large": (
        "The file is larger than {most} MB: this is neither a file of rules nor a profile.",
        "Le fichier dépasse {most} Mo : ce n'est ni un fichier de règles ni un profil.",
    ),
    "file-not-utf8": (
        "The file is not UTF-8 text here: save it again in UTF-8.",
        "Le fichier n'est pas du texte UTF-8 à cet endroit : enregistrez-le de nouveau en UTF-8.",
    ),
    "file-empty": (
        "The file is empty: write its content, or remove it.",
        "Le fichier est vide : écrivez son contenu, ou supprimez-le.",
    ),
    "yaml-tab": (
        "A tab stands at the start of the line: indent with spaces.",
        "Une tabulation commence la ligne : indentez avec des espaces.",
    ),
    "yaml-broken": (
        "The YAML cannot be understood here: check indentation, quotes, colons and brackets.",
        "Le YAML est incompréhensible ici : vérifiez l'indentation, les guillemets, les deux-points et les crochets.",
    ),
    "yaml-too-large": (
        "The file holds more than {most:# key or value|# keys and values}, or more than {deepest:# level|# levels}: divide it into several, and write "
        "out what aliases repeat.",
        "Le fichier contient plus de {most:# clé ou valeur|# clés et valeurs} ou plus de {deepest:# niveau|# niveaux} : divisez-le, et écrivez en "
        "toutes lettres ce que des alias répètent.",
    ),
    "findings-more": (
        "{count:# more finding is|# more findings are} not told here: mend these first.",
        "{count:# autre constat n'est pas énuméré|# autres constats ne sont pas énumérés} ici : corrigez d'abord ceux-ci.",
    ),
    "yaml-key": ("A key must be a single word or number.", "Une clé doit être un seul mot ou nombre."),
    "yaml-duplicate-key": (
        "“{key}” was already written at {first}: keep one of the two.",
        "« {key} » est déjà écrit à {first} : gardez l'un des deux.",
    ),
    "yaml-long-key": (
        "The key is longer than {most:# letter|# letters}: shorten it.",
        "La clé dépasse {most:# lettre|# lettres} : abrégez-la.",
    ),
    "yaml-tag": ("The tag {tag} is not used here: remove it.", "L'étiquette {tag} n'a pas cours ici : retirez-la."),
    # schema
    "key-unknown": (
        "“{key}” is not a key that can be written here.{close} Possible keys: {known}.",
        "« {key} » n'est pas une clé possible ici.{close} Clés possibles : {known}.",
    ),
    "key-missing": ("“{key}” is missing here: add it.", "Il manque « {key} » ici : ajoutez-le."),
    "schema-type": (
        "“{value}” is not what is expected here: write {wanted}.",
        "« {value} » n'est pas ce qui est attendu ici : écrivez {wanted}.",
    ),
    "schema-enum": (
        "“{value}” is not possible here: write one of {wanted}.",
        "« {value} » n'est pas possible ici : écrivez l'une de ces valeurs : {wanted}.",
    ),
    "schema-pattern": (
        "“{value}” does not have the expected form: write {wanted}.",
        "« {value} » n'a pas la forme attendue : écrivez {wanted}.",
    ),
    "schema-other": (
        "“{value}” cannot stand here: {wanted}.",
        "« {value} » ne peut figurer ici : {wanted}.",
    ),
    "date-differs": (
        "The effective date {effective} differs from the file's name {file}: make them the same.",
        "La date d'effet {effective} diffère du nom du fichier {file} : rendez-les identiques.",
    ),
    "allow-idle": (
        "Nothing is found here that “allow {code}” would let pass: remove it, or write the code and the line that are meant.",
        "Rien n'est trouvé ici que « allow {code} » laisserait passer : retirez-le, ou écrivez le code et la ligne visés.",
    ),
    "allow-unreasoned": (
        "Say after “allow {code}:” why this may stand; without a reason it lets nothing pass.",
        "Il manque une raison après « allow {code} » : sans elle, rien n'est permis.",
    ),
    "source-twice": (
        "The source “{source}” is listed twice: keep one.",
        "La source « {source} » figure deux fois : gardez-en une.",
    ),
    "source-unknown": (
        "“{source}” is not a source of this file: add it to `sources`, or write one of {known}.",
        "« {source} » n'est pas une source de ce fichier : ajoutez-la à `sources`, ou écrivez l'une de celles-ci : {known}.",
    ),
    # names
    "fact-name": (
        "“{name}” cannot be the name of a fact: use lower case words separated by dots.",
        "« {name} » ne peut nommer un fait : employez des mots en minuscules séparés par des points.",
    ),
    "two-owners": (
        "“{name}” is already defined at {other}: at any date one topic owns a fact.",
        "« {name} » est déjà défini à {other} : à toute date un seul sujet possède un fait.",
    ),
    "fact-unknown": (
        "No fact is named “{name}” on this date.{close}",
        "Aucun fait ne s'appelle « {name} » à cette date.{close}",
    ),
    "cycle": (
        "The fact rests on itself: {path}. Break the circle.",
        "Le fait repose sur lui-même : {path}. Rompez le cercle.",
    ),
    "list-unknown": (
        "No list is named “{list}” on this date: define it under `lists`.",
        "Aucune liste ne s'appelle « {list} » à cette date : définissez-la sous `lists`.",
    ),
    "records-unknown": (
        "“{name}” is not a list of records: write one of {known}.",
        "« {name} » n'est pas une liste d'enregistrements : écrivez l'une de celles-ci : {known}.",
    ),
    "record-name": (
        "“{name}” is a fact of each record of “{record}”: its name must begin with “{record}.”.",
        "« {name} » est un fait de chaque enregistrement de « {record} » : son nom doit commencer par « {record}. ».",
    ),
    "record-fact-outside": (
        "“{name}” names facts of the records of “{record}”: add `on: {record}`, or gather them with exists, "
        "hours, pick…",
        "« {name} » nomme des faits des enregistrements de « {record} » : ajoutez `on: {record}`, ou rassemblez-les "
        "par exists, hours, pick…",
    ),
    "two-records": (
        "These facts are of different lists of records ({records}): gather one of them first.",
        "Ces faits sont de listes d'enregistrements différentes ({records}) : rassemblez d'abord l'un d'eux.",
    ),
    "no-earlier-version": (
        "“{name}” applies to some only (`applies_to`) and no earlier version defines it for the others.",
        "« {name} » ne vaut que pour certains (`applies_to`) et aucune version antérieure ne le définit pour les autres.",
    ),
    # definitions
    "one-definition": (
        "“{name}” must be defined in exactly one way (found: {found}).",
        "« {name} » doit être défini d'une seule façon (trouvé : {found}).",
    ),
    "type-not-declared": (
        "The definition gives a value of kind {found} but the fact declares {declared}: make them agree.",
        "La définition donne une valeur du genre {found} mais le fait déclare {declared} : accordez-les.",
    ),
    "type-needed": (
        "“{value}” is text: declare `type: choice` and its `choices`.",
        "« {value} » est un texte : déclarez `type: choice` et ses `choices`.",
    ),
    "types-differ": (
        "These values cannot be compared or added together ({kinds}).",
        "Ces valeurs ne peuvent être comparées ni ajoutées ({kinds}).",
    ),
    "too-many-decimals": (
        "The definition has {found:# decimal|# decimals} but the fact declares {declared}: declare `decimals: {found}`.",
        "La définition a {found:# décimale|# décimales} mais le fait en déclare {declared} : déclarez `decimals: {found}`.",
    ),
    "not-yes-no": (
        "A yes or no is expected here, not a value of kind {found}.",
        "Il faut ici un oui ou non, pas une valeur du genre {found}.",
    ),
    "bridges": (
        "This says no gap that could be bridged: write under `weekdays` one to six days of the week, each once, or under "
        "`days` a number from 0 to {most}, or both.",
        "Ceci ne nomme aucun intervalle qui puisse être franchi : écrivez sous `weekdays` de un à six jours de la semaine, chacun "
        "une fois, ou sous `days` un nombre de 0 à {most}, ou les deux.",
    ),
    "caution-layers": (
        "The caution of “{name}” differs between this version and the one before it, which goes on for some. "
        "Write the same in both.",
        "La mise en garde de « {name} » diffère entre cette version et la précédente, qui vaut encore pour certains. "
        "Écrivez la même dans les deux.",
    ),
    "not-ordered": (
        "A number, an amount, a date or a yes or no is expected here, not a value of kind {found}.",
        "Il faut ici un nombre, un montant, une date ou un oui ou non, pas une valeur du genre {found}.",
    ),
    "not-a-date": (
        "“{name}” is not a date: {operator} is for dates.",
        "« {name} » n'est pas une date : {operator} est pour les dates.",
    ),
    "input-type": ("An input must declare its `type`.", "Une entrée doit déclarer son `type`."),
    "input-bounds": (
        "A number asked of candidates needs bounds: write `{bound}`.",
        "Un nombre demandé aux candidats a besoin de bornes : écrivez `{bound}`.",
    ),
    "choices-needed": (
        "An input of type choice needs its `choices`.",
        "Une entrée de type choice a besoin de ses `choices`.",
    ),
    # conditions
    "condition-form": (
        "A condition is one test of a fact (`{{fact: name, is: true}}`) or one of all, any, none with a list.",
        "Une condition est un test d'un fait (`{{fact: nom, is: true}}`) ou l'un de all, any, none avec une liste.",
    ),
    "one-operator": (
        "A test has exactly one operator (found: {found}): one of {known}.",
        "Un test a un seul opérateur (trouvé : {found}) : l'un de {known}.",
    ),
    "group-empty": ("`{form}` needs at least one condition.", "`{form}` a besoin d'au moins une condition."),
    "key-idle": (
        "“{name}” has no effect here: it goes with {known}. Remove it.",
        "« {name} » est sans effet ici : il va avec {known}. Retirez-le.",
    ),
    "not-a-number": (
        "A number or an amount is expected here, not a value of kind {found}.",
        "Il faut ici un nombre ou un montant, pas une valeur du genre {found}.",
    ),
    "attribute-code": (
        "The code must be drawn from the list {list} (found: {found}): declare `list: {list}` at its input.",
        "Le code doit venir de la liste {list} (trouvé : {found}) : déclarez `list: {list}` à son entrée.",
    ),
    "list-layers": (
        "The list {list} differs from that of the version that goes on for others (`applies_to`): give it another name.",
        "La liste {list} diffère de celle de la version qui continue pour d'autres (`applies_to`) : donnez-lui un autre nom.",
    ),
    "list-whole": (
        'Neither `include` nor `exclude`: say what is drawn from “{list}”, or `include: ["*"]` for all of it.',
        'Ni `include` ni `exclude` : dites ce qui est tiré de « {list} », ou `include: ["*"]` pour tout prendre.',
    ),
    "list-empty": (
        "The list “{list}” holds nothing, so that nobody could be in it: write `items`, or what it draws from another (`of`).",
        "La liste « {list} » est vide, personne ne pourrait y figurer : écrivez ses `items`, ou ce qu'elle tire d'une autre (`of`).",
    ),
    "list-foreign": (
        "“{name}” can be none of the codes of the list “{list}”: name a list that holds some of its codes.",
        "« {name} » ne peut être aucun des codes de la liste « {list} » : nommez une liste qui contient certains de ses codes.",
    ),
    "columns-none": (
        "`columns` names no column: write, for each value of the fact that chooses, the name of its column.",
        "`columns` ne nomme aucune colonne : écrivez, pour chaque valeur du fait qui choisit, le nom de sa colonne.",
    ),
    "facts-too-many": (
        "There are more than {most:# fact|# facts} in force on one day, those of `for_each` counted: shorten its list, or define fewer.",
        "Plus de {most:# fait est|# faits sont} en vigueur le même jour, ceux de `for_each` compris : abrégez sa liste, ou définissez-en moins.",
    ),
    "pattern-form": (
        "Say in `form`, in both languages and with an example, what this pattern asks for: people are shown that.",
        "Dites dans `form`, dans les deux langues et avec un exemple, ce que demande ce motif : c'est ce qui est montré.",
    ),
    "pattern-broken": (
        "The pattern “{pattern}” cannot be used: write letters, digits, classes such as [A-Z], and how often in braces, such as "
        "[A-Z]{{2}}; at most {most:# character|# characters}, nothing that looks ahead, behind or back.",
        "Le motif « {pattern} » ne peut servir : écrivez des lettres, des chiffres, des classes comme [A-Z] et leur nombre entre "
        "accolades, comme [A-Z]{{2}}; au plus {most:# caractère|# caractères}, rien qui regarde en avant ou en arrière.",
    ),
    "operand": (
        "Compare with a literal or with `{{fact: name}}`.",
        "Comparez avec une valeur ou avec `{{fact: nom}}`.",
    ),
    "times-outside-test": (
        "`times` belongs in a test: write it where two facts are compared.",
        "`times` a sa place dans un test : écrivez-le là où deux faits sont comparés.",
    ),
    "choice-outside": (
        "The definition can give {value}, which the fact's choices do not have ({choices}).",
        "La définition peut donner {value}, que les choix du fait n'ont pas ({choices}).",
    ),
    "refusal-on": (
        "The condition speaks of the records of “{found}”: write `on: {found}`.",
        "La condition parle des enregistrements de « {found} » : écrivez `on: {found}`.",
    ),
    "fraction": (
        "“{value}” is not an exact fraction: write it as 13/10.",
        "« {value} » n'est pas une fraction exacte : écrivez-la comme 13/10.",
    ),
    "instead-code": (
        "“{value}” is itself a code of the list {list}: nothing is to be written in its place. Remove it.",
        "«\u00a0{value}\u00a0» est un code de la liste {list}\u00a0: rien n'est à écrire à sa place. Retirez-le.",
    ),
    "between": (
        "`between` needs two values: [least, greatest].",
        "`between` demande deux valeurs : [la plus petite, la plus grande].",
    ),
    "list-expected": (
        "A list with at least one member is expected here.",
        "Il faut ici une liste d'au moins un membre.",
    ),
    "member-twice": (
        "A member stands twice in this list: keep one.",
        "Un membre figure deux fois dans cette liste : gardez-en un.",
    ),
    "code-unknown": (
        "“{value}” is not a code of the list {list}.",
        "« {value} » n'est pas un code de la liste {list}.",
    ),
    "attribute-unknown": (
        "The list {list} has no attribute “{name}”.",
        "La liste {list} n'a pas d'attribut « {name} ».",
    ),
    # tables
    "table-rows": ("A table needs `rows`.", "Un tableau a besoin de `rows`."),
    "table-overlap": (
        "Two rows answer for {value} ({first} and {second}): make them disjoint.",
        "Deux lignes répondent pour {value} ({first} et {second}) : rendez-les disjointes.",
    ),
    "table-gap": (
        "No row answers for {value}: add a row, or write `otherwise`.",
        "Aucune ligne ne répond pour {value} : ajoutez une ligne, ou écrivez `otherwise`.",
    ),
    "table-too-large": (
        "The table has more than {most:# cell|# cells}, or all tables together more than {together:#|#}: split it, or use fewer keys.",
        "Le tableau a plus de {most:# case|# cases}, ou tous les tableaux ensemble plus de {together:#|#} : scindez-le, ou réduisez ses clés.",
    ),
    "column-missing": (
        "This row must have exactly these columns: {column}.",
        "Cette ligne doit avoir exactement ces colonnes : {column}.",
    ),
    "general-row": (
        "This row needs `value` and a `when` with some of these keys: {keys}.",
        "Cette ligne a besoin de `value` et d'un `when` avec certaines de ces clés : {keys}.",
    ),
    "interval-form": (
        "“{value}” is not a row's key: write 18, 20..29, ..17 or 45.. .",
        "« {value} » n'est pas la clé d'une ligne : écrivez 18, 20..29, ..17 ou 45.. .",
    ),
    "interval-order": ("The interval {value} ends before it begins.", "L'intervalle {value} finit avant de commencer."),
    "beyond-last": (
        "`beyond` goes on from the last row, which must be one exact number, in a table without columns.",
        "`beyond` prolonge la dernière ligne, qui doit être un nombre exact, dans un tableau sans colonnes.",
    ),
    "beyond-per": (
        "The key is an amount or has decimals: say with `per` how much of it one further step is, such as `per: 1` or `per: 0.5`.",
        "La clé est un montant ou a des décimales : dites avec `per` de combien est un pas de plus, par exemple `per: 1` ou `per: 0.5`.",
    ),
    "beyond-step": (
        "A step of {value} would add nothing: write a number greater than 0 after `per`.",
        "Un pas de {value} n'ajouterait rien : écrivez après `per` un nombre plus grand que 0.",
    ),
    "beyond-far": (
        "Beyond the last row this table could come to more than {most}: lower `each`, or the greatest answer (at_most) of the key.",
        "Après la dernière ligne, ce tableau pourrait dépasser {most} : réduisez `each`, ou la plus grande réponse (at_most) de la clé.",
    ),
    "scale-order": (
        "The minimum {value} is not below that of the row above: order rows from the highest to the lowest.",
        "Le minimum {value} n'est pas sous celui de la ligne du dessus : rangez les lignes de la plus haute à la plus basse.",
    ),
    # other definitions
    "choose-otherwise": (
        "`choose` needs branches with `when` and `value`, then `otherwise` alone and last.",
        "`choose` a besoin de branches avec `when` et `value`, puis de `otherwise` seul et dernier.",
    ),
    "divide-by-zero": (
        "The divisor could be zero or less: divide by something that is always positive.",
        "Le diviseur pourrait être nul ou négatif : divisez par ce qui est toujours positif.",
    ),
    "window": (
        "A window needs `before` and a positive number of years, months or days.",
        "Une fenêtre a besoin de `before` et d'un nombre positif d'années, de mois ou de jours.",
    ),
    "none-needed": (
        "Write `none`: the value where there is no record.",
        "Écrivez `none` : la valeur quand il n'y a aucun enregistrement.",
    ),
    "unsafe-shape": (
        "This cannot be compared safely by every machine: write a shorter text of ordinary letters, or a smaller number.",
        "Ceci ne peut être comparé sûrement par toutes les machines : écrivez un texte plus court en lettres ordinaires, "
        "ou un nombre plus petit.",
    ),
    # profiles
    "profile-not-mapping": (
        "A profile is a list of `field: value` lines.",
        "Un profil est une suite de lignes `champ: valeur`.",
    ),
    "profile-unknown": (
        "“{name}” is not a field of a profile.{close}",
        "« {name} » n'est pas un champ d'un profil.{close}",
    ),
    "profile-as-of": (
        "The date of evaluation is not part of a profile: give it with --as-of.",
        "La date d'évaluation ne fait pas partie du profil : donnez-la avec --as-of.",
    ),
    "profile-twice": ("“{name}” is given twice: keep one.", "« {name} » est donné deux fois : gardez-en un."),
    "profile-not-list": (
        "“{name}” is a list of records: write each after a dash, or [] for none.",
        "« {name} » est une liste d'enregistrements : écrivez chacun après un tiret, ou [] s'il n'y en a aucun.",
    ),
    "profile-too-many": (
        "“{name}” holds more than {most:# record|# records}.",
        "« {name} » contient plus de {most:# enregistrement|# enregistrements}.",
    ),
    "profile-code": (
        "{name}: “{value}” is not a code of the list {list}.{close}",
        "{name} : « {value} » n'est pas un code de la liste {list}.{close}",
    ),
    "profile-code-instead": (
        "{name}: “{value}” is not a code of the list {list}: write “{instead}”.",
        "{name}\u00a0: «\u00a0{value}\u00a0» n'est pas un code de la liste {list}\u00a0: écrivez «\u00a0{instead}\u00a0».",
    ),
    "profile-refused": ("{name}: {because}", "{name} : {because}"),
    # dates
    "date-before-book": (
        "{date} is before the first date of this book of rules: give a date from {first}.",
        "Le {date} précède la première date de ce livre de règles : donnez une date à partir du {first}.",
    ),
    # rounds
    "round-twice": (
        "Round {number} was already written at {first}: keep one.",
        "La ronde {number} est déjà écrite à {first} : gardez-en une.",
    ),
    "round-year": (
        "Round {number} of {date} belongs in the file of its year.",
        "La ronde {number} du {date} va dans le fichier de son année.",
    ),
    "round-missing": ("Round {number} is missing between others.", "Il manque la ronde {number} entre d'autres."),
    "round-type-unknown": (
        "There is no round of type “{name}”. Types: {known}.",
        "Il n'y a pas de ronde de type « {name} ». Types : {known}.",
    ),
    "round-type-undefined": (
        "Round {number} of {date} is of type “{type}”, which no fact of the rules defines on that day.",
        "La ronde {number} du {date} est de type « {type} », qu'aucun fait des règles ne définit ce jour-là.",
    ),
    "range-reversed": (
        "{first} comes after {last}: give the earlier day first.",
        "Le {first} vient après le {last} : donnez d'abord le jour le plus ancien.",
    ),
    "submitted-after": (
        "The profile was submitted on {date}, after the last round known ({last}): no round can be told.",
        "Le profil a été présenté le {date}, après la dernière ronde connue ({last}) : aucune ronde à dire.",
    ),
    "pool-overlap": ("Bands of the pool of {date} overlap.", "Des tranches du bassin du {date} se chevauchent."),
    "pool-none": (
        "No pool was published for {date} or before.",
        "Aucun bassin n'a été publié pour le {date} ni avant.",
    ),
    "rounds-none": ("This book of rules has no rounds.", "Ce livre de règles n'a pas de rondes."),
    "score-unknown": ("The score is not known, for want of {missing}.", "La note est inconnue, faute de {missing}."),
    "chart-suffix": (
        "A chart is written as {known}: change its extension.",
        "Un graphique s'écrit en {known} : changez l'extension.",
    ),
    "chart-missing": (
        "Charts need matplotlib: pip install 'ronde[chart]'.",
        "Les graphiques demandent matplotlib : pip install 'ronde[chart]'.",
    ),
    "folder-not-empty": (
        "The folder exists and is not empty: name a new one.",
        "Le dossier existe et n'est pas vide : nommez-en un nouveau.",
    ),
    "parquet-missing": (
        "Parquet needs pyarrow: pip install 'ronde[pool]'.",
        "Parquet demande pyarrow : pip install 'ronde[pool]'.",
    ),
    "file-unwritable": ("The file cannot be written ({reason}).", "Le fichier ne peut être écrit ({reason})."),
    # cases
    "case-twice": (
        "Two cases are named “{name}”: give each its own name.",
        "Deux cas s'appellent « {name} » : donnez à chacun son nom.",
    ),
    "case-expects-nothing": (
        "The case expects nothing: add `expect` or `refused`.",
        "Le cas n'attend rien : ajoutez `expect` ou `refused`.",
    ),
    "case-widths": (
        "The lists under `each` and `expect` of a case must have the same length; without `each`, an expected value is "
        "never a list.",
        "Les listes sous `each` et `expect` d'un cas doivent avoir la même longueur; sans `each`, une valeur attendue "
        "n'est jamais une liste.",
    ),
    "case-like": ("No profile of this file is named “{name}”.", "Aucun profil de ce fichier ne s'appelle « {name} »."),
}
