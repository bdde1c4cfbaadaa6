/* words_de.c: the words in German. Readers are addressed as Sie. */
#include "format/words.h"

#include "base/banned.h"

const char *const words_de[WORDS] = {
	/* dates, where a person reads them */
	[WORD_DATE] = "{day}. {month} {year}",
	[WORD_MONTH_OF_YEAR] = "{month} {year}",
	[WORD_FIRST_OF_MONTH] = "1",
	[WORD_JANUARY] = "Januar",
	[WORD_FEBRUARY] = "Februar",
	[WORD_MARCH] = "März",
	[WORD_APRIL] = "April",
	[WORD_MAY] = "Mai",
	[WORD_JUNE] = "Juni",
	[WORD_JULY] = "Juli",
	[WORD_AUGUST] = "August",
	[WORD_SEPTEMBER] = "September",
	[WORD_OCTOBER] = "Oktober",
	[WORD_NOVEMBER] = "November",
	[WORD_DECEMBER] = "Dezember",

	/* ways from page to page */
	[WORD_HOME] = "Startseite",
	[WORD_UP] = "Eine Ebene höher",
	[WORD_BY_YEAR] = "Nach Jahren",
	[WORD_ATOM_FEED] = "Atom-Feed",
	[WORD_ALL_YEARS] = "Alle Jahre",
	[WORD_PAGE_OF] = "Seite {page} von {pages}",
	[WORD_PLAIN_ASCII] = "Dasselbe in reinem ASCII",
	[WORD_ALL_LETTERS] = "Dasselbe mit allen Buchstaben (UTF-8)",
	[WORD_YOU] = "Ihre Seite",
	[WORD_ALL_POSTS] = "Alle Beiträge",
	[WORD_ALL_TAGS] = "Alle Schlagwörter",
	[WORD_BACK_TO] = "Zurück zu „{title}“",
	[WORD_AS_TEXT] = "Diese Seite als reiner Text",

	/* posts and lists */
	[WORD_BYLINE] = "{date}, von {author}",
	[WORD_BYLINE_UPDATED] = "{line} (aktualisiert am {date})",
	[WORD_LICENSE] = "Lizenz: {license}",
	[WORD_FILED_UNDER] = "Abgelegt unter:",
	[WORD_FILED_UNDER_TAG] = "Abgelegt unter {tag}",
	[WORD_BEFORE] = "Vorheriger Beitrag: {title}",
	[WORD_NEXT] = "Nächster Beitrag: {title}",
	[WORD_TAGS] = "Schlagwörter",
	[WORD_POSTS_IN_FOLDER] = "{title}: {folder}",
	[WORD_NUMBERED] = "{title} (Seite {page})",
	[WORD_OLDER_POSTS] = "Ältere Beiträge",
	[WORD_NEWER_POSTS] = "Neuere Beiträge",
	[WORD_NEWEST_POSTS] = "Neueste Beiträge",
	[WORD_RELATED] = "Dazu passt:",
	[WORD_ARCHIVE] = "{title}: Archiv",
	[WORD_ARCHIVE_YEAR] = "{title}: {year}",
	[WORD_YEAR_BEFORE] = "Vorheriges Jahr: {year}",
	[WORD_YEAR_NEXT] = "Nächstes Jahr: {year}",
	[WORD_POSTS_COUNTED] = "{n} Beitrag. | {n} Beiträge.",
	[WORD_BYTES] = "{n} Byte",
	[WORD_KILOBYTES] = "{size} KB",
	[WORD_MEGABYTES] = "{size} MB",
	[WORD_GIGABYTES] = "{size} GB",
	[WORD_TERABYTES] = "{size} TB",
	[WORD_DECIMAL_POINT] = ",",
	[WORD_FOLDER_EMPTY] = "Dieser Ordner ist leer.",
	[WORD_DRAFT_HERE] = "Entwurf: Nur Sie sehen ihn.",
	[WORD_NOT_OUT_UNTIL] =
	    "Noch nicht erschienen: Bis zum {date} sehen nur Sie diesen Beitrag.",

	/* search */
	[WORD_SEARCH] = "Suche",
	[WORD_FOUND_POST] = "{title}, {date}",
	[WORD_SEARCH_AGAIN] = "Noch einmal suchen",
	[WORD_SEARCH_PROMPT] = "Wonach suchen Sie?",
	[WORD_SEARCH_FOR] = "Suche: {line}",
	[WORD_FOUND] = "{n} Treffer.",
	[WORD_FOUND_MOST] =
	    "Mehr als {n} Treffer; dies sind die besten unter den neuesten. Ein Wort mehr findet "
	    "weniger.",
	[WORD_FOUND_PAGE] = "{line} Seite {page} von {pages}.",
	[WORD_FOUND_NOTHING] = "Nichts gefunden.",
	[WORD_FOUND_LOOSER] = "Aber {n} mit Wörtern, die so beginnen: {line}",
	[WORD_FOUND_LOOSER_MOST] = "Aber mehr als {n} mit Wörtern, die so beginnen: {line}",
	[WORD_NEXT_PAGE] = "Nächste Seite ({page} von {pages})",
	[WORD_PREVIOUS_PAGE] = "Vorherige Seite ({page} von {pages})",
	[WORD_SEARCH_FEWER] = "Vielleicht finden weniger Wörter mehr.",
	[WORD_SEARCH_TOO_LONG] = "{line}: mit weniger Wörtern.",
	[WORD_SEARCH_ONLY_WITHOUT] =
	    "Sie haben gesagt, was nicht vorkommen soll. Sagen Sie auch, wonach gesucht werden "
	    "soll.",
	[WORD_SEARCH_NO_WORD] = "Darin war kein Wort, nach dem sich suchen ließe.",
	[WORD_SEARCH_RENEWED] =
	    "Das Suchverzeichnis wird gerade erneuert. Bitte versuchen Sie es gleich noch einmal.",
	[WORD_SEARCH_INCOMPLETE] =
	    "Das Suchverzeichnis wird gerade erneuert: Gleich gibt es vielleicht mehr.",
	[WORD_SEARCH_TOO_WIDE] =
	    "Das kommt an zu vielen Stellen vor, um alle anzusehen. Bitte fügen Sie ein Wort "
	    "hinzu, oder schreiben Sie vor dem Sternchen mehr davon.",
	[WORD_SEARCH_CUT] =
	    "Das war sehr viel: Nur nach den ersten {n} Wörtern und Wendungen wurde gesucht.",
	[WORD_SEARCH_HOW] = "So wird gesucht",
	[WORD_SEARCH_ALL] =
	    "mond briefe: beide Wörter, irgendwo in einem Beitrag oder Kommentar",
	[WORD_SEARCH_PHRASE] = "\"mond briefe\": diese Wörter nebeneinander",
	[WORD_SEARCH_PREFIX] = "mond*: alle Wörter, die so beginnen",
	[WORD_SEARCH_WITHOUT] = "mond -sonne: das eine ohne das andere",
	[WORD_SEARCH_FOLDS] = "Großschreibung und Akzente machen keinen Unterschied.",

	/* comments below a post, and lists of them */
	[WORD_ANONYMOUS] = "Anonym",
	[WORD_AUTHOR] = "Autor",
	[WORD_COMMENT_HEAD] = "{name}, {date}",
	[WORD_REPLY_HEAD] = "{head}, als Antwort an {name}",
	[WORD_NO_COMMENTS] = "Noch keine Kommentare",
	[WORD_COMMENTS] = "{n} Kommentar | {n} Kommentare",
	[WORD_COMMENTS_CLOSED] = "Die Kommentare sind geschlossen.",
	[WORD_LEAVE_A_COMMENT_ROOM] =
	    "Kommentar schreiben (ein Eingabefeld, etwa {n} Zeichen; Sie sehen ihn, bevor er "
	    "erscheint)",
	[WORD_LEAVE_A_COMMENT] = "Kommentar schreiben",
	[WORD_FOLLOW] = "Diese Diskussion verfolgen",
	[WORD_GOES_ON] = "(Auf der eigenen Seite geht es weiter.)",
	[WORD_ANSWER] = "{name} antworten",
	[WORD_ANSWER_ROOM] = "{name} antworten (ein Eingabefeld, etwa {n} Zeichen)",
	[WORD_ANSWER_NAMELESS_ROOM] =
	    "Auf diesen Kommentar antworten (ein Eingabefeld, etwa {n} Zeichen)",
	[WORD_COMMENT_ALONE] = "Nur dieser Kommentar",
	[WORD_COMMENTS_PAGE] = "Kommentare, Seite {page} von {pages}",
	[WORD_COMMENTS_ON_PAGE] = "Kommentare zu „{title}“, Seite {page}",
	[WORD_COMMENTS_ON] = "Kommentare zu „{title}“",
	[WORD_COMMENTS_IN_CAPSULE] = "Kommentare in {title}",
	[WORD_RECENT_COMMENTS] = "Neueste Kommentare",
	[WORD_COMMENT_ON] = "{name} zu „{title}“",
	[WORD_COMMENT_ON_WAITS] = "{name} zu „{title}“ (wartet)",
	[WORD_A_GONE_POST] = "ein Beitrag, den es nicht mehr gibt",
	[WORD_COMMENT_ON_DAY] = "{name} zu „{title}“, {date}",
	[WORD_AS_FEED] = "Dasselbe als Atom-Feed",
	[WORD_THE_POST] = "Der Beitrag",

	/* on the way to a comment */
	[WORD_WRITE_A_COMMENT] = "Schreiben Sie Ihren Kommentar",
	[WORD_WRITE_AN_ADDITION] = "Schreiben Sie, was Sie ergänzen möchten",
	[WORD_WRITE_IT_AS_IT_SHOULD_BE] = "Schreiben Sie Ihren Kommentar, wie er lauten soll",
	[WORD_YOUR_NAME] = "Ihr Name",
	[WORD_YOUR_TEXT] = "Ihr Text",
	[WORD_YOUR_COMMENT_ON] = "Ihr Kommentar zu „{title}“",
	[WORD_PREVIEW] = "So wird er aussehen. Noch ist er nicht veröffentlicht.",
	[WORD_PUBLISH] = "Diesen Kommentar veröffentlichen",
	[WORD_SIGN] = "Mit einem Namen unterschreiben",
	[WORD_WRITE_ANEW] = "Neu schreiben",
	[WORD_MORE_TO_SAY] =
	    "Noch mehr zu sagen? Veröffentlichen Sie erst einmal dies; eine Stunde lang können "
	    "Sie es auf der Seite des Kommentars ergänzen.",
	[WORD_NOTHING_WRITTEN] = "Es wurde nichts geschrieben",
	[WORD_NOTHING_WRITTEN_WHY] =
	    "Ihre Eingabe war leer; es gibt nichts anzuzeigen oder zu speichern.",
	[WORD_WRITE] = "Kommentar schreiben",
	[WORD_WHAT_YOU_WROTE] = "Das haben Sie geschrieben; so geht es nicht verloren:",
	[WORD_EDIT_TEXT] = "Diesen Text ändern (bis eine Stunde nach dem Schreiben)",
	[WORD_WAITS] = "Dieser Kommentar wartet auf die Freigabe",
	[WORD_WAITS_WHY] =
	    "Vielen Dank. Er ist gespeichert. Sobald er freigegeben ist, erscheint er unter dem "
	    "Beitrag; auf dieser Seite sehen Sie es dann. Sie brauchen ihn nicht noch einmal zu "
	    "senden.",
	[WORD_A_COMMENT_ON] = "Ein Kommentar zu „{title}“",
	[WORD_LET] = "Veröffentlichen",
	[WORD_REJECT] = "Entfernen",
	[WORD_BLOCK] = "Entfernen und von dieser Person nichts mehr annehmen",
	[WORD_ADD] = "Diesen Kommentar ergänzen (bis eine Stunde nach dem Schreiben)",
	[WORD_DELETE] = "Diesen Kommentar löschen",
	[WORD_DELETE_QUESTION] = "Diesen Kommentar löschen?",
	[WORD_DELETE_YES] = "Ja, löschen",
	[WORD_WHAT_IT_ANSWERS] = "Worauf er antwortet",
	[WORD_YES] = "Ja",
	[WORD_NO_GO_BACK] = "Nein, zurück",
	[WORD_THE_COMMENT] = "Der Kommentar",
	[WORD_ANSWER_IT] = "Darauf antworten",
	[WORD_TRY_AGAIN] = "Noch einmal versuchen",
	[WORD_ANOTHER_COMMENT] = "Einen weiteren Kommentar schreiben",
	[WORD_WRITE_ANOTHER] = "Einen anderen schreiben",
	[WORD_COMMENT_MEANT] = "Der Kommentar, um den es geht",
	[WORD_GO_ON_CERTIFIED] = "Mit einem Zertifikat fortfahren",
	[WORD_NAME_IN_CERTIFICATE_TAKEN] =
	    "Der Name in Ihrem Zertifikat gehört hier schon jemand anderem; unter /c/name "
	    "können Sie einen anderen wählen.",
	[WORD_NAME_BELONGS] =
	    "Der Name „{name}“ gehört jemandem mit Zertifikat; wenn Sie nicht mit einem anderen "
	    "unterschreiben, bleibt der Kommentar anonym.",

	/* what was written cannot be taken */
	[WORD_HOUR_OVER] = "Die Stunde ist um",
	[WORD_CHANGE_TOO_LATE] =
	    "Ein Kommentar lässt sich eine Stunde lang ändern, und nur von der Person, die ihn "
	    "geschrieben hat. Sie können stattdessen darauf antworten.",
	[WORD_DELETE_TOO_LATE] =
	    "Ein Kommentar lässt sich eine Stunde lang löschen, und nur von der Person, die ihn "
	    "geschrieben hat. Wer diese Kapsel betreibt, kann es auch später noch.",
	[WORD_CLOSED_TITLE] = "Die Kommentare sind geschlossen",
	[WORD_CLOSED_WHY] = "„{title}“ nimmt keine neuen Kommentare mehr an.",
	[WORD_CLOSED_NOW] = "„{title}“ nimmt inzwischen keine neuen Kommentare mehr an.",
	[WORD_TAKEN_OUT_SINCE] =
	    "Er war schon gespeichert, und Sie oder der Autor der Kapsel haben ihn seither "
	    "entfernt. Derselbe Link holt ihn nicht zurück.",
	[WORD_COMMENT_NOT_YOURS] = "Dieser Kommentar ist von jemand anderem",
	[WORD_NO_COMMENT_NAMED] = "Hier ist kein Kommentar genannt",
	[WORD_NO_COMMENT_NAMED_WHY] = "Diese Adresse sagt nicht, welcher geändert werden soll.",
	[WORD_CERTIFICATE_FIRST] = "Kommentare brauchen hier ein Zertifikat",
	[WORD_CERTIFICATE_FIRST_WHY] =
	    "Der Autor verlangt eines. Schalten Sie Ihres ein, oder erstellen Sie eines, und es "
	    "geht mit dem weiter, was Sie geschrieben haben.",
	[WORD_CERTIFICATE_FIRST_GOPHER] =
	    "Der Autor verlangt eines, und Gopher hat keine; ein Gemini-Programm hat sie.",
	[WORD_CERTIFICATE_LATE] = "Ihr Zertifikat ist jetzt nicht gültig",
	[WORD_CERTIFICATE_LATE_WHY] =
	    "Seine Zeit ist vorbei oder noch nicht gekommen. Nehmen Sie ein anderes, und es geht "
	    "mit dem weiter, was Sie geschrieben haben.",
	[WORD_COMMENT_GONE] = "Diesen Kommentar gibt es hier nicht mehr",
	[WORD_COMMENT_GONE_WHY] = "Er wurde zurückgezogen oder entfernt.",
	[WORD_ANSWERED_GONE_WHY] =
	    "Worauf Sie antworten, wurde entfernt. Sie können es unter dem Beitrag sagen.",
	[WORD_POST_GONE] = "Diesen Beitrag gibt es hier nicht mehr",
	[WORD_POST_GONE_WHY] =
	    "Er wurde umbenannt oder entfernt, seit Sie ihn gelesen haben; suchen Sie ihn unter "
	    "den Beiträgen.",
	[WORD_POST_GONE_NOW] = "Er wurde in diesem Augenblick entfernt.",
	[WORD_POST_CLOSED] = "Dieser Beitrag ist jetzt nur für bestimmte Leser",
	[WORD_POST_CLOSED_WHY] =
	    "Seit Sie ihn gelesen haben, wurde er für alle geschlossen, die kein Zertifikat "
	    "zeigen, und damit für Gopher.",
	[WORD_COMMENTS_OFF] = "Hier werden keine Kommentare angenommen",
	[WORD_COMMENTS_OFF_WHY] =
	    "Die Kommentare wurden abgeschaltet, seit Sie den Beitrag gelesen haben.",
	[WORD_NOT_TAKEN] = "Dieser Kommentar wurde nicht angenommen",
	[WORD_NOT_TAKEN_SLOW] =
	    "Das war sehr viel in kurzer Zeit. Bitte versuchen Sie es in {n} Sekunde noch "
	    "einmal. | Das war sehr viel in kurzer Zeit. Bitte versuchen Sie es in {n} Sekunden "
	    "noch einmal.",
	[WORD_NOT_TAKEN_REFUSED] =
	    "Von Ihnen oder mit diesen Worten werden hier keine Kommentare angenommen.",
	[WORD_NOT_TAKEN_FULL] =
	    "Es warten schon so viele Kommentare auf die Freigabe, wie Platz haben. Bitte heben "
	    "Sie Ihren Text auf und versuchen Sie es an einem anderen Tag.",
	[WORD_NOT_TAKEN_LONG] =
	    "Ein in Teilen geschriebener Kommentar darf insgesamt {n} Byte lang sein. Sie "
	    "können in einem weiteren fortfahren.",
	[WORD_TOO_LONG] = "Das ist zu lang",
	[WORD_TOO_LONG_WHY] =
	    "Ein Kommentar darf hier {n} Byte lang sein, dieser hat {size}. Sie können ihn auf "
	    "mehrere verteilen.",
	[WORD_NOT_SAVED] =
	    "Er konnte nicht gespeichert werden. Bitte versuchen Sie es in einer Minute noch "
	    "einmal.",
	[WORD_COMMENT_NOT_SAVED] = "Dieser Kommentar wurde nicht gespeichert",
	[WORD_FAILED_HERE] =
	    "Hier ist etwas fehlgeschlagen. Bitte versuchen Sie es in einer Minute noch einmal.",
	[WORD_NOT_SAVED_LINK] =
	    "Der Kommentar konnte nicht gespeichert werden; bitte versuchen Sie es in einer "
	    "Minute noch einmal",
	[WORD_TOO_LONG_NOW] = "Im Augenblick zu lang",
	[WORD_TOO_LONG_NOW_WHY] =
	    "Ein so langer Text muss hier warten, bis Sie ihn veröffentlichen, und dafür ist "
	    "gerade kein Platz.",

	/* a reader's own pages */
	[WORD_YOU_WHY] = "Das weiß die Kapsel durch Ihr Zertifikat von Ihnen.",
	[WORD_YOU_NAME] = "Name: {name}",
	[WORD_YOU_NAME_FROM_CERTIFICATE] =
	    "Name: {name} (aus dem Zertifikat, wenn ihn sonst niemand hat)",
	[WORD_YOU_NAMELESS] = "Name: keiner; Ihre Kommentare erscheinen anonym",
	[WORD_YOU_MARK] = "Kennzeichen neben Ihrem Namen: {mark}",
	[WORD_YOU_UNTIL] = "Zertifikat gültig bis: {date}",
	[WORD_CHANGE_NAME] = "Ihren Namen ändern",
	[WORD_CHOOSE_NAME] = "Einen Namen wählen",
	[WORD_CHOOSE_ANOTHER] = "Einen anderen wählen",
	[WORD_YOUR_COMMENTS] = "Ihre Kommentare",
	[WORD_YOUR_COMMENTS_WHY] =
	    "Die letzten {n}, die neuesten zuerst. Auf seiner Seite lässt sich jeder eine "
	    "Stunde lang ergänzen, ändern und löschen.",
	[WORD_ON_POST] = "zu „{title}“",
	[WORD_ON_POST_WAITS] = "zu „{title}“ (wartet auf Freigabe)",
	[WORD_NONE_YET] = "Noch keine.",
	[WORD_SECOND_CERTIFICATE] = "Ein zweites Zertifikat als dieselbe Person benutzen",
	[WORD_SECOND_CERTIFICATE_TITLE] = "Ein zweites Zertifikat",
	[WORD_SECOND_CERTIFICATE_WHY] =
	    "Auf einem anderen Gerät oder mit einem neuen Zertifikat: Öffnen Sie dort /c/join "
	    "und geben Sie diesen Code ein. Von da an sind beide hier dieselbe Person, mit "
	    "einem Namen und einer Liste von Kommentaren. Der Code gilt etwa eine Stunde, und "
	    "nur einmal.",
	[WORD_HAVE_CODE] = "Ich habe einen Code von meinem anderen Zertifikat",
	[WORD_ASK_CODE] = "Der Code von Ihrem anderen Zertifikat",
	[WORD_NO_CODE] = "Das ist kein Code",
	[WORD_NO_CODE_WHY] = "Ein Code hat acht Buchstaben und Ziffern.",
	[WORD_JOIN_QUESTION] = "Dieselbe Person sein wie mit Ihrem anderen Zertifikat?",
	[WORD_NAME_FIRST] = "Wählen Sie zuerst einen Namen",
	[WORD_NAME_FIRST_WHY] =
	    "Die Kapsel kennt dieses Zertifikat noch nicht. Mit einem Namen lernt sie es "
	    "kennen; kommen Sie dann für den Code wieder. Ist das andere Zertifikat das "
	    "bekannte, öffnen Sie diese Seite mit jenem.",
	[WORD_ASK_NAME] = "Wie möchten Sie hier heißen?",
	[WORD_NAME_QUESTION] = "Von jetzt an so heißen?",
	[WORD_NAME_TAKEN] = "Dieser Name ist vergeben",
	[WORD_NAME_TAKEN_WHY] =
	    "Hier heißt schon jemand so, oder so ähnlich, dass man die beiden verwechseln würde.",
	[WORD_NAME_IS_TAKEN] = "Dieser Name ist vergeben.",
	[WORD_NAMES_FULL] = "Zurzeit keine neuen Namen",
	[WORD_NAMES_FULL_WHY] =
	    "Diese Kapsel kennt so viele Leser, wie sie kann; deshalb werden gerade keine neuen "
	    "Namen angenommen. Kommentieren können Sie trotzdem; bitte kommen Sie wegen eines "
	    "Namens an einem anderen Tag wieder.",
	[WORD_DID_NOT_WORK] = "Das hat nicht geklappt",
	[WORD_CODE_UNKNOWN] = "Dieser Code ist unbekannt oder schon benutzt.",
	[WORD_FINGERPRINT] =
	    "Der Fingerabdruck, für capsule.yaml, falls es Ihre Kapsel ist (owner:):",
	[WORD_QUEUE] = "Kommentare, die auf Sie warten",
	[WORD_QUEUE_WHY] =
	    "Folgen Sie einer Zeile, um den Kommentar zu veröffentlichen, zu entfernen oder zu "
	    "beantworten. Im Ordner der Kapsel ist dasselbe mv von held/ nach comments/ oder rm; "
	    "in einer Shell carrel comments. Ein Feedreader mit Ihrem Zertifikat kann dieser "
	    "Seite folgen.",
	[WORD_QUEUE_TITLE] = "Kommentare in {title}, für den Autor",
	[WORD_WAITING] = "Warten auf Sie",
	[WORD_PUBLISHED_LAST] = "Zuletzt veröffentlicht",
	[WORD_QUEUE_MORE] =
	    "Und {n} weiterer in held/, älter als diese. | Und {n} weitere in held/, älter als "
	    "diese.",
	[WORD_POST_OF_FILE_GONE] = "{file}: der Beitrag dazu ist weg",
	[WORD_NONE] = "Keine.",
	[WORD_DRAFTS_AND_COMING] = "Entwürfe und kommende Beiträge",
	[WORD_NOT_OUT_YET] = "Noch nicht erschienen",
	[WORD_NOT_OUT_YET_WHY] =
	    "Nur Sie sehen diese Seite und die Beiträge, zu denen sie führt.",
	[WORD_DRAFTS] = "Entwürfe",
	[WORD_POSTS_TO_COME] = "Kommende Beiträge",

	/* answers of a line */
	[WORD_FAILED] = "Hier ist etwas schiefgegangen; bitte später noch einmal versuchen",
	[WORD_BUSY] = "Zu viel los; bitte in einer Minute noch einmal versuchen",
	[WORD_NOT_FOUND] = "Nicht gefunden",
	[WORD_GONE] = "Diese Seite wurde endgültig zurückgezogen",
	[WORD_NOT_SERVED] = "Dieser Server ist für diese Adresse nicht zuständig",
	[WORD_BAD_REQUEST] = "Ungültige Anfrage",
	[WORD_NEED_CERTIFICATE] =
	    "Diese Seite muss Sie kennen: Bitte wählen oder erstellen Sie ein Client-Zertifikat",
	[WORD_NOT_ALLOWED] = "Diese Seite ist nur für den Autor der Kapsel",
	[WORD_BAD_CERTIFICATE] =
	    "Ihr Zertifikat ist abgelaufen oder noch nicht gültig: Bitte wählen Sie ein anderes",
	[WORD_CERTIFICATE_ON_GOPHER] =
	    "Diese Seite braucht ein Zertifikat und damit ein Gemini-Programm",

	/* folders that are closed; status lines, too */
	[WORD_FOLDER_FOR_CERTIFICATES] =
	    "Dies ist für Leser mit einem Zertifikat: Öffnen Sie {folder} und wählen oder "
	    "erstellen Sie dort eines",
	[WORD_FOLDER_FOR_SOME] =
	    "Dies ist für bestimmte Leser: Öffnen Sie {folder} und wählen Sie das Zertifikat, "
	    "das der Autor kennt",
	[WORD_FOLDER_CERTIFICATE_LATE] =
	    "Dieses Zertifikat ist abgelaufen oder noch nicht gültig: Öffnen Sie {folder} mit "
	    "einem anderen",
	[WORD_FOLDER_NOT_FOR_YOU] =
	    "Dieses Zertifikat steht nicht auf der Liste: Wählen Sie ein anderes, oder bitten "
	    "Sie den Autor, es aufzunehmen; sein Fingerabdruck steht unter /c/",
	[WORD_FOLDER_BROKEN] =
	    "Die Einstellungen dieses Ordners sind fehlerhaft, deshalb ist er geschlossen; der "
	    "Autor findet den Grund im Protokoll",
	[WORD_FOLDER_ON_GOPHER] =
	    "Dieser Ordner braucht ein Zertifikat und damit ein Gemini-Programm",
	[WORD_ONLY_TEXT] = "Hier wird nur Text angenommen: text/plain oder text/gemini",
	[WORD_COMMENT_SIZE] = "Ein Kommentar darf 1 bis {n} Byte haben",
	[WORD_ONLY_PART] = "Nur {n} von {size} Bytes sind angekommen; nichts wurde gespeichert",
	[WORD_NOT_UTF_8] = "Der Text ist nicht in UTF-8",
	[WORD_CERT_ENDS] =
	    "Das Zertifikat der Kapsel läuft am {date} ab; carrel cert --help sagt, was zu tun ist.",
	[WORD_CERT_ENDED] =
	    "Das Zertifikat der Kapsel ist am {date} abgelaufen; carrel cert --help sagt, was zu tun ist.",
	[WORD_UPLOAD_OWNER] =
	    "Nur wer diese Kapsel führt, schickt Dateien hierher: Wählen Sie dieses Zertifikat",
	[WORD_UPLOAD_MOVED] =
	    "Dies ist eine ältere Adresse; schicken Sie es an {line}",
	[WORD_UPLOAD_SIZE] =
	    "Eine Datei darf höchstens {n} Bytes haben",
	[WORD_WRITE_FROM_HERE] =
	    "Von hier aus schreiben",
	[WORD_WRITE_FROM_HERE_WHY] =
	    "Mit einem Programm, das Titan kann. Was vorher dort stand, wird im Ordner .former aufgehoben.",
	[WORD_WRITE_NEW] =
	    "Einen neuen Beitrag schreiben",
	[WORD_WRITE_EDIT] =
	    "„{title}“ bearbeiten",
	[WORD_WRITE_REMOVE] =
	    "Herausnehmen",
	[WORD_REMOVE_QUESTION] =
	    "Diese Datei herausnehmen?",
	[WORD_TAKES_WORDS] =
	    "Dieser Eintrag will Worte: Wählen Sie ihn noch einmal und schreiben Sie.",

	/* on Gopher, to browsers and clients that wanted something else */
	[WORD_LINK_OUT_TITLE] = "Ein Link aus Gopher hinaus",
	[WORD_LINK_OUT] = "Dieser Link führt aus Gopher hinaus:",
	[WORD_NO_WEB_SERVER] = "Kein Webserver",
	[WORD_GOPHER_SERVER] = "Dies ist ein Gopher-Server:",
	[WORD_ALSO_ON_GEMINI] = "Auch über Gemini:",
	[WORD_NO_FORMS] = "Formulare werden hier nicht angenommen.",
};
