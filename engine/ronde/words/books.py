"""What is said of the files of a book: what nothing reads, what cannot be opened, what corrects nothing."""

BOOKS: dict[str, tuple[str, str]] = {
    "folder-missing": (
        "This folder does not exist: give the folder of a book of rules.",
        "Ce dossier n'existe pas : donnez le dossier d'un livre de règles.",
    ),
    "book-missing": (
        "A book of rules needs this file: write its title, first_date, disclaimer and headlines.",
        "Un livre de règles a besoin de ce fichier : écrivez-y title, first_date, disclaimer et headlines.",
    ),
    "file-name": (
        "Nothing reads “{file}”: a version is named after the day it takes effect, YYYY-MM-DD.yaml.{close} If it is no version, name it under `extra` in book.yaml.",
        "Rien ne lit « {file} » : une version porte le nom du jour où elle prend effet, AAAA-MM-JJ.yaml.{close} Si ce n'est pas une version, nommez-le sous `extra` dans book.yaml.",
    ),
    "file-not-read": (
        "Nothing reads “{file}”: a book holds book.yaml, versions of topics (<topic>/YYYY-MM-DD.yaml), rounds/YYYY.yaml, rounds/pool/YYYY.yaml, rounds/feed/types.yaml and populations/<name>.yaml.{close} Rename it, remove it, or name it under `extra` in book.yaml.",
        "Rien ne lit « {file} » : un livre contient book.yaml, des versions de sujets (<sujet>/AAAA-MM-JJ.yaml), rounds/AAAA.yaml, rounds/pool/AAAA.yaml, rounds/feed/types.yaml et populations/<nom>.yaml.{close} Renommez-le, supprimez-le, ou nommez-le sous `extra` dans book.yaml.",
    ),
    "file-special": (
        "“{file}” is a folder, a pipe or a device, where a file should be: nothing reads it. Put a plain file in its place, or remove it.",
        "« {file} » est un dossier, un tube ou un périphérique, là où il faut un fichier : rien ne le lit. Mettez-y un fichier ordinaire, ou supprimez-le.",
    ),
    "folder-unreadable": (
        "The folder “{file}” cannot be opened, so nothing in it is read: check that you may read it.",
        "Le dossier « {file} » ne peut être ouvert, et rien de ce qu'il contient n'est lu : vérifiez que vous pouvez le lire.",
    ),
    "link-broken": (
        "The link “{file}” leads nowhere: put the file itself in its place, or remove the link.",
        "Le lien « {file} » ne mène nulle part : mettez le fichier lui-même à sa place, ou supprimez le lien.",
    ),
    "link-outside": (
        "The link “{file}” leads out of the book, to {target}: a book must be whole wherever it is copied. Put what it leads to in its place, or name the link under `extra` in book.yaml.",
        "Le lien « {file} » mène hors du livre, à {target} : un livre doit être entier où qu'on le copie. Mettez à sa place ce à quoi il mène, ou nommez le lien sous `extra` dans book.yaml.",
    ),
    "link-loop": (
        "The link “{file}” leads to a folder that it stands in itself, {target}: remove it.",
        "Le lien « {file} » mène à un dossier qui le contient, {target} : supprimez-le.",
    ),
    "correction-unnumbered": (
        "Only a file with a number after its day corrects another: name it {file}, or remove `corrects`.",
        "Seul un fichier dont le jour est suivi d'un numéro en corrige un autre : nommez-le {file}, ou retirez `corrects`.",
    ),
    "correction-number": (
        "The corrections of a day are numbered 1, 2, 3 without a gap: {file} should be {right}.",
        "Les corrections d'un jour se numérotent 1, 2, 3 sans lacune : {file} devrait être {right}.",
    ),
    "correction-early": (
        "A correction cannot be published before what it corrects, published at {first}: correct one of the two dates.",
        "Une correction ne peut paraître avant ce qu'elle corrige, dont la parution est à {first} : corrigez l'une des deux dates.",
    ),
    # cases
    "cases-none": (
        "There is no case here: a file of cases is YAML, and a folder of cases holds such files.",
        "Il n'y a aucun cas ici : un fichier de cas est en YAML, et un dossier de cas contient de tels fichiers.",
    ),
    "case-refused-alone": (
        "A profile that is refused has no answers, so “{key}” would never be looked at: remove it, or remove `refused`.",
        "Un profil refusé n'a pas de réponses, et « {key} » ne serait jamais examiné : retirez-le, ou retirez `refused`.",
    ),
}
