"""What `ronde coverage` says of a book and its cases."""

COVERAGE: dict[str, tuple[str, str]] = {
    "cli-coverage": (
        "What of the rules the dated cases touch: rows, branches, both answers of tests, both sides of bounds.",
        "Ce que les cas datés touchent des règles : rangées, branches, deux réponses des critères, deux côtés des bornes.",
    ),
    "opt-fail-under": (
        "Exit with 1 if less than this percentage of rows and branches is touched.",
        "Terminer par 1 si moins que ce pourcentage des rangées et des branches est touché.",
    ),
    "opt-diff": (
        "Only what has changed since this commit of git.",
        "Seulement ce qui a changé depuis ce commit de git.",
    ),
    "opt-html": (
        "Write a page: each version, its lines coloured, and the cases that touch them.",
        "Écrire une page : chaque version, ses lignes en couleur et les cas qui les touchent.",
    ),
    "coverage-of": (
        "{files:# version|# versions} with rules, {cases:# case|# cases}",
        "{files:# version|# versions} avec des règles, {cases:# cas|# cas}",
    ),
    "coverage-row": (
        "rows: {touched} of {all}, {percent}%",
        "rangées : {touched} sur {all}, {percent} %",
    ),
    "coverage-branch": (
        "branches: {touched} of {all}, {percent}%",
        "branches : {touched} sur {all}, {percent} %",
    ),
    "coverage-test": (
        "tests that were both true and false: {touched} of {all}, {percent}%",
        "critères tantôt vrais, tantôt faux : {touched} sur {all}, {percent} %",
    ),
    "coverage-bound": (
        "bounds with both sides: {touched} of {all}, {percent}%",
        "bornes avec leurs deux côtés : {touched} sur {all}, {percent} %",
    ),
    "coverage-failed": (
        "{count:# case|# cases} failed and {count:counts|count} for nothing: run ronde test.",
        "{count:# cas en échec ne compte|# cas en échec ne comptent} pour rien : exécutez ronde test.",
    ),
    "coverage-no-row": ("no case matches this row", "aucun cas ne tombe dans cette rangée"),
    "coverage-no-branch": ("no case takes this branch", "aucun cas ne prend cette branche"),
    "coverage-no-test": ("no case reaches this test", "aucun cas n'arrive à ce critère"),
    "coverage-no-bound": ("no case reaches this bound", "aucun cas n'arrive à cette borne"),
    "coverage-no-test-below": ("this test is never false", "ce critère n'est jamais faux"),
    "coverage-no-test-above": ("this test is never true", "ce critère n'est jamais vrai"),
    "coverage-no-bound-below": (
        "no case lies below this bound; the nearest one above it is {nearest} away",
        "aucun cas n'est au-dessous de cette borne; au-dessus, le plus proche en est à {nearest}",
    ),
    "coverage-no-bound-above": (
        "no case lies on this bound or above it; the nearest one below it is {nearest} away",
        "aucun cas n'est sur cette borne ou au-dessus; au-dessous, le plus proche en est à {nearest}",
    ),
    "coverage-title": ("Coverage by cases: {book}", "Couverture par les cas : {book}"),
    "coverage-colours": (
        "Green: touched on every side. Yellow: touched in part. Red: touched by no case. Open a line for its cases.",
        "Vert : touché de tous les côtés. Jaune : touché en partie. Rouge : touché par aucun cas. Ouvrez une ligne pour"
        " voir ses cas.",
    ),
    "coverage-file": ("{file}: {percent}%", "{file} : {percent} %"),
    "coverage-more": ("and {count:# more|# more}", "et {count:# autre|# autres}"),
    "coverage-written": ("Written: {path}", "Écrit : {path}"),
    "coverage-under": (
        "{percent}% of rows and branches are touched, less than {least}%.",
        "{percent} % des rangées et des branches sont touchées, moins que {least} %.",
    ),
    "revision-no-git": (
        "git cannot be run. Install it, or leave this option out.",
        "git ne peut être exécuté. Installez-le, ou omettez cette option.",
    ),
    "revision-no-repository": (
        "{folder} is in no repository of git. Name another folder with --rulesets, or leave this option out.",
        "{folder} n'est dans aucun dépôt de git. Nommez un autre dossier avec --rulesets, ou omettez cette option.",
    ),
    "revision-unknown": (
        "There is no commit “{revision}” here. Name a commit, a branch or a tag; of a shallow clone, fetch the rest.",
        "Il n'y a pas de commit « {revision} » ici. Nommez un commit, une branche ou une étiquette; si le clone est"
        " superficiel, récupérez le reste.",
    ),
    "revision-unreadable": (
        "git could not compare {folder} with “{revision}”.",
        "git n'a pas pu comparer {folder} avec « {revision} ».",
    ),
}
