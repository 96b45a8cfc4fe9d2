"""What `ronde diff` says of two days or two books."""

CHANGE: dict[str, tuple[str, str]] = {
    "cli-diff": (
        "What differs between two dates, two commits of git or two folders: by topic, in words and figures.",
        "Ce qui diffère entre deux dates, deux commits de git ou deux dossiers : par sujet, en mots et en chiffres.",
    ),
    "opt-full": (
        "Tell all that differs, however long it is.",
        "Dire tout ce qui diffère, quelle qu'en soit la longueur.",
    ),
    "diff-title-days": ("What differs between {one} and {other}", "Ce qui diffère entre le {one} et le {other}"),
    "diff-title-books": ("What differs between {one} and {other}", "Ce qui diffère entre {one} et {other}"),
    "diff-none": ("Nothing differs.", "Rien ne diffère."),
    "diff-topic": ("{title}, from {day}", "{title}, à compter du {day}"),
    "diff-topics-changed": ("Topics that change", "Sujets qui changent"),
    "diff-topics-new": ("New topics", "Nouveaux sujets"),
    "diff-topics-gone": ("Topics that end", "Sujets qui prennent fin"),
    "diff-topics-unknown": ("Changes whose content is not known", "Changements dont le contenu n'est pas connu"),
    "diff-new": ("New: {label}", "Nouveau : {label}"),
    "diff-gone": ("Gone: {label}", "Disparu : {label}"),
    "diff-changed": ("Changed: {label}", "Modifié : {label}"),
    "diff-line-new": ("added: {line}", "ajouté : {line}"),
    "diff-line-gone": ("dropped: {line}", "retiré : {line}"),
    "diff-title": ("Title", "Titre"),
    "diff-source-new": ("Sources added: {sources}", "Sources ajoutées : {sources}"),
    "diff-source-gone": ("Sources dropped: {sources}", "Sources retirées : {sources}"),
    "diff-more": ("and {count:# more line|# more lines} (--full)", "et {count:# autre ligne|# autres lignes} (--full)"),
    "diff-day-alone": (
        "A day can only be compared with a day. Write two days (YYYY-MM-DD), two commits or two folders.",
        "Un jour ne se compare qu'à un jour. Écrivez deux jours (AAAA-MM-JJ), deux commits ou deux dossiers.",
    ),
    "diff-unreadable": (
        "This book cannot be read, so that what it means cannot be compared. Mend what is listed, or compare another."
        " Files that differ: {files}.",
        "Ce livre ne peut être lu : ce qu'il veut dire ne peut être comparé. Corrigez ce qui est énuméré, ou comparez-en"
        " un autre. Fichiers qui diffèrent : {files}.",
    ),
}
