/*
 * format/word_list.h: every word that carrel itself says to readers: its name, by which an author changes
 * it in layout/words.yaml, and its English text. The one list: format/words.h makes the enum of it, the
 * reader of the author's file its keys, `carrel words` its template. words_de.c and so on translate it.
 *
 * {title} and the like are filled in (struct word_args). A text with {n} may have one form for each plural
 * of its language, divided by " | " (format/plural.h). The {month} of a date is one of the twelve words
 * below it, the {day} a number, or first-of-month.
 */
#ifndef FORMAT_WORD_LIST_H
#define FORMAT_WORD_LIST_H

#define WORD_LIST(X) \
	/* dates, where a person reads them */ \
	X(DATE, "date", "{day} {month} {year}") \
	X(MONTH_OF_YEAR, "month-of-year", "{month} {year}") \
	X(FIRST_OF_MONTH, "first-of-month", "1") \
	X(JANUARY, "january", "January") \
	X(FEBRUARY, "february", "February") \
	X(MARCH, "march", "March") \
	X(APRIL, "april", "April") \
	X(MAY, "may", "May") \
	X(JUNE, "june", "June") \
	X(JULY, "july", "July") \
	X(AUGUST, "august", "August") \
	X(SEPTEMBER, "september", "September") \
	X(OCTOBER, "october", "October") \
	X(NOVEMBER, "november", "November") \
	X(DECEMBER, "december", "December") \
	/* ways from page to page */ \
	X(HOME, "home", "Home") \
	X(UP, "up", "Up") \
	X(BY_YEAR, "by-year", "By year") \
	X(ATOM_FEED, "atom-feed", "Atom feed") \
	X(ALL_YEARS, "all-years", "All years") \
	X(PAGE_OF, "page-of", "Page {page} of {pages}") \
	X(PLAIN_ASCII, "plain-ascii", "The same in plain ASCII") \
	X(ALL_LETTERS, "all-letters", "The same with all letters (UTF-8)") \
	X(YOU, "you", "You") \
	X(ALL_POSTS, "all-posts", "All posts") \
	X(ALL_TAGS, "all-tags", "All tags") \
	X(BACK_TO, "back-to", "Back to “{title}”") \
	X(AS_TEXT, "as-text", "This page as plain text") \
	/* posts and lists */ \
	X(BYLINE, "byline", "{date}, by {author}") \
	X(BYLINE_UPDATED, "byline-updated", "{line} (updated {date})") \
	X(LICENSE, "license", "License: {license}") \
	X(FILED_UNDER, "filed-under", "Filed under:") \
	X(FILED_UNDER_TAG, "filed-under-tag", "Filed under {tag}") \
	X(BEFORE, "before", "Before: {title}") \
	X(NEXT, "next", "Next: {title}") \
	X(TAGS, "tags", "Tags") \
	X(POSTS_IN_FOLDER, "posts-in-folder", "{title}: {folder}") \
	X(NUMBERED, "numbered", "{title} (page {page})") \
	X(OLDER_POSTS, "older-posts", "Older posts") \
	X(NEWER_POSTS, "newer-posts", "Newer posts") \
	X(NEWEST_POSTS, "newest-posts", "Newest posts") \
	X(RELATED, "related", "Related:") \
	X(ARCHIVE, "archive", "{title}: archive") \
	X(ARCHIVE_YEAR, "archive-year", "{title}: {year}") \
	X(YEAR_BEFORE, "year-before", "Before: {year}") \
	X(YEAR_NEXT, "year-next", "Next: {year}") \
	X(POSTS_COUNTED, "posts-counted", "{n} post. | {n} posts.") \
	X(BYTES, "bytes", "{n} byte | {n} bytes") \
	X(KILOBYTES, "kilobytes", "{size} KB") \
	X(MEGABYTES, "megabytes", "{size} MB") \
	X(GIGABYTES, "gigabytes", "{size} GB") \
	X(TERABYTES, "terabytes", "{size} TB") \
	X(DECIMAL_POINT, "decimal-point", ".") \
	X(FOLDER_EMPTY, "folder-empty", "This folder is empty.") \
	X(DRAFT_HERE, "draft-here", "Draft: only you see this.") \
	X(NOT_OUT_UNTIL, "not-out-until", "Not out yet: until {date} only you see this.") \
	/* search */ \
	X(SEARCH, "search", "Search") \
	X(FOUND_POST, "found-post", "{title}, {date}") \
	X(SEARCH_AGAIN, "search-again", "Search again") \
	X(SEARCH_PROMPT, "search-prompt", "What are you looking for?") \
	X(SEARCH_FOR, "search-for", "Search: {line}") \
	X(FOUND, "found", "{n} found.") \
	X(FOUND_MOST, "found-most", \
	    "More than {n} found; these are the best of the newest. One word more finds less.") \
	X(FOUND_PAGE, "found-page", "{line} Page {page} of {pages}.") \
	X(FOUND_NOTHING, "found-nothing", "Nothing was found.") \
	X(FOUND_LOOSER, "found-looser", "But {n} with words that begin so: {line}") \
	X(FOUND_LOOSER_MOST, "found-looser-most", \
	    "But more than {n} with words that begin so: {line}") \
	X(NEXT_PAGE, "next-page", "Next page ({page} of {pages})") \
	X(PREVIOUS_PAGE, "previous-page", "Previous page ({page} of {pages})") \
	X(SEARCH_FEWER, "search-fewer", "Perhaps fewer words find more.") \
	X(SEARCH_TOO_LONG, "search-too-long", "{line}: with fewer words.") \
	X(SEARCH_ONLY_WITHOUT, "search-only-without", \
	    "You have said what should not be there. Say also what to look for.") \
	X(SEARCH_NO_WORD, "search-no-word", "There was no word in that to look for.") \
	X(SEARCH_RENEWED, "search-renewed", \
	    "The index for searching is being renewed. Please try again in a moment.") \
	X(SEARCH_INCOMPLETE, "search-incomplete", \
	    "The index for searching is being renewed: there may be more in a moment.") \
	X(SEARCH_TOO_WIDE, "search-too-wide", \
	    "That stands in too many places to look at all of them. Please add a word, or write " \
	    "more of one before its star.") \
	X(SEARCH_CUT, "search-cut", \
	    "That was very much: only the first {n} words and phrases were looked for.") \
	X(SEARCH_HOW, "search-how", "How to search") \
	X(SEARCH_ALL, "search-all", "moon letters: both words, anywhere in a post or a comment") \
	X(SEARCH_PHRASE, "search-phrase", "\"moon letters\": these words side by side") \
	X(SEARCH_PREFIX, "search-prefix", "moon*: all words that begin so") \
	X(SEARCH_WITHOUT, "search-without", "moon -sun: the one without the other") \
	X(SEARCH_FOLDS, "search-folds", "Capital letters and accents make no difference.") \
	/* comments below a post, and lists of them */ \
	X(ANONYMOUS, "anonymous", "Anonymous") \
	X(AUTHOR, "author", "author") \
	X(COMMENT_HEAD, "comment-head", "{name}, {date}") \
	X(REPLY_HEAD, "reply-head", "{head}, in reply to {name}") \
	X(NO_COMMENTS, "no-comments", "No comments yet") \
	X(COMMENTS, "comments", "{n} comment | {n} comments") \
	X(COMMENTS_CLOSED, "comments-closed", "Comments are closed.") \
	X(LEAVE_A_COMMENT_ROOM, "leave-a-comment-room", \
	    "Leave a comment (one prompt, about {n} characters; you see it before it is " \
	    "published)") \
	X(LEAVE_A_COMMENT, "leave-a-comment", "Leave a comment") \
	X(FOLLOW, "follow", "Follow this discussion") \
	X(GOES_ON, "goes-on", "(It goes on, on its own page.)") \
	X(ANSWER, "answer", "Answer {name}") \
	X(ANSWER_ROOM, "answer-room", "Answer {name} (one prompt, about {n} characters)") \
	X(ANSWER_NAMELESS_ROOM, "answer-nameless-room", \
	    "Answer this comment (one prompt, about {n} characters)") \
	X(COMMENT_ALONE, "comment-alone", "This comment alone") \
	X(COMMENTS_PAGE, "comments-page", "Comments, page {page} of {pages}") \
	X(COMMENTS_ON_PAGE, "comments-on-page", "Comments on “{title}”, page {page}") \
	X(COMMENTS_ON, "comments-on", "Comments on “{title}”") \
	X(COMMENTS_IN_CAPSULE, "comments-in-capsule", "Comments on {title}") \
	X(RECENT_COMMENTS, "recent-comments", "Recent comments") \
	X(COMMENT_ON, "comment-on", "{name} on “{title}”") \
	X(COMMENT_ON_WAITS, "comment-on-waits", "{name} on “{title}” (waits)") \
	X(A_GONE_POST, "a-gone-post", "a post that is gone") \
	X(COMMENT_ON_DAY, "comment-on-day", "{name} on “{title}”, {date}") \
	X(AS_FEED, "as-feed", "The same as an Atom feed") \
	X(THE_POST, "the-post", "The post") \
	/* on the way to a comment; prompts are headlines of dialogs: short */ \
	X(WRITE_A_COMMENT, "write-a-comment", "Write your comment") \
	X(WRITE_AN_ADDITION, "write-an-addition", "Write what you would like to add") \
	X(WRITE_IT_AS_IT_SHOULD_BE, "write-it-as-it-should-be", \
	    "Write your comment as it should be") \
	X(YOUR_NAME, "your-name", "Your name") \
	X(YOUR_TEXT, "your-text", "Your text") \
	X(YOUR_COMMENT_ON, "your-comment-on", "Your comment on “{title}”") \
	X(PREVIEW, "preview", "This is how it will look. It is not published yet.") \
	X(PUBLISH, "publish", "Publish this comment") \
	X(SIGN, "sign", "Sign it with a name") \
	X(WRITE_ANEW, "write-anew", "Write it anew") \
	X(MORE_TO_SAY, "more-to-say", \
	    "More to say? Publish this much; for an hour you can add to it from the comment's " \
	    "own page.") \
	X(NOTHING_WRITTEN, "nothing-written", "Nothing was written") \
	X(NOTHING_WRITTEN_WHY, "nothing-written-why", \
	    "Your answer was empty, so there is nothing to show or to save.") \
	X(WRITE, "write", "Write a comment") \
	X(WHAT_YOU_WROTE, "what-you-wrote", "This is what you wrote, so that you can keep it:") \
	X(EDIT_TEXT, "edit-text", "Edit this text (within an hour of writing)") \
	X(WAITS, "waits", "This comment waits for the author") \
	X(WAITS_WHY, "waits-why", \
	    "Thank you. It is saved. Once the author has read it, it will appear below the " \
	    "post; this page tells you then. You need not send it again.") \
	X(A_COMMENT_ON, "a-comment-on", "A comment on “{title}”") \
	X(LET, "let", "Publish it") \
	X(REJECT, "reject", "Remove it") \
	X(BLOCK, "block", "Remove it and take no more from its writer") \
	X(ADD, "add", "Add to this comment (within an hour of writing)") \
	X(DELETE, "delete", "Delete this comment") \
	X(DELETE_QUESTION, "delete-question", "Delete this comment?") \
	X(DELETE_YES, "delete-yes", "Yes, delete it") \
	X(WHAT_IT_ANSWERS, "what-it-answers", "What it answers") \
	X(YES, "yes", "Yes") \
	X(NO_GO_BACK, "no-go-back", "No, go back") \
	X(THE_COMMENT, "the-comment", "The comment") \
	X(ANSWER_IT, "answer-it", "Answer it") \
	X(TRY_AGAIN, "try-again", "Try again") \
	X(ANOTHER_COMMENT, "another-comment", "Leave another comment") \
	X(WRITE_ANOTHER, "write-another", "Write another") \
	X(COMMENT_MEANT, "comment-meant", "The comment that this is about") \
	X(GO_ON_CERTIFIED, "go-on-certified", "Go on with a certificate") \
	X(NAME_IN_CERTIFICATE_TAKEN, "name-in-certificate-taken", \
	    "The name in your certificate is somebody else's here; you can choose another at " \
	    "/c/name.") \
	X(NAME_BELONGS, "name-belongs", \
	    "The name “{name}” belongs to somebody with a certificate; unless you sign with " \
	    "another, the comment is anonymous.") \
	/* what was written cannot be taken */ \
	X(HOUR_OVER, "hour-over", "The hour is over") \
	X(CHANGE_TOO_LATE, "change-too-late", \
	    "A comment can be changed for an hour, by the one who wrote it. You can answer it " \
	    "instead.") \
	X(DELETE_TOO_LATE, "delete-too-late", \
	    "A comment can be deleted for an hour, by the one who wrote it. The author of the " \
	    "capsule can still do it.") \
	X(CLOSED_TITLE, "closed-title", "Comments are closed") \
	X(CLOSED_WHY, "closed-why", "“{title}” takes no new comments.") \
	X(CLOSED_NOW, "closed-now", "“{title}” takes no new comments any more.") \
	X(TAKEN_OUT_SINCE, "taken-out-since", \
	    "It was saved before, and you or the author of the capsule have taken it out since. " \
	    "The same link does not bring it back.") \
	X(COMMENT_NOT_YOURS, "comment-not-yours", "This comment is somebody else's") \
	X(NO_COMMENT_NAMED, "no-comment-named", "No comment is named here") \
	X(NO_COMMENT_NAMED_WHY, "no-comment-named-why", \
	    "This address does not say which one is to be changed.") \
	X(CERTIFICATE_FIRST, "certificate-first", "Comments need a certificate here") \
	X(CERTIFICATE_FIRST_WHY, "certificate-first-why", \
	    "The author asks for one. Switch yours on, or make one, and what you wrote goes on.") \
	X(CERTIFICATE_FIRST_GOPHER, "certificate-first-gopher", \
	    "The author asks for one, and Gopher has none; a Gemini client has.") \
	X(CERTIFICATE_LATE, "certificate-late", "Your certificate is not valid now") \
	X(CERTIFICATE_LATE_WHY, "certificate-late-why", \
	    "Its time is over or has not come. Take another one, and what you wrote goes on.") \
	X(COMMENT_GONE, "comment-gone", "This comment is not here any more") \
	X(COMMENT_GONE_WHY, "comment-gone-why", \
	    "Its writer or the author of the capsule has taken it out.") \
	X(ANSWERED_GONE_WHY, "answered-gone-why", \
	    "What you answer has been taken out. You can say it under the post.") \
	X(POST_GONE, "post-gone", "This post is not here any more") \
	X(POST_GONE_WHY, "post-gone-why", \
	    "It has been renamed or taken down since you read it; look for it among the posts.") \
	X(POST_GONE_NOW, "post-gone-now", "It was taken down at this very moment.") \
	X(POST_CLOSED, "post-closed", "This post is for certain readers now") \
	X(POST_CLOSED_WHY, "post-closed-why", \
	    "Since you read it, it has been closed to all who show no certificate, and so to " \
	    "Gopher.") \
	X(COMMENTS_OFF, "comments-off", "No comments are taken here") \
	X(COMMENTS_OFF_WHY, "comments-off-why", \
	    "The author has switched comments off since you read the post.") \
	X(NOT_TAKEN, "not-taken", "This comment was not taken") \
	X(NOT_TAKEN_SLOW, "not-taken-slow", \
	    "That was very much in a short time. Please try again in {n} second. | That was " \
	    "very much in a short time. Please try again in {n} seconds.") \
	X(NOT_TAKEN_REFUSED, "not-taken-refused", \
	    "The author does not take comments from you, or with these words.") \
	X(NOT_TAKEN_FULL, "not-taken-full", \
	    "As many comments wait for the author as may. Please keep your text and try again " \
	    "on another day.") \
	X(NOT_TAKEN_LONG, "not-taken-long", \
	    "A comment that is written in parts may have {n} bytes in all. You can go on in " \
	    "another.") \
	X(TOO_LONG, "too-long", "That is too long") \
	X(TOO_LONG_WHY, "too-long-why", \
	    "A comment can have {n} bytes here, and this has {size}. You can say it in several.") \
	X(NOT_SAVED, "not-saved", "It could not be saved. Please try again in a minute.") \
	X(COMMENT_NOT_SAVED, "comment-not-saved", "This comment was not saved") \
	X(FAILED_HERE, "failed-here", "Something failed here. Please try again in a minute.") \
	X(NOT_SAVED_LINK, "not-saved-link", \
	    "The comment could not be saved; please try again in a minute") \
	X(TOO_LONG_NOW, "too-long-now", "Too long for now") \
	X(TOO_LONG_NOW_WHY, "too-long-now-why", \
	    "So long a text must wait here until you publish it, and there is no room for it " \
	    "at the moment.") \
	/* a reader's own pages */ \
	X(YOU_WHY, "you-why", "This is what the capsule knows of you, by your certificate.") \
	X(YOU_NAME, "you-name", "Name: {name}") \
	X(YOU_NAME_FROM_CERTIFICATE, "you-name-from-certificate", \
	    "Name: {name} (from the certificate, if nobody else has it)") \
	X(YOU_NAMELESS, "you-nameless", "Name: none; your comments are signed as anonymous") \
	X(YOU_MARK, "you-mark", "Mark beside your name: {mark}") \
	X(YOU_UNTIL, "you-until", "Certificate good until: {date}") \
	X(CHANGE_NAME, "change-name", "Change your name") \
	X(CHOOSE_NAME, "choose-name", "Choose a name") \
	X(CHOOSE_ANOTHER, "choose-another", "Choose another") \
	X(YOUR_COMMENTS, "your-comments", "Your comments") \
	X(YOUR_COMMENTS_WHY, "your-comments-why", \
	    "The latest {n}, newest first. On its own page each can be added to, edited and " \
	    "deleted for an hour.") \
	X(ON_POST, "on-post", "on “{title}”") \
	X(ON_POST_WAITS, "on-post-waits", "on “{title}” (waits)") \
	X(NONE_YET, "none-yet", "None yet.") \
	X(SECOND_CERTIFICATE, "second-certificate", \
	    "Use a second certificate as the same person") \
	X(SECOND_CERTIFICATE_TITLE, "second-certificate-title", "A second certificate") \
	X(SECOND_CERTIFICATE_WHY, "second-certificate-why", \
	    "On another device, or with a new certificate: open /c/join there and give this " \
	    "code. From then on both are the same person here, with one name and one list of " \
	    "comments. The code is good for about an hour, and once.") \
	X(HAVE_CODE, "have-code", "I have a code from my other certificate") \
	X(ASK_CODE, "ask-code", "The code from your other certificate") \
	X(NO_CODE, "no-code", "This is no code") \
	X(NO_CODE_WHY, "no-code-why", "A code has eight letters and digits.") \
	X(JOIN_QUESTION, "join-question", "Be the same person as your other certificate?") \
	X(NAME_FIRST, "name-first", "First choose a name") \
	X(NAME_FIRST_WHY, "name-first-why", \
	    "The capsule does not know this certificate yet. With a name it does; then come " \
	    "back for the code. If the other certificate is the known one, open this page with " \
	    "that.") \
	X(ASK_NAME, "ask-name", "What would you like to be called here?") \
	X(NAME_QUESTION, "name-question", "Be called this from now on?") \
	X(NAME_TAKEN, "name-taken", "This name is taken") \
	X(NAME_TAKEN_WHY, "name-taken-why", \
	    "Somebody else is called so here, or so nearly that readers would take one for the " \
	    "other.") \
	X(NAME_IS_TAKEN, "name-is-taken", "This name is taken.") \
	X(NAMES_FULL, "names-full", "No more names at the moment") \
	X(NAMES_FULL_WHY, "names-full-why", \
	    "This capsule knows as many readers as it can, so no new names are taken just now. " \
	    "You can comment all the same; please come back for a name another day.") \
	X(DID_NOT_WORK, "did-not-work", "That did not work") \
	X(CODE_UNKNOWN, "code-unknown", "This code is not known, or has been used.") \
	X(FINGERPRINT, "fingerprint", \
	    "Its fingerprint, for capsule.yaml if you are the author (owner:):") \
	X(QUEUE, "queue", "Comments that wait for you") \
	X(QUEUE_WHY, "queue-why", \
	    "Follow a line to publish, remove or answer it. In the capsule's folder the same " \
	    "is mv from held/ to comments/, or rm; from a shell, carrel comments. A feed " \
	    "reader with your certificate can follow this page.") \
	X(QUEUE_TITLE, "queue-title", "Comments on {title}, for its author") \
	X(WAITING, "waiting", "Waiting for you") \
	X(PUBLISHED_LAST, "published-last", "Published last") \
	X(QUEUE_MORE, "queue-more", "And {n} more in held/, older than these.") \
	X(POST_OF_FILE_GONE, "post-of-file-gone", "{file}: its post is gone") \
	X(NONE, "none", "None.") \
	X(DRAFTS_AND_COMING, "drafts-and-coming", "Drafts and posts to come") \
	X(NOT_OUT_YET, "not-out-yet", "Not out yet") \
	X(NOT_OUT_YET_WHY, "not-out-yet-why", "Only you see this page, and the posts it leads to.") \
	X(DRAFTS, "drafts", "Drafts") \
	X(POSTS_TO_COME, "posts-to-come", "Posts to come") \
	/* answers of a line: Gemini's status lines, Gopher's errors */ \
	X(FAILED, "failed", "Something failed here; please try again later") \
	X(BUSY, "busy", "Too busy; please try again in a minute") \
	X(NOT_FOUND, "not-found", "Not found") \
	X(GONE, "gone", "This page has been withdrawn for good") \
	X(NOT_SERVED, "not-served", "This server does not serve that address") \
	X(BAD_REQUEST, "bad-request", "Bad request") \
	X(NEED_CERTIFICATE, "need-certificate", \
	    "This page needs to know you: please choose or create a client certificate") \
	X(NOT_ALLOWED, "not-allowed", "This page is only for the author of the capsule") \
	X(BAD_CERTIFICATE, "bad-certificate", \
	    "Your certificate has expired or is not valid yet: please choose another") \
	X(CERTIFICATE_ON_GOPHER, "certificate-on-gopher", \
	    "This page needs a certificate, and so a Gemini client") \
	/* folders that are closed; status lines, too */ \
	X(FOLDER_FOR_CERTIFICATES, "folder-for-certificates", \
	    "This is for readers with a certificate: open {folder} and choose or make one there") \
	X(FOLDER_FOR_SOME, "folder-for-some", \
	    "This is for certain readers: open {folder} and choose the certificate that the " \
	    "author knows") \
	X(FOLDER_CERTIFICATE_LATE, "folder-certificate-late", \
	    "This certificate is out of date, or not good yet: open {folder} with another") \
	X(FOLDER_NOT_FOR_YOU, "folder-not-for-you", \
	    "This certificate is not on the list: choose another, or ask the author to add it; " \
	    "its fingerprint stands at /c/") \
	X(FOLDER_BROKEN, "folder-broken", \
	    "This folder's settings are broken, so it is closed; the author finds the reason in " \
	    "the log") \
	X(FOLDER_ON_GOPHER, "folder-on-gopher", \
	    "This folder needs a certificate, and so a Gemini client") \
	/* uploads */ \
	X(ONLY_TEXT, "only-text", "Only text is taken here: text/plain or text/gemini") \
	X(COMMENT_SIZE, "comment-size", "A comment may have 1 to {n} bytes") \
	X(ONLY_PART, "only-part", "Only {n} of {size} bytes came; nothing was stored") \
	X(NOT_UTF_8, "not-utf-8", "The text is not UTF-8") \
	X(CERT_ENDS, "cert-ends", \
	    "The capsule's certificate ends on {date}; carrel cert --help tells what to do.") \
	X(CERT_ENDED, "cert-ended", \
	    "The capsule's certificate has ended on {date}; carrel cert --help tells what to do.") \
	X(UPLOAD_OWNER, "upload-owner", \
	    "Only the author of this capsule sends files here: choose that certificate") \
	X(UPLOAD_MOVED, "upload-moved", "This is an older address; send it to {line}") \
	X(UPLOAD_SIZE, "upload-size", "A file may have {n} bytes at most") \
	X(WRITE_FROM_HERE, "write-from-here", "Write from here") \
	X(WRITE_FROM_HERE_WHY, "write-from-here-why", \
	    "With a client that knows Titan. What stood there before is kept in the folder .former.") \
	X(WRITE_NEW, "write-new", "Write a new post") \
	X(WRITE_EDIT, "write-edit", "Edit “{title}”") \
	X(WRITE_REMOVE, "write-remove", "Take it down") \
	X(REMOVE_QUESTION, "remove-question", "Take this file down?") \
	X(TAKES_WORDS, "takes-words", "This item takes words: choose it again and write.") \
	/* on Gopher, to browsers and clients that wanted something else */ \
	X(LINK_OUT_TITLE, "link-out-title", "A link out of Gopher") \
	X(LINK_OUT, "link-out", "This link leads out of Gopher:") \
	X(NO_WEB_SERVER, "no-web-server", "Not a web server") \
	X(GOPHER_SERVER, "gopher-server", "This is a Gopher server:") \
	X(ALSO_ON_GEMINI, "also-on-gemini", "Also on Gemini:") \
	X(NO_FORMS, "no-forms", "Forms are not taken here.")

#endif
