/* words_fr.c: the words in French. Readers are addressed as vous; no-break spaces as French typography wants them. */
#include "format/words.h"

#include "base/banned.h"

const char *const words_fr[WORDS] = {
	/* dates, where a person reads them */
	[WORD_DATE] = "{day} {month} {year}",
	[WORD_MONTH_OF_YEAR] = "{month} {year}",
	[WORD_FIRST_OF_MONTH] = "1er",
	[WORD_JANUARY] = "janvier",
	[WORD_FEBRUARY] = "février",
	[WORD_MARCH] = "mars",
	[WORD_APRIL] = "avril",
	[WORD_MAY] = "mai",
	[WORD_JUNE] = "juin",
	[WORD_JULY] = "juillet",
	[WORD_AUGUST] = "août",
	[WORD_SEPTEMBER] = "septembre",
	[WORD_OCTOBER] = "octobre",
	[WORD_NOVEMBER] = "novembre",
	[WORD_DECEMBER] = "décembre",

	/* ways from page to page */
	[WORD_HOME] = "Accueil",
	[WORD_UP] = "Dossier parent",
	[WORD_BY_YEAR] = "Par année",
	[WORD_ATOM_FEED] = "Flux Atom",
	[WORD_ALL_YEARS] = "Toutes les années",
	[WORD_PAGE_OF] = "Page {page} sur {pages}",
	[WORD_PLAIN_ASCII] = "La même chose en ASCII pur",
	[WORD_ALL_LETTERS] = "La même chose avec toutes les lettres (UTF-8)",
	[WORD_YOU] = "Votre page",
	[WORD_ALL_POSTS] = "Tous les articles",
	[WORD_ALL_TAGS] = "Tous les mots-clés",
	[WORD_BACK_TO] = "Retour à «\u00a0{title}\u00a0»",
	[WORD_AS_TEXT] = "Cette page en texte brut",

	/* posts and lists */
	[WORD_BYLINE] = "{date}, par {author}",
	[WORD_BYLINE_UPDATED] = "{line} (mis à jour le {date})",
	[WORD_LICENSE] = "Licence\u00a0: {license}",
	[WORD_FILED_UNDER] = "Classé dans\u00a0:",
	[WORD_FILED_UNDER_TAG] = "Classé dans {tag}",
	[WORD_BEFORE] = "Article précédent\u00a0: {title}",
	[WORD_NEXT] = "Article suivant\u00a0: {title}",
	[WORD_TAGS] = "Mots-clés",
	[WORD_POSTS_IN_FOLDER] = "{title}\u00a0: {folder}",
	[WORD_NUMBERED] = "{title} (page {page})",
	[WORD_OLDER_POSTS] = "Articles plus anciens",
	[WORD_NEWER_POSTS] = "Articles plus récents",
	[WORD_NEWEST_POSTS] = "Derniers articles",
	[WORD_RELATED] = "À lire aussi\u00a0:",
	[WORD_ARCHIVE] = "{title}\u00a0: archives",
	[WORD_ARCHIVE_YEAR] = "{title}\u00a0: {year}",
	[WORD_YEAR_BEFORE] = "Année précédente\u00a0: {year}",
	[WORD_YEAR_NEXT] = "Année suivante\u00a0: {year}",
	[WORD_POSTS_COUNTED] = "{n} article. | {n} articles.",
	[WORD_BYTES] = "{n} octet | {n} octets",
	[WORD_KILOBYTES] = "{size} Ko",
	[WORD_MEGABYTES] = "{size} Mo",
	[WORD_GIGABYTES] = "{size} Go",
	[WORD_TERABYTES] = "{size} To",
	[WORD_DECIMAL_POINT] = ",",
	[WORD_FOLDER_EMPTY] = "Ce dossier est vide.",
	[WORD_DRAFT_HERE] = "Brouillon\u00a0: vous seul le voyez.",
	[WORD_NOT_OUT_UNTIL] =
	    "Pas encore paru\u00a0: jusqu’au {date}, vous seul voyez cet article.",

	/* search */
	[WORD_SEARCH] = "Recherche",
	[WORD_FOUND_POST] = "{title}, {date}",
	[WORD_SEARCH_AGAIN] = "Nouvelle recherche",
	[WORD_SEARCH_PROMPT] = "Que cherchez-vous\u202f?",
	[WORD_SEARCH_FOR] = "Recherche\u00a0: {line}",
	[WORD_FOUND] = "{n} résultat. | {n} résultats.",
	[WORD_FOUND_MOST] =
	    "Plus de {n} résultats\u202f; voici les meilleurs parmi les plus récents. Un mot de plus "
	    "en trouvera moins.",
	[WORD_FOUND_PAGE] = "{line} Page {page} sur {pages}.",
	[WORD_FOUND_NOTHING] = "Aucun résultat.",
	[WORD_FOUND_LOOSER] = "Mais {n} avec des mots qui commencent ainsi\u00a0: {line}",
	[WORD_FOUND_LOOSER_MOST] =
	    "Mais plus de {n} avec des mots qui commencent ainsi\u00a0: {line}",
	[WORD_NEXT_PAGE] = "Page suivante ({page} sur {pages})",
	[WORD_PREVIOUS_PAGE] = "Page précédente ({page} sur {pages})",
	[WORD_SEARCH_FEWER] = "Moins de mots en trouveront peut-être davantage.",
	[WORD_SEARCH_TOO_LONG] = "{line}\u00a0: avec moins de mots.",
	[WORD_SEARCH_ONLY_WITHOUT] =
	    "Vous avez dit ce qui ne doit pas s’y trouver. Dites aussi ce qu’il faut chercher.",
	[WORD_SEARCH_NO_WORD] = "Il n’y avait là aucun mot à chercher.",
	[WORD_SEARCH_RENEWED] =
	    "L’index de recherche est en cours de renouvellement. Veuillez réessayer dans un "
	    "instant.",
	[WORD_SEARCH_INCOMPLETE] =
	    "L’index de recherche est en cours de renouvellement\u00a0: il y en aura peut-être "
	    "davantage dans un instant.",
	[WORD_SEARCH_TOO_WIDE] =
	    "Cela figure en trop d’endroits pour les examiner tous. Veuillez ajouter un mot, ou "
	    "en écrire davantage avant l’astérisque.",
	[WORD_SEARCH_CUT] =
	    "C’était beaucoup\u00a0: seuls les {n} premiers mots et expressions ont été cherchés.",
	[WORD_SEARCH_HOW] = "Comment chercher",
	[WORD_SEARCH_ALL] =
	    "lune lettres\u00a0: les deux mots, n’importe où dans un article ou un commentaire",
	[WORD_SEARCH_PHRASE] = "\"lune lettres\"\u00a0: ces mots côte à côte",
	[WORD_SEARCH_PREFIX] = "lun*\u00a0: tous les mots qui commencent ainsi",
	[WORD_SEARCH_WITHOUT] = "lune -soleil\u00a0: l’un sans l’autre",
	[WORD_SEARCH_FOLDS] = "Majuscules et accents ne font aucune différence.",

	/* comments below a post, and lists of them */
	[WORD_ANONYMOUS] = "Anonyme",
	[WORD_AUTHOR] = "auteur",
	[WORD_COMMENT_HEAD] = "{name}, {date}",
	[WORD_REPLY_HEAD] = "{head}, en réponse à {name}",
	[WORD_NO_COMMENTS] = "Aucun commentaire pour le moment",
	[WORD_COMMENTS] = "{n} commentaire | {n} commentaires",
	[WORD_COMMENTS_CLOSED] = "Les commentaires sont fermés.",
	[WORD_LEAVE_A_COMMENT_ROOM] =
	    "Laisser un commentaire (une seule saisie, environ {n} caractères\u202f; vous le "
	    "relirez avant publication)",
	[WORD_LEAVE_A_COMMENT] = "Laisser un commentaire",
	[WORD_FOLLOW] = "Suivre cette discussion",
	[WORD_GOES_ON] = "(La suite se trouve sur la page du commentaire.)",
	[WORD_ANSWER] = "Répondre à {name}",
	[WORD_ANSWER_ROOM] = "Répondre à {name} (une seule saisie, environ {n} caractères)",
	[WORD_ANSWER_NAMELESS_ROOM] =
	    "Répondre à ce commentaire (une seule saisie, environ {n} caractères)",
	[WORD_COMMENT_ALONE] = "Ce commentaire seul",
	[WORD_COMMENTS_PAGE] = "Commentaires, page {page} sur {pages}",
	[WORD_COMMENTS_ON_PAGE] = "Commentaires sur «\u00a0{title}\u00a0», page {page}",
	[WORD_COMMENTS_ON] = "Commentaires sur «\u00a0{title}\u00a0»",
	[WORD_COMMENTS_IN_CAPSULE] = "Commentaires sur {title}",
	[WORD_RECENT_COMMENTS] = "Derniers commentaires",
	[WORD_COMMENT_ON] = "{name}, sur «\u00a0{title}\u00a0»",
	[WORD_COMMENT_ON_WAITS] = "{name}, sur «\u00a0{title}\u00a0» (en attente)",
	[WORD_A_GONE_POST] = "un article disparu",
	[WORD_COMMENT_ON_DAY] = "{name}, sur «\u00a0{title}\u00a0», {date}",
	[WORD_AS_FEED] = "La même chose en flux Atom",
	[WORD_THE_POST] = "L’article",

	/* on the way to a comment */
	[WORD_WRITE_A_COMMENT] = "Écrivez votre commentaire",
	[WORD_WRITE_AN_ADDITION] = "Écrivez ce que vous voulez ajouter",
	[WORD_WRITE_IT_AS_IT_SHOULD_BE] = "Récrivez votre commentaire comme il devrait être",
	[WORD_YOUR_NAME] = "Votre nom",
	[WORD_YOUR_TEXT] = "Votre texte",
	[WORD_YOUR_COMMENT_ON] = "Votre commentaire sur «\u00a0{title}\u00a0»",
	[WORD_PREVIEW] = "Voici à quoi il ressemblera. Il n’est pas encore publié.",
	[WORD_PUBLISH] = "Publier ce commentaire",
	[WORD_SIGN] = "Le signer d’un nom",
	[WORD_WRITE_ANEW] = "Le récrire",
	[WORD_MORE_TO_SAY] =
	    "Plus à dire\u202f? Publiez déjà ceci\u202f: pendant une heure, vous pourrez le "
	    "compléter depuis la page du commentaire.",
	[WORD_NOTHING_WRITTEN] = "Rien n’a été écrit",
	[WORD_NOTHING_WRITTEN_WHY] =
	    "Votre réponse était vide\u202f: il n’y a rien à montrer ni à enregistrer.",
	[WORD_WRITE] = "Écrire un commentaire",
	[WORD_WHAT_YOU_WROTE] =
	    "Voici ce que vous avez écrit, pour que vous puissiez le garder\u00a0:",
	[WORD_EDIT_TEXT] = "Modifier ce texte (dans l’heure qui suit)",
	[WORD_WAITS] = "Ce commentaire attend l’accord de l’auteur",
	[WORD_WAITS_WHY] =
	    "Merci. Il est enregistré. Une fois lu par l’auteur, il paraîtra sous "
	    "l’article\u202f; cette page vous le dira. Inutile de l’envoyer de nouveau.",
	[WORD_A_COMMENT_ON] = "Un commentaire sur «\u00a0{title}\u00a0»",
	[WORD_LET] = "Le publier",
	[WORD_REJECT] = "Le retirer",
	[WORD_BLOCK] = "Le retirer et ne plus rien accepter de cette personne",
	[WORD_ADD] = "Compléter ce commentaire (dans l’heure qui suit)",
	[WORD_DELETE] = "Supprimer ce commentaire",
	[WORD_DELETE_QUESTION] = "Supprimer ce commentaire\u202f?",
	[WORD_DELETE_YES] = "Oui, le supprimer",
	[WORD_WHAT_IT_ANSWERS] = "Ce à quoi il répond",
	[WORD_YES] = "Oui",
	[WORD_NO_GO_BACK] = "Non, revenir",
	[WORD_THE_COMMENT] = "Le commentaire",
	[WORD_ANSWER_IT] = "Y répondre",
	[WORD_TRY_AGAIN] = "Réessayer",
	[WORD_ANOTHER_COMMENT] = "Laisser un autre commentaire",
	[WORD_WRITE_ANOTHER] = "En écrire un autre",
	[WORD_COMMENT_MEANT] = "Le commentaire en question",
	[WORD_GO_ON_CERTIFIED] = "Continuer avec un certificat",
	[WORD_NAME_IN_CERTIFICATE_TAKEN] =
	    "Le nom de votre certificat est déjà celui de quelqu’un d’autre ici\u202f; vous "
	    "pouvez en choisir un autre à /c/name.",
	[WORD_NAME_BELONGS] =
	    "Le nom «\u00a0{name}\u00a0» appartient à quelqu’un qui a un certificat\u202f; si "
	    "vous ne signez pas d’un autre nom, le commentaire sera anonyme.",

	/* what was written cannot be taken */
	[WORD_HOUR_OVER] = "L’heure est passée",
	[WORD_CHANGE_TOO_LATE] =
	    "Un commentaire peut être modifié pendant une heure, par la personne qui l’a écrit. "
	    "Vous pouvez y répondre.",
	[WORD_DELETE_TOO_LATE] =
	    "Un commentaire peut être supprimé pendant une heure, par la personne qui l’a "
	    "écrit. L’auteur de la capsule peut encore le faire.",
	[WORD_CLOSED_TITLE] = "Les commentaires sont fermés",
	[WORD_CLOSED_WHY] = "«\u00a0{title}\u00a0» n’accepte plus de nouveaux commentaires.",
	[WORD_CLOSED_NOW] =
	    "«\u00a0{title}\u00a0» n’accepte désormais plus de nouveaux commentaires.",
	[WORD_TAKEN_OUT_SINCE] =
	    "Il avait déjà été enregistré, et vous ou l’auteur de la capsule l’avez retiré "
	    "depuis. Le même lien ne le ramène pas.",
	[WORD_COMMENT_NOT_YOURS] = "Ce commentaire est de quelqu’un d’autre",
	[WORD_NO_COMMENT_NAMED] = "Aucun commentaire n’est désigné ici",
	[WORD_NO_COMMENT_NAMED_WHY] = "Cette adresse ne dit pas lequel il faut modifier.",
	[WORD_CERTIFICATE_FIRST] = "Ici, un certificat est nécessaire pour commenter",
	[WORD_CERTIFICATE_FIRST_WHY] =
	    "L’auteur en demande un. Activez le vôtre, ou créez-en un, et vous pourrez continuer "
	    "avec votre texte.",
	[WORD_CERTIFICATE_FIRST_GOPHER] =
	    "L’auteur en demande un, et Gopher n’en a pas\u202f; un client Gemini en a.",
	[WORD_CERTIFICATE_LATE] = "Votre certificat n’est pas valable en ce moment",
	[WORD_CERTIFICATE_LATE_WHY] =
	    "Il a expiré ou n’est pas encore valable. Prenez-en un autre, et vous pourrez "
	    "continuer avec votre texte.",
	[WORD_COMMENT_GONE] = "Ce commentaire n’est plus ici",
	[WORD_COMMENT_GONE_WHY] =
	    "Il a été retiré par la personne qui l’a écrit ou par l’auteur de la capsule.",
	[WORD_ANSWERED_GONE_WHY] =
	    "Ce à quoi vous répondez a été retiré. Vous pouvez le dire sous l’article.",
	[WORD_POST_GONE] = "Cet article n’est plus ici",
	[WORD_POST_GONE_WHY] =
	    "Il a été renommé ou retiré depuis votre lecture\u202f; cherchez-le parmi les articles.",
	[WORD_POST_GONE_NOW] = "Il vient d’être retiré à l’instant.",
	[WORD_POST_CLOSED] = "Cet article est désormais réservé à certains lecteurs",
	[WORD_POST_CLOSED_WHY] =
	    "Depuis votre lecture, il a été fermé à tous ceux qui ne présentent pas de "
	    "certificat, et donc à Gopher.",
	[WORD_COMMENTS_OFF] = "Les commentaires ne sont pas acceptés ici",
	[WORD_COMMENTS_OFF_WHY] = "L’auteur a désactivé les commentaires depuis votre lecture.",
	[WORD_NOT_TAKEN] = "Ce commentaire n’a pas été accepté",
	[WORD_NOT_TAKEN_SLOW] =
	    "Cela fait beaucoup en peu de temps. Réessayez dans {n} seconde, s’il vous plaît. | "
	    "Cela fait beaucoup en peu de temps. Réessayez dans {n} secondes, s’il vous plaît.",
	[WORD_NOT_TAKEN_REFUSED] =
	    "L’auteur n’accepte pas de commentaires de votre part, ou contenant ces mots.",
	[WORD_NOT_TAKEN_FULL] =
	    "Le nombre maximal de commentaires en attente est atteint. Gardez votre texte et "
	    "réessayez un autre jour, s’il vous plaît.",
	[WORD_NOT_TAKEN_LONG] =
	    "Un commentaire écrit en plusieurs fois peut compter {n} octets en tout. Vous "
	    "pouvez continuer dans un autre.",
	[WORD_TOO_LONG] = "C’est trop long",
	[WORD_TOO_LONG_WHY] =
	    "Un commentaire peut compter ici {n} octets, et celui-ci en a {size}. Vous pouvez le "
	    "répartir sur plusieurs.",
	[WORD_NOT_SAVED] =
	    "Il n’a pas pu être enregistré. Réessayez dans une minute, s’il vous plaît.",
	[WORD_COMMENT_NOT_SAVED] = "Ce commentaire n’a pas été enregistré",
	[WORD_FAILED_HERE] = "Quelque chose a échoué ici. Veuillez réessayer dans une minute.",
	[WORD_NOT_SAVED_LINK] =
	    "Le commentaire n’a pas pu être enregistré\u202f; veuillez réessayer dans une minute",
	[WORD_TOO_LONG_NOW] = "Trop long pour le moment",
	[WORD_TOO_LONG_NOW_WHY] =
	    "Un texte aussi long doit attendre ici que vous le publiiez, et il n’y a pas de "
	    "place en ce moment.",

	/* a reader's own pages */
	[WORD_YOU_WHY] = "Voici ce que la capsule sait de vous, par votre certificat.",
	[WORD_YOU_NAME] = "Nom\u00a0: {name}",
	[WORD_YOU_NAME_FROM_CERTIFICATE] =
	    "Nom\u00a0: {name} (tiré du certificat, si personne d’autre ne l’a)",
	[WORD_YOU_NAMELESS] = "Nom\u00a0: aucun\u202f; vos commentaires sont anonymes",
	[WORD_YOU_MARK] = "Marque à côté de votre nom\u00a0: {mark}",
	[WORD_YOU_UNTIL] = "Certificat valable jusqu’au {date}",
	[WORD_CHANGE_NAME] = "Changer de nom",
	[WORD_CHOOSE_NAME] = "Choisir un nom",
	[WORD_CHOOSE_ANOTHER] = "En choisir un autre",
	[WORD_YOUR_COMMENTS] = "Vos commentaires",
	[WORD_YOUR_COMMENTS_WHY] =
	    "Les {n} derniers, du plus récent au plus ancien. Pendant une heure, chacun peut "
	    "être complété, modifié ou supprimé sur sa propre page.",
	[WORD_ON_POST] = "sur «\u00a0{title}\u00a0»",
	[WORD_ON_POST_WAITS] = "sur «\u00a0{title}\u00a0» (en attente)",
	[WORD_NONE_YET] = "Aucun pour le moment.",
	[WORD_SECOND_CERTIFICATE] = "Utiliser un second certificat comme la même personne",
	[WORD_SECOND_CERTIFICATE_TITLE] = "Un second certificat",
	[WORD_SECOND_CERTIFICATE_WHY] =
	    "Sur un autre appareil, ou avec un nouveau certificat\u202f: ouvrez-y /c/join et "
	    "donnez ce code. Dès lors, les deux seront ici la même personne, avec un seul nom "
	    "et une seule liste de commentaires. Le code est valable environ une heure, et une "
	    "seule fois.",
	[WORD_HAVE_CODE] = "J’ai un code de mon autre certificat",
	[WORD_ASK_CODE] = "Le code de votre autre certificat",
	[WORD_NO_CODE] = "Ce n’est pas un code",
	[WORD_NO_CODE_WHY] = "Un code compte huit lettres et chiffres.",
	[WORD_JOIN_QUESTION] = "Être la même personne qu’avec votre autre certificat\u202f?",
	[WORD_NAME_FIRST] = "Choisissez d’abord un nom",
	[WORD_NAME_FIRST_WHY] =
	    "La capsule ne connaît pas encore ce certificat. Avec un nom, elle le "
	    "connaîtra\u202f; revenez alors chercher le code. Si c’est l’autre certificat qui "
	    "est connu, ouvrez cette page avec lui.",
	[WORD_ASK_NAME] = "Sous quel nom voulez-vous paraître ici\u202f?",
	[WORD_NAME_QUESTION] = "Porter ce nom désormais\u202f?",
	[WORD_NAME_TAKEN] = "Ce nom est déjà pris",
	[WORD_NAME_TAKEN_WHY] =
	    "Quelqu’un d’autre s’appelle ainsi ici, ou presque\u202f: on prendrait l’un pour l’autre.",
	[WORD_NAME_IS_TAKEN] = "Ce nom est déjà pris.",
	[WORD_NAMES_FULL] = "Pas de nouveaux noms pour le moment",
	[WORD_NAMES_FULL_WHY] =
	    "Cette capsule connaît autant de lecteurs qu’elle le peut\u202f; aucun nouveau nom n’est "
	    "donc accepté pour l’instant. Vous pouvez commenter tout de même\u202f; revenez un autre "
	    "jour pour choisir un nom.",
	[WORD_DID_NOT_WORK] = "Cela n’a pas fonctionné",
	[WORD_CODE_UNKNOWN] = "Ce code est inconnu, ou a déjà servi.",
	[WORD_FINGERPRINT] = "Son empreinte, pour capsule.yaml si vous êtes l’auteur (owner:)\u00a0:",
	[WORD_QUEUE] = "Commentaires qui vous attendent",
	[WORD_QUEUE_WHY] =
	    "Suivez une ligne pour publier, retirer ou répondre. Dans le dossier de la capsule, "
	    "c’est mv de held/ vers comments/, ou rm\u202f; dans un shell, carrel comments. Un "
	    "lecteur de flux muni de votre certificat peut suivre cette page.",
	[WORD_QUEUE_TITLE] = "Commentaires sur {title}, pour l’auteur",
	[WORD_WAITING] = "En attente de votre décision",
	[WORD_PUBLISHED_LAST] = "Publiés en dernier",
	[WORD_QUEUE_MORE] =
	    "Et {n} autre dans held/, plus ancien que ceux-ci. | Et {n} autres dans held/, plus "
	    "anciens que ceux-ci.",
	[WORD_POST_OF_FILE_GONE] = "{file}\u00a0: son article a disparu",
	[WORD_NONE] = "Aucun.",
	[WORD_DRAFTS_AND_COMING] = "Brouillons et articles à paraître",
	[WORD_NOT_OUT_YET] = "Pas encore paru",
	[WORD_NOT_OUT_YET_WHY] =
	    "Vous seul voyez cette page et les articles auxquels elle mène.",
	[WORD_DRAFTS] = "Brouillons",
	[WORD_POSTS_TO_COME] = "Articles à paraître",

	/* answers of a line */
	[WORD_FAILED] = "Une erreur s’est produite ici\u202f; veuillez réessayer plus tard",
	[WORD_BUSY] = "Trop d’affluence\u202f; veuillez réessayer dans une minute",
	[WORD_NOT_FOUND] = "Introuvable",
	[WORD_GONE] = "Cette page a été retirée définitivement",
	[WORD_NOT_SERVED] = "Ce serveur ne dessert pas cette adresse",
	[WORD_BAD_REQUEST] = "Requête incorrecte",
	[WORD_NEED_CERTIFICATE] =
	    "Cette page doit vous connaître\u202f: choisissez ou créez un certificat client",
	[WORD_NOT_ALLOWED] = "Cette page est réservée à l’auteur de la capsule",
	[WORD_BAD_CERTIFICATE] =
	    "Votre certificat a expiré ou n’est pas encore valable\u202f: choisissez-en un autre",
	[WORD_CERTIFICATE_ON_GOPHER] = "Cette page demande un certificat, donc un client Gemini",

	/* folders that are closed; status lines, too */
	[WORD_FOLDER_FOR_CERTIFICATES] =
	    "Ceci est réservé aux lecteurs munis d’un certificat\u00a0: ouvrez {folder} et "
	    "choisissez-en ou créez-en un à cet endroit",
	[WORD_FOLDER_FOR_SOME] =
	    "Ceci est réservé à certains lecteurs\u00a0: ouvrez {folder} et choisissez le certificat "
	    "que l’auteur connaît",
	[WORD_FOLDER_CERTIFICATE_LATE] =
	    "Ce certificat a expiré ou n’est pas encore valable\u00a0: ouvrez {folder} avec un autre",
	[WORD_FOLDER_NOT_FOR_YOU] =
	    "Ce certificat n’est pas sur la liste\u00a0: choisissez-en un autre, ou demandez à "
	    "l’auteur de l’ajouter\u202f; son empreinte figure à /c/",
	[WORD_FOLDER_BROKEN] =
	    "Les réglages de ce dossier sont défectueux, il est donc fermé\u202f; l’auteur trouvera "
	    "la raison dans le journal",
	[WORD_FOLDER_ON_GOPHER] = "Ce dossier demande un certificat, donc un client Gemini",
	[WORD_ONLY_TEXT] = "Seul du texte est accepté ici\u00a0: text/plain ou text/gemini",
	[WORD_COMMENT_SIZE] = "Un commentaire peut compter de 1 à {n} octets",
	[WORD_ONLY_PART] =
	    "Seuls {n} octets sur {size} sont arrivés\u202f; rien n’a été enregistré",
	[WORD_NOT_UTF_8] = "Le texte n’est pas en UTF-8",
	[WORD_CERT_ENDS] =
	    "Le certificat de la capsule expire le {date} ; carrel cert --help dit que faire.",
	[WORD_CERT_ENDED] =
	    "Le certificat de la capsule a expiré le {date} ; carrel cert --help dit que faire.",
	[WORD_UPLOAD_OWNER] =
	    "Seule la personne qui tient cette capsule envoie des fichiers ici : choisissez ce certificat",
	[WORD_UPLOAD_MOVED] =
	    "Ceci est une ancienne adresse ; envoyez-le à {line}",
	[WORD_UPLOAD_SIZE] =
	    "Un fichier peut avoir au plus {n} octets",
	[WORD_WRITE_FROM_HERE] =
	    "Écrire d’ici",
	[WORD_WRITE_FROM_HERE_WHY] =
	    "Avec un client qui connaît Titan. Ce qui s’y trouvait avant est gardé dans le dossier .former.",
	[WORD_WRITE_NEW] =
	    "Écrire un nouveau billet",
	[WORD_WRITE_EDIT] =
	    "Modifier « {title} »",
	[WORD_WRITE_REMOVE] =
	    "Le retirer",
	[WORD_REMOVE_QUESTION] =
	    "Retirer ce fichier ?",
	[WORD_TAKES_WORDS] = "Cet élément attend du texte\u00a0: choisissez-le de nouveau et écrivez.",

	/* on Gopher, to browsers and clients that wanted something else */
	[WORD_LINK_OUT_TITLE] = "Un lien hors de Gopher",
	[WORD_LINK_OUT] = "Ce lien mène hors de Gopher\u00a0:",
	[WORD_NO_WEB_SERVER] = "Pas un serveur web",
	[WORD_GOPHER_SERVER] = "Ceci est un serveur Gopher\u00a0:",
	[WORD_ALSO_ON_GEMINI] = "Aussi sur Gemini\u00a0:",
	[WORD_NO_FORMS] = "Les formulaires ne sont pas acceptés ici.",
};
