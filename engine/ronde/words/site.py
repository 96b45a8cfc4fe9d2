"""What the site of a book says besides the words of its rules."""

SITE: dict[str, tuple[str, str]] = {
    "cli-site": (
        "Write every version of every topic as a web site, in English and French (needs the extra `site`).",
        "Écrire chaque version de chaque sujet sous forme de site Web, en anglais et en français (demande l'extra `site`).",
    ),
    "opt-site-out": (
        "Folder of the site: new, empty, or a site that this command wrote, which it replaces.",
        "Dossier du site : nouveau, vide, ou un site que cette commande a écrit et qu'elle remplace.",
    ),
    "site-missing": (
        "The site needs Jinja and markdown-it-py: pip install 'ronde[site]'.",
        "Le site demande Jinja et markdown-it-py : pip install 'ronde[site]'.",
    ),
    "site-folder": (
        "This is no folder that `ronde site` wrote, or “{name}” was added to it: name another folder.",
        "Ce n'est pas un dossier que `ronde site` a écrit, ou « {name} » y a été ajouté : nommez un autre dossier.",
    ),
    "site-written": ("{count:# page|# pages} in {folder}", "{count:# page|# pages} dans {folder}"),
    "site-skip": ("Skip to the content", "Aller au contenu"),
    "site-menu": ("Site", "Site"),
    "site-language": ("Français", "English"),
    "site-facts": ("All facts and lists", "Tous les faits et toutes les listes"),
    "site-fact": ("Fact", "Fait"),
    "site-list": ("List", "Liste"),
    "site-name": ("Name", "Nom"),
    "site-topics-lead": (
        "Every topic of the rules, with the day from which each of its versions holds. Each version is told in the words of the rules in force on its last day. These pages are written from the same files that decide.",
        "Tous les sujets des règles, avec le jour à partir duquel vaut chacune de leurs versions. Chaque version est présentée dans les termes des règles en vigueur à son dernier jour. Ces pages sont tirées des fichiers mêmes qui décident.",
    ),
    "site-mark": (
        "⚠ marks a version of which it is only known that it exists.",
        "⚠ signale une version dont on sait seulement qu'elle existe.",
    ),
    "site-lists": ("Lists", "Listes"),
    "site-source": ("source {number}", "source {number}"),
    "site-facts-lead": (
        "Every fact and list that some version defines. The links lead to the newest version that has it.",
        "Tous les faits et toutes les listes qu'une version définit. Les liens mènent à la version la plus récente qui les contient.",
    ),
    "site-other-topics": ("Other topics", "Autres sujets"),
    "site-from": ("Version of {day}", "Version du {day}"),
    "site-from-number": ("Correction {number} of the version of {day}", "Correction {number} de la version du {day}"),
    "site-incomplete": (
        "A version of {day} exists whose content is not known. The one before is used meanwhile.",
        "Une version du {day} existe, au contenu inconnu. Celle d'avant sert en attendant.",
    ),
    "site-repealed": ("The topic ends on {day}.", "Le sujet prend fin le {day}."),
    "site-replaced": (
        "This version was corrected: what was published on {day} takes its place.",
        "Cette version a été corrigée : ce qui a été publié le {day} la remplace.",
    ),
    "site-never": (
        "This version was corrected on the day it was published: it never stood.",
        "Cette version a été corrigée le jour de sa publication : elle n'a jamais eu cours.",
    ),
    "site-unit": ("in {unit}", "en {unit}"),
    "site-changes": ("What changed since the version of {day}", "Ce qui a changé depuis la version du {day}"),
    "site-changes-none": (
        "Definitions and lists say the same as before; what surrounds them (title, notes, sources, days) differs.",
        "Les définitions et les listes disent la même chose qu'avant; ce qui les entoure (titre, notes, sources, jours) diffère.",
    ),
    "site-records": ("What a profile lists", "Ce qu'un profil énumère"),
    "site-new": ("New", "Nouveau"),
    "site-gone": ("Gone", "Disparu"),
    "site-changed": ("Changed", "Modifié"),
    "site-was": ("before", "avant"),
    "site-now": ("now", "maintenant"),
    "site-codes-new": ("New codes", "Nouveaux codes"),
    "site-codes-gone": ("Codes that are gone", "Codes disparus"),
    "site-codes-otherwise": (
        "Codes with another title or attribute than before",
        "Codes dont le titre ou un attribut n'est plus le même",
    ),
    "site-applies": ("For whom", "Pour qui"),
    "site-show": ("Show the codes", "Montrer les codes"),
    "site-back": ("Back to the versions", "Retour aux versions"),
}
