/* words_es.c: the words in Spanish. Readers are addressed as tú, as on most blogs. */
#include "format/words.h"

#include "base/banned.h"

const char *const words_es[WORDS] = {
	/* dates, where a person reads them */
	[WORD_DATE] = "{day} de {month} de {year}",
	[WORD_MONTH_OF_YEAR] = "{month} de {year}",
	[WORD_FIRST_OF_MONTH] = "1",
	[WORD_JANUARY] = "enero",
	[WORD_FEBRUARY] = "febrero",
	[WORD_MARCH] = "marzo",
	[WORD_APRIL] = "abril",
	[WORD_MAY] = "mayo",
	[WORD_JUNE] = "junio",
	[WORD_JULY] = "julio",
	[WORD_AUGUST] = "agosto",
	[WORD_SEPTEMBER] = "septiembre",
	[WORD_OCTOBER] = "octubre",
	[WORD_NOVEMBER] = "noviembre",
	[WORD_DECEMBER] = "diciembre",

	/* ways from page to page */
	[WORD_HOME] = "Inicio",
	[WORD_UP] = "Subir un nivel",
	[WORD_BY_YEAR] = "Por años",
	[WORD_ATOM_FEED] = "Canal Atom",
	[WORD_ALL_YEARS] = "Todos los años",
	[WORD_PAGE_OF] = "Página {page} de {pages}",
	[WORD_PLAIN_ASCII] = "Lo mismo en ASCII puro",
	[WORD_ALL_LETTERS] = "Lo mismo con todas las letras (UTF-8)",
	[WORD_YOU] = "Tu página",
	[WORD_ALL_POSTS] = "Todas las entradas",
	[WORD_ALL_TAGS] = "Todas las etiquetas",
	[WORD_BACK_TO] = "Volver a «{title}»",
	[WORD_AS_TEXT] = "Esta página en texto plano",

	/* posts and lists */
	[WORD_BYLINE] = "{date}, por {author}",
	[WORD_BYLINE_UPDATED] = "{line} (actualizado el {date})",
	[WORD_LICENSE] = "Licencia: {license}",
	[WORD_FILED_UNDER] = "Archivado en:",
	[WORD_FILED_UNDER_TAG] = "Archivado en {tag}",
	[WORD_BEFORE] = "Anterior: {title}",
	[WORD_NEXT] = "Siguiente: {title}",
	[WORD_TAGS] = "Etiquetas",
	[WORD_POSTS_IN_FOLDER] = "{title}: {folder}",
	[WORD_NUMBERED] = "{title} (página {page})",
	[WORD_OLDER_POSTS] = "Entradas más antiguas",
	[WORD_NEWER_POSTS] = "Entradas más recientes",
	[WORD_NEWEST_POSTS] = "Últimas entradas",
	[WORD_RELATED] = "Entradas relacionadas:",
	[WORD_ARCHIVE] = "{title}: archivo",
	[WORD_ARCHIVE_YEAR] = "{title}: {year}",
	[WORD_YEAR_BEFORE] = "Año anterior: {year}",
	[WORD_YEAR_NEXT] = "Año siguiente: {year}",
	[WORD_POSTS_COUNTED] = "{n} entrada. | {n} entradas.",
	[WORD_BYTES] = "{n} byte | {n} bytes",
	[WORD_KILOBYTES] = "{size} kB",
	[WORD_MEGABYTES] = "{size} MB",
	[WORD_GIGABYTES] = "{size} GB",
	[WORD_TERABYTES] = "{size} TB",
	[WORD_DECIMAL_POINT] = ",",
	[WORD_FOLDER_EMPTY] = "Esta carpeta está vacía.",
	[WORD_DRAFT_HERE] = "Borrador: solo lo ves tú.",
	[WORD_NOT_OUT_UNTIL] =
	    "Aún no se ha publicado: hasta el {date} esta entrada solo la ves tú.",

	/* search */
	[WORD_SEARCH] = "Buscar",
	[WORD_FOUND_POST] = "{title}, {date}",
	[WORD_SEARCH_AGAIN] = "Buscar de nuevo",
	[WORD_SEARCH_PROMPT] = "¿Qué buscas?",
	[WORD_SEARCH_FOR] = "Búsqueda: {line}",
	[WORD_FOUND] = "{n} resultado. | {n} resultados.",
	[WORD_FOUND_MOST] =
	    "Más de {n} resultados; estos son los mejores entre los más recientes. Con una "
	    "palabra más habrá menos.",
	[WORD_FOUND_PAGE] = "{line} Página {page} de {pages}.",
	[WORD_FOUND_NOTHING] = "No se ha encontrado nada.",
	[WORD_FOUND_LOOSER] = "Pero {n} con palabras que empiezan así: {line}",
	[WORD_FOUND_LOOSER_MOST] = "Pero más de {n} con palabras que empiezan así: {line}",
	[WORD_NEXT_PAGE] = "Página siguiente ({page} de {pages})",
	[WORD_PREVIOUS_PAGE] = "Página anterior ({page} de {pages})",
	[WORD_SEARCH_FEWER] = "Quizá con menos palabras se encuentre más.",
	[WORD_SEARCH_TOO_LONG] = "{line}: con menos palabras.",
	[WORD_SEARCH_ONLY_WITHOUT] =
	    "Has dicho lo que no debe aparecer. Di también qué hay que buscar.",
	[WORD_SEARCH_NO_WORD] = "No había ahí ninguna palabra que buscar.",
	[WORD_SEARCH_RENEWED] =
	    "El índice de búsqueda se está renovando. Inténtalo de nuevo en un momento.",
	[WORD_SEARCH_INCOMPLETE] =
	    "El índice de búsqueda se está renovando: puede que en un momento haya más.",
	[WORD_SEARCH_TOO_WIDE] =
	    "Eso aparece en demasiados sitios para mirarlos todos. Añade una palabra, o escribe "
	    "más letras antes del asterisco.",
	[WORD_SEARCH_CUT] = "Era mucho: solo se han buscado las primeras {n} palabras y frases.",
	[WORD_SEARCH_HOW] = "Cómo buscar",
	[WORD_SEARCH_ALL] =
	    "luna cartas: ambas palabras, en cualquier parte de una entrada o un comentario",
	[WORD_SEARCH_PHRASE] = "\"luna cartas\": estas palabras juntas",
	[WORD_SEARCH_PREFIX] = "lun*: todas las palabras que empiezan así",
	[WORD_SEARCH_WITHOUT] = "luna -sol: lo uno sin lo otro",
	[WORD_SEARCH_FOLDS] = "Las mayúsculas y los acentos no importan.",

	/* comments below a post, and lists of them */
	[WORD_ANONYMOUS] = "Anónimo",
	[WORD_AUTHOR] = "autor",
	[WORD_COMMENT_HEAD] = "{name}, {date}",
	[WORD_REPLY_HEAD] = "{head}, en respuesta a {name}",
	[WORD_NO_COMMENTS] = "Aún no hay comentarios",
	[WORD_COMMENTS] = "{n} comentario | {n} comentarios",
	[WORD_COMMENTS_CLOSED] = "Los comentarios están cerrados.",
	[WORD_LEAVE_A_COMMENT_ROOM] =
	    "Dejar un comentario (un solo campo, unos {n} caracteres; lo verás antes de "
	    "publicarlo)",
	[WORD_LEAVE_A_COMMENT] = "Dejar un comentario",
	[WORD_FOLLOW] = "Seguir esta conversación",
	[WORD_GOES_ON] = "(Continúa en su propia página.)",
	[WORD_ANSWER] = "Responder a {name}",
	[WORD_ANSWER_ROOM] = "Responder a {name} (un solo campo, unos {n} caracteres)",
	[WORD_ANSWER_NAMELESS_ROOM] =
	    "Responder a este comentario (un solo campo, unos {n} caracteres)",
	[WORD_COMMENT_ALONE] = "Solo este comentario",
	[WORD_COMMENTS_PAGE] = "Comentarios, página {page} de {pages}",
	[WORD_COMMENTS_ON_PAGE] = "Comentarios sobre «{title}», página {page}",
	[WORD_COMMENTS_ON] = "Comentarios sobre «{title}»",
	[WORD_COMMENTS_IN_CAPSULE] = "Comentarios en {title}",
	[WORD_RECENT_COMMENTS] = "Comentarios recientes",
	[WORD_COMMENT_ON] = "{name} sobre «{title}»",
	[WORD_COMMENT_ON_WAITS] = "{name} sobre «{title}» (en espera)",
	[WORD_A_GONE_POST] = "una entrada que ya no existe",
	[WORD_COMMENT_ON_DAY] = "{name} sobre «{title}», {date}",
	[WORD_AS_FEED] = "Lo mismo como canal Atom",
	[WORD_THE_POST] = "La entrada",

	/* on the way to a comment */
	[WORD_WRITE_A_COMMENT] = "Escribe tu comentario",
	[WORD_WRITE_AN_ADDITION] = "Escribe lo que quieres añadir",
	[WORD_WRITE_IT_AS_IT_SHOULD_BE] = "Escribe tu comentario como debe quedar",
	[WORD_YOUR_NAME] = "Tu nombre",
	[WORD_YOUR_TEXT] = "Tu texto",
	[WORD_YOUR_COMMENT_ON] = "Tu comentario sobre «{title}»",
	[WORD_PREVIEW] = "Así se verá. Todavía no está publicado.",
	[WORD_PUBLISH] = "Publicar este comentario",
	[WORD_SIGN] = "Firmarlo con un nombre",
	[WORD_WRITE_ANEW] = "Escribirlo de nuevo",
	[WORD_MORE_TO_SAY] =
	    "¿Algo más que decir? Publica esto primero; durante una hora podrás ampliarlo desde "
	    "la página del comentario.",
	[WORD_NOTHING_WRITTEN] = "No se ha escrito nada",
	[WORD_NOTHING_WRITTEN_WHY] =
	    "Tu respuesta estaba vacía, así que no hay nada que mostrar ni guardar.",
	[WORD_WRITE] = "Escribir un comentario",
	[WORD_WHAT_YOU_WROTE] = "Esto es lo que escribiste, para que puedas conservarlo:",
	[WORD_EDIT_TEXT] = "Editar este texto (durante una hora)",
	[WORD_WAITS] = "Este comentario espera la aprobación del autor",
	[WORD_WAITS_WHY] =
	    "Gracias. Está guardado. Cuando el autor lo haya leído, aparecerá debajo de la "
	    "entrada y esta página te lo dirá. No hace falta que lo envíes otra vez.",
	[WORD_A_COMMENT_ON] = "Un comentario sobre «{title}»",
	[WORD_LET] = "Publicarlo",
	[WORD_REJECT] = "Quitarlo",
	[WORD_BLOCK] = "Quitarlo y no aceptar más de esta persona",
	[WORD_ADD] = "Ampliar este comentario (durante una hora)",
	[WORD_DELETE] = "Borrar este comentario",
	[WORD_DELETE_QUESTION] = "¿Borrar este comentario?",
	[WORD_DELETE_YES] = "Sí, borrarlo",
	[WORD_WHAT_IT_ANSWERS] = "A qué responde",
	[WORD_YES] = "Sí",
	[WORD_NO_GO_BACK] = "No, volver",
	[WORD_THE_COMMENT] = "El comentario",
	[WORD_ANSWER_IT] = "Responder",
	[WORD_TRY_AGAIN] = "Volver a intentarlo",
	[WORD_ANOTHER_COMMENT] = "Dejar otro comentario",
	[WORD_WRITE_ANOTHER] = "Escribir otro",
	[WORD_COMMENT_MEANT] = "El comentario del que se trata",
	[WORD_GO_ON_CERTIFIED] = "Continuar con un certificado",
	[WORD_NAME_IN_CERTIFICATE_TAKEN] =
	    "El nombre de tu certificado ya es de otra persona aquí; puedes elegir otro en "
	    "/c/name.",
	[WORD_NAME_BELONGS] =
	    "El nombre «{name}» es de alguien con certificado; si no firmas con otro, el "
	    "comentario será anónimo.",

	/* what was written cannot be taken */
	[WORD_HOUR_OVER] = "Ha pasado la hora",
	[WORD_CHANGE_TOO_LATE] =
	    "Un comentario se puede cambiar durante una hora, y solo quien lo escribió. En su "
	    "lugar puedes responder.",
	[WORD_DELETE_TOO_LATE] =
	    "Un comentario se puede borrar durante una hora, y solo quien lo escribió. El autor "
	    "de la cápsula todavía puede hacerlo.",
	[WORD_CLOSED_TITLE] = "Los comentarios están cerrados",
	[WORD_CLOSED_WHY] = "«{title}» ya no admite comentarios nuevos.",
	[WORD_CLOSED_NOW] = "«{title}» ha dejado de admitir comentarios nuevos.",
	[WORD_TAKEN_OUT_SINCE] =
	    "Ya se había guardado, y tú o el autor de la cápsula lo habéis quitado después. El "
	    "mismo enlace no lo recupera.",
	[WORD_COMMENT_NOT_YOURS] = "Este comentario es de otra persona",
	[WORD_NO_COMMENT_NAMED] = "Aquí no se nombra ningún comentario",
	[WORD_NO_COMMENT_NAMED_WHY] = "Esta dirección no dice cuál hay que cambiar.",
	[WORD_CERTIFICATE_FIRST] = "Aquí hace falta un certificado para comentar",
	[WORD_CERTIFICATE_FIRST_WHY] =
	    "El autor lo pide. Activa el tuyo, o crea uno, y podrás seguir con lo que has "
	    "escrito.",
	[WORD_CERTIFICATE_FIRST_GOPHER] =
	    "El autor lo pide, y Gopher no los tiene; un cliente Gemini sí.",
	[WORD_CERTIFICATE_LATE] = "Tu certificado no es válido en este momento",
	[WORD_CERTIFICATE_LATE_WHY] =
	    "Ha caducado o aún no es válido. Usa otro, y podrás seguir con lo que has escrito.",
	[WORD_COMMENT_GONE] = "Este comentario ya no está aquí",
	[WORD_COMMENT_GONE_WHY] = "Lo ha quitado quien lo escribió o el autor de la cápsula.",
	[WORD_ANSWERED_GONE_WHY] =
	    "Se ha quitado aquello a lo que respondes. Puedes decirlo debajo de la entrada.",
	[WORD_POST_GONE] = "Esta entrada ya no está aquí",
	[WORD_POST_GONE_WHY] =
	    "Se ha renombrado o retirado desde que la leíste; búscala entre las entradas.",
	[WORD_POST_GONE_NOW] = "Se ha retirado en este mismo momento.",
	[WORD_POST_CLOSED] = "Esta entrada es ahora solo para ciertos lectores",
	[WORD_POST_CLOSED_WHY] =
	    "Desde que la leíste, se ha cerrado a quienes no muestran un certificado, y por "
	    "tanto a Gopher.",
	[WORD_COMMENTS_OFF] = "Aquí no se admiten comentarios",
	[WORD_COMMENTS_OFF_WHY] =
	    "El autor ha desactivado los comentarios desde que leíste la entrada.",
	[WORD_NOT_TAKEN] = "Este comentario no se ha aceptado",
	[WORD_NOT_TAKEN_SLOW] =
	    "Ha sido mucho en poco tiempo. Vuelve a intentarlo dentro de {n} segundo, por "
	    "favor. | Ha sido mucho en poco tiempo. Vuelve a intentarlo dentro de {n} segundos, "
	    "por favor.",
	[WORD_NOT_TAKEN_REFUSED] = "El autor no admite comentarios tuyos, o con estas palabras.",
	[WORD_NOT_TAKEN_FULL] =
	    "Ya esperan tantos comentarios como caben. Guarda tu texto y vuelve a intentarlo "
	    "otro día, por favor.",
	[WORD_NOT_TAKEN_LONG] =
	    "Un comentario escrito por partes puede tener {n} bytes en total. Puedes seguir en "
	    "otro.",
	[WORD_TOO_LONG] = "Es demasiado largo",
	[WORD_TOO_LONG_WHY] =
	    "Aquí un comentario puede tener {n} bytes, y este tiene {size}. Puedes repartirlo en "
	    "varios.",
	[WORD_NOT_SAVED] =
	    "No se ha podido guardar. Vuelve a intentarlo dentro de un minuto, por favor.",
	[WORD_COMMENT_NOT_SAVED] = "Este comentario no se ha guardado",
	[WORD_FAILED_HERE] = "Algo ha fallado aquí. Inténtalo de nuevo dentro de un minuto.",
	[WORD_NOT_SAVED_LINK] =
	    "No se ha podido guardar el comentario; inténtalo de nuevo dentro de un minuto",
	[WORD_TOO_LONG_NOW] = "Demasiado largo por ahora",
	[WORD_TOO_LONG_NOW_WHY] =
	    "Un texto tan largo tiene que esperar aquí hasta que lo publiques, y ahora mismo no "
	    "hay sitio.",

	/* a reader's own pages */
	[WORD_YOU_WHY] = "Esto es lo que la cápsula sabe de ti por tu certificado.",
	[WORD_YOU_NAME] = "Nombre: {name}",
	[WORD_YOU_NAME_FROM_CERTIFICATE] =
	    "Nombre: {name} (del certificado, si nadie más lo tiene)",
	[WORD_YOU_NAMELESS] = "Nombre: ninguno; tus comentarios aparecen como anónimos",
	[WORD_YOU_MARK] = "Marca junto a tu nombre: {mark}",
	[WORD_YOU_UNTIL] = "Certificado válido hasta: {date}",
	[WORD_CHANGE_NAME] = "Cambiar tu nombre",
	[WORD_CHOOSE_NAME] = "Elegir un nombre",
	[WORD_CHOOSE_ANOTHER] = "Elegir otro",
	[WORD_YOUR_COMMENTS] = "Tus comentarios",
	[WORD_YOUR_COMMENTS_WHY] =
	    "Los últimos {n}, del más nuevo al más antiguo. Durante una hora, cada uno se puede "
	    "ampliar, editar y borrar en su propia página.",
	[WORD_ON_POST] = "sobre «{title}»",
	[WORD_ON_POST_WAITS] = "sobre «{title}» (en espera)",
	[WORD_NONE_YET] = "Ninguno todavía.",
	[WORD_SECOND_CERTIFICATE] = "Usar un segundo certificado como la misma persona",
	[WORD_SECOND_CERTIFICATE_TITLE] = "Un segundo certificado",
	[WORD_SECOND_CERTIFICATE_WHY] =
	    "En otro dispositivo, o con un certificado nuevo: abre allí /c/join y da este "
	    "código. Desde entonces los dos serán aquí la misma persona, con un solo nombre y "
	    "una sola lista de comentarios. El código vale alrededor de una hora, y una sola "
	    "vez.",
	[WORD_HAVE_CODE] = "Tengo un código de mi otro certificado",
	[WORD_ASK_CODE] = "El código de tu otro certificado",
	[WORD_NO_CODE] = "Esto no es un código",
	[WORD_NO_CODE_WHY] = "Un código tiene ocho letras y cifras.",
	[WORD_JOIN_QUESTION] = "¿Ser la misma persona que con tu otro certificado?",
	[WORD_NAME_FIRST] = "Primero elige un nombre",
	[WORD_NAME_FIRST_WHY] =
	    "La cápsula aún no conoce este certificado. Con un nombre sí; vuelve después por el "
	    "código. Si el conocido es el otro certificado, abre esta página con él.",
	[WORD_ASK_NAME] = "¿Cómo quieres llamarte aquí?",
	[WORD_NAME_QUESTION] = "¿Llamarte así a partir de ahora?",
	[WORD_NAME_TAKEN] = "Este nombre ya está ocupado",
	[WORD_NAME_TAKEN_WHY] =
	    "Aquí ya hay alguien que se llama así, o de forma tan parecida que se confundirían.",
	[WORD_NAME_IS_TAKEN] = "Este nombre ya está ocupado.",
	[WORD_NAMES_FULL] = "Por ahora no hay más nombres",
	[WORD_NAMES_FULL_WHY] =
	    "Esta cápsula conoce a tantos lectores como puede, así que por ahora no se admiten "
	    "nombres nuevos. Puedes comentar de todos modos; vuelve otro día a por un nombre.",
	[WORD_DID_NOT_WORK] = "No ha funcionado",
	[WORD_CODE_UNKNOWN] = "Este código no se conoce o ya se ha usado.",
	[WORD_FINGERPRINT] = "Su huella, para capsule.yaml si eres el autor (owner:):",
	[WORD_QUEUE] = "Comentarios que te esperan",
	[WORD_QUEUE_WHY] =
	    "Sigue una línea para publicar, quitar o responder. En la carpeta de la cápsula es "
	    "lo mismo que mv de held/ a comments/, o rm; desde una terminal, carrel comments. Un "
	    "lector de canales con tu certificado puede seguir esta página.",
	[WORD_QUEUE_TITLE] = "Comentarios en {title}, para su autor",
	[WORD_WAITING] = "Te esperan",
	[WORD_PUBLISHED_LAST] = "Publicados últimamente",
	[WORD_QUEUE_MORE] =
	    "Y {n} más en held/, anterior a estos. | Y {n} más en held/, anteriores a estos.",
	[WORD_POST_OF_FILE_GONE] = "{file}: su entrada ya no está",
	[WORD_NONE] = "Ninguno.",
	[WORD_DRAFTS_AND_COMING] = "Borradores y entradas por venir",
	[WORD_NOT_OUT_YET] = "Aún sin publicar",
	[WORD_NOT_OUT_YET_WHY] = "Solo tú ves esta página y las entradas a las que lleva.",
	[WORD_DRAFTS] = "Borradores",
	[WORD_POSTS_TO_COME] = "Entradas por venir",

	/* answers of a line */
	[WORD_FAILED] = "Algo ha fallado aquí; vuelve a intentarlo más tarde",
	[WORD_BUSY] = "Demasiado ocupado; vuelve a intentarlo dentro de un minuto",
	[WORD_NOT_FOUND] = "No encontrado",
	[WORD_GONE] = "Esta página se ha retirado definitivamente",
	[WORD_NOT_SERVED] = "Este servidor no atiende esa dirección",
	[WORD_BAD_REQUEST] = "Petición incorrecta",
	[WORD_NEED_CERTIFICATE] =
	    "Esta página necesita conocerte: elige o crea un certificado de cliente",
	[WORD_NOT_ALLOWED] = "Esta página es solo para el autor de la cápsula",
	[WORD_BAD_CERTIFICATE] = "Tu certificado ha caducado o aún no es válido: elige otro",
	[WORD_CERTIFICATE_ON_GOPHER] =
	    "Esta página necesita un certificado, y por tanto un cliente Gemini",

	/* folders that are closed; status lines, too */
	[WORD_FOLDER_FOR_CERTIFICATES] =
	    "Esto es para lectores con certificado: abre {folder} y elige o crea uno allí",
	[WORD_FOLDER_FOR_SOME] =
	    "Esto es para ciertos lectores: abre {folder} y elige el certificado que el autor "
	    "conoce",
	[WORD_FOLDER_CERTIFICATE_LATE] =
	    "Este certificado ha caducado o aún no es válido: abre {folder} con otro",
	[WORD_FOLDER_NOT_FOR_YOU] =
	    "Este certificado no está en la lista: elige otro, o pide al autor que lo añada; su "
	    "huella está en /c/",
	[WORD_FOLDER_BROKEN] =
	    "Los ajustes de esta carpeta están mal, así que está cerrada; el autor encontrará el "
	    "motivo en el registro",
	[WORD_FOLDER_ON_GOPHER] =
	    "Esta carpeta necesita un certificado, y por tanto un cliente Gemini",
	[WORD_ONLY_TEXT] = "Aquí solo se admite texto: text/plain o text/gemini",
	[WORD_COMMENT_SIZE] = "Un comentario puede tener de 1 a {n} bytes",
	[WORD_ONLY_PART] = "Solo han llegado {n} de {size} bytes; no se ha guardado nada",
	[WORD_NOT_UTF_8] = "El texto no está en UTF-8",
	[WORD_CERT_ENDS] =
	    "El certificado de la cápsula caduca el {date}; carrel cert --help dice qué hacer.",
	[WORD_CERT_ENDED] =
	    "El certificado de la cápsula caducó el {date}; carrel cert --help dice qué hacer.",
	[WORD_UPLOAD_OWNER] =
	    "Solo quien lleva esta cápsula envía archivos aquí: elige ese certificado",
	[WORD_UPLOAD_MOVED] =
	    "Esta es una dirección antigua; envíalo a {line}",
	[WORD_UPLOAD_SIZE] =
	    "Un archivo puede tener como máximo {n} bytes",
	[WORD_WRITE_FROM_HERE] =
	    "Escribir desde aquí",
	[WORD_WRITE_FROM_HERE_WHY] =
	    "Con un cliente que conozca Titan. Lo que había antes se guarda en la carpeta .former.",
	[WORD_WRITE_NEW] =
	    "Escribir una entrada nueva",
	[WORD_WRITE_EDIT] =
	    "Editar «{title}»",
	[WORD_WRITE_REMOVE] =
	    "Retirarla",
	[WORD_REMOVE_QUESTION] =
	    "¿Retirar este archivo?",
	[WORD_TAKES_WORDS] = "Este elemento espera texto: elígelo otra vez y escribe.",

	/* on Gopher, to browsers and clients that wanted something else */
	[WORD_LINK_OUT_TITLE] = "Un enlace fuera de Gopher",
	[WORD_LINK_OUT] = "Este enlace lleva fuera de Gopher:",
	[WORD_NO_WEB_SERVER] = "No es un servidor web",
	[WORD_GOPHER_SERVER] = "Este es un servidor Gopher:",
	[WORD_ALSO_ON_GEMINI] = "También en Gemini:",
	[WORD_NO_FORMS] = "Aquí no se admiten formularios.",
};
