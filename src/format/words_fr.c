/* words_fr.c: the words in French. Readers are addressed as vous; no-break spaces as French typography wants them. */
#include "format/words.h"

#include "base/banned.h"

const char *const words_fr[WORDS] = {
	/* dates, where a person reads them */
	[WORD_DATE] = "{day} {month} {year}",
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
	[WORD_COMMENT_GONE] = "Ce commentaire n’est plus ici",
	[WORD_COMMENT_GONE_WHY] =
	    "Il a été retiré par la personne qui l’a écrit ou par l’auteur de la capsule.",
	[WORD_ANSWERED_GONE_WHY] =
	    "Ce à quoi vous répondez a été retiré. Vous pouvez le dire sous l’article.",
	[WORD_POST_GONE] = "Cet article n’est plus ici",
	[WORD_POST_GONE_WHY] =
	    "Il a été renommé ou retiré depuis votre lecture\u202f; cherchez-le parmi les articles.",
	[WORD_POST_GONE_NOW] = "Il vient d’être retiré à l’instant.",
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
	[WORD_NOT_SAVED] =
	    "Il n’a pas pu être enregistré. Réessayez dans une minute, s’il vous plaît.",
	[WORD_NOT_SAVED_LINK] =
	    "Le commentaire n’a pas pu être enregistré\u202f; veuillez suivre de nouveau le "
	    "même lien dans une minute",
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
	[WORD_DID_NOT_WORK] = "Cela n’a pas fonctionné",
	[WORD_CODE_UNKNOWN] = "Ce code est inconnu, ou a déjà servi.",
	[WORD_FINGERPRINT] = "Son empreinte, pour capsule.yaml si vous êtes l’auteur (owner:)\u00a0:",
	[WORD_QUEUE] = "Commentaires qui vous attendent",
	[WORD_QUEUE_WHY] =
	    "Suivez une ligne pour publier, retirer ou répondre. Dans le dossier de la capsule, "
	    "c’est mv de held/ vers comments/, ou rm\u202f; dans un shell, carrel comments.",
	[WORD_POST_OF_FILE_GONE] = "{file}\u00a0: son article a disparu",
	[WORD_NONE] = "Aucun.",

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
	[WORD_ONLY_TEXT] = "Seul du texte est accepté ici\u00a0: text/plain ou text/gemini",
	[WORD_COMMENT_SIZE] = "Un commentaire peut compter de 1 à {n} octets",
	[WORD_NOT_UTF_8] = "Le texte n’est pas en UTF-8",
	[WORD_TAKES_WORDS] = "Cet élément attend du texte\u00a0: choisissez-le de nouveau et écrivez.",

	/* on Gopher, to browsers and clients that wanted something else */
	[WORD_LINK_OUT_TITLE] = "Un lien hors de Gopher",
	[WORD_LINK_OUT] = "Ce lien mène hors de Gopher\u00a0:",
	[WORD_NO_WEB_SERVER] = "Pas un serveur web",
	[WORD_GOPHER_SERVER] = "Ceci est un serveur Gopher\u00a0:",
	[WORD_ALSO_ON_GEMINI] = "Aussi sur Gemini\u00a0:",
	[WORD_NO_FORMS] = "Les formulaires ne sont pas acceptés ici.",
};
