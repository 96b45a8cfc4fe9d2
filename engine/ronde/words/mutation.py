"""What `ronde test --mutate` says of mistakes made on purpose."""

MUTATION: dict[str, tuple[str, str]] = {
    "opt-mutate": (
        "Make small mistakes in the rules, and say which of them no case catches.",
        "Faire de petites fautes dans les règles, et dire lesquelles aucun cas ne relève.",
    ),
    "opt-mutate-changed": (
        "With --mutate: only in files of the book that have changed since this commit.",
        "Avec --mutate : seulement dans les fichiers du livre qui ont changé depuis ce commit.",
    ),
    "opt-k": (
        "Only cases whose name contains this.",
        "Seulement les cas dont le nom contient ceci.",
    ),
    "mutate-changed": (
        "{place}: “{before}” became “{after}”, and none of {reached:# case|# cases} that may reach it failed",
        "{place} : « {before} » devenu « {after} », et aucun {reached:du # cas qui peut|des # cas qui peuvent} y"
        " arriver n'a échoué",
    ),
    "mutate-removed": (
        "{place}: “{before}” was taken out, and none of {reached:# case|# cases} that may reach it failed",
        "{place} : « {before} » retiré, et aucun {reached:du # cas qui peut|des # cas qui peuvent} y arriver n'a"
        " échoué",
    ),
    "mutate-source": ("take the figure from the source", "prendre le chiffre dans la source"),
    "mistakes-bound": (
        "bounds shifted: {caught} of {made} caught",
        "bornes déplacées : {caught} sur {made} relevées",
    ),
    "mistakes-cap": ("caps removed: {caught} of {made} caught", "plafonds retirés : {caught} sur {made} relevés"),
    "mistakes-code": ("codes exchanged: {caught} of {made} caught", "codes échangés : {caught} sur {made} relevés"),
    "mistakes-date": ("dates moved: {caught} of {made} caught", "dates déplacées : {caught} sur {made} relevées"),
    "mistakes-digit": (
        "figures changed: {caught} of {made} caught",
        "chiffres changés : {caught} sur {made} relevés",
    ),
    "mistakes-drop": (
        "rows and members dropped: {caught} of {made} caught",
        "rangées et membres retirés : {caught} sur {made} relevés",
    ),
    "mistakes-flip": ("tests flipped: {caught} of {made} caught", "critères inversés : {caught} sur {made} relevés"),
    "mistakes-floor": (
        "floors removed: {caught} of {made} caught",
        "planchers retirés : {caught} sur {made} relevés",
    ),
    "mistakes-swap": (
        "values exchanged: {caught} of {made} caught",
        "valeurs échangées : {caught} sur {made} relevées",
    ),
    "mutate-all": (
        "{caught} of {made} mistakes caught, {percent}%",
        "{caught} fautes relevées sur {made}, {percent} %",
    ),
}
