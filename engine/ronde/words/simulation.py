"""What is said of the order of a pool, of rounds held on it, of replays and comparisons."""

SIMULATION_FAULTS: dict[str, tuple[str, str]] = {
    "pool-id-missing": (
        "The file has no column “{name}”. Its columns: {known}.",
        "Le fichier n'a pas de colonne « {name} ». Ses colonnes : {known}.",
    ),
    "pool-keep-taken": (
        "The answers have a column “{name}” of their own: rename yours, or do not carry it.",
        "Les réponses ont leur propre colonne « {name} » : renommez la vôtre, ou ne la reportez pas.",
    ),
    "round-size-needed": (
        "No round of type “{type}” was published for {date}: say how many to invite with --invitations.",
        "Aucune ronde de type « {type} » n'a été publiée pour le {date} : dites combien inviter avec --invitations.",
    ),
    "round-type-on": (
        "No fact says on {date} whom a round of type “{type}” is for. Types defined on that date: {known}.",
        "Aucun fait ne dit au {date} à qui s'adresse une ronde de type « {type} ». Types définis à cette date : {known}.",
    ),
    "replay-no-rounds": (
        "No round was published from {first} to {last}.",
        "Aucune ronde n'a été publiée du {first} au {last}.",
    ),
    "replay-period": (
        "Say which period: --year, or --from and --to.",
        "Dites quelle période : --year, ou --from et --to.",
    ),
    "replay-one-size": (
        "--pool, --size and --scale each say how large the pool is: give one of them.",
        "--pool, --size et --scale disent chacun la taille du bassin : n'en donnez qu'un.",
    ),
    "replay-dates-text": (
        "The list “{name}” is text: dates in it cannot move with time. Give the pool as Parquet, with lists as lists.",
        "La liste « {name} » est du texte : ses dates ne peuvent avancer avec le temps. Donnez le bassin en Parquet, avec "
        "de vraies listes.",
    ),
    "replay-dates-wrong": (
        "Not every “{name}” is a date written YYYY-MM-DD: correct those that are not.",
        "Tous les « {name} » ne sont pas des dates écrites AAAA-MM-JJ : corrigez les autres.",
    ),
    "compare-one-date": (
        "Both dates are {date}: give two different ones.",
        "Les deux dates sont le {date} : donnez-en deux différentes.",
    ),
    "compare-fact-unknown": (
        "No fact of the candidate is named “{name}” on {dates}.{close}",
        "Aucun fait de la personne ne s'appelle « {name} » au {dates}.{close}",
    ),
}

