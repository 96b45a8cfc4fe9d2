"""What is said of running a pool on several machines."""

SPARK_FAULTS: dict[str, tuple[str, str]] = {
    # the use of the command
    "spark-master-needed": (
        "Which cluster is to answer is not said: add --master spark://HOST:PORT, or --master local[2] to try Spark on "
        "this machine.",
        "Il n'est pas dit quelle grappe doit répondre : ajoutez --master spark://HÔTE:PORT, ou --master local[2] pour "
        "essayer Spark sur cette machine.",
    ),
    "spark-master-idle": (
        "--master is the address of a Spark cluster, which is not asked here: add --engine spark, or leave it out.",
        "--master est l'adresse d'une grappe Spark, qui n'est pas sollicitée ici : ajoutez --engine spark, ou retirez-le.",
    ),
    "spark-master-form": (
        "This is not the address of a Spark cluster: write spark://HOST:PORT, as the page of the master shows it, or "
        "local[N] for N threads of this machine.",
        "Ce n'est pas l'adresse d'une grappe Spark : écrivez spark://HÔTE:PORT, comme la montre la page du maître, ou "
        "local[N] pour N fils de cette machine.",
    ),
    "spark-output": (
        "A cluster writes a folder of Parquet files: give it a name that ends with {known}.",
        "Une grappe écrit un dossier de fichiers Parquet : donnez-lui un nom qui finit par {known}.",
    ),
    "spark-out-there": (
        "There is something of this name already: move it away, or choose another --out.",
        "Ce nom est déjà pris : déplacez ce qui s'y trouve, ou choisissez un autre --out.",
    ),
    # what is needed
    "spark-missing": (
        "--engine spark needs PySpark: pip install 'ronde[spark]'.",
        "--engine spark demande PySpark : pip install 'ronde[spark]'.",
    ),
    "spark-java": (
        "--engine spark needs Java 17 or later: install it (Debian: apt-get install openjdk-17-jre-headless), or say "
        "where it is with JAVA_HOME.",
        "--engine spark demande Java 17 ou plus récent : installez-le (Debian : apt-get install "
        "openjdk-17-jre-headless), ou dites où il est avec JAVA_HOME.",
    ),
    "spark-unreachable": (
        "No master answers ({reason}): check the address, and that the cluster is running.",
        "Aucun maître ne répond ({reason}) : vérifiez l'adresse, et que la grappe est en marche.",
    ),
    "spark-no-worker": (
        "No worker joined within {most:# second|# seconds}: start one, or wait until one is free and has the memory and the cores "
        "that spark-defaults.conf asks for.",
        "Aucun nœud de calcul ne s'est joint en {most:# seconde|# secondes} : démarrez-en un, ou attendez qu'il y en ait un de libre "
        "avec la mémoire et les cœurs que demande spark-defaults.conf.",
    ),
    # the input
    "spark-folder": (
        "The folder holds no file whose name ends with .parquet: name a file, or a folder of Parquet files.",
        "Le dossier ne contient aucun fichier dont le nom finit par .parquet : nommez un fichier, ou un dossier de "
        "fichiers Parquet.",
    ),
    "spark-columns-differ": (
        "The columns are not those of {first}: every file of the folder needs the same, of the same types and in the "
        "same order.",
        "Les colonnes ne sont pas celles de {first} : tous les fichiers du dossier doivent avoir les mêmes, des mêmes "
        "types et dans le même ordre.",
    ),
    "spark-type": (
        "The column “{name}” is of type {found}, which Spark does not read: write instants in microseconds, dates as "
        "date32 and numbers as double, or leave the column out of the file.",
        "La colonne « {name} » est de type {found}, que Spark ne lit pas : écrivez les instants en microsecondes, les "
        "dates en date32 et les nombres en double, ou retirez la colonne du fichier.",
    ),
    # in the midst of it
    "spark-other-rules": (
        "A worker has other rules or another version of Ronde (rules {rules}, version {version}): install on every "
        "worker what is installed here. Nothing was written.",
        "Un nœud de calcul a d'autres règles ou une autre version de Ronde (règles {rules}, version {version}) : "
        "installez sur chacun ce qui est installé ici. Rien n'a été écrit.",
    ),
    "spark-worker-lacks": (
        "A worker's Python lacks “{name}”: install ronde[spark] there, or say with PYSPARK_PYTHON which Python has it. "
        "Nothing was written.",
        "Il manque « {name} » au Python d'un nœud de calcul : installez-y ronde[spark], ou dites avec PYSPARK_PYTHON quel "
        "Python l'a. Rien n'a été écrit.",
    ),
    "spark-not-shared": (
        "The workers wrote {rows:# row|# rows}, of which {found:# is|# are} here: {folder} is not the same folder on every machine. "
        "Choose --out in a folder that all of them share.",
        "Les nœuds de calcul ont écrit {rows:# ligne|# lignes}, dont {found:# est|# sont} ici : {folder} n'est pas le même dossier sur toutes "
        "les machines. Choisissez pour --out un dossier que toutes partagent.",
    ),
    "spark-failed": (
        "Spark stopped ({reason}). Nothing was written. The logs of the workers say more.",
        "Spark s'est arrêté ({reason}). Rien n'a été écrit. Les journaux des nœuds de calcul en disent plus.",
    ),
}
"""What can be wrong with a cluster and its use: a stable code, and the sentence."""

SPARK: dict[str, tuple[str, str]] = {
    **SPARK_FAULTS,
    "opt-engine": (
        "Who computes: this machine (local), or a cluster (spark).",
        "Qui calcule : cette machine (local), ou une grappe (spark).",
    ),
    "opt-master": (
        "With --engine spark: the address of the cluster, spark://HOST:PORT.",
        "Avec --engine spark : l'adresse de la grappe, spark://HÔTE:PORT.",
    ),
    "spark-stopped": ("Stopped. Nothing was written.", "Arrêté. Rien n'a été écrit."),
    "spark-lost": (
        "Workers lost on the way: {count}. Others did their shares again; the answers are the same.",
        "Nœuds de calcul perdus en chemin : {count}. D'autres ont refait leurs parts; les réponses sont les mêmes.",
    ),
    "stage-shares": ("{done:#|#} of {total:# share|# shares}", "{done:# part|# parts} sur {total:#|#}"),
}
