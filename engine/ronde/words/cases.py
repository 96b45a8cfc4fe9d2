"""What `ronde test` says of cases."""

CASES: dict[str, tuple[str, str]] = {
    "judge-differs": ("{name}: {found}, expected {expected}", "{name} : {found}, attendu : {expected}"),
    "judge-never": (
        "{name}: no version of the book has this fact.{close}",
        "{name} : aucune version du livre n'a ce fait.{close}",
    ),
    "judge-of-record": (
        "{name}: a fact of each record of {record}: expect a fact that gathers them",
        "{name} : un fait de chaque fiche de {record} : attendez un fait qui les réunit",
    ),
    "judge-refused": ("the profile is refused: {reason}", "le profil est refusé : {reason}"),
    "judge-refused-otherwise": (
        "the profile is refused for {found}; expected: {expected}",
        "le profil est refusé : {found}; attendu : {expected}",
    ),
    "judge-not-refused": (
        "the profile is not refused; expected refusal: {expected}",
        "le profil n'est pas refusé; refus attendu : {expected}",
    ),
    "judge-missing": ("missing: {found}; expected {expected}", "ce qui manque : {found}; attendu : {expected}"),
    "judge-cautions": ("cautions of {found}; expected {expected}", "mises en garde sur {found}; attendu : {expected}"),
    "judge-bounds": ("unknown, at least {low} and at most {high}", "inconnu, au moins {low} et au plus {high}"),
    "judge-absent": ("not in the rules of this day", "absent des règles de ce jour"),
    "judge-nothing": ("nothing", "rien"),
    "test-failed": ("{place}: {name}", "{place} : {name}"),
    "test-summary": (
        "{cases:# case|# cases}: {passed:# passed|# passed}, {failed:# failed|# failed}.",
        "{cases:# cas|# cas} : {passed:# réussi|# réussis}, {failed:# en échec|# en échec}.",
    ),
}
