"""What is said of values that are not of their type."""

VALUES: dict[str, tuple[str, str]] = {
    "did-you-mean": (" Did you mean “{name}”?", " Vouliez-vous dire « {name} »?"),
    "value-not-yes-no": (
        "“{value}” is neither true nor false: write true or false.",
        "« {value} » n'est ni true ni false : écrivez true (oui) ou false (non).",
    ),
    "value-not-number": (
        "“{value}” is not a number: write digits only, such as 12 or 37.5, without quotes.",
        "« {value} » n'est pas un nombre : écrivez des chiffres seuls, par exemple 12 ou 37.5, sans guillemets.",
    ),
    "value-decimals": (
        "{value} has too many decimals: at most {decimals:#|#} here.",
        "{value} a trop de décimales : {decimals:#|#} au plus ici.",
    ),
    "value-out-of-bounds": (
        "{value} is out of range: write a value between {low} and {high}.",
        "{value} est hors limites : écrivez une valeur entre {low} et {high}.",
    ),
    "value-not-text": (
        "“{value}” must be text: put it between quotes.",
        "« {value} » doit être un texte : mettez-le entre guillemets.",
    ),
    "value-not-choice": (
        "“{value}” is not a possible value: write one of {choices}.",
        "« {value} » n'est pas une valeur possible : écrivez l'une de celles-ci : {choices}.",
    ),
    "value-not-pattern": (
        "“{value}” does not have the expected form: {form}.",
        "« {value} » n'a pas la forme attendue : {form}.",
    ),
    "value-not-date": (
        "“{value}” is not a date: write it as year-month-day, such as 2023-07-05.",
        "« {value} » n'est pas une date : écrivez année-mois-jour, par exemple 2023-07-05.",
    ),
    "value-not-instant": (
        "“{value}” is not an instant: write it as 2017-10-23T15:58:27Z.",
        "« {value} » n'est pas un instant : écrivez-le comme 2017-10-23T15:58:27Z.",
    ),
    "value-text": (
        "The text is too long or holds a character that cannot be written: at most {most:# letter|# letters}.",
        "Le texte est trop long ou contient un caractère impossible : {most:# lettre|# lettres} au plus.",
    ),
    "value-date-range": (
        "{value} is out of the engine's calendar: give a date between {low} and {high}.",
        "{value} sort du calendrier du moteur : donnez une date entre le {low} et le {high}.",
    ),
    "value-impossible-date": (
        "{value} is not a day of the calendar: check the month and the day.",
        "{value} n'existe pas au calendrier : vérifiez le mois et le jour.",
    ),
    # what a schema asks for
    "kind-object": ("lines of `key: value`", "des lignes `clé: valeur`"),
    "kind-array": ("a list", "une liste"),
    "kind-string": ("a text", "un texte"),
    "kind-integer": ("a whole number", "un nombre entier"),
    "kind-number": ("a number", "un nombre"),
    "kind-boolean": ("true or false", "true (oui) ou false (non)"),
    "kind-null": ("nothing", "rien"),
    "kind-or": (" or ", " ou "),
    "rule-minimum": ("write {limit} or more", "écrivez {limit} ou plus"),
    "rule-maximum": ("write {limit} or less", "écrivez {limit} ou moins"),
    "rule-exclusiveminimum": ("write more than {limit}", "écrivez plus de {limit}"),
    "rule-minlength": ("write at least {limit:# letter|# letters}", "écrivez au moins {limit:# lettre|# lettres}"),
    "rule-minitems": ("write at least {limit:# member|# members}", "écrivez au moins {limit:# membre|# membres}"),
    "rule-maxitems": ("write at most {limit:# member|# members}", "écrivez au plus {limit:# membre|# membres}"),
    "rule-minproperties": ("write at least {limit:# key|# keys}", "écrivez au moins {limit:# clé|# clés}"),
    "rule-maxproperties": ("write at most {limit:# key|# keys}", "écrivez au plus {limit:# clé|# clés}"),
    "rule-uniqueitems": ("write each member once", "écrivez chaque membre une seule fois"),
    "rule-other": (
        "see what this key may hold in the page on the language",
        "voyez dans la page sur le langage ce que cette clé peut contenir",
    ),
}
