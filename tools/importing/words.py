"""What the import of rounds says, in English and in French, and the error that stops it."""

from __future__ import annotations

from ronde.messages import LANGUAGES, render
from ronde.model.finding import Finding

WORDS: dict[str, tuple[str, str]] = {
    "unreadable": ("{path}: {reason}", "{path} : {reason}"),
    "feed-broken": (
        "{path} is not whole JSON ({reason}): fetch it again.",
        "{path} n'est pas un document JSON entier ({reason}) : récupérez-le à nouveau.",
    ),
    "feed-shape": (
        "{path} is not the feed: it must be an object whose `rounds` is a list of objects.",
        "{path} n'est pas le flux : ce doit être un objet dont `rounds` est une liste d'objets.",
    ),
    "feed-key-twice": (
        "{path}: `{key}` is given twice in one object.",
        "{path} : `{key}` figure deux fois dans un objet.",
    ),
    "feed-field": (
        "Round {number}: `{field}` is missing or is not text: the feed has changed its form, or was edited.",
        "Ronde {number} : `{field}` manque ou n'est pas un texte : le flux a changé de forme, ou a été retouché.",
    ),
    "feed-number": (
        "Round {number}: {field}: “{value}” is not a number.",
        "Ronde {number} : {field} : « {value} » n'est pas un nombre.",
    ),
    "feed-date": (
        "Round {number}: {field}: “{value}” is not a date, or does not exist.",
        "Ronde {number} : {field} : « {value} » n'est pas une date, ou n'existe pas.",
    ),
    "feed-future": (
        "Round {number}: {field}: {value} is after {as_of}, the day of the feed (--as-of).",
        "Ronde {number} : {field} : le {value} est postérieur au {as_of}, jour du flux (--as-of).",
    ),
    "feed-twice": ("Round {number} is in the feed twice.", "La ronde {number} figure deux fois dans le flux."),
    "feed-name": (
        "Round {number}: no type bears the name “{value}”: add it to `feed_names` of a type in feed/types.yaml.",
        "Ronde {number} : aucun type n'a pour nom « {value} » : ajoutez-le aux `feed_names` d'un type, dans "
        "feed/types.yaml.",
    ),
    "feed-program": (
        "Round {number}: no program bears the name “{value}”: add it to `feed_names` of a program in feed/types.yaml.",
        "Ronde {number} : aucun programme n'a pour nom « {value} » : ajoutez-le aux `feed_names` de l'un d'eux, dans "
        "feed/types.yaml.",
    ),
    "feed-gap": (
        "Round {number} is neither in the feed nor in the files: without it the numbers would not follow each other.",
        "La ronde {number} n'est ni dans le flux ni dans les fichiers : sans elle, les numéros ne se suivraient pas.",
    ),
    "feed-order": (
        "Round {number}, of {value}, is dated before round {other}, of {before}.",
        "La ronde {number}, du {value}, est datée d'avant la ronde {other}, du {before}.",
    ),
    "accept-unknown": (
        "--accept {number}: the feed has no such round.",
        "--accept {number} : le flux n'a pas cette ronde.",
    ),
    "accept-by-hand": (
        "--accept {number}: {field} {value} cannot be taken as it is: change the file by hand.",
        "--accept {number} : {field} {value} ne peut être repris tel quel : modifiez le fichier à la main.",
    ),
    "as-of": ("--as-of {value}: write a day as 2026-10-01.", "--as-of {value} : écrivez un jour comme 2026-10-01."),
    "file-broken": ("{finding}", "{finding}"),
    "file-by-hand": (
        "{path} is written in a way that cannot be edited safely: change it by hand.",
        "{path} est écrit d'une façon qui ne se prête pas à une modification sûre : modifiez-le à la main.",
    ),
    "refused": ("Refused, nothing was written:", "Refusé, rien n'a été écrit :"),
    "added": ("added: {what} ({file})", "ajouté : {what} ({file})"),
    "completed": ("completed: {what}: {field} {theirs} ({file})", "complété : {what} : {field} {theirs} ({file})"),
    "corrected": (
        "corrected: {what}: {field} {theirs} instead of {ours}; see whether its note still holds ({file})",
        "corrigé : {what} : {field} {theirs} au lieu de {ours}; voyez si sa note tient encore ({file})",
    ),
    "contradiction": (
        "contradiction: {what}: {field}: the feed says {theirs}, the file {ours}. To follow it: --accept {number}.",
        "contradiction : {what} : {field} : le flux dit {theirs}, le fichier {ours}. Pour le suivre : --accept "
        "{number}.",
    ),
    "keep": (
        " To keep the file's for good, write `set_aside: {{{field}: {theirs}}}` in the round.",
        " Pour s'en tenir au fichier, écrivez `set_aside: {{{field}: {theirs}}}` dans la ronde.",
    ),
    "doubt": (
        "contradiction: {what} is not added: {doubt}. To add it all the same: --accept {number}.",
        "contradiction : {what} n'est pas ajouté : {doubt}. Pour l'ajouter malgré tout : --accept {number}.",
    ),
    "doubt-day": (
        "the feed dates it {date}, and its time stamp is {instant}, another day in Ottawa",
        "le flux le date du {date}, et son horodatage est {instant}, un autre jour à Ottawa",
    ),
    "doubt-full": ("the feed dates it {date} and {other}", "le flux le date du {date} et du {other}"),
    "doubt-tie": (
        "its tie-break, {tie_break}, comes after the round, {instant}",
        "son départage, {tie_break}, vient après la ronde, {instant}",
    ),
    "doubt-sum": (
        "its bands make {sum}, its total is {total}, or a group is not the sum of its bands",
        "ses tranches font {sum}, son total est {total}, ou un groupe n'est pas la somme de ses tranches",
    ),
    "what-round": ("round {number} of {date}", "ronde {number} du {date}"),
    "what-pool": ("pool of {date}", "bassin du {date}"),
    "nothing": ("The feed adds nothing.", "Le flux n'ajoute rien."),
    "dry": ("Nothing was written (--dry-run).", "Rien n'a été écrit (--dry-run)."),
    "help": (
        "Adds the rounds of the department's public feed, or says where the feed contradicts the files.",
        "Ajoute les rondes du flux public du ministère, ou dit en quoi le flux contredit les fichiers.",
    ),
    "help-feed": ("the feed, a JSON file", "le flux, un fichier JSON"),
    "help-as-of": ("the day on which the feed was taken (today)", "le jour où le flux a été récupéré (aujourd'hui)"),
    "help-accept": (
        "take what the feed says of this round (may be repeated)",
        "reprendre ce que dit le flux de cette ronde (peut être répété)",
    ),
    "help-rounds": ("the folder of rounds (rulesets/rounds)", "le dossier des rondes (rulesets/rounds)"),
    "help-dry-run": ("say what would be done, write nothing", "dire ce qui serait fait, sans rien écrire"),
    "help-lang": ("language of the messages", "langue des messages"),
}


def say(key: str, language: str, /, **about: object) -> str:
    """A sentence in a language, filled in."""
    shown = {name: render(value, language) if isinstance(value, Finding) else value for name, value in about.items()}
    return WORDS[key][LANGUAGES.index(language)].format_map(shown)


class Refused(Exception):
    """Why nothing is written: a key of WORDS and its parameters."""

    def __init__(self, code: str, **about: object) -> None:
        self.code = code
        self.about = about
