"""What is said of characters that look right and are not."""

CHARACTERS: dict[str, tuple[str, str]] = {
    "character-no-break-space": (
        "“{value}”: character {position} is a no-break space ({number}). Here write an ordinary space, or remove it.",
        "« {value} » : le caractère {position} est une espace insécable ({number}). Ici, écrivez une espace ordinaire, ou retirez-la.",
    ),
    "character-narrow-space": (
        "“{value}”: character {position} is a narrow no-break space ({number}). Here write an ordinary space, or remove it.",
        "« {value} » : le caractère {position} est une espace fine insécable ({number}). Ici, écrivez une espace ordinaire, ou retirez-la.",
    ),
    "character-space": (
        "“{value}”: character {position} is a space of print ({number}). Here write an ordinary space, or remove it.",
        "« {value} » : le caractère {position} est une espace typographique ({number}). Ici, écrivez une espace ordinaire, ou retirez-la.",
    ),
    "character-hyphen": (
        "“{value}”: character {position} is a non-breaking hyphen ({number}). Here write an ordinary hyphen (-).",
        "« {value} » : le caractère {position} est un trait d'union insécable ({number}). Ici, écrivez un trait d'union ordinaire (-).",
    ),
    "character-minus": (
        "“{value}”: character {position} is a minus sign of print ({number}). Here write an ordinary hyphen (-).",
        "« {value} » : le caractère {position} est un signe moins typographique ({number}). Ici, écrivez un trait d'union ordinaire (-).",
    ),
    "character-dash": (
        "“{value}”: character {position} is a dash ({number}). Here write an ordinary hyphen (-).",
        "« {value} » : le caractère {position} est un tiret ({number}). Ici, écrivez un trait d'union ordinaire (-).",
    ),
    "character-wide": (
        "“{value}”: character {position} is a full-width character ({number}). Here write an ordinary “{instead}”.",
        "« {value} » : le caractère {position} est un caractère pleine chasse ({number}). Ici, écrivez un « {instead} » ordinaire.",
    ),
    "character-digit": (
        "“{value}”: character {position} is a digit of another script ({number}). Here write {instead}.",
        "« {value} » : le caractère {position} est un chiffre d'une autre écriture ({number}). Ici, écrivez {instead}.",
    ),
    "character-letter": (
        "“{value}”: character {position} is a letter of another alphabet ({number}). Here write the Latin “{instead}”.",
        "« {value} » : le caractère {position} est une lettre d'un autre alphabet ({number}). Ici, écrivez la lettre latine « {instead} ».",
    ),
    "character-hidden": (
        "“{value}”: character {position} is a character that does not show ({number}). Here remove it.",
        "« {value} » : le caractère {position} est un caractère invisible ({number}). Ici, retirez-le.",
    ),
    "character-quote": (
        "“{value}”: character {position} is a quotation mark of print ({number}). Here write a straight quotation mark, or none.",
        "« {value} » : le caractère {position} est un guillemet typographique ({number}). Ici, écrivez un guillemet droit, ou aucun.",
    ),
}
"""Key to sentence in English and in French, with parameters in braces."""