SIMULATION: dict[str, tuple[str, str]] = {
    **SIMULATION_FAULTS,
    "compare-unread": (
        "The rules changed; what changed is not known (versions of: {days}), and what it does to the answers is not counted here.",
        "Les règles ont changé; on ignore ce qui a changé (versions : {days}), et l'effet sur les réponses n'est pas compté ici.",
    ),
    # commands
    "cli-rank": (
        "Put a pool in order: by score, then by who submitted first, then by id.",
        "Mettre un bassin en ordre : par note, puis par ordre de présentation, puis par identifiant.",
    ),
    "cli-round": (
        "Hold a round of a type on a pool: who is invited, down to which cut-off, with which tie-break.",
        "Tenir une ronde d'un type sur un bassin : qui est invité, jusqu'à quelle note, avec quel départage.",
    ),
    "cli-simulate": (
        "Hold the published rounds of a period again on a simulated pool, and compare the cut-offs.",
        "Tenir de nouveau les rondes publiées d'une période sur un bassin simulé, et comparer les notes du dernier invité.",
    ),
    "cli-compare": (
        "Answer for the same pool by the rules of two dates, and say what changes.",
        "Répondre pour le même bassin selon les règles de deux dates, et dire ce qui change.",
    ),
    "opt-rank-out": (
        "File to write, in order of rank: .parquet, .csv or .jsonl.",
        "Fichier à écrire, dans l'ordre du classement : .parquet, .csv ou .jsonl.",
    ),
    "opt-round-out": (
        "File to write, with what came of each candidate: .parquet, .csv or .jsonl.",
        "Fichier à écrire, avec ce qu'il advient de chacun : .parquet, .csv ou .jsonl.",
    ),
    "opt-compare-out": (
        "File to write, with both answers for each row: .parquet, .csv or .jsonl.",
        "Fichier à écrire, avec les deux réponses pour chaque ligne : .parquet, .csv ou .jsonl.",
    ),
    "opt-pool-id": (
        "The column that tells rows apart (default: “id” where there is one, else the line).",
        "La colonne qui distingue les lignes (par défaut « id » si elle existe, sinon le numéro de ligne).",
    ),
    "opt-round-type": (
        "The type of round (`ronde rounds` shows them).",
        "Le type de ronde (`ronde rounds` les montre).",
    ),
    "opt-invitations": (
        "How many to invite (default: as many as the published round of that date and type).",
        "Combien inviter (par défaut autant que la ronde publiée de cette date et de ce type).",
    ),
    "opt-compare-facts": (
        "A fact to compare, or several with commas (default: the main ones).",
        "Un fait à comparer, ou plusieurs séparés par des virgules (par défaut les principaux).",
    ),
    "opt-year": ("The year whose rounds are held again.", "L'année dont les rondes sont tenues de nouveau."),
    "opt-start-pool": (
        "A file of candidates to start from, instead of a synthetic pool.",
        "Un fichier de personnes comme point de départ, au lieu d'un bassin synthétique.",
    ),
    "opt-start-size": (
        "How many simulated candidates the pool starts with (instead of --scale).",
        "Nombre de personnes simulées au départ (au lieu de --scale).",
    ),
    "opt-scale": (
        "How many real candidates one simulated candidate stands for (default {scale}).",
        "Combien de personnes réelles une personne simulée représente (par défaut {scale}).",
    ),
    "opt-replay-seed": (
        "The seed of all chance: the same seed gives the same replay (default 0).",
        "La graine du hasard : la même graine donne la même simulation (par défaut 0).",
    ),
    "opt-arrivals": (
        "Whom newcomers make up for: each band of scores of the next published pool (bands), or its total (total).",
        "Ce que les nouveaux venus comblent : chaque tranche de notes du prochain bassin publié (bands), ou son total "
        "(total).",
    ),
    "opt-replay-out": (
        "New folder for the rounds, pools and errors as CSV, and everything as JSON.",
        "Nouveau dossier pour les rondes, bassins et écarts en CSV, et le tout en JSON.",
    ),
    # what was read
    "pool-rejected": (
        "Rows that could not be read, set aside: {count}",
        "Lignes illisibles, mises de côté : {count}",
    ),
    "pool-rejects-in": (
        "The rows set aside, with line and reason, are in {path}",
        "Les lignes mises de côté, avec numéro et raison, sont dans {path}",
    ),
    "pool-undated": (
        "Day of submission not known (they come after all others of the same score): {count}",
        "Jour de présentation inconnu (placés après tous les autres de même note) : {count}",
    ),
    "pool-untimed": (
        "Time of submission not known (taken as the last second of the day): {count}",
        "Heure de présentation inconnue (tenue pour la dernière seconde du jour) : {count}",
    ),
    "pool-scores-given": (
        "The scores are those that the file gives; they were not computed.",
        "Les notes sont celles du fichier; elles n'ont pas été calculées.",
    ),
    "pool-contradicted": (
        "{fact}: rows whose value the rest of the row contradicts (the value given was used): {count}",
        "{fact} : lignes dont la valeur contredit le reste (la valeur donnée a été retenue) : {count}",
    ),
    "pool-written": ("Written: {path} (rows: {count})", "Écrit : {path} (lignes : {count})"),
    "pool-reading": ("Rows read: {count}", "Lignes lues : {count}"),
    # rank
    "rank-title": ("Order of the pool on {date}", "Ordre du bassin au {date}"),
    "rank-done": ("People in order: {count}", "Personnes en ordre : {count}"),
    "rank-unknown": (
        "Score not known (last, without a rank): {count}",
        "Note inconnue (en dernier, sans rang) : {count}",
    ),
    # round
    "held-title": ("{type}, {date}: {invitations:#|#} to invite", "{type}, le {date} : {invitations:#|#} à inviter"),
    "held-invited": ("Invited: {count}", "Invités : {count}"),
    "held-cutoff": (
        "Cut-off (score of the last one invited): {cutoff}",
        "Note du dernier invité : {cutoff}",
    ),
    "held-tie-break": (
        "Tie-break: at the cut-off, those who submitted before {instant}",
        "Départage : à cette note, les profils présentés avant le {instant}",
    ),
    "held-no-tie-break": (
        "No tie-break: nobody was left out, or the last one's instant is not known",
        "Pas de départage : personne n'est laissé de côté, ou l'instant du dernier est inconnu",
    ),
    "held-tied-out": (
        "Same score and same second as the last one invited, left out by their id: {count}",
        "Même note et même seconde que le dernier invité, écartés par leur identifiant : {count}",
    ),
    "held-others": ("Not invited", "Non invités"),
    "held-below": ("Below the cut-off: {count}", "Sous la note du dernier invité : {count}"),
    "held-tie-lost": ("At the cut-off, after the tie-break: {count}", "À cette note, après le départage : {count}"),
    "held-tie-unknown": (
        "At the cut-off, not known whether before the tie-break: {count}",
        "À cette note, on ignore si c'est avant le départage : {count}",
    ),
    "held-not-concerned": ("The round is not for them: {count}", "La ronde n'est pas pour eux : {count}"),
    "held-not-yet": ("Submitted after the round: {count}", "Profil présenté après la ronde : {count}"),
    "held-expired": ("No longer in the pool: {count}", "Plus dans le bassin : {count}"),
    "held-unknown": (
        "Not known whether the round is for them, or their score: {count}",
        "On ignore si la ronde est pour eux, ou leur note : {count}",
    ),
    "held-published": ("The published round of that date and type", "La ronde publiée de cette date et de ce type"),
    "held-as-published": (
        "Round {number}: {invitations:# invitation|# invitations}, cut-off {cutoff}, {tie}",
        "Ronde {number} : {invitations:# invitation|# invitations}, note du dernier invité : {cutoff}, {tie}",
    ),
    "held-tie": ("tie-break on {instant}", "départage : le {instant}"),
    "held-tie-none": ("no tie-break", "sans départage"),
    "held-would": (
        "By its cut-off and tie-break, {count:# person|# people} of this pool would be invited; not known: {tied}",
        "Selon sa note et son départage, {count:# personne du bassin serait invitée|# personnes du bassin seraient invitées}; inconnu : {tied}",
    ),
    "held-difference": (
        "Cut-off held here, less the published one: {difference}",
        "Note obtenue ici, moins la note publiée : {difference}",
    ),
    # compare
    "compare-title": (
        "The same {rows:# person|# people} by the rules of {first} and of {second}",
        "{rows:La même personne (#)|Les mêmes # personnes} selon les règles du {first} et du {second}",
    ),
    "compare-undefined": ("Not defined on {date}", "Non défini au {date}"),
    "compare-changed": ("Changed: {count}; the same: {same}", "Changées : {count}; inchangées : {same}"),
    "compare-truth": ("no → yes: {gained}; yes → no: {lost}", "non → oui : {gained}; oui → non : {lost}"),
    "compare-number": ("higher: {gained}; lower: {lost}", "plus haut : {gained}; plus bas : {lost}"),
    "compare-became-unknown": ("Known, then unknown: {count}", "Connues, puis inconnues : {count}"),
    "compare-became-known": ("Unknown, then known: {count}", "Inconnues, puis connues : {count}"),
    "compare-unknown": ("Unknown on both dates: {count}", "Inconnues aux deux dates : {count}"),
    "compare-mean": ("Mean difference: {mean}", "Écart moyen : {mean}"),
    "compare-quantiles": (
        "Differences that so many percent do not exceed: {steps}",
        "Écarts que tel pourcentage ne dépasse pas : {steps}",
    ),
    "compare-most": ("Largest gains: {who}", "Plus fortes hausses : {who}"),
    "compare-least": ("Largest losses: {who}", "Plus fortes baisses : {who}"),
    # simulate
    "replay-title": (
        "Rounds from {first} to {last}, held again on a simulated pool",
        "Rondes du {first} au {last}, tenues de nouveau sur un bassin simulé",
    ),
    "replay-honest": (
        "This is a simulation on assumptions. It is not a forecast, and says nothing of any real person.",
        "C'est une simulation fondée sur des hypothèses. Ce n'est pas une prévision, et elle ne dit rien d'aucune personne "
        "réelle.",
    ),
    "replay-rounds-heading": ("Rounds", "Rondes"),
    "replay-types-heading": (
        "Errors by type (simulated less published cut-off)",
        "Écarts par type (note simulée moins note publiée)",
    ),
    "replay-pools-heading": ("The pool", "Le bassin"),
    "replay-assumptions-heading": ("What this rests on", "Sur quoi cela repose"),
    "replay-number": ("No.", "Nº"),
    "replay-date": ("Date", "Date"),
    "replay-type": ("Type", "Type"),
    "replay-invitations": ("Invitations", "Invitations"),
    "replay-asked": ("At scale", "À l'échelle"),
    "replay-concerned": ("Concerned", "Concernés"),
    "replay-published": ("Published", "Publiée"),
    "replay-simulated": ("Simulated", "Simulée"),
    "replay-error": ("Error", "Écart"),
    "replay-rounds": ("Rounds", "Rondes"),
    "replay-bias": ("Mean error", "Écart moyen"),
    "replay-absolute": ("Mean absolute error", "Écart absolu moyen"),
    "replay-largest": ("Largest", "Le plus grand"),
    "replay-short": ("Ran short", "À court de personnes"),
    "replay-all": ("All rounds", "Toutes les rondes"),
    "replay-pool-published": ("Published", "Publié"),
    "replay-pool-simulated": ("Simulated (scaled up)", "Simulé (à taille réelle)"),
    "replay-pool-off": ("In another band (%)", "Dans une autre tranche (%)"),
    "replay-came": ("Came", "Arrivés"),
    "replay-invited": ("Invited", "Invités"),
    "replay-expired": ("Expired", "Expirés"),
    "percent-step": ("{percent}%: {value}", "{percent} % : {value}"),
    "replay-left": ("Left otherwise", "Autres départs"),
    "replay-missing": ("Could not be drawn", "Impossibles à tirer"),
    "replay-scale": (
        "One simulated person stands for {scale}. Invitations are divided alike, to the nearest whole number and never "
        "below one; everyone is counted in simulated people.",
        "Une personne simulée en représente {scale}. Les invitations sont divisées de même, au nombre entier le plus proche "
        "et jamais moins d'une; on compte en personnes simulées.",
    ),
    "replay-start": (
        "The pool starts as large as the one published for {date} ({total:# person|# people}); its people are synthetic, drawn so "
        "that their scores spread as published.",
        "Le bassin part de la taille de celui publié pour le {date} ({total:# personne|# personnes}); ses personnes sont synthétiques, "
        "tirées pour que leurs notes se répartissent comme publié.",
    ),
    "replay-start-file": (
        "The pool starts from {file}, which stands for the one published for {date} ({total:# person|# people}).",
        "Le bassin part de {file}, qui tient lieu de celui publié pour le {date} ({total:# personne|# personnes}).",
    ),
    "replay-arrivals-bands": (
        "Newcomers fill each band of scores up to the next published pool, and those too many in a band leave, on days "
        "drawn evenly. The published pools after the start are thus known to the simulation; the published cut-offs are not.",
        "Les nouveaux venus comblent chaque tranche de notes jusqu'au prochain bassin publié, et ceux qui y sont de trop "
        "partent, à des jours tirés uniformément. La simulation connaît donc les bassins publiés après le départ, mais non "
        "les notes publiées.",
    ),
    "replay-arrivals-total": (
        "Newcomers are drawn whatever their score, so many that the pool's size follows the published totals. How many of "
        "them have high scores is an assumption.",
        "Les nouveaux venus sont tirés quelle que soit leur note, en nombre tel que la taille du bassin suive les totaux "
        "publiés. Combien d'entre eux ont une note élevée est une hypothèse.",
    ),
    "replay-newcomers": (
        "A newcomer is one of the synthetic people (or of those in the file given) moved in time, all dates alike, and may be "
        "drawn several times. Where no later pool is published, the pool keeps its size.",
        "Un nouveau venu est l'une des personnes synthétiques (ou de celles du fichier donné) déplacée dans le temps, toutes "
        "ses dates ensemble, et peut être tiré plusieurs fois. Sans bassin publié ensuite, le bassin garde sa taille.",
    ),
    "replay-snapshot": (
        "A pool published for the day of a round is taken to be the pool before that round.",
        "Un bassin publié pour le jour d'une ronde est tenu pour celui d'avant la ronde.",
    ),
    "replay-ageing": (
        "Everyone's score, and whom a round is for, is found anew on the day of each round by the rules of that day. Only "
        "dates move: nobody improves a test, finds new work or is chosen by others while in the pool.",
        "La note de chacun, et à qui s'adresse une ronde, sont établies de nouveau au jour de chaque ronde selon les règles "
        "de ce jour. Seul le temps passe : personne n'améliore un test, ne change de travail ni n'est choisi par un tiers.",
    ),
    "replay-leaving": (
        "Those invited leave the pool. So does a profile at the end of its validity, or once it no longer fulfils what the "
        "pool requires (both are counted as expired).",
        "Les invités quittent le bassin, de même qu'un profil au terme de sa validité, ou dès qu'il ne remplit plus ce que le "
        "bassin exige (l'un et l'autre sont comptés comme expirés).",
    ),
    "replay-declined": (
        "Invitations declined, or left to lapse, are not modelled: those who return are among the newcomers.",
        "Les invitations refusées ou laissées sans suite ne sont pas modélisées : ceux qui reviennent sont parmi les "
        "nouveaux venus.",
    ),
    "replay-composition": (
        "Only scores are fitted to what is published. How many of each score speak this or that language or do this or "
        "that work is an assumption: cut-offs of rounds for some only may be far off.",
        "Seules les notes sont ajustées à ce qui est publié. Combien, à chaque note, parlent telle langue ou font tel travail "
        "est une hypothèse : les notes des rondes réservées à certains peuvent être loin du compte.",
    ),
    "replay-others": (
        "Rounds outside the period that are held as well and not told, because they come between the pool it starts from and "
        "the one it ends with: {count}",
        "Rondes hors de la période tenues aussi, sans être montrées, parce qu'elles tombent entre le bassin de départ et celui "
        "de la fin : {count}",
    ),
    "replay-ran-short": (
        "A star marks a round that ran short: fewer were concerned than were to be invited, so its cut-off is only the "
        "lowest score among them.",
        "L'astérisque marque une ronde à court de personnes : moins de personnes concernées que d'invitations, sa note n'est donc que la "
        "plus basse d'entre elles.",
    ),
    "replay-unread": (
        "Profiles of the starting pool that could not be read, and are in no round: {count}",
        "Profils du bassin de départ illisibles, absents de toute ronde : {count}",
    ),
    "replay-chart-title": (
        "Cut-offs: published (filled) and simulated (hollow)",
        "Notes du dernier invité : publiées (symboles pleins) et simulées (symboles creux)",
    ),
    "replay-chart-pool": ("Candidates in the pool", "Personnes dans le bassin"),
    "replay-progress": ("{date}: {done} of {total:# round|# rounds}", "{date} : {done:# ronde|# rondes} sur {total}"),
}
